"""Every item that ever went out, as feeds, the open data and the map of the site tell it. One query for a build."""

from dataclasses import dataclass
from datetime import datetime

from ..constants import Kind
from ..models import PublicItem


@dataclass(frozen=True)
class News:
    """One item. ``note``: the explanation of its last correction, or the reason of its withdrawal. ``url`` absolute."""

    kind: Kind
    path: str
    url: str
    label: str
    title: str
    summary: str
    note: str
    region: str
    english: bool
    published_at: datetime
    changed_at: datetime
    corrected_at: datetime | None
    withdrawn_at: datetime | None

    @property
    def headline(self) -> str:
        """The title with what must be known before it: a withdrawal, a verdict."""
        if self.withdrawn_at:
            return f"Ditarik: {self.title}"
        return f"{self.label}: {self.title}" if self.kind == Kind.CLARIFICATION else self.title

    @property
    def lead(self) -> str:
        """What there is to read without opening it."""
        if self.withdrawn_at:
            return f"Ditarik. {self.note}"
        return f"Ralat: {self.note} {self.summary}" if self.corrected_at else self.summary


def all_news(base_url: str) -> list[News]:
    """Withdrawn ones too, the latest word first. One query."""
    items = PublicItem.objects.exclude(kind=Kind.HOME).select_related("edition").order_by("-changed_at", "-pk")
    return [_news(item, base_url) for item in items.defer("text", "edition__content", "edition__assets")]


def _news(item: PublicItem, base_url: str) -> News:
    return News(
        kind=Kind(item.kind),
        path=item.path,
        url=f"{base_url}{item.path}",
        label=readable(item.label),
        title=readable(item.title),
        summary="" if item.withdrawn_at else readable(item.summary),
        note=readable(item.edition.note),
        region=item.region_id or "",
        english=bool(getattr(item, "summary_en", "")),
        published_at=item.published_at,
        changed_at=item.changed_at,
        corrected_at=item.corrected_at,
        withdrawn_at=item.withdrawn_at,
    )


def readable(text: str) -> str:
    """On one line and without control characters, which XML cannot hold."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
