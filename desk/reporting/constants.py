"""Stored keys of reporting. Permanent."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """States of an entry. Which step leads from which to which is data: ``ReviewStep``."""

    DRAFT = "draft", _("Draf")
    SENT = "sent", _("Terkirim")
    CHECKED = "checked", _("Diperiksa")
    RETURNED = "returned", _("Dikembalikan")
    ACCEPTED = "accepted", _("Diterima")
    RELEASED = "released", _("Dirilis")


STEPS_FORWARD = (State.RETURNED, State.SENT, State.CHECKED, State.ACCEPTED, State.RELEASED)  # the order of a chain
ACCEPTED_STATES = (State.ACCEPTED, State.RELEASED)  # what totals, recaps and figures count


class Link(models.TextChoices):
    """The links a review chain may have, in their order; the values are actions of ``ReviewStep``."""

    CHECK = "check", _("Periksa")
    ACCEPT = "accept", _("Terima")
    RELEASE = "release", _("Rilis")


class Rhythm(models.TextChoices):
    """How often a rule wants a report."""

    WEEKLY = "weekly", _("Mingguan pada hari tertentu")
    DAILY = "daily", _("Harian")
    HOURLY = "hourly", _("Setiap beberapa jam")
    ONCE = "once", _("Satu kali")


class Units(models.TextChoices):
    """Who owes a rule's reports. ``DESK``: the desk's own office, whoever is on duty there; a duty is of the unit, never of a person."""

    TIER = "tier", _("Semua wilayah setingkat di bawah posko")
    AGENCIES = "agencies", _("Semua perangkat daerah di wilayah posko")
    CHOSEN = "chosen", _("Unit yang dipilih")
    DESK = "desk", _("Posko ini sendiri, oleh siapa pun yang bertugas")


class Tier(models.TextChoices):
    """Tiers of units, each of one or more levels of the official list."""

    CITY = "city", _("Kabupaten dan kota")
    DISTRICT = "district", _("Kecamatan")
    VILLAGE = "village", _("Kelurahan dan desa")


class Anchor(models.TextChoices):
    """What a rule's first or last day is counted from."""

    DATE = "date", _("Tanggal")
    VOTING_DAY = "voting_day", _("Hari pemungutan suara")
    STAGE_START = "stage_start", _("Awal tahapan")
    STAGE_END = "stage_end", _("Akhir tahapan")


class Audience(models.TextChoices):
    """Whom a rung of a ladder tells."""

    UNIT = "unit", _("Petugas unit")
    UNIT_HEAD = "unit_head", _("Pimpinan unit (PIC)")
    SECRETARY = "secretary", _("Sekretaris posko")
    HEAD = "head", _("Ketua posko")


class Reminded(models.TextChoices):
    """What became of a rung of a ladder."""

    TOLD = "told", _("Diberitahukan")
    NOBODY = "nobody", _("Tidak ada penerima")
    PASSED_OVER = "passed_over", _("Dilewati karena anak tangga berikutnya sudah tiba")


class RecapState(models.TextChoices):
    """States of a recap on its way to the upper tier."""

    DRAFT = "draft", _("Draf")
    CHECKED = "checked", _("Diperiksa")
    ACCEPTED = "accepted", _("Disetujui")
    RELEASED = "released", _("Dirilis")


class RecapAct(models.TextChoices):
    """Steps of a recap: drafted (petugas), checked (perwira piket), accepted (sekretaris atau operator), released (ketua posko)."""

    DRAFT = "draft", _("Susun")
    CHECK = "check", _("Periksa")
    ACCEPT = "accept", _("Setujui")
    RELEASE = "release", _("Rilis")
    RETURN = "return", _("Kembalikan")


class HandoverState(models.TextChoices):
    """What became of handing a submission to a destination."""

    DONE = "done", _("Berhasil")
    FAILED = "failed", _("Gagal")


DEFAULT_CHAIN = "standard"

LOG_SENT = "desk.entry.send"
LOG_RESENT = "desk.entry.resend"
LOG_ACCEPTED = "desk.entry.accept"
LOG_RETURNED = "desk.entry.return"
LOG_CHECKED = "desk.entry.check"
LOG_HANDOVER_RETRIED = "desk.entry.retry_handover"
LOG_ASKED = "desk.request.ask"
LOG_CANCELLED = "desk.request.cancel"
LOG_DRAFT_DISCARDED = "desk.entry.discard_draft"
LOG_CHAIN_SAVED = "desk.chain.save"
LOG_TYPE_SAVED = "desk.report_type.save"
LOG_LADDER_SAVED = "desk.ladder.save"
LOG_RULE_SAVED = "desk.rule.save"
LOG_RULE_ENDED = "desk.rule.end"
LOG_DUTY_REOPENED = "desk.duty.reopen"
LOG_MAIL_WITHHELD = "desk.duty.withhold_mail"
LOG_RELEASED = "desk.entry.release"
LOG_RECAP_BEGUN = "desk.recap.begin"
LOG_RECAP_EDITED = "desk.recap.edit"
LOG_RECAP_CHECKED = "desk.recap.check"
LOG_RECAP_ACCEPTED = "desk.recap.accept"
LOG_RECAP_RETURNED = "desk.recap.return"
LOG_RECAP_RELEASED = "desk.recap.release"
LOG_RECAP_CORRECTED = "desk.recap.correct"
LOG_IDENTITY_VIEWED = "desk.identity.view"

NIL_KEY = "is_nil"  # key of the yes/no question by which a form of any kind says "nothing to report"
SIGNED_KEY = "signed_position"  # key of the question for the office of whoever signs a report
