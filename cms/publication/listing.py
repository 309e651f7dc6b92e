"""What the sections of the home page list: of what is public now, nothing else. One query for each kind, when a section asks."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.db.models.fields.json import KeyTextTransform

from .constants import DocumentClass, Kind
from .models import PublicItem

STATEMENTS = (Kind.RELEASE, Kind.ANNOUNCEMENT)
DOCUMENT_CLASSES = (DocumentClass.IMMEDIATE, DocumentClass.PERIODIC, DocumentClass.ANY_TIME)  # the urgent ones first


@dataclass(frozen=True)
class Listing:
    """``now`` aware; ``zone``: on whose clock a day begins. Every method gives at most ``count`` items, withdrawn ones never."""

    now: datetime
    zone: ZoneInfo

    def statements(self, count: int) -> list[PublicItem]:
        """Releases and announcements, newest first."""
        return list(_shown(*STATEMENTS).order_by("-published_at")[:count])

    def clarifications(self, count: int) -> list[PublicItem]:
        """Newest first, with ``verdict``, ``claim`` and ``claimed_where``."""
        return list(_with(_shown(Kind.CLARIFICATION), "verdict", "claim", "claimed_where").order_by("-published_at")[:count])

    def agenda(self, count: int) -> list[PublicItem]:
        """What begins today or later, soonest first; ``order_on`` is when, beside ``place`` and ``audience``."""
        midnight = datetime.combine(self.now.astimezone(self.zone).date(), time(), self.zone)
        coming = _shown(Kind.AGENDA).filter(order_on__gte=midnight)
        return list(_with(coming, "place", "audience").order_by("order_on")[:count])

    def education(self, count: int) -> list[PublicItem]:
        """Newest first, with ``audience``."""
        return list(_with(_shown(Kind.EDUCATION), "audience").order_by("-published_at")[:count])

    def documents(self, count: int) -> list[dict[str, Any]]:
        """``{"label": ..., "items": [...]}`` for each class of public information, at most ``count`` each, with ``number``; [] for none."""
        found = list(_with(_shown(Kind.DOCUMENT), "document_class", "number").order_by("-published_at"))
        grouped = {one: [item for item in found if item.document_class == one] for one in DOCUMENT_CLASSES}
        return [{"label": one.label, "items": items[:count]} for one, items in grouped.items()] if found else []


def _shown(*kinds: Kind) -> QuerySet[PublicItem]:
    return PublicItem.objects.filter(kind__in=kinds, withdrawn_at=None).defer("text")


def _with(items: QuerySet[PublicItem], *names: str) -> Any:
    """With fields of the page as its newest edition froze them, as text."""
    return items.annotate(**{name: KeyTextTransform(name, "edition__content") for name in names})
