"""What a user reaches. Every query of officers and desks begins here (``visible_to``)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone

from desk.core.statements import Part, Rows, fetch
from desk.regions.models import AFTER_DOT, Region, title_of

from .models import INSTALLATION_ROLES, SUBTREE_ROLES, Agency, Role, User

if TYPE_CHECKING:
    from django.db.models import QuerySet


ACCOUNT = Part(User, "account")
# The account, and a row for each of its assignments: what a scope is made of. An officer's agency counts in its own region.
ACCOUNT_WITH_PLACES = f"""
    SELECT {ACCOUNT.columns},
           assigned.role, region.code, region.name, region.level, region.timezone, agency.id, agency.name,
           assigned.valid_from, assigned.valid_until, desk.name
    FROM people_user account
    LEFT JOIN people_assignment assigned ON assigned.user_id = account.id
    LEFT JOIN people_desk desk ON desk.id = assigned.desk_id
    LEFT JOIN people_agency agency ON agency.id = assigned.agency_id
    LEFT JOIN regions_region region ON region.code = COALESCE(desk.region_id, agency.region_id, assigned.region_id)
    WHERE account.id = %s
    ORDER BY assigned.id
"""  # noqa: S608 - columns of our own
KEPT = "_desk_scope"  # attribute of the account that a request has at hand


@dataclass(frozen=True)
class Unit:
    """Somebody who owes and files reports: a region's office (agency_id None) or an agency in its region."""

    region_code: str
    region_name: str
    timezone: str
    agency_id: int | None = None
    agency_name: str = ""

    @property
    def name(self) -> str:
        return self.agency_name or self.region_name


@dataclass(frozen=True)
class Scope:
    """The reach of one user, read once per request.

    ``roots``: region codes whose whole subtree is served as operator, duty officer, head or viewer.
    ``roles_at``: (role, root code) pairs, so that a viewer of one region is no operator of it.
    ``units``: own units as an officer. ``installation``: role admin, which reaches every region.
    ``desks``: names of the desks in which the user has a role, as far as an assignment names one.
    """

    installation: bool = False
    roles: frozenset[str] = frozenset()
    roots: tuple[str, ...] = ()
    roles_at: tuple[tuple[str, str], ...] = ()
    units: tuple[Unit, ...] = field(default=())
    desks: tuple[str, ...] = ()

    def regions(self, path: str = "region_id") -> Q:
        """Filter for rows whose region (at ``path``, a code) the user serves from a desk."""
        if self.installation:
            return ~Q(pk__in=[])  # everything; an empty Q would vanish from "own units or these regions"
        condition = Q(pk__in=[])
        for root in self.roots:
            condition |= Q(**{f"{path}__gte": root, f"{path}__lt": root + AFTER_DOT})
        return condition

    def own_units(self, region_path: str = "region_id", agency_path: str = "agency_id") -> Q:
        """Filter for rows of the units the user files for."""
        condition = Q(pk__in=[])
        for unit in self.units:
            condition |= Q(**{region_path: unit.region_code, agency_path: unit.agency_id})
        return condition

    def serves(self, region_code: str, *roles: str) -> bool:
        """Whether the user holds one of ``roles`` (any desk role when none is named) over this region."""
        if self.installation and (not roles or Role.ADMIN in roles):
            return True
        wanted = roles or SUBTREE_ROLES
        return any(role in wanted and root <= region_code < root + AFTER_DOT for role, root in self.roles_at)

    def holds_at(self, region_code: str, *roles: str) -> bool:
        """Whether the user holds one of ``roles`` at exactly this region: in the desk there, not in one above it."""
        return any(role in roles and root == region_code for role, root in self.roles_at)

    def files_for(self, region_code: str, agency_id: int | None) -> Unit | None:
        """The own unit with this region and agency, if it is one."""
        for unit in self.units:
            if unit.region_code == region_code and unit.agency_id == agency_id:
                return unit
        return None


def account_of(user_id: int) -> User | None:
    """The account with this key, its scope already at hand: one query."""
    rows = fetch(ACCOUNT_WITH_PLACES, [user_id])
    if not rows:
        return None
    user = ACCOUNT.made_of(rows[0][: ACCOUNT.size])
    setattr(user, KEPT, _scope_in(rows))
    return user


def scope_of(user: "User | AnonymousUser") -> Scope:
    """The scope of ``user``: at most one query, kept on the user object for the rest of the request."""
    if not isinstance(user, User) or not user.is_active:
        return Scope()
    kept = getattr(user, KEPT, None)
    if isinstance(kept, Scope):
        return kept
    scope = _scope_in(fetch(ACCOUNT_WITH_PLACES, [user.pk]))
    setattr(user, KEPT, scope)
    return scope


def forget_scope(user: User) -> None:
    """After a change of roles: the next question reads them again."""
    if hasattr(user, KEPT):
        delattr(user, KEPT)


def _scope_in(rows: Rows) -> Scope:
    roles, roles_at, units = set(), [], []
    desks: set[str] = set()
    now = timezone.now()
    for role, code, name, level, zone, agency_id, agency_name, first, last, desk in (row[ACCOUNT.size :] for row in rows):
        if role is None or not _counts(first, last, zone, now):  # an account without any, or not today
            continue
        roles.add(role)
        if role == Role.OFFICER:
            units.append(Unit(code, title_of(name, level), zone, agency_id, agency_name or ""))
        elif role in SUBTREE_ROLES:
            roles_at.append((role, code))
            desks.update([desk] if desk else ())
    return Scope(
        installation=Role.ADMIN in roles,
        roles=frozenset(roles),
        roots=tuple(sorted({root for _role, root in roles_at})),
        roles_at=tuple(roles_at),
        units=tuple(units),
        desks=tuple(sorted(desks)),
    )


def _counts(first: date | None, last: date | None, zone: str | None, now: datetime) -> bool:
    """Whether an assignment of these days counts now, by the clock of its place."""
    if first is None and last is None:
        return True
    today = now.astimezone(ZoneInfo(zone) if zone else None).date()
    return (first is None or first <= today) and (last is None or today <= last)


def unit_of(*, region: Region | None, agency: Agency | None = None) -> Unit:
    """The unit of a region's office, or of an agency (whose own region then counts)."""
    if agency is not None:
        home = agency.region
        return Unit(home.code, home.title, home.timezone, agency.pk, agency.name)
    if region is None:
        raise ValueError("A unit needs a region or an agency.")
    return Unit(region.code, region.title, region.timezone)


def regions_served_by(user: "User | AnonymousUser") -> "QuerySet[Region]":
    """Regions inside the subtrees that the user serves from a desk (all of them for an installation admin)."""
    return Region.objects.filter(scope_of(user).regions("code"))


def enters_admin(user: User) -> bool:
    return user.is_superuser or bool(scope_of(user).roles.intersection(INSTALLATION_ROLES))
