"""Stored keys of the situation. Permanent: published forms and rows hold them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Situation(models.TextChoices):
    """Situation of a region, as its unit judges it."""

    CONDUCIVE = "kondusif", _("Kondusif")
    ATTENTION = "perlu_perhatian", _("Perlu perhatian")
    DISTURBED = "terganggu", _("Terganggu")


class PeriodKind(models.TextChoices):
    WEEKLY = "mingguan", _("Mingguan")
    DAILY = "harian", _("Harian")


class Logistics(models.TextChoices):
    """Overall state of the logistics in the unit's region."""

    NONE = "belum", _("Belum diterima")
    PARTIAL = "sebagian", _("Diterima sebagian")
    COMPLETE = "lengkap", _("Lengkap")
    TROUBLED = "bermasalah", _("Bermasalah")


NIL = "nihil"  # filter key of reports that have nothing to tell; not a value of Situation
LOOKS = {Situation.CONDUCIVE: "conducive", Situation.ATTENTION: "attention", Situation.DISTURBED: "disrupted"}  # keys of core.states
WORSE = (Situation.CONDUCIVE, Situation.ATTENTION, Situation.DISTURBED)  # from calm to bad
CONDITION_FIELDS = ("cond_ideology", "cond_politics", "cond_economy", "cond_social", "cond_security")
