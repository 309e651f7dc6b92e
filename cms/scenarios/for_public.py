"""What a simulation has for its public page: figures that two people saw, and proposals of its offices. Nobody in them exists."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from desk.people.models import User
from desk.regions.models import Region
from desk.vetted.figures import registered
from desk.vetted.services.figures import take_snapshot, vet_snapshot

from .constants import READINESS, SITUATION
from .narratives import Answers, Office, local_minute

OFFICE_OPENS = 8  # local hour
TAKEN, VETTED, WAITING = timedelta(minutes=40), timedelta(minutes=30), timedelta(minutes=12)  # before the moment of loading


def write_figures(*, root: Region, operator: User, vetter: User, now: datetime) -> None:
    """Two vetted figures (who has reported, readiness as a whole), and one point of readiness that waits for the second person."""
    for figure, part in (("units_asked_answered", SITUATION), ("readiness_point", READINESS)):
        snapshot = take_snapshot(figure=figure, region=root, part=part, by=operator, now=now - TAKEN)
        vet_snapshot(snapshot_id=snapshot.pk, by=vetter, now=now - VETTED)
    take_snapshot(figure="readiness_point", region=root, part=_first_point(root, now), by=operator, now=now - WAITING)


def _first_point(root: Region, now: datetime) -> str:
    """The first point of the checklist that has a figure."""
    (figure,) = (figure for figure in registered() if figure.key == "readiness_point")
    return next(offer.part for offer in figure.read(root, now) if offer.value and offer.part != READINESS)


@dataclass(frozen=True)
class Proposed:
    """One proposal. ``days_ago``, ``hour``: when it was sent; ``accepted``: whether the posko has accepted the report."""

    days_ago: int
    hour: int
    accepted: bool
    answers: dict[str, Any]
    in_days: int = 0  # day of the event after today; 0: no event


PROPOSALS = (
    Proposed(
        2,
        14,
        True,
        {
            "kind": "agenda",
            "title": "Sosialisasi lokasi TPS dan hak pilih bagi pemilih pemula",
            "text": "Pemerintah setempat bersama PPK mengadakan sosialisasi lokasi TPS dan tata cara memilih. Peserta membawa KTP-el untuk memeriksa "
            "namanya dalam daftar pemilih. Tersedia juru bahasa isyarat dan jalur kursi roda.",
            "event_time": "09:00",
            "audience": "Pemilih pemula dan penyandang disabilitas",
        },
        in_days=2,
    ),
    Proposed(
        1,
        16,
        False,
        {
            "kind": "announcement",
            "title": "Pemeriksaan kesehatan gratis bagi petugas KPPS",
            "text": "Puskesmas membuka pemeriksaan kesehatan bagi petugas KPPS setiap hari kerja pukul 08.00 sampai 14.00. Petugas membawa "
            "KTP-el dan surat tugas. Pemeriksaan tidak dipungut biaya.",
        },
    ),
)


def proposal_answers(office: Office, proposed: Proposed, *, today: datetime, phone: str) -> Answers:
    """The form as this office fills it; ``today``: a local moment of the day of loading."""
    answers: Answers = {
        **proposed.answers,
        "contact_name": office.writer,
        "contact_position": office.position,
        "contact_phone": phone,
    }
    if proposed.in_days:
        answers["event_date"] = (today + timedelta(days=proposed.in_days)).date().isoformat()
        answers["place"] = f"Aula {office.title}"
    else:
        answers["wished_at"] = local_minute((today + timedelta(days=1)).replace(hour=OFFICE_OPENS, minute=0))
    return answers
