"""The figure of units asked and answered: which round, which reports."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from desk.core.words import EN_DASH
from desk.people.scope import unit_of
from desk.regions.models import Region
from desk.reporting.figures import read_units_asked_answered
from desk.reporting.models import Obligation
from desk.reporting.services.duty import ask_for_reports, cancel_request
from desk.reporting.source_entries import entries_named
from tests.factories import forms, people, regions, reports

pytestmark = pytest.mark.django_db
LAST_WEEK = (date(2024, 11, 18), date(2024, 11, 24))
THIS_WEEK = (date(2024, 11, 25), date(2024, 12, 1))


@pytest.fixture
def form(now):
    regions.make_regions()
    people.desk()
    return forms.publish(forms.question("yes_no", "is_nil"))


@pytest.fixture
def officers(form):
    return {code: people.officer(Region.objects.get(code=code)) for code in ("32.71.01", "32.71.02")}


def ask(form, due_at, week, now):
    units = [unit_of(region=region) for region in Region.objects.children_of("32.71")]
    return ask_for_reports(
        form=form, region=regions.bogor(), units=units, due_at=due_at, user=people.operator(), period=week, now=due_at - timedelta(days=7)
    )


def answer(form, asked, officer, now, *, nil=False, accept=True):
    duty = Obligation.objects.get(request=asked, region_id=officer.username.removeprefix("petugas."))
    entry = reports.send(form, officer, {"is_nil": "ya" if nil else "tidak"}, obligation=duty, now=now - timedelta(hours=3))
    return reports.accept(entry, people.operator()) if accept else entry


@pytest.fixture
def asked(form, now):
    """Last week's round, whose time is over, and the running one."""
    last = ask(form, now - timedelta(minutes=42), LAST_WEEK, now)
    ask(form, now + timedelta(days=7, minutes=-42), THIS_WEEK, now)
    return last


def test_the_last_round_whose_time_is_over_counts_accepted_and_nil_reports(form, asked, officers, now):
    first = answer(form, asked, officers["32.71.01"], now)
    second = answer(form, asked, officers["32.71.02"], now, nil=True)

    (offer,) = read_units_asked_answered(regions.bogor(), now)

    assert (offer.part, offer.label) == ("uji", "Laporan Uji")
    assert (offer.value.value, offer.value.out_of, offer.value.as_of) == (Decimal(2), Decimal(2), now)
    assert set(offer.value.entries) == {(first.uuid, 1), (second.uuid, 1)}
    assert offer.value.source == (
        f"Laporan Uji periode 18{EN_DASH}24 November 2024, batas Senin, 25 November 2024, 10.00 WIB; laporan yang sudah diterima posko"
    )


def test_a_report_that_is_not_accepted_is_not_counted(form, asked, officers, now):
    answer(form, asked, officers["32.71.01"], now)
    answer(form, asked, officers["32.71.02"], now, accept=False)

    (offer,) = read_units_asked_answered(regions.bogor(), now)

    assert (offer.value.value, offer.value.out_of) == (Decimal(1), Decimal(2))


def test_without_an_accepted_report_the_figure_says_why(form, asked, officers, now):
    answer(form, asked, officers["32.71.01"], now, accept=False)

    (offer,) = read_units_asked_answered(regions.bogor(), now)

    assert offer.value is None
    assert offer.reason == (
        f"Belum ada laporan yang diterima posko: Laporan Uji periode 18{EN_DASH}24 November 2024, batas Senin, 25 November 2024, 10.00 WIB."
    )


def test_while_no_time_is_over_the_running_round_counts(form, officers, now):
    asked = ask(form, now + timedelta(hours=2), THIS_WEEK, now)
    answer(form, asked, officers["32.71.01"], now)

    (offer,) = read_units_asked_answered(regions.bogor(), now)

    assert (offer.value.value, offer.value.out_of) == (Decimal(1), Decimal(2))


def test_a_region_counts_its_own_subtree_and_nothing_cancelled(form, asked, officers, now):
    answer(form, asked, officers["32.71.01"], now)
    cancel_request(request=asked, user=people.operator())

    (city,) = read_units_asked_answered(regions.bogor(), now)
    (district,) = read_units_asked_answered(Region.objects.get(code="32.71.01"), now)

    assert (city.value.out_of, district.value.out_of) == (Decimal(1), Decimal(1))
    assert read_units_asked_answered(regions.semarang(), now) == []


def test_the_figure_costs_two_queries_whatever_was_asked(form, asked, officers, now, django_assert_num_queries):
    for officer in officers.values():
        answer(form, asked, officer, now)
    bogor = regions.bogor()

    with django_assert_num_queries(2):
        read_units_asked_answered(bogor, now)


def test_reports_behind_a_figure_are_named_in_one_query(form, asked, officers, now, django_assert_num_queries):
    entries = [answer(form, asked, officer, now) for officer in officers.values()]

    with django_assert_num_queries(1):
        found = entries_named([entry.uuid for entry in entries])

    assert {one.unit_name for one in found.values()} == {"Kecamatan Bogor Selatan", "Kecamatan Bogor Timur"}
    assert all(one.accepted and one.number == 1 and one.address == f"/posko/laporan/{one.uuid}/" for one in found.values())
