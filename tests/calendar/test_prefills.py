from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from desk.calendar.services import create_election
from forms_config import prefills
from forms_config.prefills import FillContext
from tests.factories import regions

pytestmark = pytest.mark.django_db


def context(**changes):
    values = {
        "unit_code": "32.71.01",
        "unit_name": "Kecamatan Bogor Selatan",
        "timezone": "Asia/Jakarta",
        "now": datetime(2024, 11, 17, 18, 5, tzinfo=UTC),
        "period": (date(2024, 11, 11), date(2024, 11, 17)),
    }
    return FillContext(**{**values, **changes})


def value(key, **changes):
    return prefills.find(key).provide(context(**changes))


def test_running_stages_become_rows_of_the_situation_report():
    create_election(key="walikota", name="Pilwalkot", region=regions.bogor(), voting_day=date(2024, 11, 27))

    rows = value("calendar.running_stages")

    assert [row["answers"] for row in rows] == [
        {"stage": "Masa kampanye", "stage_progress": 91, "stage_note": "25 September \u2013 23 November 2024"}
    ]
    assert UUID(rows[0]["id"])
    assert value("calendar.running_stages") == rows


def test_without_an_election_or_a_running_stage_nothing_is_filled_in():
    assert value("calendar.running_stages") is None


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("period.start", "2024-11-11"),
        ("period.end", "2024-11-17"),
        ("period.kind", "mingguan"),
        ("clock.today", "2024-11-18"),
        ("clock.time", "01:05"),
        ("clock.now", "2024-11-18T01:05+07:00"),
    ],
)
def test_period_and_clock_are_those_of_the_unit(key, expected):
    assert value(key) == expected


@pytest.mark.parametrize(
    ("period", "kind"),
    [((date(2024, 11, 11), date(2024, 11, 11)), "harian"), ((None, None), None), ((date(2024, 11, 1), date(2024, 11, 30)), None)],
)
def test_the_kind_of_period_follows_its_length(period, kind):
    assert value("period.kind", period=period) == kind
    assert value("period.start", period=(None, None)) is None
