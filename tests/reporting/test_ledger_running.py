"""A rule edited in the middle of a period: what is due later today stays owed, even when the new time of day is over."""

from datetime import UTC, datetime, time, timedelta

import pytest

from desk.regions.models import Region
from desk.reporting.models import Obligation
from desk.reporting.services import ledger
from desk.reporting.services import rules as services
from tests.factories import regions, rules

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 11, 20, 1, tzinfo=UTC)  # Wednesday, 08.00 WIB


@pytest.mark.parametrize("zone", ["Asia/Jakarta", "Asia/Makassar"])
def test_a_running_period_keeps_its_time_when_the_new_one_is_over(zone):
    """Monday, half an hour before the easternmost unit has to send by 10.00; from now on reports are due at 08.00."""
    rule = rules.saved(now=NOW)
    Region.objects.filter(code="32.71.02").update(timezone=zone)
    ledger.extend_all(NOW)
    monday = datetime(2024, 11, 25, 2, 30, tzinfo=UTC) - timedelta(hours=zone == "Asia/Makassar")
    running = Obligation.objects.filter(slot="2024-11-18/2024-11-24", due_at__gt=monday)
    before = list(running.order_by("pk").values_list("pk", "due_at"))
    rule.due_time = time(8)

    told = services.preview(rule, now=monday)
    services.save_rule(rule=rule, user=None, now=monday)
    ledger.extend_all(monday)

    assert len(before) == 2 and told.change.kept == 2 and not told.change.cancelled
    assert list(running.filter(cancelled_at=None).order_by("pk").values_list("pk", "due_at")) == before
    later = Obligation.objects.filter(cancelled_at=None, region_id="32.71.01", due_at__gt=before[0][1]).values_list("due_at", flat=True)
    assert {due.astimezone(regions.bogor().zone).hour for due in later} == {8}
