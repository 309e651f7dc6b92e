"""Grace: what is sent within it is on time for everybody who looks, the sender too."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from desk.reporting.models import Obligation
from tests.factories import people, reports, rules

pytestmark = pytest.mark.django_db
SAVED = datetime(2024, 11, 20, 1, tzinfo=UTC)
DUE = datetime(2024, 11, 25, 3, tzinfo=UTC)  # Monday, 10.00 WIB


@pytest.mark.parametrize(("minutes", "late"), [(30, False), (31, True)])
@pytest.mark.parametrize("page", ["tasks", "history"])
def test_an_officer_reads_late_only_after_the_grace(client, clock, minutes, late, page):
    rules.saved(now=SAVED, grace_minutes=30)
    officer, now = people.officer(), DUE + timedelta(minutes=minutes)
    duty = Obligation.objects.select_related("form").get(region_id="32.71.01", due_at=DUE)
    reports.send(duty.form, officer, {"uraian": "Aman."}, obligation=duty, now=now)
    clock.move_to(now)
    client.force_login(officer)

    assert ("Terlambat" in client.get(reverse(f"reporting:{page}")).text) == late
