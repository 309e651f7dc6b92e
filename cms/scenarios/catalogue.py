"""The scenarios by name."""

from . import bogor, semarang
from .constants import PLANNED
from .errors import ScenarioRefused
from .plans import ScenarioPlan

PLANS = {plan.name: plan for plan in (bogor.PLAN, semarang.PLAN)}


def plan_named(name: str) -> ScenarioPlan:
    """The plan with this name; a name that is not there yet is refused with those that are."""
    plan = PLANS.get(name)
    if plan is None:
        problem = "belum tersedia" if name in PLANNED else "tidak dikenal"
        raise ScenarioRefused(f"Skenario “{name}” {problem}. Yang tersedia: {', '.join(PLANS)}.")
    return plan
