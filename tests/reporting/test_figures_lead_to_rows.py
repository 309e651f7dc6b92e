"""No number of the compliance page stands alone: each leads to exactly the rows that it counts."""

import re
from datetime import timedelta
from html import unescape

import pytest

from desk.reporting.models import Obligation
from desk.reporting.selectors.compliance_choice import choice_of, subjects_of
from tests.factories import forms, people, regions, reports, rules

pytestmark = pytest.mark.django_db
ADDRESS = "/posko/kepatuhan/"
LINK = re.compile(r'<a href="\?([^"]*bentuk=daftar[^"]*)"(?: title="\d+ dari (\d+)")?>([^<]*)</a>')


@pytest.fixture
def city(client, now):
    """Kecamatan, kelurahan and an agency owe the same weekly report; one is sent in time, one late, one tells of nothing."""
    regions.make_regions()
    dinkes, form = people.agency(), forms.publish(forms.question("short_text", "nama"), forms.question("yes_no", "is_nil"))
    made = now - timedelta(days=28)
    for number, units in enumerate([{"tier": "district"}, {"tier": "village"}, {"units": "chosen", "tier": ""}]):
        rule = rules.rule(form=form, name=f"Aturan {number}", lock_hours=24, **units)
        rules.save(rule, now=made, agencies=[dinkes] if "units" in units else None)
    officers = [people.officer(), people.agency_officer(dinkes)]
    for officer, hours, nil in ((officers[0], -2, "tidak"), (officers[0], 5, "tidak"), (officers[1], -2, "ya")):
        owed = Obligation.objects.owed_by(officer).select_related("form")
        duty = owed.filter(entry=None, due_at__lt=now).earliest("due_at")
        reports.send(form, officer, {"nama": "a", "is_nil": nil}, obligation=duty, now=duty.due_at + timedelta(hours=hours))
    client.force_login(people.operator())
    return client


def figures_of(client, **given):
    """(query, number of rows promised) of every figure on the page."""
    found = []
    for query, whole, words in LINK.findall(client.get(ADDRESS, given).text):
        promised = whole or words.replace(".", "")
        if promised.isdecimal():
            found.append((unescape(query), int(promised)))
    return found


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"keadaan": "nihil"},
        {"keadaan": "terlambat", "unit": "district"},
        {"cari": "selatan"},
        {"wilayah": "32.71.01"},
    ],
)
def test_each_figure_leads_to_as_many_rows_as_it_counts(city, given):
    figures = figures_of(city, **given)

    assert len(figures) > 10
    for query, promised in figures:
        assert city.get(f"{ADDRESS}?{query}").context["page"].paginator.count == promised, query


def test_the_rows_behind_a_tier_are_those_inside_it_and_not_its_own_office(city):
    inside = city.get(ADDRESS, {"bentuk": "daftar", "dari": "32.71.01*"})
    office = city.get(ADDRESS, {"bentuk": "daftar", "dari": "32.71.01"})

    assert {duty.unit.region_code for duty in inside.context["duties"]} == {"32.71.01.1001", "32.71.01.1002"}
    assert {duty.unit.region_code for duty in office.context["duties"]} == {"32.71.01"}


def test_a_part_may_hold_its_own_office_or_nothing_inside(city):
    whole = city.get(ADDRESS, {"bentuk": "daftar", "dari": "32.71.01+"})
    own = city.get(ADDRESS, {"bentuk": "daftar", "dari": "32.71="})

    assert {duty.unit.region_code for duty in whole.context["duties"]} == {"32.71.01", "32.71.01.1001", "32.71.01.1002"}
    assert {duty.unit.name for duty in own.context["duties"]} == {people.agency().name}


def test_every_number_of_the_tables_is_a_link(city):
    text = city.get(ADDRESS).text
    bodies = "".join(re.findall(r"<table.*?</table>", text, re.DOTALL))

    alone = re.findall(r"<td[^>]*>(?:<span[^>]*>)?\s*[\d.,]+%?\s*(?:</span>)?</td>", bodies)
    assert alone == []
    assert bodies.count("%</a>") >= 2 * 6  # every unit and tier


def test_a_unit_of_another_region_has_no_rows_here(city, now):
    assert city.get(ADDRESS, {"bentuk": "daftar", "dari": "33.74.01"}).context["page"].paginator.count == 0
    own = choice_of(regions.bogor(), subjects_of(regions.bogor(), now), {"dari": "32.71.01"})
    assert not own.owed(people.operator(regions.semarang()), now).exists()


@pytest.mark.parametrize("dari", ["x", "32.71.01; drop", "*", "32-"])
def test_a_part_that_is_none_is_left_out(city, dari):
    assert len(city.get(ADDRESS, {"dari": dari}).context["rows"]) == 6
