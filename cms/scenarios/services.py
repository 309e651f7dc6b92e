"""Loading and clearing a demonstration. Everything is written by the services of its own capability."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cms.publication.gates import Outgoing, refusals
from cms.publication.models import HomePage, InstallationSettings
from cms.publication.rendering import build
from cms.publication.services import name_installation, publish_home
from desk.calendar.models import Election
from desk.calendar.services import create_election
from desk.core.words import day
from desk.people.models import User
from desk.regions.constants import NATIONAL_LIST
from desk.regions.models import Region
from desk.regions.selectors import VILLAGE_LEVELS
from desk.regions.services import create_polling_stations, import_regions
from forms_config.models import Form
from forms_config.packing import starter_pack
from forms_config.services import import_pack

from .cast import engage, refuse_real_accounts
from .catalogue import PLANS
from .constants import DAYS_TO_VOTING, PACKS
from .duties import refuse_other_chains
from .errors import ScenarioRefused
from .history import Chronicler
from .home import home_page
from .models import LoadedScenario
from .plans import INSTALLATION_STAFF, ScenarioPlan
from .posting import Posting
from .published import Newsroom
from .purge import remove_rows

QUIET = timedelta(days=4)  # longer than any quiet period (three days before voting day)
Step = Callable[[str], object]  # told the name of what was just done
DEMO_IDENTITY = {
    "government": "Pemerintah Daerah (simulasi)",
    "unit": "Badan Kesatuan Bangsa dan Politik",
    "address": "Alamat rekaan untuk simulasi",
    "phone": "0251 555 0100",
    "email": "desk@example.org",
    "press_contact_name": "Arum Prameswari",
    "press_contact_position": "Juru bicara Desk Pilkada",
    "press_contact_phone": "0251 555 0101",
    "press_contact_email": "media@example.org",
    "press_contact_hours": "pukul 08.00-20.00 WIB",
    "press_boilerplate": "Desk Pilkada memantau dan memfasilitasi. Penyelenggara pemilihan adalah KPU, pengawas adalah Bawaslu.",
    "press_credit": "Foto: Dok. Desk Pilkada (simulasi)",
}


def load_scenario(*, plan: ScenarioPlan, voting_day: date | None = None, now: datetime | None = None, step: Step = str) -> bool:
    """Put the scenario into the database; False when it is there already (nothing is changed then).

    ``voting_day``: default nine days after the local day of ``now``. One transaction: all of it or nothing.
    """
    now = now or timezone.now()
    if _is_loaded(plan, voting_day):
        return False
    _refuse_overlap(plan)
    if not (settings.DESK_DEMO or settings.TESTING):
        raise ScenarioRefused("Skenario hanya dapat dimuat di instalasi demo. Jalankan dengan DESK_DEMO=1.")
    refuse_real_accounts(plan)
    refuse_other_chains()
    with transaction.atomic():
        random = Random(plan.name)  # noqa: S311 - a demonstration that is the same every time
        import_regions(path=NATIONAL_LIST, under=[plan.root])
        create_polling_stations(counts=spread_stations(plan, random), simulation=True)
        step("Wilayah dan TPS")
        root = Region.objects.get(code=plan.root)
        voting_day = voting_day or now.astimezone(root.zone).date() + timedelta(days=DAYS_TO_VOTING)
        cast = engage(plan)
        step("Posko dan akun")
        elections = _hold_elections(plan, voting_day)
        forms = {key: _published_form(key) for key in PACKS}
        step("Formulir")
        Chronicler(plan=plan, cast=cast, root=root, posting=Posting(now, random, forms), step=step).write()
        told_at = _before_quiet_period(now)
        with build.together(now=now):
            _mark_installation(elections[0], told_at)
            if plan.publishes:
                editor, approver = _newsroom()
                Newsroom(root=root, voting_day=voting_day, editor=editor, approver=approver, now=told_at).write()
        step("Halaman publik")
        LoadedScenario.objects.create(name=plan.name, voting_day=voting_day, loaded_at=now)
    step("Selesai")
    return True


def clear_scenario(*, plan: ScenarioPlan, now: datetime | None = None) -> bool:
    """Delete the scenario's rows; False when it is not loaded. Regions and published forms stay: they are no simulation.

    With the last scenario the installation's own demo accounts and the mark "Simulasi" go too.
    """
    loaded = LoadedScenario.objects.filter(name=plan.name)
    if not loaded.exists():
        return False
    with transaction.atomic():
        names = list(plan.usernames)
        is_last = not LoadedScenario.objects.exclude(name=plan.name).exists()
        if is_last:
            names += [staff.username for staff in INSTALLATION_STAFF]
        now = now or timezone.now()
        remove_rows(plan, usernames=names, now=now, whole_installation=is_last)
        loaded.delete()
        if is_last:
            name_installation(simulation=False)
        build.everything(now=now)
    return True


def spread_stations(plan: ScenarioPlan, random: Random) -> dict[str, int]:
    """Polling stations by village: the real number of each part of the region, spread unevenly over its villages, at least one each."""
    counts: dict[str, int] = {}
    for part, total in sorted(plan.stations.items()):
        villages = list(Region.objects.subtree(part).filter(level__in=VILLAGE_LEVELS).values_list("code", flat=True))
        weights = [random.uniform(0.5, 1.5) for _village in villages]
        spare = total - len(villages)
        shares = [1 + int(spare * weight / sum(weights)) for weight in weights]
        for number in range(total - sum(shares)):
            shares[number % len(shares)] += 1
        counts.update(zip(villages, shares, strict=True))
    return counts


def _is_loaded(plan: ScenarioPlan, voting_day: date | None) -> bool:
    loaded = LoadedScenario.objects.filter(name=plan.name).first()
    if loaded and voting_day and voting_day != loaded.voting_day:
        raise ScenarioRefused(
            f"Skenario {plan.name} sudah dimuat dengan hari pemungutan suara {day(loaded.voting_day)}. "
            f"Hapus dahulu dengan 'scenario clear {plan.name}', lalu muat ulang."
        )
    return loaded is not None


def _refuse_overlap(plan: ScenarioPlan) -> None:
    """Two scenarios of one place would report to each other, and clearing one would take rows of the other."""
    for name in LoadedScenario.objects.order_by("name").values_list("name", flat=True):
        other = PLANS.get(name)
        if other is not None and plan.overlaps(other):
            raise ScenarioRefused(
                f"Skenario {plan.name} ({plan.title}) dan skenario {name} ({other.title}) memuat wilayah yang sama. "
                f"Hapus dahulu dengan 'scenario clear {name}', lalu muat {plan.name} lagi."
            )


def _hold_elections(plan: ScenarioPlan, voting_day: date) -> list[Election]:
    regions = Region.objects.in_bulk([election.region for election in plan.elections])
    return [
        create_election(
            key=election.key, name=f"{election.name} (simulasi)", region=regions[election.region], voting_day=voting_day, simulation=True
        )
        for election in plan.elections
    ]


def _published_form(key: str) -> Form:
    """The starter form as it stands; it is loaded and published only where it is missing, so that an admin's changes stay."""
    form = Form.objects.select_related("current_version").filter(key=key).exclude(current_version=None).first()
    return form or import_pack(starter_pack(key), by=None, publish=True)


def _before_quiet_period(now: datetime) -> datetime:
    """When a demonstration that is loaded in the quiet period told the public what may not go out in it; else ``now``."""
    return now - QUIET if refusals(Outgoing(), now) else now


def _newsroom() -> tuple[User, User]:
    """Editor and approver of the whole installation."""
    return User.objects.get(username="redaktur"), User.objects.get(username="penyetuju")


def _mark_installation(election: Election, now: datetime) -> None:
    """Every page says that this is a simulation; a name and a home page that people wrote stay."""
    blank = not InstallationSettings.load().unit
    name_installation(simulation=True, **(DEMO_IDENTITY if blank else {}))
    home = HomePage.objects.first()
    if home is None or home.latest_revision_id is None:
        editor, approver = _newsroom()
        publish_home(**home_page(election, now), author=editor, approver=approver, now=now)
