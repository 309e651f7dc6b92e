"""The only writers of elections and stages. ``today`` is the local day of the election's region."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from desk.people.models import User
from desk.regions.models import Region

from . import followers
from .constants import LOG_ELECTION_CREATED, LOG_STAGES_SET, LOG_VOTING_DAY_MOVED, SOURCE_2024, STAGES_2024, VOTING_DAY_2024
from .errors import ElectionKeyTaken, VotingDayPassed, VotingDayTooEarly, WrongStage
from .models import Election, Stage


@dataclass(frozen=True)
class StagePlan:
    """A stage as it shall stand in the calendar, by its first and last local day."""

    key: str
    name: str
    starts_on: date
    ends_on: date
    source: str = ""


@dataclass(frozen=True)
class StageMove:
    """What moving voting day does to one stage."""

    stage: Stage
    starts_on: date
    ends_on: date

    @property
    def changes(self) -> bool:
        return (self.starts_on, self.ends_on) != (self.stage.starts_on, self.stage.ends_on)


def standard_stages(voting_day: date) -> list[StagePlan]:
    """The stages of Pilkada 2024 at the same distance from ``voting_day``; a first calendar to edit, not the law."""
    shift = voting_day - VOTING_DAY_2024
    return [StagePlan(stage.key, stage.name, stage.first + shift, stage.last + shift, SOURCE_2024) for stage in STAGES_2024]


@transaction.atomic
def create_election(
    *,
    key: str,
    name: str,
    region: Region,
    voting_day: date,
    stages: Sequence[StagePlan] | None = None,
    simulation: bool = False,
    actor: User | None = None,
) -> Election:
    """An election with its stages (the standard ones unless given). The same call again gives the same row;
    a ``key`` that belongs to another election is ``ElectionKeyTaken``. Its voting day changes by ``move_voting_day`` only.
    """
    existing = Election.objects.select_for_update().filter(key=key).first()
    if existing is not None:
        if (existing.name, existing.region_id, existing.voting_day) != (name, region.code, voting_day):
            raise ElectionKeyTaken(key)
        return existing
    election = Election.objects.create(key=key, name=name, region=region, voting_day=voting_day, simulation=simulation)
    _write_stages(election, standard_stages(voting_day) if stages is None else stages)
    log(instance=election, action=LOG_ELECTION_CREATED, user=actor, data={"voting_day": voting_day.isoformat()})
    return election


@transaction.atomic
def set_stages(*, election: Election, stages: Sequence[StagePlan], actor: User | None = None) -> list[Stage]:
    """Make the calendar of the election exactly ``stages``: added, changed by key, the others removed."""
    election = Election.objects.select_for_update().get(pk=election.pk)
    if _write_stages(election, stages):
        _tell_followers(election, now=timezone.now())
        log(instance=election, action=LOG_STAGES_SET, user=actor, data={"stages": len(stages)})
    return list(election.stages.all())


def plan_move(*, election: Election, voting_day: date, today: date) -> list[StageMove]:
    """What ``move_voting_day`` would do to each stage. The past never moves: a stage that is over stays, a running one
    keeps its start, and nothing is moved to before today."""
    shift = voting_day - election.voting_day
    moves = []
    for stage in election.stages.all():
        starts_on, ends_on = stage.starts_on, stage.ends_on
        if starts_on > today:
            starts_on = max(starts_on + shift, today)
        if ends_on >= today:
            ends_on = max(ends_on + shift, today)
        moves.append(StageMove(stage, starts_on, ends_on))
    return moves


@transaction.atomic
def move_voting_day(
    *, election: Election, voting_day: date, now: datetime | None = None, reason: str = "", actor: User | None = None
) -> list[StageMove]:
    """Put voting day on another day and every stage ahead with it; gives the stages that moved."""
    election = Election.objects.select_for_update().select_related("region").get(pk=election.pk)
    if election.voting_day == voting_day:
        return []
    now = now or timezone.now()
    today = now.astimezone(election.region.zone).date()
    if election.voting_day <= today:
        raise VotingDayPassed(election.voting_day)
    if voting_day <= today:
        raise VotingDayTooEarly(today)
    before, moves = election.voting_day, _move(election, voting_day, now)
    followed = _tell_followers(election, now=now)
    data = {"followed": followed, "from": before.isoformat(), "to": voting_day.isoformat(), "stages": len(moves), "reason": reason}
    log(instance=election, action=LOG_VOTING_DAY_MOVED, user=actor, data=data)
    return moves


def preview_followers(*, election: Election, voting_day: date, now: datetime | None = None) -> list[tuple[str, int]]:
    """What would move besides the stages, in words and in numbers: the move is made and taken back. Raises as ``move_voting_day``."""
    now = now or timezone.now()
    with transaction.atomic():
        moved = Election.objects.select_for_update().select_related("region").get(pk=election.pk)
        _move(moved, voting_day, now)
        found = [(follower.told, follower.follow(moved, now=now)) for follower in followers.registered()]
        transaction.set_rollback(True)
    return [(told, count) for told, count in found if count]


@transaction.atomic
def save_stage(*, stage: Stage, actor: User | None = None, now: datetime | None = None) -> Stage:
    """Store one stage as it is filled in; what is counted from it moves with it. Raises WrongStage."""
    _refuse_wrong_stages([StagePlan(stage.key, stage.name, stage.starts_on, stage.ends_on)])
    stage.save()
    followed = _tell_followers(stage.election, now=now or timezone.now())
    log(instance=stage.election, action=LOG_STAGES_SET, user=actor, data={"stage": stage.key, "followed": followed})
    return stage


@transaction.atomic
def remove_stage(*, stage: Stage, actor: User | None = None, now: datetime | None = None) -> None:
    """Take a stage out of the calendar. A rule counted from it keeps the duties that it has, and makes no more."""
    election, key = stage.election, stage.key
    stage.delete()
    _tell_followers(election, now=now or timezone.now())
    log(instance=election, action=LOG_STAGES_SET, user=actor, data={"removed": key})


def _tell_followers(election: Election, *, now: datetime) -> dict[str, int]:
    """What is counted from the election moves with it; how many rows of each kind."""
    return {follower.name: follower.follow(election, now=now) for follower in followers.registered()}


def _move(election: Election, voting_day: date, now: datetime) -> list[StageMove]:
    today = now.astimezone(election.region.zone).date()
    moves = [move for move in plan_move(election=election, voting_day=voting_day, today=today) if move.changes]
    for move in moves:
        move.stage.starts_on, move.stage.ends_on = move.starts_on, move.ends_on
    Stage.objects.bulk_update([move.stage for move in moves], ["starts_on", "ends_on"])
    election.voting_day = voting_day
    election.save(update_fields=["voting_day"])
    return moves


def _write_stages(election: Election, stages: Sequence[StagePlan]) -> bool:
    _refuse_wrong_stages(stages)
    wanted = {plan.key: plan for plan in stages}
    existing = {stage.key: stage for stage in election.stages.all()}
    gone = [stage.pk for key, stage in existing.items() if key not in wanted]
    changed = [stage for key, stage in existing.items() if key in wanted and _take_over(stage, wanted[key])]
    new = [Stage(election=election, key=plan.key, **_values(plan)) for key, plan in wanted.items() if key not in existing]
    Stage.objects.filter(pk__in=gone).delete()
    Stage.objects.bulk_update(changed, ["name", "starts_on", "ends_on", "source"])
    Stage.objects.bulk_create(new)
    return bool(gone or changed or new)


def _values(plan: StagePlan) -> dict[str, str | date]:
    return {"name": plan.name, "starts_on": plan.starts_on, "ends_on": plan.ends_on, "source": plan.source}


def _take_over(stage: Stage, plan: StagePlan) -> bool:
    changed = {key: value for key, value in _values(plan).items() if getattr(stage, key) != value}
    for key, value in changed.items():
        setattr(stage, key, value)
    return bool(changed)


def _refuse_wrong_stages(stages: Iterable[StagePlan]) -> None:
    seen: set[str] = set()
    for plan in stages:
        if plan.ends_on < plan.starts_on:
            raise WrongStage(f"Tahapan “{plan.name}” selesai sebelum mulai. Periksa kedua tanggalnya.")
        if plan.key in seen:
            raise WrongStage(f"Tahapan “{plan.name}” tercatat dua kali. Hapus salah satunya.")
        seen.add(plan.key)
