"""Reminders: each rung of a ladder once for each duty, only to those who have not sent, one message to a person for each run."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from desk.core.words import number, when_near
from desk.notices.causes import Fresh
from desk.notices.models import Notice
from desk.notices.services import Message, tell
from desk.people.models import Person, User
from desk.people.selectors import Reader

from ..constants import Audience, Reminded
from ..models import Obligation, Reminder, ReminderLadder, ReminderStep
from ..selectors.reminding import Audiences, audiences_of, open_duties, passed_rungs, remindable, steps_by_ladder
from .logbook import write_mails_withheld

LISTED = 60  # duties named in one message; the rest is counted
DUTIES_OF_UNIT, DUTIES_OF_DESK = "reporting.unit", "reporting.desk"  # causes of messages, stored: never rename
OF_DESK = (Audience.SECRETARY, Audience.HEAD)


@dataclass(frozen=True)
class Rung:
    """A rung that a duty passed. ``is_last``: the newest one of its audience, the only one that is told."""

    duty: Obligation
    step: ReminderStep
    is_last: bool


def remind(now: datetime | None = None) -> int:
    """Recurring: pass every rung whose time has come, log it, and tell its audience; how many people were told.

    After an outage only the newest rung of each audience is told; the earlier ones are logged as passed over. Two workers at
    once take turns, so that nothing is told twice.
    """
    now = now or timezone.now()
    with transaction.atomic():
        list(ReminderLadder.objects.select_for_update().order_by("pk").values_list("pk", flat=True))
        duties = remindable(now)
        rungs = list(_new_rungs(duties, now))
        if not rungs:
            return 0
        audiences = audiences_of({rung.duty for rung in rungs})
        _write(rungs, audiences, now)
        messages = list(_messages(rungs, audiences, now))
        tell(messages, now=now)
    return len(messages)


def _new_rungs(duties: Collection[Obligation], now: datetime) -> Iterator[Rung]:
    ladders, passed = steps_by_ladder(), passed_rungs(duties)
    for duty in duties:
        by_audience: dict[str, list[ReminderStep]] = defaultdict(list)
        for step in ladders.get(duty.rule.ladder_id or 0, []) if duty.rule is not None else []:
            if duty.due_at + step.offset <= now:
                by_audience[step.audience].append(step)
        for steps in by_audience.values():
            for step in steps:
                if (duty.pk, step.minutes, step.audience) not in passed:
                    yield Rung(duty, step, is_last=step is steps[-1])


def _write(rungs: Iterable[Rung], audiences: Audiences, now: datetime) -> None:
    Reminder.objects.bulk_create(_row(rung, audiences.of(rung.step.audience, rung.duty), now) for rung in rungs)


def _row(rung: Rung, readers: Collection[Reader], now: datetime) -> Reminder:
    outcome = Reminded.PASSED_OVER if not rung.is_last else Reminded.TOLD if readers else Reminded.NOBODY
    told = readers if outcome == Reminded.TOLD else ()
    return Reminder(
        obligation=rung.duty,
        minutes=rung.step.minutes,
        audience=rung.step.audience,
        outcome=outcome,
        recipients=[reader.pk for reader in told if isinstance(reader, User)],
        persons=[reader.pk for reader in told if isinstance(reader, Person)],
        passed_at=now,
        simulation=rung.duty.simulation,
    )


def _messages(rungs: Iterable[Rung], audiences: Audiences, now: datetime) -> Iterator[Message]:
    """One message to a reader as reporter, one as desk: the two lead to different doors."""
    found: dict[tuple[Reader, bool], dict[int, Obligation]] = defaultdict(dict)
    for rung in rungs:
        for reader in audiences.of(rung.step.audience, rung.duty) if rung.is_last else ():
            found[reader, rung.step.audience in OF_DESK][rung.duty.pk] = rung.duty
    for (reader, for_desk), duties in found.items():
        yield _message(reader, list(duties.values()), for_desk=for_desk, now=now)


def _message(reader: Reader, duties: list[Obligation], *, for_desk: bool, now: datetime) -> Message:
    first = duties[0]
    zone = first.rule.desk.region.zone if for_desk and first.rule is not None else first.region.zone
    door = "reporting:reminders" if for_desk else "reporting:tasks"
    return Message(
        reader=reader,
        key=f"reminder:{'desk' if for_desk else 'unit'}:{now.isoformat()}",
        title=_title(duties, for_desk=for_desk, now=now),
        body=_body(duties, for_desk=for_desk, now=now),
        link=reverse(door) if isinstance(reader, User) else "",  # nobody without an account passes a door
        zone=zone,
        about=DUTIES_OF_DESK if for_desk else DUTIES_OF_UNIT,
        about_ids=[duty.pk for duty in duties],
    )


def still_owed(notices: Sequence[Notice], now: datetime) -> dict[int, Fresh]:
    """``notices.causes.Refresh`` of reminders: what of the duties that each tells of nobody has answered yet, in words of now.

    A duty that is left out is written into its log, and so is not told of by mail any more.
    """
    open_ones = open_duties({pk for notice in notices for pk in notice.about_ids}, now)
    words, settled = {}, []
    for notice in notices:
        duties = [open_ones[pk] for pk in notice.about_ids if pk in open_ones]
        settled += [(pk, notice) for pk in notice.about_ids if pk not in open_ones]
        if duties:
            for_desk = notice.about == DUTIES_OF_DESK
            words[notice.pk] = Fresh(_title(duties, for_desk=for_desk, now=now), _body(duties, for_desk=for_desk, now=now))
    write_mails_withheld(settled, now=now)
    return words


def _body(duties: Sequence[Obligation], *, for_desk: bool, now: datetime) -> str:
    lines = [_line(duty, for_desk=for_desk, now=now) for duty in duties[:LISTED]]
    if len(duties) > LISTED:
        lines.append(f"dan {number(len(duties) - LISTED)} lainnya")
    return "\n".join(lines)


def _title(duties: Sequence[Obligation], *, for_desk: bool, now: datetime) -> str:
    first = duties[0]
    if for_desk:
        return f"{number(len(duties))} laporan belum masuk"
    if len(duties) > 1:
        return f"{number(len(duties))} laporan menunggu Anda"
    late = first.due_at < now
    return f"{first.form.title} {'sudah lewat batas' if late else 'perlu dikirim'}"


def _line(duty: Obligation, *, for_desk: bool, now: datetime) -> str:
    unit = duty.agency.name if duty.agency is not None else duty.region.title
    due = f"batas {when_near(duty.due_at, duty.region.zone, now)}"
    return f"- {unit}: {duty.form.title}, {due}" if for_desk else f"- {duty.form.title} ({unit}), {due}"
