"""Whom a desk can ask for a report, what it asked, and what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from desk.people.models import Agency, Role, User
from desk.people.scope import Unit, scope_of, unit_of
from desk.people.selectors import units_below
from desk.regions.models import Level, Region

from ..models import Obligation, ReportRequest

ASKING_ROLES = frozenset({Role.OPERATOR, Role.DUTY_OFFICER, Role.HEAD})
TIERS = {Level.PROVINCE: (Level.REGENCY, Level.CITY, Level.DISTRICT)}  # what one page can hold
ANSWERED = Q(obligations__cancelled_at=None, obligations__entry__submission_count__gt=0)


@dataclass(frozen=True)
class UnitGroup:
    """A unit of the upper tier and those below it; ``head`` is None for the agencies of the region."""

    key: str
    label: str
    head: Unit | None
    members: tuple[Unit, ...]

    @property
    def choices(self) -> list[tuple[str, Unit]]:
        """Each unit below with its code in the page."""
        return [(unit_code(unit), unit) for unit in self.members]


def regions_to_ask(user: User) -> list[Region]:
    """Regions from whose desk the user may ask: where they hold a role that asks; for an admin every desk's. One query."""
    scope = scope_of(user)
    roots = {root for role, root in scope.roles_at if role in ASKING_ROLES}
    if scope.installation:
        return list(Region.objects.filter(Q(desks__isnull=False) | Q(code__in=roots)).distinct().order_by("code"))
    return list(Region.objects.filter(code__in=roots).order_by("code"))


def may_ask(user: User) -> bool:
    """Whether the user may ask from any desk. Costs no query once the scope is at hand."""
    scope = scope_of(user)
    return scope.installation or any(role in ASKING_ROLES for role, _root in scope.roles_at)


def unit_groups(region: Region) -> list[UnitGroup]:
    """Units of the region in the order of the tree, agencies last. Three queries."""
    levels = TIERS.get(Level(region.level))
    if levels is None:
        units = units_below(region.code)
        offices, agencies = [unit for unit in units if unit.agency_id is None], [unit for unit in units if unit.agency_id is not None]
    else:
        offices = units_below(region.code, levels=levels)
        agencies = [unit_of(region=None, agency=agency) for agency in Agency.objects.filter(region=region).select_related("region")]
    depth = region.code.count(".") + 1
    heads = [unit for unit in offices if unit.region_code.count(".") == depth]
    groups = [
        UnitGroup(head.region_code, head.name, head, tuple(unit for unit in offices if unit.region_code.startswith(f"{head.region_code}.")))
        for head in heads
    ]
    return groups + ([UnitGroup("agencies", "Perangkat daerah", None, tuple(agencies))] if agencies else [])


def units_in(groups: Iterable[UnitGroup], *, codes: Iterable[str], whole: Iterable[str]) -> list[Unit]:
    """Units that were ticked one by one (``codes``), or as a whole: ``upper``, ``lower``, ``agencies``, or a group's key."""
    ticked, all_of, chosen = set(codes), set(whole), []
    for group in groups:
        if group.head is not None and (unit_code(group.head) in ticked or "upper" in all_of):
            chosen.append(group.head)
        everyone = group.key in all_of or (group.head is not None and "lower" in all_of)
        chosen += [unit for unit in group.members if everyone or unit_code(unit) in ticked]
    return chosen


def unit_code(unit: Unit) -> str:
    """A unit in a page: its region code, and its agency after a dash."""
    return f"{unit.region_code}-{unit.agency_id}" if unit.agency_id else unit.region_code


def requests_of(user: User) -> QuerySet[ReportRequest]:
    """What desks of the user's regions asked for, newest first, with ``asked``, ``answered`` and ``cancelled``."""
    requests = ReportRequest.objects.filter(scope_of(user).regions()).select_related("form", "region", "asked_by")
    return (
        requests.defer("form__body", "form__checks")
        .annotate(
            owed=Count("obligations"),
            answered=Count("obligations", filter=ANSWERED),
            cancelled=Count("obligations", filter=Q(obligations__cancelled_at__isnull=False)),
            asked=Coalesce(F("owed") - F("cancelled"), 0),
        )
        .order_by("-asked_at", "-pk")
    )


def duties_of(request: ReportRequest) -> list[Obligation]:
    """One for each unit asked, with its report if there is one. One query."""
    duties = Obligation.objects.filter(request=request).select_related("region", "agency", "entry")
    return list(duties.defer("entry__draft").order_by("region_id", "agency__name"))
