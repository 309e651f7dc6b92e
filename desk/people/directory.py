"""Writes many agencies or persons at once, as a list from a spreadsheet brings them. One row at a time: ``services``.

Both are safe to repeat: rows that stand as given are left alone. They log nothing themselves; whoever brings the list
writes one line for all of it.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from django.db import transaction

from desk.regions.models import Region

from .models import Agency, Person

BATCH = 1_000  # rows of one statement
CONTACTS = ("position", "phone", "email")  # of a person; what identifies one is not changed by a list
Item = TypeVar("Item")
Row = TypeVar("Row", Agency, Person)


class AgencyRow(NamedTuple):
    """An agency as it shall stand; ``region`` is a code."""

    key: str
    name: str
    short_name: str
    region: str


class PersonRow(NamedTuple):
    """A person as it shall stand, known by name, region and agency (key, or empty for none). None leaves what is there."""

    name: str
    region: str
    agency: str = ""
    position: str | None = None
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True)
class Written:
    """What was written, in rows."""

    created: int = 0
    updated: int = 0

    def __add__(self, other: "Written") -> "Written":
        return Written(self.created + other.created, self.updated + other.updated)


@transaction.atomic
def put_agencies(*, rows: Collection[AgencyRow]) -> Written:
    """Make the agencies with these keys as given: added, brought up to date, or left. Four statements for each BATCH.

    Of two rows with the same key the last one counts.
    """
    written = Written()
    for chunk in _batches({row.key: row for row in rows}.values()):
        _hold({row.region for row in chunk})
        known = Agency.objects.select_for_update().filter(key__in=[row.key for row in chunk]).in_bulk(field_name="key")
        new, changed = [], []
        for row in chunk:
            values = {"name": row.name, "short_name": row.short_name, "region_id": row.region}
            if row.key not in known:
                new.append(Agency(key=row.key, **values))
            elif _change(known[row.key], values):
                changed.append(known[row.key])
        # conflicts: another list may have added the same key, for a region that this one does not hold
        fields = ["name", "short_name", "region"]
        Agency.objects.bulk_create(new, update_conflicts=True, unique_fields=["key"], update_fields=fields)
        Agency.objects.bulk_update(changed, fields)
        written += Written(len(new), len(changed))
    return written


@transaction.atomic
def put_persons(*, rows: Collection[PersonRow]) -> Written:
    """Make the persons known by name, region and agency as given. Five statements for each BATCH.

    ``Agency.DoesNotExist`` when a row names an agency that is not there. Where several persons answer to a row, the
    oldest is taken; of two rows for the same person the last one counts.
    """
    written = Written()
    for chunk in _batches({row[:3]: row for row in rows}.values()):
        _hold({row.region for row in chunk})
        agencies = _agencies({row.agency for row in chunk if row.agency})
        known = _known_persons(chunk)
        new, changed = [], []
        for row in chunk:
            agency = agencies[row.agency] if row.agency else None
            values = {key: value for key in CONTACTS if (value := getattr(row, key)) is not None}
            person = known.get((row.name, row.region, agency))
            if person is None:
                new.append(Person(name=row.name, region_id=row.region, agency_id=agency, **values))
            elif _change(person, values):
                changed.append(person)
        Person.objects.bulk_create(new)
        Person.objects.bulk_update(changed, CONTACTS)
        written += Written(len(new), len(changed))
    return written


def _hold(codes: Iterable[str]) -> None:
    """Lists for the same regions wait for each other, always in the order of codes, so that none adds a row twice."""
    list(Region.objects.select_for_update(no_key=True).filter(code__in=set(codes)).order_by("code").values_list("code"))


def _agencies(keys: set[str]) -> dict[str, int]:
    found = dict(Agency.objects.filter(key__in=keys).values_list("key", "pk"))
    if len(found) != len(keys):
        raise Agency.DoesNotExist(", ".join(sorted(keys - set(found))[:5]))
    return found


def _known_persons(rows: Collection[PersonRow]) -> dict[tuple[str, str, int | None], Person]:
    people = Person.objects.select_for_update().filter(name__in={row.name for row in rows}, region__in={row.region for row in rows})
    return {(person.name, person.region_id, person.agency_id): person for person in people.order_by("-pk")}


def _change(instance: Row, values: dict[str, Any]) -> bool:
    changed = [key for key, value in values.items() if getattr(instance, key) != value]
    for key in changed:
        setattr(instance, key, values[key])
    return bool(changed)


def _batches(rows: Iterable[Item]) -> Iterator[list[Item]]:
    source = iter(rows)
    while chunk := list(islice(source, BATCH)):
        yield chunk
