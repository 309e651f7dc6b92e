"""What the desk asks and tells about its vetted figures in public."""

from django.utils import timezone

from desk.vetted.quoting import Quote
from desk.vetted.series import Series

from .models import PublicItem
from .rendering import build


def show_newest(series: Series) -> None:
    """A newer snapshot was vetted: every page that quotes the series shows it."""
    build.after_figure(series.key, now=timezone.now())


def quotes_in_public(series: Series) -> list[Quote]:
    """Where the series is quoted now. One query."""
    items = PublicItem.objects.filter(quotations__series=series.key).only("title", "path")
    return [Quote(title=item.title, address=item.path) for item in items]
