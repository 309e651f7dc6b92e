"""Views of reporting duty: everything is written through its service, a rule only after its preview."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.generic import CreateView, DeleteView, EditView
from wagtail.log_actions import log

from desk.reporting.constants import LOG_LADDER_SAVED
from desk.reporting.errors import RuleRefused
from desk.reporting.models import ReportingRule, ReportType, ReviewChain
from desk.reporting.services import rules as services
from desk.reporting.services.chains import save_chain, save_type

from ..master_data.views import MasterDataIndex, RefusesInWords

CONFIRMED = "simpan"


class RulePreviewed:
    """Shows what saving a rule would mean, and saves it only when somebody confirms exactly that."""

    template_name = "backoffice/duty/rule_edit.html"
    preview: services.Preview | None = None

    def is_valid(self, form: Any) -> bool:
        if not super().is_valid(form):  # type: ignore[misc]
            return False
        try:
            self.preview = services.preview(form.save(commit=False), regions=form.regions, agencies=form.agencies)
        except RuleRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
            self.produced_error_message = str(refused)
            return False
        if CONFIRMED in self.request.POST:  # type: ignore[attr-defined]
            return True
        self.produced_error_message = _("Aturan belum disimpan. Periksa pratinjau di bawah ini, lalu simpan.")
        return False

    def save_instance(self) -> ReportingRule:
        form = self.form  # type: ignore[attr-defined]
        rule = form.save(commit=False)
        services.save_rule(rule=rule, user=self.request.user, regions=form.regions, agencies=form.agencies)  # type: ignore[attr-defined]
        return rule  # type: ignore[no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return context | {"preview": self.preview, "submit_button_label": _("Pratinjau")}


class RuleCreate(RefusesInWords, RulePreviewed, CreateView):
    pass


class RuleEdit(RefusesInWords, RulePreviewed, EditView):
    pass


class RuleEnd(DeleteView):
    """Rules are ended, never deleted: their duties and reports stay."""

    page_title = _("Akhiri aturan")
    template_name = "backoffice/duty/rule_end.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"change": services.preview_end(self.object)}

    def form_valid(self, form: Any) -> HttpResponse:
        change = services.end_rule(rule=self.object, user=_actor(self.request))
        messages.success(
            self.request,
            _("Aturan “%(name)s” diakhiri. %(count)d kewajiban yang belum jatuh tempo dibatalkan; yang lewat tetap.")
            % {"name": self.object, "count": len(change.cancelled)},
        )
        return redirect(self.get_success_url())


class RuleIndex(MasterDataIndex):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("desk__region")


class ChainSaved(RefusesInWords):
    def save_instance(self) -> ReviewChain:
        chain: ReviewChain = self.form.save(commit=False)  # type: ignore[attr-defined]
        return save_chain(chain=chain, plan=self.form.plan, user=self.request.user)  # type: ignore[attr-defined]


class ChainCreate(ChainSaved, CreateView):
    pass


class ChainEdit(ChainSaved, EditView):
    pass


class _Logged:
    """Stored by Wagtail, noted under the name of our own action."""

    logged_as = ""

    def save_instance(self) -> Any:
        instance = super().save_instance()  # type: ignore[misc]
        log(instance=instance, action=self.logged_as, user=self.request.user)  # type: ignore[attr-defined]
        return instance


class TypeSaved(RefusesInWords):
    def save_instance(self) -> ReportType:
        return save_type(report_type=self.form.save(commit=False), user=self.request.user)  # type: ignore[attr-defined]


class TypeCreate(TypeSaved, CreateView):
    pass


class TypeEdit(TypeSaved, EditView):
    pass


class LadderCreate(_Logged, CreateView):
    logged_as = LOG_LADDER_SAVED


class LadderEdit(_Logged, EditView):
    logged_as = LOG_LADDER_SAVED


def _actor(request: HttpRequest) -> Any:
    return request.user
