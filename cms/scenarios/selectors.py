"""What a scenario holds, counted in the database."""

from django.db.models import Q

from cms.publication.models import HomePage
from desk.people.models import User
from desk.regions.models import AFTER_DOT, PollingStation, Region
from desk.regions.selectors import VILLAGE_LEVELS, count_by_level
from desk.reporting.models import Obligation
from forms_config.constants import FormKind
from forms_config.models import Form

from .constants import PACKS
from .plans import INSTALLATION_STAFF, ScenarioPlan


def within(plan: ScenarioPlan, path: str = "region_id") -> Q:
    """Filter for rows of the scenario's region and everything below it."""
    return Q(**{f"{path}__gte": plan.root, f"{path}__lt": plan.root + AFTER_DOT})


def accounts_of(plan: ScenarioPlan) -> list[str]:
    """User names of the scenario and of the installation's own demo accounts."""
    return [*(staff.username for staff in INSTALLATION_STAFF), *plan.usernames]


def holdings(plan: ScenarioPlan) -> dict[str, int]:
    """The counts that ``scenario load`` prints; keys are a contract with checks from outside."""
    levels = count_by_level(plan.root)
    checklists = Form.objects.filter(kind=FormKind.CHECKLIST, key__in=PACKS).select_related("current_version")
    return {
        "provinces": Region.objects.filter(code=plan.province).count(),
        "regencies": levels.get("regency", 0) + levels.get("city", 0),
        "districts": levels.get("district", 0),
        "villages": sum(levels.get(level, 0) for level in VILLAGE_LEVELS),
        "polling_stations": PollingStation.objects.subtree(plan.root).count(),
        "users": User.objects.filter(username__in=accounts_of(plan), simulation=True).count(),
        "forms": Form.objects.filter(key__in=PACKS).exclude(current_version=None).count(),
        "obligations": Obligation.objects.filter(within(plan), simulation=True, cancelled_at=None).count(),
        "duty_places_per_day": 0,
        "checklist_points": sum(
            sum(1 for section in form.current_version.sections if section["weight"]) for form in checklists if form.current_version
        ),
        "pages": HomePage.objects.live().count(),
    }
