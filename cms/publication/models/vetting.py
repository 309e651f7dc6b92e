"""The way of a text through the one door, and what went out: frozen, numbered, never changed."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision, WorkflowState

from desk.people.models import User
from forms_config.append_only import AppendOnlyModel, AppendOnlyQuerySet

from ..constants import OPEN_STEPS, Event, Kind, Step


class HandIn(models.Model):
    """One text handed in for the one door. ``content`` is frozen at that moment; only that may go out.

    ``authors``: ids of everybody who wrote on the page since its last edition was handed in, the handing-in person included.
    ``fingerprint``: SHA-256 of the content with the pictures and files it shows (``content.fingerprint``).
    ``refusal``: why a gate kept it in when its time came. One open row for each page.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="hand_ins")
    event = models.CharField(max_length=12, choices=Event)
    step = models.CharField(max_length=12, choices=Step, default=Step.HANDED_IN)
    workflow_state = models.ForeignKey(WorkflowState, on_delete=models.SET_NULL, null=True, related_name="+")
    revision = models.ForeignKey(Revision, on_delete=models.SET_NULL, null=True, related_name="+")
    content = models.JSONField()
    assets = models.JSONField(default=dict)  # {"image:5": hash, "document:7": hash} of the files that it shows
    fingerprint = models.CharField(max_length=64)
    note = models.TextField(blank=True)  # explanation of a correction or reason of a withdrawal, public
    authors = models.JSONField(default=list)
    publish_at = models.DateTimeField(null=True)
    handed_in_at = models.DateTimeField()
    handed_in_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)  # of a return
    refusal = models.TextField(blank=True)

    class Meta:
        ordering = ["-handed_in_at"]
        constraints = [
            models.UniqueConstraint(fields=["page"], condition=Q(step__in=OPEN_STEPS), name="one_open_hand_in_of_a_page"),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("handed_in_by")), name="hand_in_approved_by_another_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page_id} {self.step}"


class Edition(AppendOnlyModel):
    """What the public was shown from ``published_at`` on, with the two persons who let it out. Append-only.

    The newest edition of a page is its public state; a withdrawal is an edition too. ``content`` and ``assets`` as in HandIn.
    """

    uuid = models.UUIDField(unique=True, default=uuid4, editable=False)
    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    event = models.CharField(max_length=12, choices=Event)
    kind = models.CharField(max_length=20, choices=Kind)
    path = models.CharField(max_length=255)
    title = models.CharField(max_length=255)
    content = models.JSONField()
    assets = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64)
    note = models.TextField(blank=True)
    authors = models.JSONField(default=list)
    handed_in_at = models.DateTimeField()
    handed_in_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField()
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("disetujui oleh"))
    # As the public reads it; people rename themselves. NULL in editions from before it was kept, because SQLite makes the whole table
    # anew for a column with a default, without the triggers that keep its rows as they are.
    approver_name = models.CharField(max_length=310, null=True)
    published_at = models.DateTimeField()
    simulation = models.BooleanField(default=False, editable=False)

    objects = AppendOnlyQuerySet["Edition"].as_manager()

    class Meta:
        ordering = ["page", "number"]
        indexes = [models.Index(fields=["-published_at"], name="edition_newest")]
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="edition_number_once"),
            models.CheckConstraint(condition=~Q(approved_by=F("handed_in_by")), name="edition_approved_by_another_person"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"
