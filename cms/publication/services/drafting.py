"""From a proposal to a draft of the right kind: texts, region, moments, pictures and files. Nothing is saved but the library's rows."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from html import escape
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.utils.text import slugify
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Page

from desk.people.models import User
from desk.vetted.constants import ProposalKind
from desk.vetted.files import HandedFile
from desk.vetted.models import Proposal
from desk.vetted.selectors.proposals import files_of

from ..constants import LONGEST_LEAD, DocumentClass, Verdict
from ..errors import Incomplete
from ..models import (
    AgendaPage,
    AnnouncementPage,
    ClarificationPage,
    DocumentPage,
    EducationPage,
    ReleasePage,
    VettedPage,
)
from ..prefilling import begin_release

PAGES: dict[str, type[VettedPage]] = {
    ProposalKind.RELEASE: ReleasePage,
    ProposalKind.ANNOUNCEMENT: AnnouncementPage,
    ProposalKind.CLARIFICATION: ClarificationPage,
    ProposalKind.AGENDA: AgendaPage,
    ProposalKind.EDUCATION: EducationPage,
    ProposalKind.DOCUMENT: DocumentPage,
}
VERDICTS = {"salah": Verdict.FALSE, "menyesatkan": Verdict.MISLEADING, "benar": Verdict.TRUE}
CLASSES = {"berkala": DocumentClass.PERIODIC, "serta_merta": DocumentClass.IMMEDIATE, "setiap_saat": DocumentClass.ANY_TIME}
ADDRESS = re.compile(r"https?://\S+")
SENTENCE = re.compile(r"(?<=[.!?])\s+")
LONGEST_CLAIM, LONGEST_SOURCE, MOST_SOURCES, LONGEST_SLUG = 400, 160, 12, 80


def page_class_of(proposal: Proposal) -> Any:
    return PAGES[proposal.kind]


def draft_of(proposal: Proposal, *, by: User, today: date) -> VettedPage:
    """A page in memory. Raises Incomplete when the kind needs something that the proposal does not say."""
    page = page_class_of(proposal)(title=proposal.title, region=proposal.region, slug=_free_slug(proposal.title))
    files = files_of(proposal)
    lead, paragraphs = lead_and_body(proposal.text)
    page.summary = lead
    body: list[tuple[str, Any]] = [("paragraph", f"<p>{escape(text)}</p>") for text in paragraphs]
    body += [_picture(file, proposal, by) for file in files if file.photo]
    if hasattr(page, "body"):
        page.body = body
    FILLERS[type(page)](page, proposal, today)
    if hasattr(page, "file"):
        page.file = next((_document(file, by) for file in files if not file.photo), None)
    drafted: VettedPage = page
    return drafted


def lead_and_body(text: str) -> tuple[str, list[str]]:
    """The first paragraph, as far as a lead may be long, and the others; a single paragraph is both."""
    paragraphs = [" ".join(part.split()) for part in text.split("\n") if part.strip()]
    lead = ""
    for sentence in SENTENCE.split(paragraphs[0] if paragraphs else ""):
        longer = f"{lead} {sentence}".strip()
        if len(longer) > LONGEST_LEAD:
            break
        lead = longer
    lead = lead or (paragraphs[0][: LONGEST_LEAD - 1] + "…" if paragraphs else "")
    return lead, paragraphs[1:] if lead == (paragraphs or [""])[0] and len(paragraphs) > 1 else paragraphs


def _fill_release(page: Any, proposal: Proposal, today: date) -> None:
    written, told = page.body, proposal.details
    begin_release(page, today)
    page.body = written
    page.place = page.place or told.get("place", "")[:80] or proposal.region.title
    if told.get("contact_name"):
        page.contact_name, page.contact_position = told["contact_name"][:120], told.get("contact_position", "")[:160]
        page.contact_phone, page.contact_email, page.contact_hours = told.get("contact_phone", "")[:40], "", ""


def _fill_clarification(page: Any, proposal: Proposal, _today: date) -> None:
    told = proposal.details
    page.verdict = VERDICTS.get(told.get("verdict", ""), Verdict.FALSE)
    page.claim = told.get("claim", "")[:LONGEST_CLAIM]
    page.sources = [("source", _source(line)) for line in told.get("sources", "").splitlines()[:MOST_SOURCES] if line.strip()]


def _fill_agenda(page: Any, proposal: Proposal, _today: date) -> None:
    told = proposal.details
    if not told.get("event_date"):
        raise Incomplete("Usulan ini belum menyebut tanggal kegiatannya. Minta pengusul melengkapinya, atau tulis agenda baru.")
    starts = time.fromisoformat(told["event_time"]) if told.get("event_time") else time(8)
    page.starts_at = datetime.combine(date.fromisoformat(told["event_date"]), starts, proposal.region.zone)
    page.place = told.get("place", "")[:200]
    page.audience = told.get("audience", "")[:160]
    page.organiser = proposal.unit_name[:160]


def _fill_education(page: Any, proposal: Proposal, _today: date) -> None:
    page.audience = proposal.details.get("audience", "")[:160]


def _fill_document(page: Any, proposal: Proposal, _today: date) -> None:
    page.document_class = CLASSES.get(proposal.details.get("info_class", ""), DocumentClass.PERIODIC)


def _fill_nothing(_page: Any, _proposal: Proposal, _today: date) -> None:
    pass


FILLERS: dict[type[VettedPage], Callable[[Any, Proposal, date], None]] = {
    ReleasePage: _fill_release,
    AnnouncementPage: _fill_nothing,
    ClarificationPage: _fill_clarification,
    AgendaPage: _fill_agenda,
    EducationPage: _fill_education,
    DocumentPage: _fill_document,
}


def _source(line: str) -> dict[str, Any]:
    address = ADDRESS.search(line)
    name = ADDRESS.sub("", line).strip(" ,;:-") or line.strip()
    return {"name": name[:LONGEST_SOURCE], "link": address[0] if address else "", "dated": None}


def _picture(file: HandedFile, proposal: Proposal, by: User) -> tuple[str, dict[str, Any]]:
    told = proposal.details
    caption = told.get("photo_caption", "")
    image = Image(title=(caption or file.name)[:255], uploaded_by_user=by, file=ImageFile(BytesIO(file.read()), name=file.name))
    image._set_image_file_metadata()
    image.save()
    credit = told.get("photo_credit") or f"Foto: Dok. {proposal.unit_name}"
    return "picture", {"image": image, "alt": "", "caption": caption[:250], "credit": credit[:120]}


def _document(file: HandedFile, by: User) -> Document:
    document = Document(title=file.name[:255], uploaded_by_user=by, file=ContentFile(file.read(), name=file.name))
    document._set_document_file_metadata()
    document.save()
    return document


def _free_slug(title: str) -> str:
    """An address made of the title that no page has."""
    base = slugify(title)[:LONGEST_SLUG].strip("-") or "naskah"
    taken = set(Page.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))) if slug not in taken)
