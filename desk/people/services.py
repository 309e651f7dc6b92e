"""The only way to write accounts, assignments, agencies, persons and desks. Each change is logged with its actor."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, TypeVar

from django.contrib.auth.hashers import make_password
from django.db import transaction
from wagtail.log_actions import log

from desk.regions.models import Region

from .constants import (
    LOG_AGENCY_SAVED,
    LOG_DESK_SAVED,
    LOG_PASSWORD_CHANGED,
    LOG_PERSON_SAVED,
    LOG_ROLE_ASSIGNED,
    LOG_ROLE_ENDED,
    LOG_USER_CREATED,
    LOG_USER_UPDATED,
)
from .errors import LastAdmin, UsernameTaken, WrongBinding
from .groups import keep_membership
from .models import INSTALLATION_ROLES, SUBTREE_ROLES, Acting, Agency, Assignment, Desk, Person, Role, User
from .scope import forget_scope

Row = TypeVar("Row", Agency, Person, Desk)


@dataclass(frozen=True)
class Term:
    """How long and in whose stead somebody holds a role; the columns of ``Assignment`` of the same names."""

    acting: str = Acting.NO.value
    valid_from: date | None = None
    valid_until: date | None = None
    basis: str = ""

    @property
    def told(self) -> dict[str, str]:
        """What the log says of it; nothing of a role without a term."""
        return {name: str(value) for name, value in asdict(self).items() if value}


ALWAYS = Term()


def term_of(assignment: Assignment) -> Term:
    return Term(assignment.acting, assignment.valid_from, assignment.valid_until, assignment.basis)


@transaction.atomic
def create_user(
    *,
    username: str,
    name: str,
    password: str = "",
    password_hash: str = "",
    email: str = "",
    phone: str = "",
    simulation: bool = False,
    actor: User | None = None,
) -> User:
    """Open an account without any role; ``UsernameTaken`` when it exists.

    Give ``password_hash`` (from ``make_password``) to open many accounts with one hashing. With neither password nor hash
    the account has no usable password until its owner sets one by e-mail. ``password`` is not judged here: forms do.
    """
    username = normal_username(username)
    if User.objects.filter(username=username).exists():
        raise UsernameTaken(username)
    first, last = split_name(name)
    user = User(username=username, first_name=first, last_name=last, email=email, phone=phone, simulation=simulation)
    user.password = password_hash or make_password(password or None)
    user.save()
    log(instance=user, action=LOG_USER_CREATED, user=actor)
    return user


@transaction.atomic
def ensure_user(
    *, username: str, name: str, password_hash: str, email: str = "", phone: str = "", simulation: bool = False, actor: User | None = None
) -> User:
    """Open the account, or bring an existing one's name, e-mail and phone up to date; an existing password stays."""
    user = User.objects.select_for_update().filter(username=normal_username(username)).first()
    if user is None:
        return create_user(
            username=username, name=name, password_hash=password_hash, email=email, phone=phone, simulation=simulation, actor=actor
        )
    return update_user(user=user, name=name, email=email, phone=phone, actor=actor)


