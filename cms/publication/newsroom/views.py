"""The screens of *Satu pintu*: the list of what waits, one text before the second person, and each step with its last look."""

from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from desk.core import words
from desk.core.errors import DeskError
from desk.people.models import User
from desk.people.scope import enters_admin

from ..constants import OPEN_STEPS, Event, Kind, Step
from ..models import HandIn
from ..services import acting, vetting
from . import creating, selectors
from .as_public import as_public
from .forms import ReturnForm, WithdrawalForm
from .notices import identity_notice
from .reading import reading_of, with_everything

INDEX = "satu_pintu:index"


class ForEditors(View):
    """Whoever has the admin's door reads; the services decide who acts."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not enters_admin(self.user):
            raise PermissionDenied
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    @property
    def user(self) -> User:
        return cast(User, self.request.user)


class Screen(ForEditors, WagtailAdminTemplateMixin, TemplateView):
    """A page of *Satu pintu* below its list."""

    header_icon = "desk-shield"
    page_title: Any = _("Satu pintu")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        index = {"url": reverse(INDEX), "label": _("Satu pintu")}
        return [*self.breadcrumbs_items, index, {"url": "", "label": self.get_page_title()}]


class Index(Screen):
    """What waits for review, for approval and for its time, what came back, and what went out last."""

    template_name = "publication/admin/newsroom/index.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        notice = identity_notice()
        return {**context, "board": selectors.board(self.user), "ways": creating.ways(self.user), "identity": notice}


class OfText(Screen):
    """A page about the text that the address names."""

    @cached_property
    def row(self) -> HandIn:
        row: HandIn = get_object_or_404(with_everything(), pk=self.kwargs["pk"])
        return row

    def get_page_title(self) -> str:
        return str(self.row.content["title"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reading = reading_of(self.row, self.user, timezone.now())
        kind = selectors.kind_of(self.row)
        return {**super().get_context_data(**kwargs), "reading": reading, "row": self.row, "kind": kind, "zone": reading.page.reader_zone}


class Reading(OfText):
    """The text as the public will see it, and beside it everything that the second person needs."""

    template_name = "publication/admin/newsroom/reading.html"


class Text(ForEditors):
    """What stands in the frame of the reading page: the frozen content, made by the code that makes the public page."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return HttpResponse(as_public(get_object_or_404(with_everything(), pk=pk), timezone.now()))


class StepView(OfText):
    """A step with its last look: what happens, who learns of it, what stays. POST takes it."""

    template_name = "publication/admin/newsroom/step.html"
    question: Any = ""
    button: Any = ""
    done: Any = ""
    told = ""  # template of what the person should know before
    at: ClassVar[tuple[Step, ...]] = ()  # where the text must stand
    form_class: ClassVar[type[forms.Form]] = forms.Form

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.row.step not in self.at:
            messages.warning(request, f"Naskah ini sudah berstatus “{self.row.get_step_display()}”.")
            return redirect("satu_pintu:reading", self.row.pk)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or self.form_class()
        return {**super().get_context_data(**kwargs), "form": form, "step": self}

    def post(self, request: HttpRequest, **_named: Any) -> HttpResponseBase:
        form = self.form_class(request.POST)
        if form.is_valid():
            try:
                self.take(**form.cleaned_data)
            except DeskError as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, self.outcome(), buttons=self.ways_on())
                return redirect(INDEX)
        response = self.render_to_response(self.get_context_data(form=form))
        response.status_code = 422
        return response

    def outcome(self) -> str:
        return str(self.done.format(title=self.get_page_title()))

    def ways_on(self) -> list[Any]:
        """Buttons beside the outcome."""
        return []

    def take(self, **_data: Any) -> None:
        raise NotImplementedError


class FinishReview(StepView):
    at = (Step.HANDED_IN,)
    question = _("Naskah ini selesai ditinjau?")
    button = _("Selesai ditinjau")
    done = _("“{title}” selesai ditinjau dan menunggu persetujuan.")
    told = "publication/admin/newsroom/told_review.html"

    def take(self, **_data: Any) -> None:
        acting.finish_review(hand_in_id=self.row.pk, by=self.user)


class Approve(StepView):
    at = (Step.REVIEWED,)
    question = _("Setujui naskah ini?")
    told = "publication/admin/newsroom/told_approve.html"

    @property
    def button(self) -> str:
        if self.row.event == Event.WITHDRAWN:
            return "Setujui dan tarik"
        return "Setujui dan jadwalkan" if self.row.publish_at and self.row.publish_at > timezone.now() else "Setujui dan terbitkan"

    def take(self, **_data: Any) -> None:
        acting.approve(hand_in_id=self.row.pk, by=self.user)

    def outcome(self) -> str:
        self.row.refresh_from_db(fields=["step"])
        title, page = self.get_page_title(), self.row.page.specific
        if self.row.step != Step.PUBLISHED and self.row.publish_at:
            return f"“{title}” disetujui dan terbit {words.when(self.row.publish_at, page.reader_zone)}."
        return f"“{title}” sudah {'ditarik' if self.row.event == Event.WITHDRAWN else 'terbit'}."

    def ways_on(self) -> list[Any]:
        return [messages.button(self.row.page.specific.public_path, _("Lihat halamannya"))] if self.row.step == Step.PUBLISHED else []


class GiveBack(StepView):
    at = (Step.HANDED_IN, Step.REVIEWED)
    question = _("Kembalikan naskah ini kepada penulisnya?")
    button = _("Kembalikan")
    done = _("“{title}” dikembalikan dengan alasan Anda.")
    told = "publication/admin/newsroom/told_return.html"
    form_class = ReturnForm

    def take(self, **data: Any) -> None:
        acting.give_back(hand_in_id=self.row.pk, by=self.user, reason=data["reason"])


class Cancel(StepView):
    at = OPEN_STEPS
    question = _("Tarik kembali naskah ini sebelum terbit?")
    button = _("Tarik kembali")
    done = _("“{title}” ditarik kembali. Naskahnya dapat diubah lagi.")
    told = "publication/admin/newsroom/told_cancel.html"

    def take(self, **_data: Any) -> None:
        vetting.cancel(hand_in_id=self.row.pk, by=self.user)


class Withdraw(Screen):
    """Propose to take a public page back, with the reason that the public will read."""

    template_name = "publication/admin/newsroom/withdraw.html"

    @cached_property
    def page(self) -> Any:
        page = get_object_or_404(Page, pk=self.kwargs["page_id"]).specific
        if not selectors.is_vetted(page) or page.kind == Kind.HOME:
            raise PermissionDenied
        return page

    def get_page_title(self) -> str:
        return f"Tarik: {self.page.title}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or WithdrawalForm()
        waits = with_everything().filter(page=self.page, step__in=OPEN_STEPS).first()
        return {**super().get_context_data(**kwargs), "form": form, "page": self.page, "waits": waits}

    def post(self, request: HttpRequest, **_named: Any) -> HttpResponseBase:
        form = WithdrawalForm(request.POST)
        if form.is_valid():
            try:
                vetting.propose_withdrawal(page=self.page, by=self.user, reason=form.cleaned_data["reason"])
            except DeskError as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, _("Penarikan diusulkan. Halaman tetap terbit sampai penyetuju lain menyetujuinya."))
                return redirect(INDEX)
        response = self.render_to_response(self.get_context_data(form=form))
        response.status_code = 422
        return response
