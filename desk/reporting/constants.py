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
LOG_IDENTITY_VIEWED = "desk.identity.view"

NIL_KEY = "is_nil"  # key of the yes/no question by which a form of any kind says "nothing to report"
