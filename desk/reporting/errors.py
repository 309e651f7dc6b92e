"""Refusals of reporting. Each text is a full Indonesian sentence for the person who tried."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from desk.core.errors import DeskError
from forms_config.intake import Reading

if TYPE_CHECKING:
    from .models import Entry


class EntryNotFound(DeskError):
    """The report is not there for this unit: unknown, another unit's, or of another form. Answered with 404."""


class EntryRefused(DeskError):
    """The answers do not pass. ``reading.errors`` says why, by control; what was typed is kept in the draft."""

    def __init__(self, reading: Reading, raw: Mapping[str, list[str]]) -> None:
        super().__init__(f"Laporan belum dapat dikirim. Ada {len(reading.errors)} isian yang perlu diperbaiki.")
        self.reading, self.raw = reading, raw


class StaleDraft(DeskError):
    """The draft was saved elsewhere in the meantime; nothing was overwritten."""

    def __init__(self, *, saved_by: str, saved_at: datetime, revision: int) -> None:
        super().__init__(f"Draf ini sudah diubah oleh {saved_by} di perangkat lain. Pilih isian mana yang dipakai.")
        self.saved_by, self.saved_at, self.revision = saved_by, saved_at, revision


class VersionWithdrawn(DeskError):
    """The form was filled on a version that may not be accepted any more."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"Formulir ini sudah ditarik: {reason} Buka formulir terbaru; isian Anda tetap tersimpan sebagai draf.")


class AlreadyAnswered(DeskError):
    """A colleague answered the obligation with another report."""

    def __init__(self, entry: "Entry") -> None:
        super().__init__(f"Tugas ini sudah dijawab dengan laporan {entry.number} oleh {entry.sent_by or entry.created_by}.")
        self.entry = entry


class NotEditable(DeskError):
    """The report waits for review or is accepted."""


class FormClosed(DeskError):
    """The form is retired, unpublished, or not open for reporting now."""


class FileRefused(DeskError):
    """A file is not what it claims to be, too large, or one too many."""


class OwnReport(DeskError):
    """Nobody decides on what they sent."""


class OwnStep(OwnReport):
    """Nobody takes two steps of one round: who checked a report does not accept it."""


class StepNotAllowed(DeskError):
    """The review chain has no such step from this state for this person."""


class ReasonMissing(DeskError):
    """A return needs a reason."""


class DutyRefused(DeskError):
    """A request for reports cannot be made like this."""


class DutyLocked(DeskError):
    """The time to answer a duty is over for good; only the desk can open it again."""


class ChainRefused(DeskError):
    """A review chain cannot be like this."""


class RuleRefused(DeskError):
    """A reporting rule cannot be like this. ``field``: the name of the field that holds what is wrong."""

    def __init__(self, text: str, field: str = "") -> None:
        super().__init__(text)
        self.field = field


class RecapRefused(DeskError):
    """A recap cannot be begun, edited or taken further like this."""


class StaleEdit(DeskError):
    """A colleague wrote the same part of a recap in the meantime; nothing was overwritten."""

    def __init__(self, *, written_by: str, value: str) -> None:
        super().__init__(f"Bagian ini baru saja ditulis oleh {written_by}. Bandingkan kedua teksnya, lalu simpan kembali.")
        self.written_by, self.value = written_by, value
