"""The wall shows what its own region owes and tells, and nobody's name."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from desk.calendar.services import create_election
from desk.dashboard.selectors.wall import Cell, read_wall
from desk.incidents.models import Incident
from desk.people.scope import unit_of
from desk.regions.models import Region
from desk.reporting.services.duty import ask_for_reports
from desk.reporting.services.sending import send_entry
from tests.factories import forms, people, regions

pytestmark = pytest.mark.django_db


@pytest.fixture
def form(now):
    return forms.publish(forms.question("short_text", "isi"), key="situasi")


@pytest.fixture
def asked(form, now):
    """Both kecamatan of Bogor owe one report in two hours."""
    operator = people.operator()
    units = [unit_of(region=region) for region in Region.objects.children_of("32.71")]
    ask_for_reports(form=form, region=regions.bogor(), units=units, due_at=now + timedelta(hours=2), user=operator, now=now)
    return operator


def send(form, code, now):
    officer = people.officer(Region.objects.get(code=code))
    unit = unit_of(region=Region.objects.get(code=code))
    obligation = form.obligations.get(region_id=code)
    return send_entry(uuid=uuid4(), form=form, unit=unit, user=officer, raw={"isi": ["Aman"]}, obligation=obligation, now=now)


def test_who_has_reported_is_counted_and_who_has_not_is_named(asked, form, now):
    send(form, "32.71.01", now)

    wall = read_wall(user=asked, region=regions.bogor(), now=now)

    assert (wall.first.total.answered, wall.first.total.asked) == (1, 2)
    assert wall.first.missing == ["Bogor Timur"]
    assert [row.name for row in wall.rows] == ["Bogor Selatan", "Bogor Timur"]
    assert wall.waiting == 1
    assert wall.latest.region_id == "32.71.01"


def test_a_kabupaten_is_named_in_short(form, now):
    regions.make_regions()
    regency = regions.region("32.01", "Kabupaten Administrasi Bogor", "regency")
    operator = people.operator(regency.parent)
    ask_for_reports(
        form=form, region=regency.parent, units=[unit_of(region=regency)], due_at=now + timedelta(hours=2), user=operator, now=now
    )

    wall = read_wall(user=operator, region=regency.parent, now=now)

    assert (wall.first.missing, [row.name for row in wall.rows]) == (["Kab. Adm. Bogor"], ["Kab. Adm. Bogor"])


def test_another_regions_reports_and_incidents_are_not_on_the_wall(asked, form, now):
    semarang = regions.semarang()
    Incident.objects.create(kind="bencana", title="Rob", severity="tinggi", occurred_at=now, region=semarang, reported_at=now)

    wall = read_wall(user=people.operator(semarang), region=semarang, now=now)

    assert wall.rounds == []
    assert wall.waiting == 0
    ours = read_wall(user=asked, region=regions.bogor(), now=now)
    assert sum(line.count for line in ours.severities) == 0


def test_a_round_long_over_leaves_the_wall(asked, now):
    later = now + timedelta(days=5)

    assert read_wall(user=asked, region=regions.bogor(), now=later).rounds == []


def test_the_countdown_and_the_stage_follow_the_election(asked, now):
    create_election(key="bogor", name="Pilwalkot", region=regions.bogor(), voting_day=(now + timedelta(days=2)).date())

    wall = read_wall(user=asked, region=regions.bogor(), now=now)

    assert wall.days_left == "H-2"
    assert wall.stage.name == "Masa tenang"
    assert wall.stage_day == "hari ke-2 dari 3"


@pytest.mark.parametrize(
    ("cell", "tone"),
    [
        (Cell(3, 3, late=True), "ok"),
        (Cell(3, 1, late=False), "warn"),
        (Cell(3, 0, late=False), "mute"),
        (Cell(3, 0, late=True), "bad"),
    ],
)
def test_nothing_is_bad_before_its_time(cell, tone):
    assert cell.tone == tone


def test_an_operator_sees_the_wall_of_the_own_region(client, asked):
    client.force_login(asked)

    page = client.get(reverse("dashboard:wall"))

    assert page.status_code == 200
    assert "Kota Bogor" in page.text
    assert "10.42 WIB" in page.text
    assert "Bogor Timur" in page.text


def test_the_wall_names_no_reporter(client, asked, form, now):
    send(form, "32.71.01", now)
    client.force_login(asked)

    assert "Agus Pratama" not in client.get(reverse("dashboard:wall")).text


@pytest.mark.parametrize("who", ["officer", "editor"])
def test_without_the_desks_door_there_is_no_wall(client, clock, who):
    client.force_login(getattr(people, who)() if who != "officer" else people.officer(regions.bogor()))

    assert client.get(reverse("dashboard:wall")).status_code == 404


def test_another_regions_wall_is_not_there(client, asked):
    regions.semarang()
    client.force_login(asked)

    assert client.get(reverse("dashboard:wall"), {"wilayah": "33.74"}).status_code == 404


def test_an_admin_picks_the_region_and_an_unknown_one_is_not_there(client, asked):
    people.desk(regions.semarang(), short_code="SMG")
    client.force_login(people.admin())

    assert "Kota Semarang" in client.get(reverse("dashboard:wall"), {"wilayah": "33.74"}).text
    assert "Bogor Timur" in client.get(reverse("dashboard:wall"), {"wilayah": "32.71"}).text
    assert client.get(reverse("dashboard:wall"), {"wilayah": "99"}).status_code == 404


def test_anonymous_is_asked_to_sign_in(client, db):
    assert client.get(reverse("dashboard:wall")).status_code == 302


def test_the_fragment_is_the_content_alone(client, asked):
    client.force_login(asked)

    page = client.get(reverse("dashboard:wall"), {"potongan": "1"})

    assert "<html" not in page.text
    assert "data-updated" in page.text


def test_the_wall_costs_the_same_whatever_it_shows(client, asked, form, now, django_assert_max_num_queries):
    for code in ("32.71.01", "32.71.02"):
        send(form, code, now)
    client.force_login(asked)

    with django_assert_max_num_queries(14):
        client.get(reverse("dashboard:wall"))


def test_the_wall_is_renewed_and_says_when_it_is_old(asked, form, now, open_page, sign_in, axe):
    page = sign_in(open_page({"width": 1366, "height": 768}), asked)
    page.clock.install()
    page.goto("/layar/")
    axe(page)
    expect(page.locator(".huge")).to_contain_text("0")

    send(form, "32.71.01", now)
    page.clock.run_for(21_000)
    expect(page.locator(".huge")).to_have_text("1")

    page.context.set_offline(True)
    page.clock.run_for(90_000)
    expect(page.locator("[data-updated]")).to_contain_text("Menyambung kembali")
    expect(page.locator("[data-updated]")).to_have_attribute("data-tone", "warn")


def test_without_scripts_the_wall_asks_the_browser_to_reload(asked, open_page, sign_in):
    page = sign_in(open_page({"width": 1366, "height": 768}, javascript=False), asked)

    page.goto("/layar/")

    assert page.locator("meta[http-equiv=refresh]").count() == 1
