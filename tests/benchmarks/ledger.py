"""Making the duties of one rule for 1,038 kelurahan and desa and 26 weeks against a bare insert of the same rows, in one run.

    python -m tests.benchmarks.ledger                                   # SQLite, a scratch file
    DATABASE_URL=postgres://... python -m tests.benchmarks.ledger       # PostgreSQL, a scratch database on that server

``save`` is ``services.rules.save_rule``: checked, planned, made, logged. ``again`` is the hourly work that finds nothing to do, ``move``
another due time for all of them. Prints medians in seconds and ratios.
"""

import json
import sys
from datetime import time
from typing import Any

import django
from django.db import connection, transaction

from tests.benchmarks.kaltim import MADE, measured, province, queries, timed, weekly_rule

WEEKS, ROUNDS = 26, 3
TABLE = "reporting_obligation"


def measure() -> None:
    """Everything in this process; medians and counts as JSON."""
    django.setup()
    from desk.reporting.models import Obligation
    from desk.reporting.services import ledger
    from desk.reporting.services.rules import preview, save_rule

    province()
    rule = weekly_rule(WEEKS)
    save_rule(rule=rule, user=None, now=MADE)
    rows, insert = copied(), statement()

    def bare() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(insert, rows)

    def save() -> None:
        save_rule(rule=rule, user=None, now=MADE)

    def move() -> None:
        rule.due_time = time(rule.due_time.hour % 12 + 8)
        save_rule(rule=rule, user=None, now=MADE)

    found = {"rows": len(rows)}
    found["bare"] = timed_empty(bare)
    found["save"] = timed_empty(save)
    found["again"] = timed(lambda: ledger.extend_all(MADE), ROUNDS)
    found["move"] = timed(move, ROUNDS)
    found["preview"] = timed(lambda: preview(rule, now=MADE), ROUNDS)
    assert Obligation.objects.filter(cancelled_at=None).count() == len(rows)
    Obligation.objects.all().delete()
    found["queries"] = queries(save)
    print(json.dumps(found))


def copied() -> list[tuple[Any, ...]]:
    """The rows as they stand in the table, without their keys."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns()} FROM {TABLE}")
        return cursor.fetchall()


def columns() -> str:
    from desk.reporting.models import Obligation

    return ", ".join(field.column for field in Obligation._meta.concrete_fields if not field.primary_key)


def statement() -> str:
    names = columns()
    return f"INSERT INTO {TABLE} ({names}) VALUES ({', '.join(['%s'] * len(names.split(',')))})"


def timed_empty(work: Any) -> float:
    """The median with the table emptied before each go."""
    import statistics

    def once() -> float:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE}")
        return timed(work, 1)

    return statistics.median(once() for _round in range(ROUNDS))


def main() -> None:
    for database, found in measured(__spec__.name, "measure"):
        print(f"{database}, {found['rows']} duties of one rule, {found['queries']} queries, medians of {ROUNDS}")
        for step in ("bare", "save", "again", "move", "preview"):
            print(f"{step:8} {found[step]:6.2f} s   {found[step] / found['bare']:5.2f} x bare")


if __name__ == "__main__":
    measure() if sys.argv[1:] == ["measure"] else main()
