"""Accounts per role, in Kota Bogor and Kota Semarang. The words of the scenarios, without their size."""

from itertools import count

from django.contrib.auth.hashers import make_password

from desk.people import services
from desk.people.models import Agency, Desk, Person, Role, User
from desk.regions.models import Region

from . import regions

PASSWORD = "rahasia-posko-2024"
_numbers = count(1)
_hash: list[str] = []


def user(username: str = "", *, name: str = "Dewi Lestari", email: str = "", phone: str = "0251 000 0000") -> User:
    """An account without a role; its password is ``PASSWORD``. The same name twice gives the same account."""
    if not _hash:
        _hash.append(make_password(PASSWORD))
    return services.ensure_user(
        username=username or f"pengguna{next(_numbers)}", name=name, password_hash=_hash[0], email=email, phone=phone
    )


def with_role(
    role: str, *, desk: Desk | None = None, region: Region | None = None, agency: Agency | None = None, username: str = "", name: str = ""
) -> User:
    """An account with one role, bound as given."""
    account = user(username, name=name or "Dewi Lestari")
    services.assign_role(user=account, role=role, desk=desk, region=region, agency=agency)
    return account


def desk(region: Region | None = None, *, short_code: str = "BGR") -> Desk:
    """The Desk Pilkada of a region (Kota Bogor when none is given)."""
    home = region or regions.bogor()
    return services.create_desk(
        code=f"desk-{home.code.replace('.', '-')}",
        short_code=short_code,
        name=f"Desk Pilkada {home.name}",
        region=home,
        phone="0251 000 0001",
    )


def agency(region: Region | None = None, *, key: str = "", name: str = "Dinas Kesehatan") -> Agency:
    home = region or regions.bogor()
    return services.create_agency(key=key or f"dinkes-{home.code.replace('.', '-')}", name=name, short_name="Dinkes", region=home)


def person(
    region: Region | None = None, *, name: str = "Bambang Sutrisno", position: str = "Camat", agency: Agency | None = None
) -> Person:
    return services.create_person(name=name, region=region or regions.bogor(), position=position, agency=agency)


def admin() -> User:
    return with_role(Role.ADMIN, username="admin", name="Rani Wiradisastra")


def editor() -> User:
    return with_role(Role.EDITOR, username="redaktur")


def approver() -> User:
    return with_role(Role.APPROVER, username="penyetuju")


def operator(region: Region | None = None) -> User:
    """Operator of a region's desk (operator.32.71 for Kota Bogor)."""
    return _of_desk(Role.OPERATOR, "operator", region)


def duty_officer(region: Region | None = None) -> User:
    return _of_desk(Role.DUTY_OFFICER, "piket", region)


def head(region: Region | None = None) -> User:
    return _of_desk(Role.HEAD, "ketua", region)


def viewer(region: Region | None = None) -> User:
    return _of_desk(Role.VIEWER, "pengamat", region)


def officer(region: Region | None = None, *, username: str = "") -> User:
    """Officer of a region's own office (Kecamatan Bogor Selatan when none is given)."""
    home = region or Region.objects.get(code=regions.bogor().code + ".01")
    return with_role(Role.OFFICER, region=home, username=username or f"petugas.{home.code}", name="Agus Pratama")


def agency_officer(agency_: Agency | None = None) -> User:
    home = agency_ or agency()
    return with_role(Role.OFFICER, agency=home, username=f"opd.{home.key}", name="Siti Aminah")


def _of_desk(role: str, word: str, region: Region | None) -> User:
    home = region or regions.bogor()
    codes = {"32.71": "BGR", "33.74": "SMG"}
    return with_role(role, desk=desk(home, short_code=codes.get(home.code, "POS")), username=f"{word}.{home.code}")
