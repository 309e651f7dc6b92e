"""Where a page stands, in the words of its editors: draft, waiting, scheduled, public, returned, withdrawn."""

from dataclasses import dataclass
from typing import Any

from desk.core import words

from .constants import OPEN_STEPS, Event, Kind, Step

CORRECT_IT = "Perubahan di sini terbit sebagai ralat. Isi penjelasan ralat pada tab Penerbitan sebelum menyerahkannya."
WAITS = {
    Step.HANDED_IN: "Menunggu peninjauan",
    Step.REVIEWED: "Menunggu persetujuan",
    Step.APPROVED: "Terjadwal",
}


@dataclass(frozen=True)
class Standing:
    """``word`` names the state, ``told`` are full sentences about it; ``hand_in`` is the text that waits or came back."""

    word: str
    told: tuple[str, ...] = ()
    tone: str = ""  # "warn": somebody has to do something
    hand_in: Any = None


def standing_of(page: Any) -> Standing:
    """``page``: a ``VettedPage``, also one that was never saved. Two queries."""
    if not page.pk:
        return Standing("Draf", ("Belum disimpan. Publik tidak melihatnya sebelum dua orang menyetujuinya.",))
    row = page.hand_ins.select_related("closed_by").order_by("-pk").first()
    last = page.editions.defer("content", "assets").order_by("-number").first()
    if row is not None and row.step in OPEN_STEPS:
        return _waiting(page, row)
    if row is not None and row.step == Step.RETURNED:
        return _returned(page, row, last)
    if last is None:
        return Standing("Draf", ("Belum diserahkan. Publik tidak melihatnya sebelum dua orang menyetujuinya.",))
    return _public(page, last)


def _waiting(page: Any, row: Any) -> Standing:
    zone = page.reader_zone
    if row.event == Event.WITHDRAWN:
        return Standing("Penarikan menunggu persetujuan", (f"Alasan yang diusulkan: {row.note}",), hand_in=row)
    told = [f"Diserahkan {words.when(row.handed_in_at, zone)}."]
    if row.publish_at is not None:
        told.append(f"Jadwal terbit {words.when(row.publish_at, zone)}.")
    if row.refusal:
        told.append(f"Belum terbit: {row.refusal}")
    return Standing(WAITS[Step(row.step)], tuple(told), tone="warn" if row.refusal else "", hand_in=row)


def _returned(page: Any, row: Any, last: Any) -> Standing:
    told = [f"Dikembalikan {row.closed_by}, {words.when(row.closed_at, page.reader_zone)}: {row.reason}"]
    if last is not None and page.kind != Kind.HOME:
        told.append(CORRECT_IT)
    return Standing("Dikembalikan", tuple(told), tone="warn", hand_in=row)


def _public(page: Any, last: Any) -> Standing:
    when = words.when(last.published_at, page.reader_zone)
    if last.event == Event.WITHDRAWN:
        return Standing("Ditarik", (f"Ditarik {when}: {last.note}", CORRECT_IT))
    told = [f"{'Diralat' if last.event == Event.CORRECTED else 'Terbit'} {when}."]
    if page.has_unpublished_changes:
        told.append("Draf ini berisi perubahan yang belum terbit.")
    if page.kind != Kind.HOME:
        told.append(CORRECT_IT)
    return Standing("Terbit", tuple(told))
