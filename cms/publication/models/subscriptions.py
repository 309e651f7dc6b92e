"""Who asked to be written to when something goes public. Nothing but the address, the kinds and the moments is kept.

Leaving deletes the row with everything below it. No e-mail address stands in a queued task, a link or the log.
"""

from uuid import uuid4

from django.db import models
from django.db.models.functions import Lower

from ..constants import Kind
from .vetting import Edition


class SubscriptionRequest(models.Model):
    """Somebody typed this address; it becomes a subscription only through the link that is sent there. Deleted after three days.

    ``kinds``: list of ``Kind``. ``used_at``: when the link was followed; it works once.
    """

    uuid = models.UUIDField(unique=True, default=uuid4, editable=False)
    email = models.EmailField(max_length=254)
    kinds = models.JSONField(default=list)
    asked_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.uuid)


class Subscriber(models.Model):
    """An address that was confirmed. ``uuid`` is what the links of leaving carry, signed."""

    uuid = models.UUIDField(unique=True, default=uuid4, editable=False)
    email = models.EmailField(max_length=254)
    confirmed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="subscriber_once")]

    def __str__(self) -> str:
        return str(self.uuid)


class SubscribedKind(models.Model):
    """One kind of item that a subscriber chose; editions from ``since`` on are sent."""

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="kinds")
    kind = models.CharField(max_length=20, choices=Kind)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subscriber", "kind"], name="subscribed_kind_once")]
        indexes = [models.Index(fields=["kind", "since"], name="subscribed_kind")]

    def __str__(self) -> str:
        return self.kind


class Delivery(models.Model):
    """One edition to one subscriber, at most once: a mail that a dying worker may have sent is never sent again."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENDING = "sending"  # handed to the mail server; stays so when the worker died meanwhile
        SENT = "sent"
        FAILED = "failed"  # the server refused it for good, or three times
        PASSED_OVER = "passed_over"  # a newer edition of the same page went out before its turn

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="deliveries")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="deliveries")
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subscriber", "edition"], name="delivery_once")]
        indexes = [models.Index(fields=["state", "id"], name="delivery_waiting")]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.state}"


class VisitorTry(models.Model):
    """One use of a form by somebody whom only a keyed hash names (address of the machine, or e-mail). Deleted after a day."""

    key = models.CharField(max_length=64)
    tried_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["key", "tried_at"], name="visitor_tries")]

    def __str__(self) -> str:
        return self.key
