"""Four weeks of Kalimantan Timur beside a worker: who sends when, by a pattern, and a clock that both follow."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.module_loading import import_string
from django_q.models import Schedule

from cms.scenarios.kaltim import WRITERS
from desk.core.schedules import write_schedules
from desk.people.models import User
from desk.reporting.models import Obligation
from tests.factories import reports

WITA = ZoneInfo("Asia/Makassar")
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
OFFICES = [writer.username for writer in WRITERS]
# What the ten kabupaten and kota do with each weekly report (due on Monday 10.00), in the order of WRITERS:
# E sends on Saturday, R too and has it returned, A on Sunday evening, S on Monday 08.30, L at 10.30, V at 15.30, N never.
WEEKLY = {
    date(2024, 12, 2): "EAESLVNERS",
    date(2024, 12, 9): "NEASENENAE",
    date(2024, 12, 16): "EEEEEEVEEE",
    date(2024, 12, 23): "ASLVNRSEAL",
}
# and with each daily one (due at 18.00, open from midnight): M sends at 14.30, D at 16.30, L at 18.30, N never.
DAILY = {
    date(2024, 11, 29): "MMMMMDDLNM",
    date(2024, 11, 30): "MMMMMMMMMM",
    date(2024, 12, 1): "DMDMDMDMLN",
    date(2024, 12, 2): "NMMMMDLMMM",
    date(2024, 12, 3): "MMMDMMNMMM",
    date(2024, 12, 4): "MLMMMMNMMD",
    date(2024, 12, 5): "MMMMMMMMMD",
    date(2024, 12, 6): "LLDMDMLMMD",
    date(2024, 12, 7): "MMMMNMNMMM",
    date(2024, 12, 8): "MMDDMMLMMM",
    date(2024, 12, 9): "NMMLMNMMDM",
}
SENT_AT = {  # days and local time, counted from the day on which the report is due
    "weekly": {
        "E": (-2, time(10, 30)),
        "R": (-2, time(10, 30)),
        "A": (-1, time(20, 30)),
        "S": (0, time(8, 30)),
        "L": (0, time(10, 30)),
        "V": (0, time(15, 30)),
    },
    "daily": {"M": (0, time(14, 30)), "D": (0, time(16, 30)), "L": (0, time(18, 30))},
}
LEDGER = "reporting.ledger"
DOWN = date(2024, 12, 9)  # the worker does not run on this local day
RESTARTED = {datetime(2024, 12, 2, 10, tzinfo=WITA), datetime(2024, 12, 16, 12, tzinfo=WITA)}  # twice more at the same moment


@dataclass(frozen=True)
class Sending:
    """One office sends one report."""

    at: datetime
    office: str
    kind: str  # "weekly" or "daily"
    due_on: date
    returned: bool


def sendings() -> list[Sending]:
    """All that the patterns tell of, in the order of the clock."""
    found = []
    for kind, pattern in (("weekly", WEEKLY), ("daily", DAILY)):
        for due_on, letters in pattern.items():
            for office, letter in zip(OFFICES, letters, strict=True):
                if letter != "N":
                    days, at = SENT_AT[kind][letter]
                    found.append(Sending(datetime.combine(due_on + days * DAY, at, WITA), office, kind, due_on, letter == "R"))
    return sorted(found, key=lambda sending: (sending.at, sending.office))


def play(clock: Any, run_tasks: Any, *, first: datetime, last: datetime, every: timedelta) -> None:
    """The worker's work at every step of the clock, and between two steps what the offices send then."""
    work, waiting = worker(), sendings()
    for moment in steps(first, last, every):
        while waiting and waiting[0].at < moment:
            clock.move_to(waiting[0].at)
            send(waiting.pop(0))
        if moment.astimezone(WITA).date() != DOWN:
            clock.move_to(moment)
            for _start in range(3 if moment in RESTARTED else 1):
                for name, task in work.items():
                    if name != LEDGER or moment.astimezone(WITA).hour == 0:  # once a day: it has its own tests
                        task()
                run_tasks()


def steps(first: datetime, last: datetime, every: timedelta) -> Iterator[datetime]:
    while first <= last:
        yield first
        first += every


def worker() -> dict[str, Any]:
    """What the worker runs of duties and messages, as its schedules name it."""
    write_schedules()
    return {name: import_string(Schedule.objects.get(name=name).func) for name in (LEDGER, "reporting.reminders", "notices.mail")}


def send(sending: Sending) -> None:
    """The office reports nihil; a report that is to be returned is, by the operator, at the same moment."""
    user = User.objects.get(username=sending.office)
    kind = "mingguan" if sending.kind == "weekly" else "harian"
    (duty,) = [
        duty
        for duty in Obligation.objects.select_related("form", "region").filter(
            report_type__key=kind, region_id=user.person.region_id, due_at__range=(sending.at - 2 * DAY, sending.at + 3 * DAY)
        )
        if duty.due_at.astimezone(WITA).date() == sending.due_on
    ]
    entry = reports.send(duty.form, user, answers(duty), obligation=duty, now=sending.at)
    if sending.returned:
        reports.send_back(entry, User.objects.get(username="operator.kaltim"), now=sending.at)


def answers(duty: Obligation) -> dict[str, str]:
    return {
        "period_kind": "mingguan",
        "period_start": duty.period_start.isoformat(),
        "period_end": duty.period_end.isoformat(),
        "is_nil": "ya",
        "general_condition": f"Keadaan {duty.region.title} aman; pemantauan berjalan setiap hari bersama camat.",
        "source": "perangkat_daerah",
        "classification": "terbatas",
        "signed_by": "Petugas",
        "signed_position": "Kepala Badan Kesatuan Bangsa dan Politik",
    }
