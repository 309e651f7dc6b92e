"""The scenarios by name."""

from . import bogor, dki, jateng, kaltim, semarang
from .errors import ScenarioRefused
from .plans import ScenarioPlan

PLANS = {plan.name: plan for plan in (bogor.PLAN, semarang.PLAN, kaltim.PLAN, dki.PLAN, jateng.PLAN)}


def plan_named(name: str) -> ScenarioPlan:
    """The plan with this name; another name is refused with those that are there."""
    plan = PLANS.get(name)
    if plan is None:
        raise ScenarioRefused(f"Skenario “{name}” tidak dikenal. Yang tersedia: {', '.join(PLANS)}.")
    return plan
