"""What waits at the desk: reports in a state from which the review chain lets this person take a step."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Case, Count, Exists, IntegerField, Min, OuterRef, Q, QuerySet, Value, When

from desk.people.models import Role, User
from desk.people.scope import Scope, scope_of
from desk.people.selectors import within
from desk.regions.models import Region
from forms_config.models import Form

from ..constants import DEFAULT_CHAIN, STEPS_FORWARD, State
from ..models import Decision, Entry, ReviewChain, ReviewStep, Submission
from ..models.entry import EntryQuerySet
from .reviewing import is_forward

PER_PAGE = 50
WAITING = (State.SENT, State.CHECKED, State.ACCEPTED)  # an accepted one only while its chain leads further
UNDER_REVIEW = Q(state__in=WAITING, concluded_at=None)
DECIDING_ROLES = frozenset({Role.OPERATOR, Role.DUTY_OFFICER, Role.HEAD})
CAME_BACK = Q(submission_count__gt=1)
MOST_LOOKED_THROUGH = 500  # reports, when the next one is looked for


@dataclass(frozen=True)
class QueueFilter:
    """What the queue is narrowed to: key of a form, code of a region; empty for all."""

    form: str = ""
    region: str = ""

    @property
    def query(self) -> str:
        """The choices as they stand in an address, empty without any."""
        chosen = {"formulir": self.form, "wilayah": self.region}
        return urlencode({name: value for name, value in chosen.items() if value})

    def apply(self, entries: EntryQuerySet) -> EntryQuerySet:
        if self.form:
            entries = entries.filter(form__key=self.form)
        return entries.filter(within(self.region)) if self.region else entries


@dataclass(frozen=True)
class Waiting:
    """How many wait, how many of them came back mended, and since when the longest waits."""

    total: int
    came_back: int
    since: datetime | None

    @property
    def fresh(self) -> int:
        return self.total - self.came_back


def decides(user: User) -> bool:
    """Whether the user reviews anywhere. Whoever only looks (viewer, admin) is shown what waits for others."""
    return bool(scope_of(user).roles.intersection(DECIDING_ROLES))


def waiting_for(user: User) -> EntryQuerySet:
    """Reports that wait for a step of this user; for a reader all that wait. Reads the chains: two queries."""
    if not decides(user):
        return undecided(user)
    entries = Entry.objects.served_by(user).filter(UNDER_REVIEW)
    sent_by_user = Submission.objects.filter(entry=OuterRef("pk"), sent_by=user)
    return entries.filter(_steps_allow(scope_of(user)), ~Exists(sent_by_user), ~Exists(_standing_steps_of(user)))


def undecided(user: User) -> EntryQuerySet:
    """Reports of the regions the user serves that wait for a step of anybody. Reads the chains: two queries."""
    return Entry.objects.served_by(user).filter(UNDER_REVIEW, _steps_allow(None))


def _standing_steps_of(user: User) -> QuerySet[Decision]:
    """The rule of ``reviewing.standing_deciders`` inside a query of reports."""
    backward = [(earlier, later) for later in STEPS_FORWARD for earlier in STEPS_FORWARD if not is_forward(later, earlier)]
    is_return = Q(pk__in=[])
    for to_state, from_state in backward:
        is_return |= Q(from_state=from_state, to_state=to_state)
    taken_back = Decision.objects.filter(is_return, submission=OuterRef("submission"), pk__gt=OuterRef("pk"))
    newest = {"entry": OuterRef("pk"), "submission__number": OuterRef("submission_count")}
    return Decision.objects.filter(**newest, decided_by=user).exclude(is_return).filter(~Exists(taken_back))


def _steps_allow(scope: Scope | None) -> Q:
    """The rule of ``reviewing.steps_of`` for many reports at once: reports from whose state a step leads further.

    The chain of a report type goes before the form's own, that before the standard one. None: whoever may take the step.
    """
    known = list(ReviewStep.objects.filter(from_state__in=WAITING).select_related("chain"))
    forms_of: dict[int, set[int]] = defaultdict(set)
    for chain_id, form_id in ReviewChain.forms.through.objects.values_list("reviewchain_id", "form_id"):
        forms_of[chain_id].add(form_id)
    own: dict[str, set[int]] = defaultdict(set)
    for step in known:
        own[step.from_state] |= forms_of[step.chain_id]
    condition = Q(pk__in=[])
    without_type = Q(obligation=None) | Q(obligation__report_type=None) | Q(obligation__report_type__chain=None)
    for step in filter(_leads_further, known):
        forms = Q(form_id__in=forms_of[step.chain_id])
        if step.chain.key == DEFAULT_CHAIN:
            forms |= ~Q(form_id__in=own[step.from_state])
        reports = Q(obligation__report_type__chain=step.chain_id) | (without_type & forms)
        condition |= Q(state=step.from_state) & reports & (Q() if scope is None else _reach(scope, step.roles))
    return condition


def _leads_further(step: ReviewStep) -> bool:
    return is_forward(step.from_state, step.to_state)


def _reach(scope: Scope, roles: Iterable[str]) -> Q:
    condition = Q(pk__in=[])
    for root in {root for role, root in scope.roles_at if role in roles}:
        condition |= within(root) & _asked_within(root)
    return condition


def _asked_within(root: str) -> Q:
    """The rule of ``reviewing.asked_in``: a desk does not decide on what its own region owes the tier above."""
    by_rule = Q(obligation__rule=None) | within(root, "obligation__rule__desk__region_id")
    return by_rule & (Q(obligation__request=None) | within(root, "obligation__request__region_id"))


def in_order(entries: EntryQuerySet) -> EntryQuerySet:
    """Mended ones first, then whoever waits longest."""
    turn = Case(When(CAME_BACK, then=Value(0)), default=Value(1), output_field=IntegerField())
    shown = entries.select_related("form", "region", "agency", "obligation", "sent_by")
    return shown.defer("form__body", "form__checks", "draft").order_by(turn, "sent_at", "pk")


def counted(entries: EntryQuerySet) -> Waiting:
    """One query."""
    figures = entries.order_by().aggregate(total=Count("pk"), back=Count("pk", filter=CAME_BACK), since=Min("sent_at"))
    return Waiting(figures["total"], figures["back"], figures["since"])


def forms_among(entries: EntryQuerySet) -> list[Form]:
    """Forms that the waiting reports are of. One query."""
    found = Form.objects.filter(pk__in=entries.order_by().values("form_id"))
    return list(found.defer("body", "checks").order_by("title"))


def regions_to_choose(user: User) -> list[Region]:
    """The tier below each served region: kecamatan of a city's desk. One query."""
    scope = scope_of(user)
    if scope.roots:
        below = Region.objects.filter(parent_id__in=scope.roots)
    else:
        below = Region.objects.filter(parent__desks__isnull=False).filter(scope.regions("code")).distinct()
    return list(below.select_related("parent").order_by("code"))


def next_after(entries: EntryQuerySet, uuid: UUID) -> UUID | None:
    """The report that follows ``uuid`` in the queue, else its first other one; None when nothing else waits. One query."""
    line = list(in_order(entries).values_list("uuid", flat=True)[:MOST_LOOKED_THROUGH])
    if uuid not in line:
        return line[0] if line else None
    place = line.index(uuid)
    others = line[place + 1 :] + line[:place]
    return others[0] if others else None
