"""What a scenario consists of: places, posko, people and the exceptions of its history. Data only."""

from collections.abc import Mapping
from dataclasses import dataclass

from desk.people.models import Desk, Role


@dataclass(frozen=True)
class PersonPlan:
    """An invented person with an office."""

    name: str
    position: str
    phone: str = ""


@dataclass(frozen=True)
class DeskPlan:
    """A posko of the scenario; the first one of a plan is the main post."""

    code: str
    short_code: str
    name: str
    owning_unit: str
    address: str
    phone: str
    head: PersonPlan
    secretary: PersonPlan
    kind: str = Desk.Kind.DESK


@dataclass(frozen=True)
class AgencyPlan:
    key: str
    name: str
    short_name: str


@dataclass(frozen=True)
class StaffPlan:
    """An account and its one role. ``desk``, ``region`` or ``agency`` names what it is bound to, by code or key."""

    username: str
    name: str
    position: str
    role: str
    desk: str = ""
    region: str = ""
    agency: str = ""
    phone: str = ""


@dataclass(frozen=True)
class ElectionPlan:
    key: str
    name: str
    region: str


@dataclass(frozen=True)
class ScenarioPlan:
    """One region's demonstration. ``stations``: polling stations by district code; ``camats``: name by district code."""

    name: str
    title: str
    root: str
    stations: Mapping[str, int]
    camats: Mapping[str, str]
    elections: tuple[ElectionPlan, ...]
    desks: tuple[DeskPlan, ...]
    agencies: tuple[AgencyPlan, ...]
    staff: tuple[StaffPlan, ...]
    operator: str
    phone_prefix: str
    publishes: bool = False  # its newsroom has told the public one item of each kind
    checklists: int = 6  # kecamatan that were asked for the ten points so far

    @property
    def province(self) -> str:
        return self.root.split(".", maxsplit=1)[0]


INSTALLATION_STAFF = (
    StaffPlan("admin", "Ratna Kusumaningtyas", "Admin Kesbangpol", Role.ADMIN),
    StaffPlan("redaktur", "Bayu Nugraha", "Redaktur publikasi", Role.EDITOR),
    StaffPlan("penyetuju", "Endah Wulandari", "Penyetuju publikasi", Role.APPROVER),
)
