"""What a scenario consists of: places, posko, people and the exceptions of its history. Data only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time

from desk.people.models import Desk, Role

from .constants import DUE_TIME, RECAP_TIME
from .courses import TROUBLED, USUAL, Course, Told


@dataclass(frozen=True)
class PersonPlan:
    """An invented person with an office."""

    name: str
    position: str
    phone: str = ""


@dataclass(frozen=True)
class WriterPlan:
    """Who files for the office of the region with this code. ``leads``: is its head too, as a camat is."""

    region: str
    username: str
    name: str
    position: str
    leads: bool = False


@dataclass(frozen=True)
class GatheringPlan:
    """What a posko gathers each week: from the units of this tier, written by these people, due and recapped on Mondays at these times.

    ``courses``: what becomes of a report that does not take the usual course; ``troubled``: reports that tell of an incident, each
    of the next one from ``first_trouble`` on.
    """

    tier: str
    writers: tuple[WriterPlan, ...]
    due_time: time = DUE_TIME
    recap_time: time = RECAP_TIME
    courses: Mapping[Told, Course] = field(default_factory=lambda: USUAL)
    troubled: tuple[Told, ...] = TROUBLED
    first_trouble: int = 0


@dataclass(frozen=True)
class DeskPlan:
    """A posko of the scenario; the first one of a plan is the main post. ``region``: empty for that of the scenario.

    ``gathers``: None for a posko that no unit owes weekly reports. The recap of one below fulfils its region's duty to the main post.
    """

    code: str
    short_code: str
    name: str
    owning_unit: str
    address: str
    phone: str
    head: PersonPlan
    secretary: PersonPlan
    kind: str = Desk.Kind.DESK
    region: str = ""
    gathers: GatheringPlan | None = None


@dataclass(frozen=True)
class AgencyPlan:
    key: str
    name: str
    short_name: str


@dataclass(frozen=True)
class StaffPlan:
    """An account and its one role. ``desk``, ``region`` or ``agency`` names what it is bound to, by code or key.

    ``watches``: regions that it is bound to one by one, when they are several. ``leads``: heads its agency or region (PIC).
    """

    username: str
    name: str
    position: str
    role: str
    desk: str = ""
    region: str = ""
    agency: str = ""
    phone: str = ""
    watches: tuple[str, ...] = ()
    leads: bool = False


@dataclass(frozen=True)
class ElectionPlan:
    key: str
    name: str
    region: str


@dataclass(frozen=True)
class ScenarioPlan:
    """One region's demonstration. ``stations``: polling stations by the code of a part of the region, spread over its villages."""

    name: str
    title: str
    root: str
    stations: Mapping[str, int]
    elections: tuple[ElectionPlan, ...]
    desks: tuple[DeskPlan, ...]
    agencies: tuple[AgencyPlan, ...]
    staff: tuple[StaffPlan, ...]
    phone_prefix: str
    publishes: bool = False  # its newsroom has told the public one item of each kind
    camats: tuple[WriterPlan, ...] = ()  # of kecamatan that owe no weekly report; they were asked for the ten points
    newly_obliged: str = ""  # a tier that owes the main post weekly reports from the current week on

    @property
    def gathering(self) -> tuple[DeskPlan, ...]:
        """The posko that gather, the main post first."""
        return tuple(desk for desk in self.desks if desk.gathers is not None)

    @property
    def writers(self) -> tuple[WriterPlan, ...]:
        """Who files for the units of each posko, and for further kecamatan."""
        return tuple(writer for desk in self.desks if desk.gathers is not None for writer in desk.gathers.writers) + self.camats

    @property
    def usernames(self) -> tuple[str, ...]:
        """Accounts of the scenario, without those of the whole installation."""
        return (*(one.username for one in self.staff), *(one.username for one in self.writers))

    def overlaps(self, other: "ScenarioPlan") -> bool:
        """Whether one of the two lies in the other's region, or both are the same."""
        return f"{self.root}.".startswith(f"{other.root}.") or f"{other.root}.".startswith(f"{self.root}.")

    @property
    def province(self) -> str:
        return self.root.split(".", maxsplit=1)[0]


def camats(city: str, *named: tuple[str, str]) -> tuple[WriterPlan, ...]:
    """The camat of each kecamatan of a city, in the order of the official list: (place, name of the person)."""
    return tuple(camat(f"{city}.{number:02d}", place, name) for number, (place, name) in enumerate(named, start=1))


def camat(code: str, place: str, name: str) -> WriterPlan:
    return WriterPlan(code, f"camat.{_plain(place)}", name, f"Camat {place}", leads=True)


def offices(*named: tuple[str, str, str], leads: bool = True) -> tuple[WriterPlan, ...]:
    """Who files for kabupaten and kota: (code, ``Kabupaten Paser``, name of the person); user name ``kab.paser``.

    ``leads``: is also whom the posko calls when a report is missing (PIC).
    """
    return tuple(
        WriterPlan(code, office_account(title), name, f"Kepala Badan Kesatuan Bangsa dan Politik {title}", leads)
        for code, title, name in named
    )


def office_account(title: str, *, of: str = "") -> str:
    """``kab.paser`` for Kabupaten Paser; ``of`` stands in front: ``sekda.kab.paser``."""
    kind, _space, place = title.replace("Administrasi ", "").partition(" ")
    return f"{of}.{kind[:3].lower() if kind == 'Kabupaten' else kind.lower()}.{_plain(place)}".lstrip(".")


def _plain(place: str) -> str:
    return place.lower().replace(" ", "")


INSTALLATION_STAFF = (
    StaffPlan("admin", "Ratna Kusumaningtyas", "Admin Kesbangpol", Role.ADMIN),
    StaffPlan("redaktur", "Bayu Nugraha", "Redaktur publikasi", Role.EDITOR),
    StaffPlan("penyetuju", "Endah Wulandari", "Penyetuju publikasi", Role.APPROVER),
)
