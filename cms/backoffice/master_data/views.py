"""Views of master data: written through services where a rule stands behind them, never deleted while in use."""

from typing import Any

from django.db import transaction
from django.db.models import ProtectedError, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.generic import CreateView, DeleteView, EditView, IndexView

from desk.core.errors import DeskError
from desk.people.models import Assignment
from desk.people.services import assign_role, end_assignment


class MasterDataIndex(IndexView):
    """A list that reads the rows its columns name in the same query."""

    def get_base_queryset(self) -> QuerySet[Any]:
        related = [field.name for field in self.model._meta.concrete_fields if field.many_to_one or field.one_to_one]
        return super().get_base_queryset().select_related(*related)


class KeptWhileUsed(DeleteView):
    """Rows that reports or roles name stay; the refusal says so instead of failing."""

    def form_valid(self, form: Any) -> HttpResponseBase:
        if self.usage and self.usage.is_protected:
            return self._refused()
        try:
            response: HttpResponseBase = super().form_valid(form)
        except ProtectedError:
            return self._refused()
        return response

    def _refused(self) -> HttpResponse:
        messages.error(self.request, _("“%(name)s” masih dipakai oleh data lain, jadi tidak dapat dihapus.") % {"name": self.object})
        return redirect(self.get_success_url())


class _RefusesInWords:
    """Turns a rule's refusal into an error above the form, with everything typed still there."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)  # type: ignore[misc, no-any-return]
        except DeskError as refusal:
            form.add_error(None, str(refusal))
            self.produced_error_message = str(refusal)
            return self.form_invalid(form)  # type: ignore[attr-defined, no-any-return]


def _binding(form: Any) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("user", "role", "desk", "region", "agency")}


class AssignmentCreate(_RefusesInWords, CreateView):
    def save_instance(self) -> Assignment:
        return assign_role(**_binding(self.form), actor=self.request.user)


class AssignmentEdit(_RefusesInWords, EditView):
    """A changed assignment is the old one ended and a new one begun, so that both stand in the history."""

    @transaction.atomic
    def save_instance(self) -> Assignment:
        before = Assignment.objects.get(pk=self.object.pk)
        after = assign_role(**_binding(self.form), actor=self.request.user)
        if after.pk != before.pk:
            end_assignment(assignment=before, actor=self.request.user)
        return after


class AssignmentDelete(DeleteView):
    def form_valid(self, form: Any) -> HttpResponseBase:
        try:
            response: HttpResponseBase = super().form_valid(form)
        except DeskError as refusal:
            messages.error(self.request, str(refusal))
            return redirect(self.get_success_url())
        return response

    def delete_action(self) -> None:
        end_assignment(assignment=self.object, actor=_actor(self.request))


def _actor(request: HttpRequest) -> Any:
    return request.user
