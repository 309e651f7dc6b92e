"""Questions about desks, units and the people behind them that other capabilities ask."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import Length
from django.utils import timezone

from desk.regions.models import AFTER_DOT, Region
from desk.regions.selectors import lineage

from .models import Agency, Assignment, Desk, Person, Role, User
from .scope import Unit, unit_of

DAY = timedelta(days=1)
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
    return {unit: [Contact(str(user), user.phone) for user in users] for unit, users in officers_of(units).items()}


Accounts = dict[Unit, list[User]]


def _in_force(path: str = "") -> Q:
    """Assignments that count today; the day is the server's, a day's grace at both ends is judged by ``scope``."""
    today = timezone.localdate()
    begun = Q(**{f"{path}valid_from": None}) | Q(**{f"{path}valid_from__lte": today + DAY})
    return begun & (Q(**{f"{path}valid_until": None}) | Q(**{f"{path}valid_until__gte": today - DAY}))


def officers_of(units: Iterable[Unit]) -> Accounts:
    """Active accounts that file for each unit, by name; a unit without any is left out. One query."""
    by_region = {unit.region_code: unit for unit in units if unit.agency_id is None}
    by_agency = {unit.agency_id: unit for unit in units if unit.agency_id is not None}
    assigned = Assignment.objects.filter(
        Q(region_id__in=list(by_region)) | Q(agency_id__in=list(by_agency)), _in_force(), role=Role.OFFICER, user__is_active=True
    ).select_related("user")
    found: Accounts = defaultdict(list)
    for assignment in assigned.order_by("user__first_name", "user__last_name", "user_id"):
        found[by_agency[assignment.agency_id] if assignment.agency_id else by_region[str(assignment.region_id)]].append(assignment.user)
    return dict(found)


def leads_of(units: Iterable[Unit]) -> dict[Unit, list[Person]]:
    """The persons who lead each unit (PIC), by name. One query."""
    by_place = {(unit.region_code, unit.agency_id): unit for unit in units}
    regions = {code for code, _agency in by_place}
    found: dict[Unit, list[Person]] = defaultdict(list)
    for person in Person.objects.filter(leads=True, region_id__in=regions).select_related("user").order_by("name"):
        unit = by_place.get((str(person.region_id), person.agency_id))
        if unit is not None and (person.user is None or person.user.is_active):
            found[unit].append(person)
    return dict(found)


def position_of(user: User) -> str:
    """The office of the person behind an account, as *Data induk* has it; empty when nothing is known. One query, kept on the account."""
    person: Person | None = getattr(user, "person", None)
    return person.position if person is not None else ""


def standing_of(user: User, role: str, region: Region, day: date) -> str:
    """``Plt.`` or ``Plh.`` of somebody who holds this role over the region on this local day for another alone; else empty. One query."""
    held = Assignment.objects.filter(user=user, role=role).select_related("desk").order_by("pk")
    over = [
        assignment
        for assignment in held
        if str(assignment.desk.region_id if assignment.desk else assignment.region_id) in lineage(region.code)
        and (assignment.valid_from is None or assignment.valid_from <= day)
        and (assignment.valid_until is None or day <= assignment.valid_until)
    ]
    acting = [assignment.get_acting_display() for assignment in over if assignment.acting]
    return str(acting[0]) if acting and len(acting) == len(over) else ""


Reader = User | Person  # whom the product can write to: an account, or somebody with a mail address only


def reader_of(person: Person) -> Reader | None:
    """The account of a person, else the person when there is a mail address. Nobody while the account is switched off."""
    if person.user is not None:
        return person.user if person.user.is_active else None
    return person if person.email else None


def readers_of_desks(desks: Collection[int], *, person: str, role: str) -> dict[int, list[Reader]]:
    """Whom to write to for each desk's ``person`` (``head`` or ``secretary``). Two queries.

    Without an account those who hold ``role`` there are told too: somebody has to see it in the product.
    """
    found: dict[int, list[Reader]] = defaultdict(list)
    inside = set()
    for desk in Desk.objects.filter(pk__in=desks).select_related(f"{person}__user"):
        named = getattr(desk, person)
        reader = reader_of(named) if named is not None else None
        if reader is not None:
            found[desk.pk].append(reader)
        if isinstance(reader, User):
            inside.add(desk.pk)
    rest = Assignment.objects.filter(_in_force(), desk_id__in=set(desks) - inside, role=role, user__is_active=True)
    for assignment in rest.select_related("user").order_by("user_id"):
        found[assignment.desk_id or 0].append(assignment.user)
    return dict(found)


def within(region_code: str, path: str = "region_id") -> Q:
    """Filter for rows of this region and everything below it."""
    return Q(**{f"{path}__gte": region_code, f"{path}__lt": region_code + AFTER_DOT})
