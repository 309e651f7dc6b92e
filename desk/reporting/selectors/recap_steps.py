"""The way of a recap through its desk: which steps it takes, who may take the next one, where it can be returned to."""

from collections.abc import Sequence

from desk.people.models import Role, User
from desk.people.scope import scope_of

from ..constants import RecapAct, RecapState, State
from ..models import Recap, RecapDecision, ReportType
from .recap import standing_edits

FULL = (RecapAct.CHECK, RecapAct.ACCEPT, RecapAct.RELEASE)
BY_LENGTH = {1: (RecapAct.RELEASE,), 2: (RecapAct.CHECK, RecapAct.RELEASE)}  # steps of the type's chain: as many persons here
RESULT = {RecapAct.CHECK: RecapState.CHECKED, RecapAct.ACCEPT: RecapState.ACCEPTED, RecapAct.RELEASE: RecapState.RELEASED}
ROLES = {
    RecapAct.CHECK: (Role.DUTY_OFFICER, Role.OPERATOR),
    RecapAct.ACCEPT: (Role.OPERATOR, Role.DUTY_OFFICER, Role.HEAD),
    RecapAct.RELEASE: (Role.HEAD,),
}
FORWARD = (State.CHECKED, State.ACCEPTED, State.RELEASED)


def steps_of_type(report_type: ReportType) -> tuple[RecapAct, ...]:
    """The steps after drafting, the head's release last. As many as the review of the type's reports has; three without a chain of
    its own. At most one query."""
    if report_type.chain is None:
        return FULL
    reached = set(report_type.chain.steps.values_list("to_state", flat=True))
    return BY_LENGTH.get(len(reached.intersection(FORWARD)), FULL)


def next_act(recap: Recap, steps: Sequence[RecapAct]) -> RecapAct | None:
    """The step that the recap waits for; None when it is released."""
    if recap.state == RecapState.RELEASED:
        return None
    results = [RESULT[step] for step in steps]
    done = results.index(RecapState(recap.state)) + 1 if recap.state in results else 0
    return steps[done]


def earlier_states(recap: Recap, steps: Sequence[RecapAct]) -> list[RecapState]:
    """Where it can be returned to, the draft first. A draft that waits for its first step goes back to who wrote it."""
    results = [RESULT[step] for step in steps]
    done = results.index(RecapState(recap.state)) if recap.state in results else 0
    return [] if recap.state == RecapState.RELEASED else [RecapState.DRAFT, *results[:done]]


def took_part(recap: Recap) -> set[int]:
    """Keys of users whose work stands in the recap: who began it, wrote what counts now, or took a step that was not taken back.
    None of them takes another step. Two queries."""
    people = {recap.begun_by_id, *(edit.edited_by_id for edit in standing_edits(recap))}
    standing: dict[RecapState, int] = {}
    order = list(RecapState)
    for decision in RecapDecision.objects.filter(recap=recap).exclude(act=RecapAct.RELEASE).order_by("pk"):
        reached = RecapState(decision.to_state or RecapState.DRAFT)
        if decision.act == RecapAct.RETURN:
            standing = {state: taker for state, taker in standing.items() if order.index(state) <= order.index(reached)}
        else:
            standing[reached] = decision.decided_by_id
    return people | set(standing.values())


def may_take(user: User, recap: Recap, act: RecapAct) -> bool:
    """Whether the role allows the step; whether the person worked on it already is another question (``took_part``)."""
    return scope_of(user).holds_at(str(recap.region_id), *ROLES[act])
