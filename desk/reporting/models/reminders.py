from django.db import models
from django.utils.translation import gettext_lazy as _

from forms_config.append_only import AppendOnlyModel, AppendOnlyQuerySet

from ..constants import Audience, Reminded
from .duty import Obligation


class Reminder(AppendOnlyModel):
    """A rung of a ladder that was passed for one duty: written once, before anybody is told, so that nobody is told twice.

    The rung is kept as it was (``minutes``, ``audience``), since an admin may edit the ladder. ``recipients``: ids of the accounts told,
    ``persons``: of those without one, told by mail.
    """

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="reminders")
    minutes = models.IntegerField()  # after the due time, negative before it
    audience = models.CharField(_("diberitahukan kepada"), max_length=20, choices=Audience)
    outcome = models.CharField(max_length=20, choices=Reminded)
    recipients = models.JSONField(default=list)
    persons = models.JSONField(null=True)  # null only so that SQLite keeps the table and its triggers
    passed_at = models.DateTimeField(_("waktu"))
    simulation = models.BooleanField(default=False, editable=False)

    objects = AppendOnlyQuerySet["Reminder"].as_manager()

    class Meta:
        ordering = ["passed_at"]
        constraints = [models.UniqueConstraint(fields=["obligation", "minutes", "audience"], name="reminder_once")]

    def __str__(self) -> str:
        return f"{self.obligation_id}: {self.minutes}, {self.audience}"
