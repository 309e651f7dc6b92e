"""Stored keys of what is vetted. Permanent: rows, published forms and pages hold them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from desk.people.models import Role


class Verdict(models.TextChoices):
    """What a second person decided on a snapshot."""

    VETTED = "vetted", _("Terperiksa")
    REFUSED = "refused", _("Ditolak")


TAKING_ROLES = (Role.OPERATOR, Role.DUTY_OFFICER, Role.HEAD)  # of the figure's region
VETTING_ROLES = TAKING_ROLES  # and never the person who took it
LONGEST_REASON = 1000  # characters
NO_DESK = "LAP"  # first part of a number where no posko is responsible

LOG_TAKEN = "desk.figure.take"
LOG_VETTED = "desk.figure.vet"
LOG_REFUSED = "desk.figure.refuse"
