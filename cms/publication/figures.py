"""What the desk asks and tells about its vetted figures in public."""

from django.utils import timezone

from desk.core import words
from desk.vetted.quoting import Quote
from desk.vetted.series import Series

from .gates import quiet_at
from .models import PublicItem
from .rendering import build


def show_newest(series: Series) -> None:
    """A newer snapshot was vetted: every page that quotes the series shows it."""
    build.after_figure(series.key, now=timezone.now())


def quotes_in_public(series: Series) -> list[Quote]:
    """Where the series is quoted now, and until when its figure stays as it is. One query, two more where it is quoted."""
    items = list(PublicItem.objects.filter(quotations__series=series.key).only("title", "path"))
    quiet = quiet_at(series.region_code, timezone.now()) if items else None
    note = (
        f"Masa tenang {quiet.election.name}: angka baru tampil mulai {words.when(quiet.until, quiet.election.region.zone)}."
        if quiet
        else ""
    )
    return [Quote(title=item.title, address=item.path, note=note) for item in items]
