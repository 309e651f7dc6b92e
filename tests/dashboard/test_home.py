"""The first page of a desk: what waits, who has not reported, what happened, how far voting day is."""

from datetime import timedelta

import pytest

from desk.calendar.services import create_election
from desk.people.scope import unit_of
from desk.regions.models import Region
from desk.reporting.models import Obligation
from desk.reporting.services.duty import ask_for_reports
from tests.factories import forms, people, regions, reports

pytestmark = pytest.mark.django_db
ADDRESS = "/posko/"


@pytest.fixture
def form(now):
    regions.make_regions()
    people.desk()
    return forms.publish(forms.question("short_text", "nama"))


@pytest.fixture
def asked(form, now):
    """Both kecamatan of Bogor owe one report in two hours."""
    units = [unit_of(region=region) for region in Region.objects.children_of("32.71")]
    return ask_for_reports(
        form=form, region=regions.bogor(), units=units, due_at=now + timedelta(hours=2), user=people.operator(), now=now - timedelta(days=1)
    )


def test_what_waits_leads_to_the_queue(client, form):
    reports.send(form, people.officer(), {"nama": "a"})
    client.force_login(people.operator())

    response = client.get(ADDRESS)

    assert [(one.title, one.count) for one in response.context["home"].by_form] == [("Laporan Uji", 1)]
    assert "/posko/antrean/?formulir=uji" in response.content.decode()


def test_units_that_owe_the_newest_round_are_named(client, form, asked):
    reports.send(form, people.officer(), {"nama": "a"}, obligation=Obligation.objects.get(region_id="32.71.01"))
    client.force_login(people.operator())

    latest = client.get(ADDRESS).context["home"].latest

    assert (latest.reported, latest.asked) == (1, 2)
    assert [duty.unit.name for duty in latest.absent] == ["Kecamatan Bogor Timur"]


def test_voting_day_is_counted_down(client, form, now):
    create_election(key="bogor", name="Pilwalkot", region=regions.bogor(), voting_day=now.date() + timedelta(days=2))
    client.force_login(people.operator())

    assert "2 hari lagi" in client.get(ADDRESS).content.decode()


def test_a_report_that_did_not_reach_a_capability_is_named(client, form, demo_destinations):
    target = {"key": "demo_refuse", "rows": None, "map": {"text": "nama"}}
    broken = forms.publish(forms.question("short_text", "nama"), key="rusak", destinations=[target])
    operator = people.operator()
    entry = reports.accept(reports.send(broken, people.officer(), {"nama": "a"}), operator)
    client.force_login(operator)

    assert str(entry.uuid) in client.get(ADDRESS).content.decode()


def test_another_regions_desk_sees_none_of_it(client, form, asked):
    reports.send(form, people.officer(), {"nama": "a"})
    client.force_login(people.operator(regions.semarang()))

    home = client.get(ADDRESS).context["home"]

    assert (home.waiting.total, home.latest, list(home.incidents)) == (0, None, [])
    assert client.get(f"{ADDRESS}?wilayah=32.71").status_code == 404


def test_the_page_asks_the_same_questions_however_much_there_is(client, form, asked, django_assert_max_num_queries):
    officer = people.officer()
    for name in range(8):
        reports.send(form, officer, {"nama": str(name)})
    client.force_login(people.operator())
    client.get(ADDRESS)

    with django_assert_max_num_queries(19):  # one of them counts unread messages
        client.get(ADDRESS)
