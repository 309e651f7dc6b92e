"""Which demonstrations are loaded."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LoadedScenario(models.Model):
    """A scenario that stands in the database. Written by ``services``; its row goes when it is cleared."""

    name = models.CharField(_("nama"), max_length=40, unique=True)
    voting_day = models.DateField(_("hari pemungutan suara"))
    loaded_at = models.DateTimeField(_("dimuat"))

    class Meta:
        verbose_name, verbose_name_plural = _("skenario"), _("skenario")

    def __str__(self) -> str:
        return self.name
