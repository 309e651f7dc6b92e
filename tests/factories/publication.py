"""Public pages, taken through the one door by an editor and an approver."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from wagtail.documents.models import Document

from cms.publication import services
from cms.publication.models import (
    AgendaPage,
    AnnouncementPage,
    ClarificationPage,
    DocumentPage,
    EducationPage,
    ReleasePage,
    VettedPage,
)
from cms.publication.rendering import build
from cms.publication.services import publishing, vetting
from desk.people.models import User

from . import people

RELEASE = {
    "title": "Tiga TPS pindah lokasi",
    "slug": "tiga-tps-pindah",
    "number": "045/SP-DESK/XI/2024",
    "place": "Kota Bogor",
    "summary": "KPU Kota Bogor menetapkan lokasi pengganti bagi tiga TPS.",
    "body": [("paragraph", "<p>Lokasi semula tergenang.</p>")],
    "contact_name": "Arum Prameswari",
    "contact_position": "Juru bicara",
    "contact_phone": "0251 000 0000",
}
ANNOUNCEMENT = {"title": "Jam buka TPS", "slug": "jam-buka-tps", "summary": "TPS buka pukul 07.00 sampai 13.00 WIB."}
CLARIFICATION = {
    "title": "Pemungutan suara tetap hari Rabu, 27 November 2024",
    "slug": "pemungutan-suara-tetap-rabu",
    "summary": "KPU Kota Bogor tidak mengubah hari pemungutan suara.",
    "verdict": "false",
    "claim": "Pencoblosan di Kota Bogor diundur ke hari Minggu karena banjir.",
    "claimed_where": "pesan berantai WhatsApp",
    "claimed_on": date(2024, 11, 24),
    "sources": [
        ("source", {"name": "KPU Kota Bogor, Keputusan Nomor 12", "link": "https://kpu.contoh.go.id/12", "dated": date(2024, 11, 25)})
    ],
}
AGENDA = {
    "title": "Simulasi pemungutan suara bagi pemilih pemula",
    "slug": "simulasi-pemilih-pemula",
    "summary": "Pemilih pemula mencoba seluruh alur di TPS.",
    "starts_at": datetime(2024, 11, 26, 2, tzinfo=UTC),
    "ends_at": datetime(2024, 11, 26, 4, tzinfo=UTC),
    "place": "Aula Kecamatan Bogor Selatan",
    "audience": "Pemilih pemula",
}
EDUCATION = {
    "title": "Lima langkah di TPS",
    "slug": "lima-langkah-di-tps",
    "summary": "Dari pendaftaran sampai tinta di jari.",
    "audience": "Semua pemilih",
    "body": [("paragraph", "<p>Bawa KTP elektronik.</p>")],
}
DOCUMENT = {
    "title": "Laporan kesiapan November 2024",
    "slug": "laporan-kesiapan-november-2024",
    "summary": "Rekapitulasi kesiapan seluruh kecamatan.",
    "number": "12/LAP/XI/2024",
    "issued_on": date(2024, 11, 22),
}


def editor() -> User:
    return User.objects.filter(username="redaktur").first() or people.editor()


def approver() -> User:
    return User.objects.filter(username="penyetuju").first() or people.approver()


def publish_home(**values: Any) -> VettedPage:
    return services.publish_home(author=editor(), approver=approver(), **values)


def draft_release(**values: Any) -> ReleasePage:
    return services.write_page(ReleasePage, by=editor(), **{**RELEASE, **values})


def draft_announcement(**values: Any) -> AnnouncementPage:
    return services.write_page(AnnouncementPage, by=editor(), **{**ANNOUNCEMENT, **values})


def draft_clarification(**values: Any) -> ClarificationPage:
    return services.write_page(ClarificationPage, by=editor(), **{**CLARIFICATION, **values})


def draft_agenda(**values: Any) -> AgendaPage:
    return services.write_page(AgendaPage, by=editor(), **{**AGENDA, **values})


def draft_education(**values: Any) -> EducationPage:
    return services.write_page(EducationPage, by=editor(), **{**EDUCATION, **values})


def draft_document(**values: Any) -> DocumentPage:
    file = Document.objects.create(title="laporan", file=ContentFile(b"%PDF-1.4 laporan", name="laporan.pdf"))
    return services.write_page(DocumentPage, by=editor(), **{**DOCUMENT, "file": file, **values})


ONE_OF_EACH = (draft_release, draft_announcement, draft_clarification, draft_agenda, draft_education, draft_document)


def publish(page: VettedPage, **more: Any) -> VettedPage:
    services.take_through(page, author=editor(), approver=approver(), **more)
    return page


@contextmanager
def built_once() -> Iterator[None]:
    """Everything that is published inside reaches the folder of the front together, at the end."""
    with transaction.atomic(), build.together(now=timezone.now()):
        yield


def correct(page: VettedPage, *, correction: str, **values: Any) -> VettedPage:
    """The page changed and out again, as a correction."""
    return publish(services.write_page(type(page), by=editor(), page=page, correction=correction, **values))


def withdraw(page: VettedPage, reason: str, *, now: datetime | None = None) -> VettedPage:
    """The page taken back by two people, with its reason."""
    row = vetting.propose_withdrawal(page=page, by=editor(), reason=reason, now=now)
    vetting.approve(hand_in_id=row.pk, by=approver(), now=now)
    publishing.release_if_due(hand_in_id=row.pk, now=now)
    return page
