"""The home page of a simulation: every section that an editor can choose, so that whoever looks for the first time sees them all."""

from datetime import datetime
from typing import Any

from cms.publication.models import HomePage
from cms.publication.services import Section
from desk.calendar.models import Election
from desk.core.words import weekday_and_day
from desk.vetted.selectors.quotable import vetted_series

PUBLIC_STAGES = ("campaign", "quiet_period", "voting", "counting", "inauguration")
KEPT = "links"  # the official services stand on the page since it was made
MOST_FIGURES = 4


def home_page(election: Election, now: datetime) -> dict[str, Any]:
    """Values of ``services.publish_home``; figures are those that were vetted for the election's region and below."""
    return {
        "headline": f"Pemungutan suara hari {weekday_and_day(election.voting_day)}",
        "lead": "TPS buka pukul 07.00 sampai 13.00 waktu setempat. Bawa KTP-el dan surat pemberitahuan. "
        "Laman ini simulasi: tanggal, nama, dan keadaan di dalamnya rekaan.",
        "action_text": "Cari TPS Anda di laman KPU",
        "action_link": "https://cekdptonline.kpu.go.id/",
        "status": "Persiapan pemungutan suara berjalan",
        "status_as_of": now,
        "status_source": "Desk Pilkada (simulasi)",
        "notices": [
            (
                "notice",
                {
                    "level": "important",
                    "text": "Periksa nama Anda dalam daftar pemilih sebelum hari pemungutan suara.",
                    "dated": now.astimezone(election.region.zone).date(),
                    "link_text": "Periksa di laman KPU",
                    "link": "https://cekdptonline.kpu.go.id/",
                },
            )
        ],
        "body": [*_sections(election), *_contact()],
    }


def _sections(election: Election) -> list[Section]:
    stages = [
        {"name": stage.name, "starts_on": stage.starts_on, "ends_on": stage.ends_on, "pending": "Menunggu jadwal KPU"}
        for stage in election.stages.filter(key__in=PUBLIC_STAGES)
    ]
    source = "Jadwal simulasi, menurut jarak hari Pilkada 2024"
    quoted = [{"series": one.key} for one in vetted_series(election.region_id)][:MOST_FIGURES]
    return [
        ("latest", {"heading": "Keterangan resmi terbaru", "count": 4}),
        *_kept(),
        ("timeline", {"heading": "Tahapan pemilihan", "stages": stages, "source": source}),
        *([("figures", {"heading": "Angka yang telah diperiksa", "figures": quoted})] if quoted else []),
        ("clarifications", {"heading": "Klarifikasi hoaks", "count": 3}),
        ("agenda", {"heading": "Agenda sosialisasi", "count": 4}),
        ("education", {"heading": "Materi edukasi", "count": 4}),
        ("documents", {"heading": "Dokumen", "count": 4}),
    ]


def _kept() -> list[Section]:
    home = HomePage.objects.first()
    return [(section.block_type, section.value) for section in home.body if section.block_type == KEPT] if home else []


def _contact() -> list[Section]:
    spokesperson = {
        "heading": "Kontak media",
        "name": "Arum Prameswari",
        "duty": "Juru bicara Desk Pilkada, setiap hari pukul 08.00-20.00 WIB",
        "phone": "0251 555 0101",
        "email": "media@example.org",
    }
    return [("contact", spokesperson)]
