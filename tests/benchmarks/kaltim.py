"""Kalimantan Timur as benchmarks of duties use it: its 1,038 kelurahan and desa owe a weekly report, by the national list."""

import json
import os
import statistics
import subprocess
import sys
import time as clock
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from django.db import connection
from django.db.models import OuterRef, Subquery
from django.test.utils import CaptureQueriesContext

from tests.benchmarks.regions import scratch_database

PROVINCE, VILLAGES = "64", 1038
MONDAY = date(2024, 6, 3)  # the first due day of 26
MADE = datetime(2024, 5, 27, 1, tzinfo=UTC)
DAY = timedelta(days=1)
FATES = ("accepted", "accepted", "accepted", "accepted", "sent", "returned", "nil", "late", None, None)  # of duties, in turn


def province() -> Any:
    """The region, from the national list, with its desk."""
    from desk.regions.constants import NATIONAL_LIST
    from desk.regions.models import Region
    from desk.regions.services import import_regions
    from tests.factories import people

    import_regions(path=NATIONAL_LIST, under=[PROVINCE])
    region = Region.objects.get(code=PROVINCE)
    people.desk(region, short_code="KTM")
    return region


def weekly_rule(weeks: int) -> Any:
    """The rule, filled in and not saved: every Monday 10.00 WITA for so many weeks."""
    from desk.people.models import Desk
    from tests.factories import forms, rules

    form = forms.publish(forms.question("yes_no", "is_nil"), forms.question("long_text", "uraian"), key="mingguan", report_now=False)
    last = MONDAY + (weeks - 1) * 7 * DAY
    return rules.rule(desk=Desk.objects.get(), form=form, tier="village", starts_on=MONDAY, ends_on=last, due_time=time(10), lock_hours=72)


def fill(user: Any) -> None:
    """What became of the duties that are over, put straight into the tables: sending each would take a quarter of an hour."""
    from desk.reporting.models import Entry, Obligation

    entries = []
    for number, duty in enumerate(Obligation.objects.select_related("form").order_by("due_at", "region_id")):
        fate = FATES[(number * 7 + number // VILLAGES) % len(FATES)]
        if fate is not None:
            sent = duty.due_at + (DAY / 4 if fate == "late" else -DAY)
            entries.append(_entry(Entry, duty, fate, sent, user))
    Entry.objects.bulk_create(entries, batch_size=1000)
    sent = Entry.objects.filter(obligation=OuterRef("pk")).values("first_sent_at")
    Obligation.objects.update(answered_at=Subquery(sent))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _entry(model: Any, duty: Any, fate: str, sent: datetime, user: Any) -> Any:
    return model(
        uuid=uuid4(),
        form=duty.form,
        version_id=duty.form.current_version_id,
        obligation=duty,
        region_id=duty.region_id,
        prefix="KTM-24",
        state=fate if fate in {"sent", "returned"} else "accepted",
        created_at=sent,
        created_by=user,
        first_sent_at=sent,
        sent_at=sent,
        sent_by=user,
        submission_count=1,
        nil=fate == "nil",
    )


def timed(work: Callable[[], Any], rounds: int) -> float:
    """The median of so many goes, in seconds."""

    def once() -> float:
        started = clock.perf_counter()
        work()
        return clock.perf_counter() - started

    return statistics.median(once() for _round in range(rounds))


def queries(work: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


def measured(module: str, *steps: str) -> Iterator[tuple[str, dict[str, float]]]:
    """Each step of ``module`` in a migrated scratch database and a process of its own: the name of the database, and what it printed."""
    for step in steps:
        with scratch_database() as url:
            environment = {**os.environ, "DESK_TESTING": "1", "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "cms.settings"}
            subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], env=environment, check=True)
            command = [sys.executable, "-m", module, step]
            done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
        yield url.partition(":")[0], json.loads(done.stdout.splitlines()[-1])
