"""The only writers of regions and polling stations."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

from django.db import transaction

from .constants import MOST_POLLING_STATIONS, VILLAGE_LENGTH
from .errors import UnknownVillages, WrongStationCount, WrongStationNumber
from .models import PollingStation, Region
from .region_file import RegionCheck, RegionRow, concerns, read_lines, read_timezones

BATCH = 2_000  # rows of one statement
Item = TypeVar("Item")


class Progress:
    """Told about the work of an import; this one says nothing. ``total`` is None while it is not known."""

    def watch(self, items: Iterable[Item], *, label: str, total: int | None = None) -> Iterable[Item]:
        return items


@dataclass(frozen=True)
class ImportSummary:
    """What an import did, in rows."""

    read: int
    created: int
    updated: int

    @property
    def unchanged(self) -> int:
        return self.read - self.created - self.updated


def import_regions(*, path: Path, under: Collection[str] = (), progress: Progress | None = None) -> ImportSummary:
    """Bring the tree in line with a region list: all of its rows or, when one is wrong, none (``RegionFileRefused``).

    New codes are added, changed names and zones updated, equal rows left untouched; regions that the list does not
    name stay. ``under`` limits the run to these regions with their ancestors and everything below. Running it again
    with the same list writes nothing.
    """
    progress = progress or Progress()
    check = RegionCheck(read_timezones())
    for number, cells in progress.watch(read_lines(path), label="Membaca"):
        if not under or concerns(cells[0], under):
            check.add(number, cells)
    rows = check.finish(_existing_codes)
    with transaction.atomic():
        new, changed = _compare(rows)
        total = len(new) + len(changed)
        _upsert(progress.watch(_instances(rows, [*new, *changed]), label="Menyimpan", total=total))
    return ImportSummary(read=len(rows), created=len(new), updated=len(changed))


def _existing_codes(codes: set[str]) -> set[str]:
    return set(Region.objects.filter(code__in=codes).values_list("code", flat=True))


def _compare(rows: Mapping[str, RegionRow]) -> tuple[list[str], list[str]]:
    """Codes that the database lacks, and codes that stand there with other values."""
    stored = Region.objects.filter(code__gte=min(rows), code__lte=max(rows))
    seen: set[str] = set()
    changed: list[str] = []
    for code, *values in stored.order_by().values_list("code", "name", "level", "parent_id", "timezone").iterator(BATCH):
        row = rows.get(code)
        if row is None:
            continue
        seen.add(code)
        if row != tuple(values):
            changed.append(code)
    return [code for code in rows if code not in seen], changed


def _instances(rows: Mapping[str, RegionRow], codes: Iterable[str]) -> Iterator[Region]:
    for code in codes:
        row = rows[code]
        yield Region(code=code, name=row.name, level=row.level, parent_id=row.parent, timezone=row.timezone)


def _upsert(regions: Iterable[Region]) -> None:
    source = iter(regions)
    while batch := list(islice(source, BATCH)):
        Region.objects.bulk_create(
            batch,
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=["name", "level", "parent", "timezone"],
        )


@transaction.atomic
def create_polling_stations(*, counts: Mapping[str, int], simulation: bool = False, on_batch: Callable[[int], object] | None = None) -> int:
    """Number the polling stations of each village (code -> how many) from 001 on; gives how many are new.

    Stations that exist are left as they are, so a second run writes nothing; a smaller count removes none.
    """
    _refuse_wrong_counts(counts)
    existing = set(PollingStation.objects.filter(region__in=counts).values_list("code", flat=True))
    missing = (station for station in _stations(counts, simulation) if station.code not in existing)
    created = 0
    while batch := list(islice(missing, BATCH)):
        PollingStation.objects.bulk_create(batch)
        created += len(batch)
        if on_batch:
            on_batch(len(batch))
    return created


@transaction.atomic
def add_polling_stations(*, stations: Collection[tuple[str, int]]) -> int:
    """Enter stations by village code and number, as an official list gives them; gives how many are new.

    Stations that exist are left as they are, also when another list enters them at the same moment. A number outside 1 to
    999 or a code that is no village refuses all of them. Four statements for each BATCH, whatever the list holds.
    """
    _refuse_wrong_numbers(stations)
    source, created = iter(sorted(set(stations))), 0
    while chunk := list(islice(source, BATCH)):
        _refuse_unknown_villages({village for village, _number in chunk})
        wanted = {f"{village}.{number:03d}": (village, number) for village, number in chunk}
        existing = set(PollingStation.objects.filter(code__in=wanted).values_list("code", flat=True))
        missing = [PollingStation(code=code, region_id=at[0], number=at[1]) for code, at in wanted.items() if code not in existing]
        PollingStation.objects.bulk_create(missing, ignore_conflicts=True)
        created += len(missing)
    return created


def _refuse_wrong_numbers(stations: Collection[tuple[str, int]]) -> None:
    for village, number in stations:
        if not 1 <= number <= MOST_POLLING_STATIONS:
            raise WrongStationNumber(village, number)


def _refuse_wrong_counts(counts: Mapping[str, int]) -> None:
    for code, count in counts.items():
        if not 0 <= count <= MOST_POLLING_STATIONS:
            raise WrongStationCount(code, count)
    _refuse_unknown_villages(set(counts))


def _refuse_unknown_villages(codes: set[str]) -> None:
    villages = {code for code in _existing_codes(codes) if len(code) == VILLAGE_LENGTH}
    unknown = sorted(codes - villages)
    if unknown:
        raise UnknownVillages(unknown)


def _stations(counts: Mapping[str, int], simulation: bool) -> Iterator[PollingStation]:
    for code, count in counts.items():
        for number in range(1, count + 1):
            yield PollingStation(code=f"{code}.{number:03d}", region_id=code, number=number, simulation=simulation)
