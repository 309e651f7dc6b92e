"""Proposals of agencies before the editors: read, made into a draft, declined with a reason."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, NamedTuple
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from desk.core import words
from desk.core.errors import DeskError
from desk.vetted.constants import NEXT_STATES, ProposalState
from desk.vetted.models import Proposal
from desk.vetted.selectors.proposals import file_of, files_of
from desk.vetted.services.proposals import take_correction

from ..services import proposals
from . import persons
from .forms import DeclineForm
from .views import INDEX, ForEditors, Screen

DETAILS = {  # in the order in which the page tells them
    "event_date": _("Tanggal kegiatan"),
    "event_time": _("Pukul"),
    "place": _("Tempat"),
    "audience": _("Untuk siapa"),
    "claim": _("Yang beredar"),
    "verdict": _("Penilaian pengusul"),
    "sources": _("Sumber"),
    "info_class": _("Golongan informasi"),
    "wished_at": _("Diharapkan terbit"),
    "photo_caption": _("Keterangan foto"),
    "photo_credit": _("Kredit foto"),
    "contact_name": _("Narahubung"),
    "contact_position": _("Jabatan narahubung"),
    "contact_phone": _("Telepon narahubung"),
}
CORRECTED = {"kind": _("Jenis"), "title": _("Judul"), "text": _("Isi")}


class Told(NamedTuple):
    label: str
    text: str


def details_of(proposal: Proposal) -> list[Told]:
    """What the proposer told besides title and text, in words."""
    return [Told(str(label), _in_words(name, proposal)) for name, label in DETAILS.items() if proposal.details.get(name)]


def _in_words(name: str, proposal: Proposal) -> str:
    told = str(proposal.details[name])
    if name == "event_date":
        return words.weekday_and_day(date.fromisoformat(told))
    if name == "event_time":
        return f"{time.fromisoformat(told):%H.%M} {words.zone_name(proposal.received_at.astimezone(proposal.region.zone))}"
    if name == "wished_at":
        return words.when(datetime.fromisoformat(told), proposal.region.zone)
    return told.replace("_", "-") if name in ("verdict", "info_class") else told


def changes_of(proposal: Proposal) -> Iterator[Told]:
    """What the proposer wrote after the editors had begun, where it differs."""
    for name, label in CORRECTED.items():
        new = (proposal.correction or {}).get(name)
        if new and new != getattr(proposal, name):
            yield Told(str(label), str(new))


class OfProposal(Screen):
    @cached_property
    def proposal(self) -> Proposal:
        row: Proposal = get_object_or_404(Proposal.objects.whole(), pk=self.kwargs["pk"])
        return row

    def get_page_title(self) -> str:
        return self.proposal.title


class Read(OfProposal):
    """The proposal as it was sent. POST makes the draft, or takes what its proposer changed since."""

    template_name = "publication/admin/newsroom/proposal.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        proposal = self.proposal
        open_to = persons.may_return(self.user)
        return {
            **super().get_context_data(**kwargs),
            "proposal": proposal,
            "zone": proposal.region.zone,
            "details": details_of(proposal),
            "changes": list(changes_of(proposal)),
            "files": files_of(proposal),
            "page": proposals.page_of(proposal),
            "can_begin": open_to and proposal.retracted_at is None,
            "can_decline": open_to and ProposalState.DECLINED in NEXT_STATES[proposal.state],
        }

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        if "take-correction" in request.POST and persons.may_return(self.user):
            take_correction(proposal_id=pk, by=self.user)
            messages.success(request, _("Perubahan pengusul menggantikan isi usulan. Sesuaikan naskahnya bila perlu."))
            return redirect("satu_pintu:proposal", pk)
        page = proposals.make_draft(proposal_id=pk, by=self.user)
        messages.success(request, _("Naskah dibuat dari usulan. Sunting, lalu serahkan untuk ditinjau."))
        return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))


class Decline(OfProposal):
    """Nothing is published of it; its proposer reads why."""

    template_name = "publication/admin/newsroom/decline.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "proposal": self.proposal, "form": kwargs.get("form") or DeclineForm()}

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        form = DeclineForm(request.POST)
        if form.is_valid():
            try:
                proposals.decline(proposal_id=pk, by=self.user, reason=form.cleaned_data["reason"])
            except DeskError as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, _("Usulan tidak diterbitkan. Pengusul membaca alasannya di halaman Lapor."))
                return redirect(INDEX)
        response = self.render_to_response(self.get_context_data(form=form))
        response.status_code = 422
        return response


class File(ForEditors):
    """A photo or file of the proposal that the address names, and of no other."""

    def get(self, _request: HttpRequest, pk: int, uuid: UUID) -> HttpResponse:
        file = file_of(get_object_or_404(Proposal, pk=pk), uuid)
        if file is None:
            raise Http404
        try:
            body = file.read()
        except FileNotFoundError as lost:
            raise Http404 from lost
        response = HttpResponse(body, content_type=file.content_type)
        response["Content-Disposition"] = content_disposition_header(not file.photo, file.name) or "attachment"
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Security-Policy"] = "sandbox"
        return response
