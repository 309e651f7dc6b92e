"""The photos of a recap's annex: which there are to choose from, and which stand in it."""

from collections.abc import Mapping, Sequence
from typing import Any

USUAL_PHOTOS = 6  # that stand there until somebody chooses: the first one of so many reports
MOST_PHOTOS = 12
Photo = Mapping[str, Any]  # source, uuid


def usual_choice(photos: Sequence[Photo]) -> list[str]:
    """The first photo of each report that has one, as far as there is room."""
    first: dict[int, str] = {}
    for photo in photos:
        first.setdefault(photo["source"], photo["uuid"])
    return list(first.values())[:USUAL_PHOTOS]


def annex_of(content: Mapping[str, Any]) -> dict[str, Any]:
    """``value``: uuids of the photos that stand in the annex; ``by`` and ``at`` when a person chose them. Releases from before photos
    were chosen have the usual ones."""
    annex: dict[str, Any] = content.get("annex") or {"value": usual_choice(content["photos"])}
    return annex


def chosen_photos(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The photos of the annex in the order of the reports: uuid and source."""
    value = set(annex_of(content)["value"])
    return [dict(photo) for photo in content["photos"] if photo["uuid"] in value]


def told_photos(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every photo to choose from, with its report."""
    return [{"uuid": photo["uuid"], "source": content["sources"][photo["source"]]} for photo in content["photos"]]
