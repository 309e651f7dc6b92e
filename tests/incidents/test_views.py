from datetime import timedelta

import pytest

from desk.incidents.destinations import IncidentDestination
from desk.incidents.models import Incident
from forms_config.identity import conceal
from tests.factories import people, regions
from tests.factories.submitted import SENT_AT, row, submitted, whole

BOARD = "/posko/kejadian/"
TOLD = {"kind": "bencana", "title": "Genangan di TPS 014", "occurred_at": SENT_AT - timedelta(hours=7), "severity": "sedang"}


@pytest.fixture
def operator(db, client):
    regions.make_regions()
    user = people.operator()
    client.force_login(user)
    return user


def told(region="32.71.01", state="accepted", **changes):
    IncidentDestination().receive(submitted(whole(**TOLD | changes), region=region, state=state))
    return Incident.objects.latest("pk")


def titles(response):
    return [incident.title for incident in response.context["page"].object_list]


def test_the_list_shows_all_and_the_totals_count_accepted_and_open_ones(client, operator):
    told(severity="tinggi")
    told(severity="tinggi", state="sent", title="Belum diterima")
    told(severity="tinggi", status="selesai", title="Sudah selesai")

    response = client.get(BOARD)

    assert len(titles(response)) == 3
    assert {severity.value: count for severity, _look, count in response.context["totals"]} == {
        "kritis": 0,
        "tinggi": 1,
        "sedang": 0,
        "rendah": 0,
    }
    assert response.context["waiting_count"] == 1


@pytest.mark.parametrize(
    "query",
    [
        {"jenis": "politik_uang"},
        {"tingkat": "kritis"},
        {"status": "diteruskan"},
        {"laporan": "belum"},
        {"cari": "sembako"},
        {"wilayah": "32.71.02"},
    ],
)
def test_filters_narrow_the_list(client, operator, query):
    told()
    told("32.71.02", "sent", kind="politik_uang", severity="kritis", status="diteruskan", title="Dugaan pembagian sembako")

    assert titles(client.get(BOARD, query)) == ["Dugaan pembagian sembako"]


def test_a_figure_leads_to_exactly_its_rows(client, operator):
    told(severity="tinggi")
    told(severity="tinggi", state="sent")

    response = client.get(BOARD, {"tingkat": "tinggi", "status": "terbuka", "laporan": "diterima"})

    assert len(titles(response)) == 1


@pytest.mark.parametrize("query", [{"jenis": "x"}, {"tingkat": "'"}, {"halaman": "99"}, {"halaman": "x"}, {"cari": "\x00"}])
def test_an_odd_address_still_gives_the_list(client, operator, query):
    told()

    assert titles(client.get(BOARD, query)) == [TOLD["title"]]


def test_withdrawn_incidents_leave_the_list_and_stay_readable(client, operator):
    entry = submitted(row(**TOLD))
    IncidentDestination().receive(entry)
    IncidentDestination().receive(submitted(uuid=entry.uuid, number=2))

    assert titles(client.get(BOARD)) == []
    assert "tidak lagi disebut" in client.get(f"{BOARD}{Incident.objects.get().pk}/").content.decode()


def test_a_suspected_violation_is_shown_as_a_finding_and_the_reporter_is_masked(client, operator):
    incident = told(kind="politik_uang", actor_kind="warga", actor_name="Nama Rekaan", reporter_name=conceal("Warga Rahasia"))

    page = client.get(f"{BOARD}{incident.pk}/").content.decode()

    assert "Temuan" in page
    assert "Ini temuan, bukan putusan." in page
    assert "Nama Rekaan" in page
    assert "Warga Rahasia" not in page
    assert "enc:" not in page


def test_a_viewer_does_not_read_the_name_of_the_reported(client, operator):
    incident = told(kind="politik_uang", actor_kind="warga", actor_name="Nama Rekaan")
    client.force_login(people.viewer())

    page = client.get(f"{BOARD}{incident.pk}/").content.decode()

    assert "Nama Rekaan" not in page


def test_another_regions_incidents_are_not_found(client, operator):
    incident = told("33.74.01")

    assert titles(client.get(BOARD)) == []
    assert client.get(f"{BOARD}{incident.pk}/").status_code == 404
    assert client.get(BOARD, {"wilayah": "33.74"}).status_code == 404


def test_officers_get_no_board_and_strangers_sign_in(client, db):
    regions.bogor()
    assert client.get(BOARD).status_code == 302
    assert client.get(f"{BOARD}1/").status_code == 302

    client.force_login(people.officer())

    assert client.get(BOARD).status_code == 404
    assert client.get(f"{BOARD}1/").status_code == 404


@pytest.mark.parametrize("count", [1, 60])
def test_the_number_of_queries_does_not_grow(client, operator, count, django_assert_max_num_queries):
    IncidentDestination().receive(submitted(*[row(**TOLD) for _number in range(count)], state="accepted"))

    with django_assert_max_num_queries(11):
        client.get(BOARD)
