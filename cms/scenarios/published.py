"""What a simulation has already told the public: one item of each kind, a correction and a withdrawal. Nobody in it exists."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils.text import slugify
from wagtail.documents.models import Document
from wagtail.images.models import Image

from cms.publication.constants import Announced, DocumentClass, Verdict
from cms.publication.errors import GateShut
from cms.publication.models import AgendaPage, AnnouncementPage, ClarificationPage, DocumentPage, EducationPage, ReleasePage, VettedPage
from cms.publication.services import publishing, take_through, vetting, write_page
from desk.core.words import weekday_and_day
from desk.people.models import User
from desk.regions.models import Region
from desk.vetted.selectors.quotable import vetted_series

from .illustration import polling_place

AUDIENCE = "Semua pemilih"
CONTACT = {
    "contact_name": "Arum Prameswari",
    "contact_position": "Juru bicara Desk Pilkada",
    "contact_phone": "0251 555 0101",  # as the home page says
    "contact_email": "media@example.org",
    "contact_hours": "pukul 08.00-20.00 WIB",
    "boilerplate": "Desk Pilkada memantau pelaksanaan, mengantisipasi masalah, dan melaporkannya berjenjang. Penyelenggara pemilihan adalah KPU.",
}
CHECK = [("source", {"name": "KPU (simulasi), Pengumuman Nomor 12", "link": "https://kpu.contoh.go.id/12", "dated": None})]
STEPS = "<ol><li>Tunjukkan KTP-el dan surat pemberitahuan.</li><li>Terima surat suara dan periksa keadaannya.</li><li>Coblos di bilik.</li>"
RECAP = "Kecamatan;Kesiapan (persen)\r\nContoh Utara;82\r\nContoh Selatan;74\r\n"


@dataclass(frozen=True)
class Newsroom:
    """Who writes and lets out, for which region and voting day. ``now``: moment of loading; everything lies before it."""

    root: Region
    voting_day: date
    editor: User
    approver: User
    now: datetime

    def write(self) -> None:
        """All of it; what the quiet period would have kept in is left out."""
        for step in (
            self._announcement,
            self._clarification,
            self._agenda,
            self._education,
            self._document,
            self._release,
            self._withdrawn,
        ):
            try:
                step()
            except GateShut:
                continue

    def _publish(self, kind: type[VettedPage], *, title: str, hours_ago: int, **values: Any) -> VettedPage:
        page: VettedPage = write_page(kind, by=self.editor, title=title, slug=slugify(title), region=self.root, **values)
        self._let_out(page, hours_ago)
        return page

    def _let_out(self, page: VettedPage, hours_ago: int) -> None:
        take_through(page, author=self.editor, approver=self.approver, now=self.now - timedelta(hours=hours_ago))

    def _release(self) -> None:
        quote = {
            "text": "Papan penunjuk dipasang di lokasi lama dan petugas mengantar warga yang membutuhkan bantuan.",
            "name": "Tirta Kusumahadi",
            "position": f"Sekretaris Daerah {self.root.title} selaku Ketua Desk Pilkada",
        }
        told = "<p>Petugas KPPS menyampaikan pemberitahuan dari rumah ke rumah. Jam pelayanan tetap pukul 07.00 sampai 13.00.</p>"
        figures = [("figure", {"series": one.key}) for one in vetted_series() if one.series.region_code == self.root.code][:1]
        body = [("paragraph", told), ("quote", quote), ("picture", self._picture()), *figures]
        summary = f"KPU {self.root.title} menetapkan lokasi pengganti bagi tiga TPS karena lokasi semula tergenang sejak Minggu malam."
        values = {"number": "045/SP-DESK/SIM", "place": self.root.title, "summary": summary, "body": body, **CONTACT}
        english = {
            "title_en": "Three polling stations move",
            "summary_en": "Three polling stations move because their old places are flooded. Opening hours stay the same. This is a simulation.",
        }
        title = f"Tiga TPS di {self.root.title} pindah lokasi karena rawan genangan"
        page = self._publish(ReleasePage, title=title, hours_ago=30, **values, **english)
        right = f"KPU {self.root.title} menetapkan lokasi pengganti bagi tiga TPS karena lokasi semula rawan tergenang."
        changed = write_page(
            ReleasePage, by=self.editor, page=page, summary=right, correction="Lokasi semula rawan tergenang, belum tergenang."
        )
        self._let_out(changed, hours_ago=28)

    def _picture(self) -> dict[str, Any]:
        image = Image.objects.create(title=_title(self.root, "TPS"), file=ContentFile(polling_place(), name="tps-simulasi.jpg"))
        return {
            "image": image,
            "alt": "Gambar sebuah TPS: tenda, meja dengan kotak suara, dan dua bilik.",
            "caption": "Simulasi: gambaran TPS di lokasi pengganti.",
            "credit": "Gambar: Desk Pilkada, dibuat dengan program.",
        }

    def _withdrawn(self) -> None:
        title = f"Jadwal distribusi logistik {self.root.title} pekan ini"
        body = [("paragraph", "<p>Distribusi dimulai hari Senin.</p>")]
        values = {"number": "041/SP-DESK/SIM", "place": self.root.title, "summary": "Distribusi logistik dimulai hari Senin.", "body": body}
        page = self._publish(ReleasePage, title=title, hours_ago=70, **values, **CONTACT)
        reason = "Jadwalnya belum ditetapkan KPU. Keterangan baru terbit setelah ada penetapan."
        at = self.now - timedelta(hours=66)
        row = vetting.propose_withdrawal(page=page, by=self.editor, reason=reason, now=at)
        vetting.approve(hand_in_id=row.pk, by=self.approver, now=at)
        publishing.release_if_due(hand_in_id=row.pk, now=at)

    def _announcement(self) -> None:
        self._publish(
            AnnouncementPage,
            title=f"TPS di {self.root.title} buka pukul 07.00 sampai 13.00",
            hours_ago=20,
            category=Announced.SERVICE,
            summary=f"Pemungutan suara berlangsung {weekday_and_day(self.voting_day)}. Bawa KTP-el dan surat pemberitahuan.",
            valid_until=self.voting_day,
        )

    def _clarification(self) -> None:
        self._publish(
            ClarificationPage,
            title=f"Hari pemungutan suara di {self.root.title} tidak berubah",
            hours_ago=26,
            verdict=Verdict.FALSE,
            summary=f"Pemungutan suara tetap {weekday_and_day(self.voting_day)}. KPU tidak mengubah hari pemungutan suara.",
            claim="Pencoblosan diundur ke hari Minggu karena banjir.",
            claimed_where="pesan berantai WhatsApp",
            claimed_on=(self.now - timedelta(days=2)).astimezone(self.root.zone).date(),
            sources=CHECK,
        )

    def _agenda(self) -> None:
        day = (self.now + timedelta(days=2)).astimezone(self.root.zone)
        self._publish(
            AgendaPage,
            title=f"Simulasi pemungutan suara bagi pemilih pemula di {self.root.title}",
            hours_ago=44,
            starts_at=day.replace(hour=9, minute=0, second=0, microsecond=0),
            ends_at=day.replace(hour=11, minute=0, second=0, microsecond=0),
            place="Aula Kecamatan Contoh",
            audience="Pemilih pemula dan penyandang disabilitas",
            organiser="Badan Kesatuan Bangsa dan Politik",
            summary="Peserta mencoba seluruh alur di TPS. Tersedia juru bahasa isyarat dan jalur kursi roda.",
        )

    def _education(self) -> None:
        self._publish(
            EducationPage,
            title=f"Langkah memilih di TPS {self.root.title}",
            hours_ago=50,
            audience=AUDIENCE,
            summary="Dari meja pendaftaran sampai tinta di jari.",
            body=[("paragraph", f"{STEPS}<li>Celupkan jari ke tinta.</li></ol>")],
        )

    def _document(self) -> None:
        name = f"rekap-kesiapan-{self.root.code.replace('.', '-')}.csv"
        file = Document.objects.create(title=_title(self.root, "rekapitulasi kesiapan"), file=ContentFile(RECAP.encode(), name=name))
        self._publish(
            DocumentPage,
            title=f"Rekapitulasi kesiapan {self.root.title}",
            hours_ago=60,
            document_class=DocumentClass.PERIODIC,
            number="12/LAP/SIM",
            issued_on=(self.now - timedelta(days=3)).astimezone(self.root.zone).date(),
            summary="Rekapitulasi kesiapan seluruh kecamatan, data rekaan.",
            file=file,
        )


def _title(root: Region, what: str) -> str:
    return f"Simulasi {root.code}: {what}"


def remove_files(root: str) -> None:
    """The files of the library that ``Newsroom`` put there; called when its pages are gone."""
    for model in (Document, Image):
        for file in model.objects.filter(title__startswith=f"Simulasi {root}: "):
            file.delete()