@transaction.atomic
def update_user(
    *,
    user: User,
    name: str | None = None,
    email: str | None = None,
    phone: str | None = None,
    theme: str | None = None,
    is_active: bool | None = None,
    actor: User | None = None,
) -> User:
    """Change what is given; None leaves a value as it is. Nothing is logged when nothing changed.

    Switching an account off ends its sessions. The last admin's account stays on (``LastAdmin``).
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    values: dict[str, Any] = {"email": email, "phone": phone, "theme": theme, "is_active": is_active}
    if name is not None:
        values["first_name"], values["last_name"] = split_name(name)
    changed = [key for key, value in values.items() if value is not None and getattr(user, key) != value]
    if "is_active" in changed and not is_active:
        _keep_one_admin(user)
    if not changed:
        return user
    for key in changed:
        setattr(user, key, values[key])
    user.save(update_fields=changed)
    log(instance=user, action=LOG_USER_UPDATED, user=actor, data={"fields": sorted(changed)})
    return user


@transaction.atomic
def set_password(*, user: User, password: str, actor: User | None = None) -> User:
    """Give the account a new password; sessions elsewhere end. ``password`` is not judged here: forms do."""
    user = User.objects.select_for_update().get(pk=user.pk)
    user.set_password(password)
    user.save(update_fields=["password"])
    log(instance=user, action=LOG_PASSWORD_CHANGED, user=actor)
    return user


@transaction.atomic
def assign_role(
    *,
    user: User,
    role: str,
    desk: Desk | None = None,
    region: Region | None = None,
    agency: Agency | None = None,
    term: Term = ALWAYS,
    actor: User | None = None,
) -> Assignment:
    """Bind the account to a role; the same binding twice gives the same row. Membership of Wagtail's groups follows.

    ``term`` limits it in time: somebody who acts for another (Plt., Plh.).

    Admin, editor and approver are bound to nothing; operator, duty officer, head and viewer to one desk or one region;
    an officer to one region (its office) or one agency. Anything else is ``WrongBinding``.
    """
    check_binding(role=role, desk=desk, region=region, agency=agency, term=term)
    User.objects.select_for_update().get(pk=user.pk)
    assignment, made = Assignment.objects.get_or_create(user=user, role=role, desk=desk, region=region, agency=agency, **asdict(term))
    if made:
        _roles_changed(user, role)
        log(
            instance=user,
            action=LOG_ROLE_ASSIGNED,
            user=actor,
            data={"role": str(assignment.get_role_display()), "place": assignment.place, **term.told},
        )
    return assignment


@transaction.atomic
def end_assignment(*, assignment: Assignment, actor: User | None = None) -> None:
    """Take the role away. Ending it twice is no error; the last admin of the installation stays (``LastAdmin``)."""
    user = User.objects.select_for_update().get(pk=assignment.user_id)
    current = Assignment.objects.filter(pk=assignment.pk).select_related("desk", "region", "agency").first()
    if current is None:
        return
    if current.role == Role.ADMIN:
        _keep_one_admin(user)
    data = {"role": str(current.get_role_display()), "place": current.place}
    current.delete()
    _roles_changed(user, current.role)
    log(instance=user, action=LOG_ROLE_ENDED, user=actor, data=data)


@transaction.atomic
def create_agency(*, key: str, name: str, short_name: str, region: Region, simulation: bool = False, actor: User | None = None) -> Agency:
    """The agency with this ``key`` as given: made, brought up to date, or left as it is."""
    values = {"name": name, "short_name": short_name, "region": region}
    agency, changed = _put(Agency, lookup={"key": key}, values=values, simulation=simulation)
    if changed:
        log(instance=agency, action=LOG_AGENCY_SAVED, user=actor)
    return agency


@transaction.atomic
def create_person(
    *,
    name: str,
    region: Region,
    position: str = "",
    phone: str = "",
    email: str = "",
    agency: Agency | None = None,
    user: User | None = None,
    leads: bool = False,
    simulation: bool = False,
    actor: User | None = None,
) -> Person:
    """The person with this account (or, without one, with this name in this region and agency) as given.

    ``leads``: the head of the unit, its PIC.
    """
    lookup = {"user": user} if user else {"name": name, "region": region, "agency": agency, "user": None}
    values = {"name": name, "region": region, "agency": agency, "position": position, "phone": phone, "email": email, "leads": leads}
    person, changed = _put(Person, lookup=lookup, values=values, simulation=simulation)
    if changed:
        log(instance=person, action=LOG_PERSON_SAVED, user=actor)
    return person


@transaction.atomic
def create_desk(
    *,
    code: str,
    short_code: str,
    name: str,
    region: Region,
    kind: str = Desk.Kind.DESK,
    owning_unit: str = "",
    address: str = "",
    phone: str = "",
    head: Person | None = None,
    secretary: Person | None = None,
    simulation: bool = False,
    actor: User | None = None,
) -> Desk:
    """The desk with this ``code`` as given: made, brought up to date, or left as it is.

    ``short_code`` begins the receipt numbers (BGR in BGR-26-000123).
    """
    values = {
        "short_code": short_code,
        "name": name,
        "region": region,
        "kind": kind,
        "owning_unit": owning_unit,
        "address": address,
        "phone": phone,
        "head": head,
        "secretary": secretary,
    }
    desk, changed = _put(Desk, lookup={"code": code}, values=values, simulation=simulation)
    if changed:
        log(instance=desk, action=LOG_DESK_SAVED, user=actor)
    return desk


def check_binding(*, role: str, desk: Desk | None, region: Region | None, agency: Agency | None, term: Term = ALWAYS) -> None:
    """Refuse a binding that the role cannot have, in words for the person who chose it."""
    if role not in Role.values:
        raise WrongBinding("Peran ini tidak dikenal. Pilih peran dari daftar.")
    label = Role(role).label
    bound = [thing for thing in (desk, region, agency) if thing is not None]
    if role in INSTALLATION_ROLES and bound:
        raise WrongBinding(f"Peran {label} berlaku untuk seluruh instalasi. Kosongkan posko, wilayah, dan perangkat daerah.")
    if role in INSTALLATION_ROLES and term != ALWAYS:
        raise WrongBinding(f"Peran {label} tidak dapat dibatasi waktunya. Kosongkan masa berlaku, lalu akhiri peran itu bila selesai.")
    if term.valid_from and term.valid_until and term.valid_until < term.valid_from:
        raise WrongBinding("Masa berlaku selesai sebelum mulai. Periksa kedua tanggalnya.")
    if term.acting and term.valid_until is None:
        raise WrongBinding("Isi tanggal berlaku sampai: Plt. dan Plh. selalu untuk waktu tertentu.")
    if role in SUBTREE_ROLES and (agency is not None or len(bound) != 1):
        raise WrongBinding(f"Peran {label} terikat pada satu posko atau satu wilayah. Pilih salah satu saja.")
    if role == Role.OFFICER and (desk is not None or len(bound) != 1):
        raise WrongBinding(f"Peran {label} terikat pada satu wilayah atau satu perangkat daerah. Pilih salah satu saja.")


def normal_username(username: str) -> str:
    """User names are lower case: a phone's keyboard begins with a capital."""
    return username.strip().lower()


def split_name(name: str) -> tuple[str, str]:
    """First word and the rest, as the account's two columns want it; joined again by ``get_full_name``."""
    first, _space, last = " ".join(name.split()).partition(" ")
    return first, last


def _put(model: type[Row], *, lookup: dict[str, Any], values: dict[str, Any], simulation: bool) -> tuple[Row, bool]:
    row = model._default_manager.select_for_update().filter(**lookup).first()
    if row is None:
        return model._default_manager.create(**{**lookup, **values}, simulation=simulation), True
    changed = [key for key, value in values.items() if getattr(row, key) != value]
    for key in changed:
        setattr(row, key, values[key])
    if changed:
        row.save(update_fields=changed)
    return row, bool(changed)


def _keep_one_admin(user: User) -> None:
    admins = Assignment.objects.filter(role=Role.ADMIN, user__is_active=True)
    if admins.filter(user=user).exists() and not admins.exclude(user=user).exists():
        raise LastAdmin


def _roles_changed(user: User, role: str) -> None:
    forget_scope(user)
    if role in INSTALLATION_ROLES:
        keep_membership(user)
