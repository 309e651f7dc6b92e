"""What the product tells a person: in the inbox at once, by mail outside quiet hours."""

from datetime import time

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from desk.people.models import Person, User

WAITS_FOR_MAIL = models.Q(mailed_at=None, withheld_at=None, mail_at__isnull=False)


class Notice(models.Model):
    """One message to one account (``user``), or by mail alone to a ``person`` without one. ``key`` names its cause: the same cause tells
    the same reader once.

    ``link``: where to act, an address of the product. ``mail_at``: the earliest moment of its mail (None: no mail, as for an account
    without an address); ``mailed_at``: when it was handed to the queue of mails. ``about`` (a cause of ``causes``) and ``about_ids`` name
    what it tells of: it is looked at again before the mail goes, and ``withheld_at`` says that nothing of it held any more.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, blank=True, related_name="notices", verbose_name=_("penerima"))
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="notices", verbose_name=_("penerima"))
    key = models.CharField(max_length=120)
    title = models.CharField(_("judul"), max_length=160)
    body = models.TextField(_("isi"), blank=True)
    link = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(_("waktu"))
    read_at = models.DateTimeField(_("dibaca"), null=True, blank=True)
    mail_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    about = models.CharField(max_length=40, blank=True)
    about_ids = models.JSONField(default=list)
    withheld_at = models.DateTimeField(null=True, blank=True)
    simulation = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = _("pesan"), _("pesan")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="notice_once_per_cause"),
            models.UniqueConstraint(fields=["person", "key"], name="notice_once_per_cause_and_person"),
            models.CheckConstraint(condition=models.Q(user=None) ^ models.Q(person=None), name="notice_to_one_reader"),
        ]
        indexes = [
            models.Index(fields=["user", "-made_at"], name="notice_by_user"),
            models.Index(fields=["mail_at"], condition=WAITS_FOR_MAIL, name="notice_to_mail"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def reader(self) -> User | Person:
        """Whom it is for."""
        reader = self.user or self.person
        if reader is None:
            raise ValueError("A message needs a reader.")
        return reader


@register_setting(icon="mail", order=20)
class NoticeSettings(BaseGenericSetting):
    """Quiet hours by the clock of whoever is told: mail waits until they end; the inbox does not. Equal times: none."""

    quiet_from = models.TimeField(_("jam tenang mulai"), default=time(21))
    quiet_until = models.TimeField(_("jam tenang selesai"), default=time(5))

    panels = [
        FieldRowPanel(
            [FieldPanel("quiet_from"), FieldPanel("quiet_until")],
            help_text=_("Pos-el ditahan selama jam tenang menurut waktu setempat penerima. Samakan keduanya untuk meniadakannya."),
        )
    ]

    class Meta:
        verbose_name = _("pesan dan jam tenang")

    def __str__(self) -> str:
        return f"{self.quiet_from:%H.%M}-{self.quiet_until:%H.%M}"

    def clean(self) -> None:
        super().clean()
        if self.quiet_from is None or self.quiet_until is None:
            raise ValidationError(_("Isi kedua jam."))
