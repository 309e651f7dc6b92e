"""What the letter of a release says besides its content, frozen with it: letterhead, number, addressees, signer. Plain JSON."""

from datetime import datetime
from typing import Any

from desk.people.models import Desk, Letterhead, Person, Role, User
from desk.people.selectors import standing_of

from ..models import Recap, RecapRelease

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")  # months in numbers of letters
Letter = dict[str, Any]


def letter_of(recap: Recap, *, released_by: User, now: datetime) -> Letter:
    """The frame of a letter released now. A desk without a letterhead writes in its own name. At most six queries.

    ``standing``: Plt. or Plh. before the office, when whoever released it holds the head's role for another.
    """
    desk = Desk.objects.select_related("head", "region").get(pk=recap.desk_id)
    head = Letterhead.objects.filter(desk=desk).first() or _plain(desk)
    local = now.astimezone(desk.region.zone)
    standing = standing_of(released_by, Role.HEAD, desk.region, local.date())
    signer = _signer(desk, released_by, for_another=bool(standing))
    return {
        "government": head.government,
        "unit": head.unit,
        "address": head.address,
        "phone": head.phone,
        "website": head.website,
        "email": head.email,
        "crest": head.crest_id,
        "place": head.place,
        "date": local.date().isoformat(),
        "issued_at": local.replace(microsecond=0).isoformat(),
        "number": _number(head, desk, local),
        "classification": head.classification,
        "addressees": _lines(head.addressees),
        "copies": _lines(head.copies),
        "paper": head.paper,
        "standing": standing,
        "office": head.signing_office,
        "name": signer.name if signer else str(released_by),
        "rank": signer.rank if signer else "",
        "nip": signer.nip if signer else "",
        "simulation": recap.simulation,
    }


def _plain(desk: Desk) -> Letterhead:
    return Letterhead(
        desk=desk,
        government=desk.owning_unit or desk.region.title,
        unit=desk.name,
        address=desk.address,
        phone=desk.phone,
        place=desk.region.name,
        addressees="Ketua posko di atas",
        signing_office=f"Ketua {desk.name}",
    )


def _signer(desk: Desk, released_by: User, *, for_another: bool) -> Person | None:
    """Who released it, when that is a known person; else the head of the desk, unless it was released in the head's place."""
    return Person.objects.filter(user=released_by).first() or (None if for_another else desk.head)


def _number(head: Letterhead, desk: Desk, local: datetime) -> str:
    """The next one of this desk in this year. The caller holds the desk's row."""
    year = local.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    running = RecapRelease.objects.filter(recap__desk=desk, released_at__gte=year).count() + 1
    filled = {"nomor": str(running), "singkatan": desk.short_code, "bulan": ROMAN[local.month - 1], "tahun": str(local.year)}
    number = head.number_pattern
    for name, value in filled.items():
        number = number.replace(f"{{{name}}}", value)
    return number


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
