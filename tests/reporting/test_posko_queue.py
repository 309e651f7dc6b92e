"""The queue: what waits for this person, mended reports first, then whoever waits longest."""

from datetime import timedelta

import pytest
from django.urls import reverse

from desk.people.models import Role
from desk.people.scope import forget_scope, scope_of
from desk.reporting.models import ReviewChain, ReviewStep
from desk.reporting.selectors.queue import next_after, waiting_for
from tests.factories import forms, people, regions, reports

pytestmark = pytest.mark.django_db
ADDRESS = "/posko/antrean/"


@pytest.fixture
def form(now):
    regions.make_regions()
    people.desk()
    return forms.publish(forms.question("short_text", "nama"))


@pytest.fixture
def officer(form):
    return people.officer()


def units_listed(response):
    return [entry.unit_name for entry in response.context["page"].object_list]


def test_mended_reports_come_first_then_the_longest_wait(client, form, officer, now):
    operator = people.operator()
    east = people.officer(regions.region("32.71.02", "Bogor Timur", "district"))
    mended = reports.send(form, officer, {"nama": "Rani"}, now=now - timedelta(hours=3))
    old = reports.send(form, east, {"nama": "Lama"}, now=now - timedelta(hours=2))
    new = reports.send(form, east, {"nama": "Baru"}, now=now - timedelta(hours=1))
    reports.send_back(mended, operator)
    reports.send(form, officer, {"nama": "Dewi"}, entry=mended, now=now)
    client.force_login(operator)

    response = client.get(ADDRESS)

    assert [entry.pk for entry in response.context["page"].object_list] == [mended.pk, old.pk, new.pk]
    assert "3 laporan menunggu Anda" in response.content.decode()
    assert "Perbaikan ke-1" in response.content.decode()


def test_each_report_says_how_long_it_waits_and_since_when_with_the_zone(client, form, officer, now):
    reports.send(form, officer, {"nama": "a"}, now=now - timedelta(days=3, hours=2))
    client.force_login(people.operator())

    page = client.get(ADDRESS).content.decode()

    assert "Menunggu 3 hari 2 jam" in page
    assert "Jumat, 22 November 2024, 08.42 WIB" in page


def test_decided_and_returned_reports_wait_for_nobody(client, form, officer):
    operator = people.operator()
    reports.accept(reports.send(form, officer, {"nama": "a"}), operator)
    reports.send_back(reports.send(form, officer, {"nama": "b"}), operator)
    client.force_login(operator)

    response = client.get(ADDRESS)

    assert units_listed(response) == []
    assert "Semua laporan sudah diperiksa" in response.content.decode()


def test_another_region_waits_for_somebody_else(client, form, officer):
    reports.send(form, officer, {"nama": "a"})
    client.force_login(people.operator(regions.semarang()))

    assert units_listed(client.get(ADDRESS)) == []
    assert client.get(f"{ADDRESS}?wilayah=32.71").status_code == 404


def test_what_somebody_sent_does_not_wait_for_them(form, officer):
    reports.send(form, officer, {"nama": "a"})
    people.services.assign_role(user=officer, role=Role.OPERATOR, desk=people.desk())
    forget_scope(officer)

    assert not waiting_for(officer).exists()
    assert waiting_for(people.operator()).count() == 1


def test_a_chain_of_the_forms_own_decides_for_whom_it_waits(form, officer):
    chain = ReviewChain.objects.create(key="kepala", name="Kepala")
    chain.forms.add(form)
    ReviewStep.objects.create(chain=chain, action="accept", label="Terima", from_state="sent", to_state="accepted", roles=[Role.HEAD])
    reports.send(form, officer, {"nama": "a"})

    assert not waiting_for(people.operator()).exists()
    assert waiting_for(people.head()).count() == 1


@pytest.mark.parametrize("who", [people.viewer, people.admin])
def test_whoever_only_reads_sees_what_waits_and_no_key_to_accept(client, form, officer, who):
    reports.send(form, officer, {"nama": "a"})
    client.force_login(who())

    response = client.get(ADDRESS)

    assert units_listed(response) == ["Kecamatan Bogor Selatan"]
    assert "Anda dapat membaca laporan ini" in response.content.decode()
    assert "<kbd>T</kbd>" not in response.content.decode()


def test_the_filters_narrow_the_list_and_stay_in_the_address(client, form, officer):
    other = forms.publish(forms.question("short_text", "nama"), key="lain")
    east = people.officer(regions.region("32.71.02", "Bogor Timur", "district"))
    reports.send(form, officer, {"nama": "a"})
    reports.send(other, officer, {"nama": "b"})
    reports.send(form, east, {"nama": "c"})
    client.force_login(people.operator())

    assert len(units_listed(client.get(f"{ADDRESS}?formulir=uji"))) == 2
    assert units_listed(client.get(f"{ADDRESS}?formulir=uji&wilayah=32.71.02")) == ["Kecamatan Bogor Timur"]
    assert "Tidak ada yang cocok" in client.get(f"{ADDRESS}?formulir=tidak-ada").content.decode()


def test_the_list_is_paged(client, form, officer, monkeypatch):
    monkeypatch.setattr("desk.reporting.selectors.queue.PER_PAGE", 2)
    for name in "abc":
        reports.send(form, officer, {"nama": name})
    client.force_login(people.operator())

    assert len(units_listed(client.get(ADDRESS))) == 2
    assert len(units_listed(client.get(f"{ADDRESS}?halaman=2"))) == 1


def test_the_next_report_is_the_one_after_then_the_first(form, officer, now):
    operator = people.operator()
    first, second, third = (
        reports.send(form, officer, {"nama": name}, now=now + timedelta(minutes=place)) for place, name in enumerate("abc")
    )

    assert next_after(waiting_for(operator), first.uuid) == second.uuid
    assert next_after(waiting_for(operator), third.uuid) == first.uuid
    reports.accept(second, operator)
    assert next_after(waiting_for(operator), second.uuid) == first.uuid


@pytest.mark.parametrize("rows", [1, 12])
def test_the_queue_asks_at_most_twelve_questions_whatever_its_length(client, form, officer, rows, django_assert_max_num_queries):
    for name in range(rows):
        reports.send(form, officer, {"nama": str(name)})
    client.force_login(people.operator())
    client.get(ADDRESS)

    with django_assert_max_num_queries(12):
        assert len(units_listed(client.get(ADDRESS))) == rows


def test_officers_without_a_desk_do_not_come_in(client, officer):
    client.force_login(officer)

    assert client.get(ADDRESS).status_code == 404
    assert scope_of(officer).units


def test_whoever_is_not_signed_in_signs_in_first(client, form):
    response = client.get(ADDRESS)

    assert response.status_code == 302 and response["Location"].startswith(reverse("people:login"))
