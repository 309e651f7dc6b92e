"""What has waited longest for whom: units that did not report, and reports that wait for the next step of their chain."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desk.people.models import Role, User
from desk.people.selectors import within
from desk.regions.models import Region

from ..constants import DEFAULT_CHAIN
from ..models import Entry, Obligation, ReviewChain, ReviewStep
from .compliance_choice import OF_TYPE, with_state
from .queue import WAITING, undecided
from .reviewing import is_forward

MOST_SHOWN = 20


@dataclass(frozen=True)
class Awaited:
    """A duty that nobody answered, since when it is overdue, and where its cell is."""

    duty: Obligation
    subject: str

    @property
    def title(self) -> str:
        return self.duty.report_type.name if self.duty.report_type else self.duty.form.title

    @property
    def unit_name(self) -> str:
        return self.duty.agency.name if self.duty.agency else self.duty.region.title


@dataclass(frozen=True)
class Undecided:
    """A report, and the roles of which one takes the next step, in words. ``desk``: above the region shown, empty otherwise."""

    entry: Entry
    roles: Sequence[str]
    desk: str = ""


def absent_longest(user: User, region: Region, now: datetime) -> list[Awaited]:
    """Duties that may still be answered, the one longest overdue first. One query."""
    owed = Obligation.objects.visible_to(user).filter(within(region.code), cancelled_at=None, on_time_until__lt=now)
    found = with_state(owed, now).filter(standing="missing").order_by("due_at", "region_id", "pk")
    rows = found.select_related("form", "region", "agency", "report_type").defer("form__body", "form__checks")
    return [Awaited(duty, OF_TYPE + duty.report_type.key if duty.report_type else duty.form.key) for duty in rows[:MOST_SHOWN]]


def undecided_longest(user: User, region: Region) -> list[Undecided]:
    """Reports that wait at a desk, the one longest sent first. Five queries."""
    entries = undecided(user).filter(within(region.code)).order_by("sent_at", "pk")
    rows = entries.select_related("form", "region", "agency", "obligation__report_type", "obligation__rule__desk").defer(
        "form__body", "form__checks", "draft"
    )
    chains = _Chains()
    return [Undecided(entry, chains.next_roles(entry), _desk_above(entry, region)) for entry in rows[:MOST_SHOWN]]


def _desk_above(entry: Entry, region: Region) -> str:
    rule = entry.obligation.rule if entry.obligation is not None else None
    return "" if rule is None or region.contains(str(rule.desk.region_id)) else rule.desk.name


class _Chains:
    """The rule of ``reviewing.steps_of`` for the reports of a list. Two queries."""

    def __init__(self) -> None:
        self.steps: dict[int, list[ReviewStep]] = defaultdict(list)
        self.standard = 0
        for step in ReviewStep.objects.filter(from_state__in=WAITING).select_related("chain").order_by("pk"):
            self.steps[step.chain_id].append(step)
            if step.chain.key == DEFAULT_CHAIN:
                self.standard = step.chain_id
        self.of_form: dict[int, list[int]] = defaultdict(list)
        for chain_id, form_id in ReviewChain.forms.through.objects.values_list("reviewchain_id", "form_id"):
            self.of_form[form_id].append(chain_id)

    def next_roles(self, entry: Entry) -> list[str]:
        kind = entry.obligation.report_type if entry.obligation else None
        own = [kind.chain_id] if kind is not None and kind.chain_id is not None else self.of_form[entry.form_id]
        steps = self._out_of(own, entry.state) or self._out_of([self.standard], entry.state)
        roles = [role for step in steps if is_forward(step.from_state, step.to_state) for role in step.roles]
        return [str(Role(role).label) for role in dict.fromkeys(roles)]

    def _out_of(self, chains: Sequence[int], state: str) -> list[ReviewStep]:
        return [step for chain in chains for step in self.steps[chain] if step.from_state == state]
