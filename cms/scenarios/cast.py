"""Puts the people of a plan into the database: agencies, posko, accounts with their roles, and who they are."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from desk.people.models import Agency, Desk, Role, User
from desk.people.scope import Unit, unit_of
from desk.people.services import assign_role, create_agency, create_desk, create_person, ensure_user
from desk.regions.constants import DISTRICT_LENGTH
from desk.regions.models import PollingStation, Region
from desk.regions.selectors import count_villages

from .constants import DEMO_PASSWORD
from .errors import ScenarioRefused
from .letterheads import furnish
from .narratives import Office
from .plans import INSTALLATION_STAFF, DeskPlan, GatheringPlan, ScenarioPlan, StaffPlan, WriterPlan

CHECKLISTS = 6  # kecamatan that were asked for the ten points so far
STATIONS_NAMED = 40  # polling stations of a unit, about, that its reports may name


@dataclass(frozen=True)
class Writer:
    """An office that files, and the account that does it."""

    office: Office
    unit: Unit
    user: User


@dataclass(frozen=True)
class Crew:
    """A posko that gathers weekly reports, with its people and who writes to it, in the order of the plan.

    ``vetter`` is the second pair of eyes: its first duty officer; ``secretary`` the last one, who is the desk's secretary.
    """

    desk: Desk
    gathers: GatheringPlan
    operator: User
    vetter: User
    secretary: User
    head: User
    writers: tuple[Writer, ...]


@dataclass(frozen=True)
class Cast:
    """Everybody whom the history needs. ``main``: the crew of the main post; ``lower``: of those below it.

    ``checked``: kecamatan that were asked for the ten points so far; ``guests``: further units.
    """

    admin: User
    main: Crew
    lower: tuple[Crew, ...]
    checked: tuple[Writer, ...]
    guests: tuple[Writer, ...]


def refuse_real_accounts(plan: ScenarioPlan) -> None:
    """An account of a real person never becomes a demo account with a published password."""
    names = [staff.username for staff in INSTALLATION_STAFF] + list(plan.usernames)
    real = User.objects.filter(username__in=names, simulation=False).order_by("username").values_list("username", flat=True)
    if real:
        raise ScenarioRefused(f"Akun {', '.join(real)} sudah dipakai orang sungguhan. Muat skenario di instalasi lain.")


def engage(plan: ScenarioPlan) -> Cast:
    """Make everybody of the plan; the demo password is hashed once. Running it again changes nothing."""
    password_hash = make_password(DEMO_PASSWORD)
    root = Region.objects.get(code=plan.root)
    agencies = {
        agency.key: create_agency(key=agency.key, name=agency.name, short_name=agency.short_name, region=root, simulation=True)
        for agency in plan.agencies
    }
    staff = (*INSTALLATION_STAFF, *plan.staff)
    accounts = {one.username: _open_account(one, password_hash) for one in staff}
    desks = {
        desk.code: _make_desk(desk, root, {one.name: accounts[one.username] for one in staff if one.desk == desk.code})
        for desk in plan.desks
    }
    for one in staff:
        _bind(accounts[one.username], one, desks, agencies)
    main, *lower = (_crew(plan, desk, desks[desk.code], accounts, password_hash) for desk in plan.gathering)
    camats = [writer for crew in (main, *lower) for writer in crew.writers if len(writer.office.code) == DISTRICT_LENGTH]
    camats += [_office_writer(plan, writer, password_hash) for writer in plan.camats]
    return Cast(
        admin=next(accounts[one.username] for one in INSTALLATION_STAFF if one.role == Role.ADMIN),
        main=main,
        lower=tuple(lower),
        checked=tuple(camats[:: max(len(camats) // CHECKLISTS, 1)][:CHECKLISTS]),
        guests=tuple(_writer(accounts[one.username], one, agencies) for one in plan.staff if one.role == Role.OFFICER),
    )


def _crew(plan: ScenarioPlan, desk_plan: DeskPlan, desk: Desk, accounts: dict[str, User], password_hash: str) -> Crew:
    if desk_plan.gathers is None:
        raise ValueError(f"{desk_plan.code} gathers nothing.")
    by_role: dict[str, list[User]] = defaultdict(list)
    for staff in plan.staff:
        if staff.desk == desk_plan.code:
            by_role[staff.role].append(accounts[staff.username])
    return Crew(
        desk=desk,
        gathers=desk_plan.gathers,
        operator=by_role[Role.OPERATOR][0],
        vetter=by_role[Role.DUTY_OFFICER][0],
        secretary=by_role[Role.DUTY_OFFICER][-1],
        head=by_role[Role.HEAD][0],
        writers=tuple(_office_writer(plan, writer, password_hash) for writer in desk_plan.gathers.writers),
    )


def _make_desk(plan: DeskPlan, root: Region, accounts: Mapping[str, User]) -> Desk:
    """``accounts``: of the people of this desk, by their names; its head and secretary are told by theirs, and sign with them."""
    region = Region.objects.get(code=plan.region) if plan.region else root
    head, secretary = (
        create_person(
            name=person.name,
            position=person.position,
            phone=person.phone,
            region=region,
            user=accounts.get(person.name),
            simulation=True,
        )
        for person in (plan.head, plan.secretary)
    )
    desk = create_desk(
        code=plan.code,
        short_code=plan.short_code,
        name=plan.name,
        region=region,
        kind=plan.kind,
        owning_unit=plan.owning_unit,
        address=plan.address,
        phone=plan.phone,
        head=head,
        secretary=secretary,
        simulation=True,
    )
    if plan.gathers is not None:
        furnish(desk)
    return desk


def _open_account(staff: StaffPlan, password_hash: str) -> User:
    user = ensure_user(username=staff.username, name=staff.name, password_hash=password_hash, phone=staff.phone, simulation=True)
    if not user.is_active:  # what was cleared before switched it off, because a page still names it
        user.is_active, user.password = True, password_hash
        user.save(update_fields=["is_active", "password"])
    return user


def _bind(user: User, staff: StaffPlan, desks: Mapping[str, Desk], agencies: Mapping[str, Agency]) -> None:
    """The role, and the person behind the account where a report or a reminder may name it."""
    agency = agencies.get(staff.agency)
    region = Region.objects.get(code=staff.region) if staff.region else None
    for watched in Region.objects.filter(code__in=staff.watches):
        assign_role(user=user, role=staff.role, region=watched)
    if not staff.watches:
        assign_role(user=user, role=staff.role, desk=desks.get(staff.desk), region=region, agency=agency)
    home = agency.region if agency else region
    if home is not None and (staff.role == Role.OFFICER or staff.leads):
        create_person(
            name=staff.name,
            position=staff.position,
            phone=staff.phone,
            region=home,
            agency=agency,
            user=user,
            leads=staff.leads,
            simulation=True,
        )


def _office_writer(plan: ScenarioPlan, writer: WriterPlan, password_hash: str) -> Writer:
    staff = StaffPlan(
        username=writer.username,
        name=writer.name,
        position=writer.position,
        role=Role.OFFICER,
        region=writer.region,
        phone=f"{plan.phone_prefix}{writer.region.removeprefix(plan.root).replace('.', '')}",
        leads=writer.leads,
    )
    user = _open_account(staff, password_hash)
    _bind(user, staff, {}, {})
    return _writer(user, staff, {})


def _writer(user: User, staff: StaffPlan, agencies: Mapping[str, Agency]) -> Writer:
    agency = agencies.get(staff.agency)
    region = agency.region if agency else Region.objects.get(code=staff.region)
    unit = unit_of(region=region, agency=agency)
    stations = list(PollingStation.objects.subtree(region.code).values_list("code", flat=True))
    office = Office(
        code=region.code,
        title=unit.name,
        writer=staff.name,
        position=staff.position,
        places=tuple(part.title for part in Region.objects.children_of(region.code)) or (region.title,),
        villages=count_villages(region.code),
        stations=tuple(stations[:: max(len(stations) // STATIONS_NAMED, 1)]),
        zone=region.zone,
    )
    return Writer(office, unit, user)
