"""Views of master data: written through services where a rule stands behind them, never deleted while in use."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.generic import CreateView, DeleteView, EditView, IndexView

from desk.calendar.models import Election, Stage
from desk.calendar.services import (
    StageMove,
    create_election,
    move_voting_day,
    plan_move,
    preview_followers,
    remove_stage,
    save_stage,
)
from desk.core.errors import DeskError
from desk.people.models import Assignment
from desk.people.services import assign_role, end_assignment


class MasterDataIndex(IndexView):
    """A list that reads the rows its columns name in the same query."""

    def get_base_queryset(self) -> QuerySet[Any]:
        related = [field.name for field in self.model._meta.concrete_fields if field.many_to_one or field.one_to_one]
        rows: QuerySet[Any] = super().get_base_queryset().select_related(*related)
        return rows


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


class RefusesInWords:
    """Turns a rule's refusal into an error above the form, with everything typed still there."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)  # type: ignore[misc, no-any-return]
        except DeskError as refusal:
            form.add_error(None, str(refusal))
            self.produced_error_message = str(refusal)
            return self.form_invalid(form)  # type: ignore[attr-defined, no-any-return]


def _binding(form: Any) -> dict[str, Any]:
    binding = {name: form.cleaned_data[name] for name in ("user", "role", "desk", "region", "agency")}
    return binding | {"term": form.term}


class AssignmentCreate(RefusesInWords, CreateView):
    def save_instance(self) -> Assignment:
        return assign_role(**_binding(self.form), actor=self.request.user)


class AssignmentEdit(RefusesInWords, EditView):
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


class ElectionCreate(RefusesInWords, CreateView):
    """A new election comes with the standard stages at their distance from voting day."""

    def save_instance(self) -> Election:
        values = {name: self.form.cleaned_data[name] for name in ("key", "name", "region", "voting_day")}
        return create_election(**values, actor=self.request.user)


class ElectionEdit(RefusesInWords, EditView):
    """Another voting day is shown with everything that would move, and moved only when confirmed."""

    template_name = "backoffice/election_edit.html"

    def is_valid(self, form: Any) -> bool:
        if not super().is_valid(form):
            return False
        self.moves = self._plan(form.cleaned_data["voting_day"])
        if not self._moved_to(form) or "pindahkan" in self.request.POST:
            return True
        self.asks, self.produced_error_message = True, _("Hari pemungutan suara belum dipindahkan. Periksa akibatnya di bawah ini.")
        return False

    def save_instance(self) -> Election:
        if self._moved_to(self.form):
            before = Election.objects.get(pk=self.object.pk)
            move_voting_day(election=before, voting_day=self.form.cleaned_data["voting_day"], actor=self.request.user)
        return Election.objects.get(pk=self.object.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["followed"] = self._followed()
        return context | {"moves": [move for move in getattr(self, "moves", []) if move.changes], "asks": getattr(self, "asks", False)}

    def _followed(self) -> list[tuple[str, int]]:
        """What moves besides the stages, once the move may be confirmed."""
        if not getattr(self, "asks", False):
            return []
        try:
            return preview_followers(election=self.object, voting_day=self.form.cleaned_data["voting_day"])
        except DeskError:
            return []  # the day itself is refused when it is confirmed

    def _moved_to(self, form: Any) -> bool:
        return "voting_day" in form.changed_data

    def _plan(self, voting_day: date) -> list[StageMove]:
        before = Election.objects.select_related("region").get(pk=self.object.pk)
        return plan_move(election=before, voting_day=voting_day, today=timezone.localdate(timezone=before.region.zone))


class StageCreate(RefusesInWords, CreateView):
    def save_instance(self) -> Stage:
        return save_stage(stage=self.form.save(commit=False), actor=self.request.user)


class StageEdit(RefusesInWords, EditView):
    """What is counted from the stage moves with it."""

    def save_instance(self) -> Stage:
        return save_stage(stage=self.form.save(commit=False), actor=self.request.user)


class StageDelete(DeleteView):
    def delete_action(self) -> None:
        remove_stage(stage=self.object, actor=_actor(self.request))
