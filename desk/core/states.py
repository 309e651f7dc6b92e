"""The one table of states: word, tone and drawing of everything a person can see the state of.

Colour never speaks alone: a state is always drawing + word + tone. Keys are those stored by the capabilities,
so a template says ``{% state entry.state %}``.
"""

from typing import NamedTuple


class Look(NamedTuple):
    """How a state shows. ``shape`` "dash" is a dashed border: nothing reached the desk yet."""

    word: str
    tone: str
    icon: str
    shape: str = ""


REPORTING = {
    "draft": Look("Draf", "mute", "pencil", "dash"),
    "offline": Look("Menunggu jaringan", "mute", "offline", "dash"),
    "sent": Look("Terkirim", "info", "send"),
    "resent": Look("Terkirim ulang", "info", "send"),
    "checked": Look("Diperiksa", "info", "eye"),
    "returned": Look("Dikembalikan", "warn", "return"),
    "accepted": Look("Diterima", "ok", "check"),
    "released": Look("Dirilis", "ok", "check-c"),
    "nil": Look("Nihil", "nil", "nil"),
    "late": Look("Terlambat", "warn", "clock"),
    "overdue": Look("Terlambat", "bad", "clock"),
    "due": Look("Belum", "mute", "none", "dash"),
    "missing": Look("Belum lapor", "bad", "none", "dash"),
    "cancelled": Look("Dibatalkan", "mute", "x"),
    "withdrawn": Look("Ditarik", "mute", "x"),
    "unaccepted": Look("Belum diterima", "mute", "half", "dash"),
}
SITUATION = {
    "conducive": Look("Kondusif", "ok", "check-c"),
    "attention": Look("Perlu perhatian", "warn", "warn"),
    "disrupted": Look("Terganggu", "bad", "stop"),
}
READINESS = {
    "ready": Look("Siap", "ok", "full"),
    "partial": Look("Sebagian", "warn", "half"),
    "not_ready": Look("Belum siap", "bad", "empty"),
    "not_applicable": Look("Tidak berlaku", "mute", "nil"),
    "yes": Look("Ya", "ok", "full"),
    "no": Look("Tidak", "bad", "empty"),
}
SEVERITY = {
    "low": Look("Rendah", "mute", "empty"),
    "medium": Look("Sedang", "warn", "half"),
    "high": Look("Tinggi", "bad", "warn"),
    "critical": Look("Kritis", "bad", "stop"),
}
HANDOVER = {
    "done": Look("Berhasil", "ok", "check"),
    "failed": Look("Gagal", "bad", "warn"),
}
FIGURES = {
    "unvetted": Look("Menunggu pemeriksaan", "info", "clock"),
    "vetted": Look("Terperiksa", "ok", "check"),
    "refused": Look("Ditolak", "warn", "x"),
    "source_changed": Look("Sumber berubah", "warn", "sync"),
    "replaced": Look("Digantikan", "mute", "next"),
    "untaken": Look("Belum diambil", "mute", "none", "dash"),
    "no_data": Look("Belum ada data", "mute", "nil", "dash"),
}
PROPOSALS = {  # "withdrawn" as of a report
    "received": Look("Diterima redaksi", "info", "inbox"),
    "in_progress": Look("Sedang diolah", "info", "pencil"),
    "reviewed": Look("Ditinjau", "info", "eye"),
    "approved": Look("Disetujui", "info", "check"),
    "published": Look("Terbit", "ok", "horn"),
    "corrected": Look("Diralat", "info", "sync"),
    "declined": Look("Tidak diterbitkan", "mute", "x"),
}
CLAIMS = {  # the verdict on a claim that circulates; it stands before the claim
    "false": Look("Salah", "bad", "x"),
    "misleading": Look("Menyesatkan", "warn", "warn"),
    "true": Look("Benar", "ok", "check"),
}
STATES: dict[str, Look] = {**REPORTING, **SITUATION, **READINESS, **SEVERITY, **HANDOVER, **FIGURES, **PROPOSALS, **CLAIMS}

READY_FROM, PARTIAL_FROM = 80, 50  # percent; the bands of a readiness figure


def readiness_band(percentage: float | None) -> str:
    """State key of a readiness figure; None (nothing applies) is ``not_applicable``."""
    if percentage is None:
        return "not_applicable"
    if percentage >= READY_FROM:
        return "ready"
    return "partial" if percentage >= PARTIAL_FROM else "not_ready"
