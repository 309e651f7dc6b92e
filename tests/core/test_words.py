from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils.formats import date_format, time_format

from desk.core import words

JAKARTA, MAKASSAR, JAYAPURA = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Makassar"), ZoneInfo("Asia/Jayapura")
MOMENT = datetime(2024, 11, 25, 3, 42, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "text"),
    [
        (JAKARTA, "Senin, 25 November 2024, 10.42 WIB"),
        (MAKASSAR, "Senin, 25 November 2024, 11.42 WITA"),
        (JAYAPURA, "Senin, 25 November 2024, 12.42 WIT"),
        (ZoneInfo("Asia/Pontianak"), "Senin, 25 November 2024, 10.42 WIB"),
    ],
)
def test_a_moment_is_told_in_the_zone_of_the_unit(zone, text):
    assert words.when(MOMENT, zone) == text


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2024, 11, 18), date(2024, 11, 24), "18\u201324 November 2024"),
        (date(2024, 11, 28), date(2024, 12, 16), "28 November \u2013 16 Desember 2024"),
        (date(2024, 12, 30), date(2025, 1, 5), "30 Desember 2024 \u2013 5 Januari 2025"),
        (date(2024, 11, 27), date(2024, 11, 27), "27 November 2024"),
    ],
)
def test_a_period_repeats_nothing(first, last, text):
    assert words.period(first, last) == text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (2821202, None, "2.821.202"),
        (0, None, "0"),
        (1250, None, "1.250"),
        (Decimal("84.7700"), None, "84,77"),
        (Decimal("84.765"), 2, "84,77"),
        (Decimal("-1250.5"), None, "-1.250,5"),
        (100, None, "100"),
        (3.0, None, "3"),
    ],
)
def test_numbers_have_dots_for_thousands_and_a_comma_for_decimals(value, decimals, text):
    assert words.number(value, decimals) == text


def test_a_percentage_of_nothing_is_a_dash():
    assert words.percent(1402, 1530) == "91,63%"
    assert words.percent(0, 0) == "-"


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (timedelta(hours=1, minutes=48), "1 jam 48 menit lagi"),
        (timedelta(days=2, hours=3, minutes=9), "2 hari 3 jam lagi"),
        (timedelta(seconds=20), "kurang dari 1 menit lagi"),
        (timedelta(minutes=-37), "37 menit yang lalu"),
    ],
)
def test_relative_time_has_two_parts_at_most(length, text):
    assert words.until(MOMENT + length, MOMENT) == text


@pytest.mark.parametrize(
    ("apart", "text"), [(0, "hari ini, 10.42 WIB"), (-1, "kemarin, 10.42 WIB"), (-5, "Rabu, 20 November 2024, 10.42 WIB")]
)
def test_near_days_have_their_word(apart, text):
    assert words.when_near(MOMENT + timedelta(days=apart), JAKARTA, MOMENT) == text


def test_screens_that_are_not_ours_write_days_and_hours_alike():
    moment = datetime(2024, 11, 3, 6, 5, tzinfo=JAKARTA)

    assert date_format(moment.date(), "DATE_FORMAT") == words.day(moment.date()) == "3 November 2024"
    assert date_format(moment, "DATETIME_FORMAT") == "3 November 2024, 06.05"
    assert time_format(moment.time()) == "06.05"
