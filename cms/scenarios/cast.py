"""Puts the people of a plan into the database: agencies, posko, accounts with their roles, and who they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from desk.people.models import Agency, Desk, Role, User
from desk.people.scope import Unit, unit_of
from desk.people.services import assign_role, create_agency, create_desk, create_person, ensure_user
from desk.regions.models import PollingStation, Region

from .constants import DEMO_PASSWORD
from .errors import ScenarioRefused
from .narratives import Office
from .plans import INSTALLATION_STAFF, DeskPlan, ScenarioPlan, StaffPlan

STATIONS_NAMED = 40  # polling stations of a unit that its reports may name


@dataclass(frozen=True)
class Writer:
    """An office that files, and the account that does it."""

    office: Office
    unit: Unit
    user: User


@dataclass(frozen=True)
class Cast:
    """Everybody whom the history needs. ``districts``: one writer for each kecamatan, by code; ``guests``: further units.

    ``vetter`` is the second pair of eyes: the first duty officer of the plan; ``secretary`` the last one, who is the desk's secretary.
    """

    admin: User
    head: User
    secretary: User
    operator: User
    vetter: User
    districts: tuple[Writer, ...]
    guests: tuple[Writer, ...]


def camat_username(district: Region) -> str:
    return f"camat.{district.name.lower().replace(' ', '')}"


def usernames(plan: ScenarioPlan, districts: Sequence[Region]) -> list[str]:
    """Accounts of the scenario, without those of the whole installation."""
    return [staff.username for staff in plan.staff] + [camat_username(district) for district in districts]


def refuse_real_accounts(plan: ScenarioPlan) -> None:
    """An account of a real person never becomes a demo account with a published password."""
    names = [staff.username for staff in (*INSTALLATION_STAFF, *plan.staff)]
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
    desks = {desk.code: _make_desk(desk, root) for desk in plan.desks}
    accounts = {staff.username: _make_account(staff, desks, agencies, root, password_hash) for staff in (*INSTALLATION_STAFF, *plan.staff)}
    districts = Region.objects.filter(code__in=plan.stations)
    main = plan.desks[0].code
    officers = [accounts[staff.username] for staff in plan.staff if staff.role == Role.DUTY_OFFICER and staff.desk == main]
    return Cast(
        admin=next(accounts[staff.username] for staff in INSTALLATION_STAFF if staff.role == Role.ADMIN),
        operator=accounts[plan.operator],
        vetter=officers[0],
        secretary=officers[-1],
        head=next(accounts[staff.username] for staff in plan.staff if staff.role == Role.HEAD),
        districts=tuple(_camat(plan, district, password_hash) for district in districts),
        guests=tuple(_writer(accounts[staff.username], staff, agencies) for staff in plan.staff if staff.role == Role.OFFICER),
    )


def _make_desk(plan: DeskPlan, root: Region) -> Desk:
    head, secretary = (
        create_person(name=person.name, position=person.position, phone=person.phone, region=root, simulation=True)
        for person in (plan.head, plan.secretary)
    )
    return create_desk(
        code=plan.code,
        short_code=plan.short_code,
        name=plan.name,
        region=root,
        kind=plan.kind,
        owning_unit=plan.owning_unit,
        address=plan.address,
        phone=plan.phone,
        head=head,
        secretary=secretary,
        simulation=True,
    )


def _make_account(staff: StaffPlan, desks: dict[str, Desk], agencies: dict[str, Agency], root: Region, password_hash: str) -> User:
    user = ensure_user(username=staff.username, name=staff.name, password_hash=password_hash, phone=staff.phone, simulation=True)
    if not user.is_active:  # what was cleared before switched it off, because a page still names it
        user.is_active, user.password = True, password_hash
        user.save(update_fields=["is_active", "password"])
    agency = agencies.get(staff.agency)
    region = Region.objects.get(code=staff.region) if staff.region else None
    assign_role(user=user, role=staff.role, desk=desks.get(staff.desk), region=region, agency=agency)
    if staff.role == Role.OFFICER:
        create_person(
            name=staff.name, position=staff.position, phone=staff.phone, region=region or root, agency=agency, user=user, simulation=True
        )
    return user


def _camat(plan: ScenarioPlan, district: Region, password_hash: str) -> Writer:
    staff = StaffPlan(
        username=camat_username(district),
        name=plan.camats[district.code],
        position=f"Camat {district.name}",
        role=Role.OFFICER,
        region=district.code,
        phone=f"{plan.phone_prefix}{district.code[-2:]}",
    )
    return _writer(_make_account(staff, {}, {}, district, password_hash), staff, {})


def _writer(user: User, staff: StaffPlan, agencies: dict[str, Agency]) -> Writer:
    agency = agencies.get(staff.agency)
    region = agency.region if agency else Region.objects.get(code=staff.region)
    unit = unit_of(region=region, agency=agency)
    villages = Region.objects.subtree(region.code).filter(level="urban_village").values_list("name", flat=True)
    stations = PollingStation.objects.subtree(region.code).values_list("code", flat=True)[:STATIONS_NAMED]
    office = Office(
        code=region.code,
        title=unit.name,
        writer=staff.name,
        position=staff.position,
        villages=tuple(villages),
        stations=tuple(stations),
        zone=region.zone,
    )
    return Writer(office, unit, user)
