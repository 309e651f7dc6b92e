"""Questions about desks, units and the people behind them that other capabilities ask."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import Length

from desk.regions.models import AFTER_DOT, Region
from desk.regions.selectors import lineage

from .models import Agency, Assignment, Desk, Role
from .scope import Unit, unit_of

CONTACTS_SHOWN = 8  # desks named on a page for people who cannot sign in


@dataclass(frozen=True)
class Contact:
    """Somebody who files for a unit, to call or to write to."""

    name: str
    phone: str


def desk_for(region_code: str) -> Desk | None:
    """The desk that a unit reports to: the nearest one upward, a Desk Pilkada before posko of other kinds. One query."""
    own_kind_first = Case(When(kind=Desk.Kind.DESK, then=Value(0)), default=Value(1), output_field=IntegerField())
    nearest = Desk.objects.filter(region_id__in=lineage(region_code))
    return nearest.order_by(-Length("region_id"), own_kind_first, "code").first()


def desk_contacts() -> list[Desk]:
    """Desks with a telephone, highest tier first, for somebody who cannot sign in. One query."""
    reachable = Desk.objects.filter(kind=Desk.Kind.DESK).exclude(phone="")
    return list(reachable.order_by(Length("region_id"), "region_id")[:CONTACTS_SHOWN])


def units_below(region_code: str, *, levels: Collection[str] | None = None) -> list[Unit]:
    """Units that a desk of this region may ask for a report: offices below it, then agencies in it. Two queries.

    ``levels`` (``Level`` values) limits the offices; agencies come only when ``levels`` is None.
    """
    offices = Region.objects.below(region_code)
    if levels is not None:
        return [unit_of(region=region) for region in offices.filter(level__in=levels)]
    agencies = Agency.objects.filter(within(region_code)).select_related("region")
    return [unit_of(region=region) for region in offices] + [unit_of(region=None, agency=agency) for agency in agencies]


def contacts_of(units: Iterable[Unit]) -> dict[Unit, list[Contact]]:
    """Active officers of each unit by name; a unit without officers is left out. One query."""
    by_region = {unit.region_code: unit for unit in units if unit.agency_id is None}
    by_agency = {unit.agency_id: unit for unit in units if unit.agency_id is not None}
    assigned = Assignment.objects.filter(
        Q(region_id__in=list(by_region)) | Q(agency_id__in=list(by_agency)), role=Role.OFFICER, user__is_active=True
    ).select_related("user")
    found: dict[Unit, list[Contact]] = defaultdict(list)
    for assignment in assigned.order_by("user__first_name", "user__last_name"):
        unit = by_agency[assignment.agency_id] if assignment.agency_id else by_region[str(assignment.region_id)]
        found[unit].append(Contact(str(assignment.user), assignment.user.phone))
    return dict(found)


def within(region_code: str, path: str = "region_id") -> Q:
    """Filter for rows of this region and everything below it."""
    return Q(**{f"{path}__gte": region_code, f"{path}__lt": region_code + AFTER_DOT})
