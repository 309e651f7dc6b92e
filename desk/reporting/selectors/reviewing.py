"""What review needs to know of its chains: the steps out of a state, and who stands behind the steps taken so far."""

from ..constants import DEFAULT_CHAIN, STEPS_FORWARD, State
from ..models import Decision, Entry, ReviewStep

BACK_OUTCOMES = {
    State.SENT: "Dikembalikan ke awal pemeriksaan",
    State.CHECKED: "Dikembalikan ke penerima",
    State.ACCEPTED: "Dibatalkan rilisnya",
}


def steps_of(entry: Entry) -> list[ReviewStep]:
    """Steps out of the report's state: of the chain of its report type, else of its form's own one, else of the standard one.

    A chain that was made longer leads no report further that had passed it to its end (``Entry.concluded_at``).
    One query when ``obligation__report_type`` is at hand. ``queue`` holds the same rule for many reports at once.
    """
    steps = ReviewStep.objects.filter(from_state=entry.state).select_related("chain").order_by("pk")
    chain = _chain_of_type(entry)
    if chain is not None:
        found = list(steps.filter(chain_id=chain))
    else:
        found = list(steps.filter(chain__forms=entry.form_id)) or list(steps.filter(chain__key=DEFAULT_CHAIN))
    return [step for step in found if entry.concluded_at is None or not is_forward(step.from_state, step.to_state)]


def _chain_of_type(entry: Entry) -> int | None:
    report_type = entry.obligation.report_type if entry.obligation is not None else None
    return report_type.chain_id if report_type is not None else None


def asked_in(entry: Entry) -> str:
    """Code of the region whose desk decides on the report: the one that asked for it, else that of the unit itself."""
    return entry.obligation.asked_in if entry.obligation is not None else str(entry.region_id)


def is_forward(from_state: str, to_state: str) -> bool:
    """Whether a step brings a report nearer to the upper tier; every other one is a return."""
    if to_state == State.RETURNED:
        return False
    return STEPS_FORWARD.index(State(to_state)) > STEPS_FORWARD.index(State(from_state))


def outcome_of(from_state: str, to_state: str) -> str:
    """What a step made of a report, in words: ``Diterima``, ``Dikembalikan ke awal pemeriksaan``."""
    if is_forward(from_state, to_state) or to_state == State.RETURNED:
        return str(State(to_state).label)
    return BACK_OUTCOMES[State(to_state)]


def standing_deciders(entry: Entry) -> set[int]:
    """Ids of those whose steps on the newest submission still stand: a return takes back all of them. One query."""
    deciders: set[int] = set()
    rows = Decision.objects.filter(entry=entry, submission__number=entry.submission_count).order_by("pk")
    for user_id, from_state, to_state in rows.values_list("decided_by_id", "from_state", "to_state"):
        if is_forward(from_state, to_state):
            deciders.add(user_id)
        else:
            deciders.clear()
    return deciders
