"""Vetted figures that pages quote by reference (``Series.key``). Their latest vetted snapshot is what is shown."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from wagtail.fields import StreamField

from desk.core import words
from desk.vetted.models import FigureSnapshot
from desk.vetted.selectors.quotable import first_vetted_of, latest_vetted_of, vetted_series
from desk.vetted.series import Series

from .gates import Outgoing, quiet_at, refusals

NOT_OFFICIAL = "Bukan hasil resmi KPU"  # stands beside every result of the count, wherever it is shown
SERIES = "series"  # name of the control that holds a series in every block that quotes a figure; permanent


def series_choices() -> list[tuple[str, str]]:
    """For the editor: every series that has a vetted snapshot. Its path stands in migrations: never move it."""
    return [(one.key, f"{one.region_title}: {one.title} ({one.snapshot.words})") for one in vetted_series()]


def vetted_figures(keys: Iterable[str], *, by: datetime | None = None) -> dict[str, FigureSnapshot]:
    """The latest vetted snapshot of each key, as it stood at ``by`` (None: now); a series without one is left out. One query."""
    series = {key: named for key in keys if (named := Series.of(key)) is not None}
    latest = latest_vetted_of(set(series.values()), by=by)
    return {key: latest[named] for key, named in series.items() if named in latest}


def shown_figures(keys: Iterable[str], at: datetime) -> dict[str, FigureSnapshot]:
    """What a page shows for each quoted key at ``at``.

    Results of the count that may not be public then are left out. In the quiet period no figure changes, whoever vets a newer one.
    """
    latest = vetted_figures(keys)
    for code in {snapshot.region_id for snapshot in latest.values()}:
        quiet = quiet_at(code, at)
        if quiet is not None:
            latest |= _held({key: one for key, one in latest.items() if one.region_id == code}, quiet.since)
    return {key: snapshot for key, snapshot in latest.items() if not snapshot.results or _may_show(snapshot, at)}


def _held(latest: Mapping[str, FigureSnapshot], since: datetime) -> dict[str, FigureSnapshot]:
    """As it stood when the quiet period began; a figure that is new since stays as it was first. At most two queries."""
    late = {one.series for one in latest.values() if one.decision.decided_at >= since}
    stood = latest_vetted_of(late, by=since - timedelta.resolution)
    stood |= first_vetted_of(late - stood.keys(), since=since)
    return {key: stood.get(one.series, one) for key, one in latest.items()}


def exchanged_figures(old: Any, new: Any, *, by: datetime, at: datetime) -> dict[str, str]:
    """In words, as they stood at ``by``, the figures that only one of two texts of a page quotes. One query, none for none.

    Results of the count that may not be public at ``at`` are left out.
    """
    known = vetted_figures(quoted_series(old) ^ quoted_series(new), by=by)
    return {key: _told(snapshot) for key, snapshot in known.items() if not snapshot.results or _may_show(snapshot, at)}


def _told(snapshot: FigureSnapshot) -> str:
    """A figure in one line, with all that may never be missing beside it."""
    share = f" ({snapshot.share.words})" if snapshot.share else ""
    official = f", {NOT_OFFICIAL[:1].lower()}{NOT_OFFICIAL[1:]}" if snapshot.results else ""
    per = words.when(snapshot.as_of, snapshot.region.zone)
    return f"{snapshot.title}, {snapshot.region.title}: {snapshot.words}{share}, per {per}{official}"


def _may_show(snapshot: FigureSnapshot, at: datetime) -> bool:
    return not refusals(Outgoing(service=True, results=True, region_code=snapshot.region_id), at)


def quoted_series(page: Any) -> set[str]:
    """Keys of the series that a page quotes anywhere in its texts."""
    streams = [getattr(page, field.name).get_prep_value() for field in page._meta.get_fields() if isinstance(field, StreamField)]
    return {key for stream in streams for key in _keys_in(stream)}


def _keys_in(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        for inner in part:
            yield from _keys_in(inner)
    elif isinstance(part, dict):
        for name, inner in part.items():
            if name == SERIES and isinstance(inner, str) and Series.of(inner) is not None:
                yield inner
            else:
                yield from _keys_in(inner)


def quotes_results(page: Any) -> bool:
    """Whether the page quotes a figure that is a result of the count."""
    return any(snapshot.results for snapshot in vetted_figures(quoted_series(page)).values())
