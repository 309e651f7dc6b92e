"""Regions and polling stations as things a question may point to."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from forms_config.constants import Family
from forms_config.references import Option, ReferenceSource

from .models import PollingStation, Region, title_of
from .selectors import city_of

WITHIN_UNIT = "unit"


def _root(unit_code: str, within: str) -> str:
    return unit_code if within == WITHIN_UNIT else city_of(unit_code)


class RegionSource(ReferenceSource):
    """Regions of the unit's subtree or of its regency or city, limited to the question's ``levels``."""

    key = Family.REGION.value

    def options(self, *, unit_code: str, within: str, question: Mapping[str, Any]) -> list[Option]:
        rows = self._choosable(unit_code, within, question).select_related("parent").order_by("code")
        return [
            Option(
                region.code,
                region.title,
                region.parent.title if region.parent else "",
            )
            for region in rows
        ]

    def labels(self, values: Iterable[str]) -> dict[str, str]:
        rows = Region.objects.filter(code__in=set(values)).values_list("code", "name", "level")
        return {code: title_of(name, level) for code, name, level in rows}

    def allowed(self, values: Iterable[str], *, unit_code: str, within: str, question: Mapping[str, Any]) -> set[str]:
        rows = self._choosable(unit_code, within, question).filter(code__in=set(values))
        return set(rows.values_list("code", flat=True))

    def _choosable(self, unit_code: str, within: str, question: Mapping[str, Any]) -> QuerySet[Region]:
        regions = Region.objects.subtree(_root(unit_code, within))
        levels = question.get("levels") or []
        return regions.filter(level__in=levels) if levels else regions


class PollingStationSource(ReferenceSource):
    """Polling stations of the unit's subtree or of its regency or city, grouped by kelurahan or desa."""

    key = Family.POLLING_STATION.value

    def options(self, *, unit_code: str, within: str, question: Mapping[str, Any]) -> list[Option]:
        rows = PollingStation.objects.subtree(_root(unit_code, within)).order_by("code")
        return [
            Option(code, f"TPS {number:03d}", title_of(name, level))
            for code, number, name, level in rows.values_list("code", "number", "region__name", "region__level")
        ]

    def labels(self, values: Iterable[str]) -> dict[str, str]:
        rows = PollingStation.objects.filter(code__in=set(values)).values_list("code", "number", "region__name", "region__level")
        return {code: f"TPS {number:03d}, {title_of(name, level)}" for code, number, name, level in rows}

    def allowed(self, values: Iterable[str], *, unit_code: str, within: str, question: Mapping[str, Any]) -> set[str]:
        rows = PollingStation.objects.subtree(_root(unit_code, within)).filter(code__in=set(values))
        return set(rows.values_list("code", flat=True))
