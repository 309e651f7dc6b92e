"""Asking units for a report from the screen, watching what comes in, taking it back."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from desk.reporting.models import Obligation, ReportRequest
from tests.factories import forms, people, regions, reports

pytestmark = pytest.mark.django_db
ADDRESS = "/posko/minta/"


@pytest.fixture
def form(now):
    regions.make_regions()
    people.desk()
    people.agency()
    return forms.publish(forms.question("short_text", "nama"), forms.question("yes_no", "is_nil"))


def typed(**changed):
    return {
        "uuid": str(uuid4()),
        "wilayah": "32.71",
        "form": "uji",
        "due_date": "2024-12-02",
        "due_time": "10:00",
        "period_start": "2024-11-25",
        "period_end": "2024-12-01",
        "message": "Mohon segera.",
        "action": "minta",
        "all": ["upper"],
    } | changed


def test_the_form_proposes_next_monday_at_ten_for_the_week_before(client, form):
    client.force_login(people.operator())

    page = client.get(ADDRESS).content.decode()

    assert 'value="2024-12-02"' in page and 'value="10:00"' in page and 'value="2024-11-25"' in page
    assert "Batas jam (WIB)" in page and "Semua kecamatan (2)" in page and "Dinas Kesehatan" in page


def test_a_last_look_says_how_many_and_when_and_writes_nothing(client, form):
    people.officer()
    client.force_login(people.operator())

    page = client.post(ADDRESS, typed(action="periksa")).content.decode()

    assert "<b>2 unit</b>" in page and "Senin, 2 Desember 2024, 10.00 WIB" in page
    assert "1 unit belum mempunyai petugas" in page
    assert not ReportRequest.objects.exists()


@pytest.mark.parametrize(
    ("chosen", "units"),
    [
        ({"all": ["upper"]}, ["32.71.01", "32.71.02"]),
        ({"all": ["lower"]}, ["32.71.01.1001", "32.71.01.1002", "32.71.02.1001"]),
        ({"all": ["32.71.01"]}, ["32.71.01.1001", "32.71.01.1002"]),
        ({"all": [], "unit": ["32.71.02", "32.71.02.1001"]}, ["32.71.02", "32.71.02.1001"]),
        ({"all": ["agencies"]}, ["32.71"]),
    ],
)
def test_units_are_ticked_one_by_one_or_as_a_whole(client, form, chosen, units):
    client.force_login(people.operator())

    response = client.post(ADDRESS, typed(**chosen))

    assert response.status_code == 303 and response["Location"] == reverse("reporting:request", args=[ReportRequest.objects.get().pk])
    assert sorted(Obligation.objects.values_list("region_id", flat=True)) == units


def test_sending_the_same_asking_twice_asks_once(client, form):
    client.force_login(people.operator())
    same = typed()

    first, second = client.post(ADDRESS, same), client.post(ADDRESS, same)

    assert first["Location"] == second["Location"]
    assert Obligation.objects.count() == 2


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"all": []}, "Belum ada unit yang dipilih"),
        ({"form": ""}, "Pilih formulir"),
        ({"due_date": "kemarin"}, "Tanggal tidak terbaca"),
        ({"due_date": "2024-11-20"}, "sudah lewat"),
        ({"period_end": "2024-11-01"}, "mendahului"),
        ({"message": "a" * 251}, "paling banyak 250 huruf"),
    ],
)
@pytest.mark.parametrize("action", ["periksa", "minta"])
def test_what_makes_no_sense_is_refused_and_the_typing_stays(client, form, changed, words, action):
    client.force_login(people.operator())

    response = client.post(ADDRESS, typed(action=action, **changed))

    page = response.content.decode()
    assert response.status_code == 422 and words in page
    assert not Obligation.objects.exists()
    assert 'value="2024-11-25"' in page


def test_half_a_period_is_asked_about(client, form):
    client.force_login(people.operator())

    assert "Isi keduanya" in client.post(ADDRESS, typed(action="periksa", period_end="")).content.decode()


def test_an_admin_chooses_the_desk(client, form):
    people.desk(regions.semarang(), short_code="SMG")
    client.force_login(people.admin())

    assert "Kota Semarang" in client.get(ADDRESS).content.decode()
    assert client.post(ADDRESS, typed(wilayah="33.74")).status_code == 303
    assert set(Obligation.objects.values_list("region_id", flat=True)) == {"33.74.01", "33.74.02"}


def test_another_regions_units_cannot_be_asked(client, form):
    client.force_login(people.operator(regions.semarang()))

    assert client.post(ADDRESS, typed()).status_code == 404
    assert client.post(ADDRESS, typed(wilayah="33.74", all=[], unit=["32.71.01"])).status_code == 422


def test_viewers_do_not_ask(client, form):
    client.force_login(people.viewer())

    assert client.get(ADDRESS).status_code == 404


@pytest.fixture
def asked(client, form):
    client.force_login(people.operator())
    client.post(ADDRESS, typed())
    return ReportRequest.objects.get()


def test_a_request_shows_its_progress_and_each_report(client, form, asked):
    officer = people.officer()
    duty = Obligation.objects.get(region_id="32.71.01")
    entry = reports.send(form, officer, {"nama": "Rani"}, obligation=duty)

    page = client.get(f"/posko/permintaan/{asked.pk}/").content.decode()

    assert "1 dari 2 unit" in page and entry.number in page
    assert "1 dari 2" in client.get("/posko/permintaan/").content.decode()
    assert "Kecamatan Bogor Timur" not in client.get(f"/posko/permintaan/{asked.pk}/?keadaan=sent").content.decode()


def test_cancelling_takes_back_what_nobody_answered(client, form, asked):
    reports.send(form, people.officer(), {"nama": "Rani"}, obligation=Obligation.objects.get(region_id="32.71.01"))
    assert 'id="batalkan"' in client.get(f"/posko/permintaan/{asked.pk}/?batalkan=1").content.decode()

    client.post(f"/posko/permintaan/{asked.pk}/batalkan/")

    page = client.get(f"/posko/permintaan/{asked.pk}/").content.decode()
    assert "Permintaan kepada 1 unit dibatalkan." in page and "1 dari 1 unit" in page
    assert list(Obligation.objects.filter(cancelled_at=None).values_list("region_id", flat=True)) == ["32.71.01"]


def test_cancelling_again_says_that_nothing_is_left(client, asked):
    client.post(f"/posko/permintaan/{asked.pk}/batalkan/")
    client.post(f"/posko/permintaan/{asked.pk}/batalkan/")

    assert "Tidak ada lagi yang dapat dibatalkan" in client.get(f"/posko/permintaan/{asked.pk}/").content.decode()


def test_another_region_finds_no_request(client, asked):
    client.force_login(people.operator(regions.semarang()))

    assert client.get(f"/posko/permintaan/{asked.pk}/").status_code == 404
    assert client.post(f"/posko/permintaan/{asked.pk}/batalkan/").status_code == 404
    assert "0 permintaan" in client.get("/posko/permintaan/").content.decode()


def test_a_viewer_reads_and_cannot_cancel(client, asked):
    client.force_login(people.viewer())

    assert "Batalkan permintaan" not in client.get(f"/posko/permintaan/{asked.pk}/").content.decode()
    client.post(f"/posko/permintaan/{asked.pk}/batalkan/")

    assert Obligation.objects.filter(cancelled_at=None).count() == 2


def test_the_list_and_the_page_ask_the_same_questions_whatever_their_length(client, asked, now, django_assert_max_num_queries):
    for day in range(5):
        client.post(ADDRESS, typed(due_date=(now + timedelta(days=10 + day)).date().isoformat(), all=["upper", "lower", "agencies"]))

    with django_assert_max_num_queries(10):
        client.get("/posko/permintaan/")
    with django_assert_max_num_queries(10):
        client.get(f"/posko/permintaan/{ReportRequest.objects.first().pk}/")
