"""The compliance page of a province with 1 and with 26 weeks of duties against a bare query of the same rows, in one run.

    python -m tests.benchmarks.matrix                                   # SQLite, scratch files
    DATABASE_URL=postgres://... python -m tests.benchmarks.matrix       # PostgreSQL, scratch databases on that server

``figures`` are completeness and timeliness of all units and tiers, ``page`` the answer of /posko/kepatuhan/ with them, the matrix of
50 units and up to 8 weeks and the tier table. ``bare`` counts the same duties by unit and state by hand. Medians in seconds.
"""

import json
import sys
from datetime import timedelta

import django
import time_machine
from django.db import connection

from tests.benchmarks.kaltim import MADE, MONDAY, fill, measured, province, queries, timed, weekly_rule

WEEKS, ROUNDS = (1, 26), 25
ADDRESS = "/posko/kepatuhan/?minggu=26"
BARE = """
    SELECT o.region_id, e.state, e.nil, e.first_sent_at <= o.on_time_until, COUNT(*)
    FROM reporting_obligation o LEFT JOIN reporting_entry e ON e.obligation_id = o.id
    WHERE o.cancelled_at IS NULL GROUP BY 1, 2, 3, 4
"""


def measure(weeks: int) -> None:
    """A database of so many weeks; medians and counts of queries as JSON."""
    django.setup()
    from django.test import Client

    from desk.people.models import User
    from desk.reporting.models import Obligation
    from desk.reporting.selectors.compliance import Figures
    from desk.reporting.selectors.compliance_choice import Choice, subjects_of
    from desk.reporting.services.rules import save_rule
    from tests.factories import people

    region = province()
    save_rule(rule=weekly_rule(weeks), user=None, now=MADE)
    fill(people.operator(region))
    client, user, now = Client(SERVER_NAME="localhost"), people.viewer(region), MADE + timedelta(weeks=weeks, days=3)

    def page() -> None:
        assert client.get(ADDRESS).status_code == 200

    def figures() -> None:
        reader = User.objects.get(pk=user.pk)
        total = Figures(Choice(region, subjects_of(region, now)[0], weeks=26), reader, now).total
        assert total.owed == Obligation.objects.count()

    with time_machine.travel(now, tick=True):
        client.force_login(user)
        page()
        found = {"weeks": weeks, "duties": Obligation.objects.count(), "queries": queries(page)}
        found |= {"bare": timed(bare, ROUNDS), "figures": timed(figures, ROUNDS), "page": timed(page, ROUNDS)}
    print(json.dumps(found))


def bare() -> None:
    with connection.cursor() as cursor:
        cursor.execute(BARE)
        cursor.fetchall()


def main() -> None:
    runs = list(measured(__spec__.name, *map(str, WEEKS)))
    print(f"{runs[0][0]}, since {MONDAY}, medians of {ROUNDS}")
    for _database, found in runs:
        print(f"{found['weeks']} weeks, {found['duties']} duties, {found['queries']} queries for the page")
        for step in ("bare", "figures", "page"):
            print(f"  {step:8} {found[step]:6.3f} s   {found[step] / found['bare']:6.2f} x bare")
    (_one, few), (_two, many) = runs
    print(f"26 weeks / 1 week: page {many['page'] / few['page']:.2f} (goal 2), figures {many['figures'] / few['figures']:.2f}")


if __name__ == "__main__":
    measure(int(sys.argv[1])) if len(sys.argv) > 1 else main()
