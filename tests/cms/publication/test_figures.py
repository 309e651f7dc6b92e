"""Pages quote vetted figures by reference; a newer one replaces them only after a second person vetted it."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.utils import timezone

from cms.publication.errors import GateShut
from cms.publication.gates import Outgoing, refusals
from cms.publication.models import Edition, HandIn, PublicFile, Quotation
from cms.publication.quoting import NOT_OFFICIAL, series_choices, shown_figures
from cms.publication.rendering import build
from cms.publication.services import acting, write_page
from cms.publication.services.publishing import publish_due
from desk.calendar.constants import VOTING_DAY_2024
from desk.calendar.services import create_election
from desk.people.models import Role, User
from desk.vetted import figures
from desk.vetted.quoting import quotes_of
from desk.vetted.series import Series
from desk.vetted.services.figures import take_snapshot, vet_snapshot
from desk.vetted.share import Share
from tests.demo_figures import KEY
from tests.factories import people, publication, regions

pytestmark = pytest.mark.django_db
PATH = "/siaran-pers/tiga-tps-pindah/"
QUOTED = Series(KEY, "32.71").key


@pytest.fixture
def bogor(db):
    regions.make_regions()
    return regions.bogor()


@pytest.fixture
def vetted(demo_figures, bogor, now):
    """``vetted(4)``: the demo figure taken by the operator and vetted by the head."""
    operator, head = people.operator(bogor), people.head(bogor)

    def vet(value, **more):
        demo_figures.put("32.71", str(value), now=now, **more or {"out_of": "6"})
        snapshot = take_snapshot(figure=KEY, region=bogor, by=operator)
        vet_snapshot(snapshot_id=snapshot.pk, by=head)
        return snapshot

    return vet


@pytest.fixture
def page(vetted):
    vetted(4)
    return publication.publish(publication.draft_release(body=[("figure", {"series": QUOTED})]))


def shown():
    return PublicFile.objects.get(path=PATH).body.decode()


def test_only_vetted_figures_are_offered_to_editors(demo_figures, bogor, now):
    demo_figures.put("32.71", "4", now=now)
    take_snapshot(figure=KEY, region=bogor, by=people.operator(bogor))

    assert series_choices() == []


def test_a_page_shows_the_vetted_figure(page):
    assert "4 dari 6" in shown()
    assert list(Quotation.objects.values_list("series", flat=True)) == [QUOTED]


def test_a_newer_figure_replaces_it_only_after_vetting(page, vetted, demo_figures, bogor, now):
    demo_figures.put("32.71", "5", out_of="6", now=now)
    operator, head = (User.objects.get(assignments__role=role) for role in (Role.OPERATOR, Role.HEAD))
    newer = take_snapshot(figure=KEY, region=bogor, by=operator)
    assert "4 dari 6" in shown()

    vet_snapshot(snapshot_id=newer.pk, by=head)

    assert "5 dari 6" in shown()
    assert Edition.objects.count() == 1


def test_open_data_tell_the_figures_that_pages_quote(page, vetted):
    def told():
        return json.loads(PublicFile.objects.get(path="/data/angka.json").body)["figures"]

    (first,) = told()
    newer = vetted(5)
    (second,) = told()

    assert (first["value"], first["out_of"], first["region"], first["as_of"]) == ("4", "6", "32.71", "2024-11-25T10:42:00+07:00")
    assert first["pages"] == [f"http://127.0.0.1:8000{PATH}"]
    assert (second["value"], second["sha256"], second["source"]) == ("5", newer.sha256, newer.source)
    publication.withdraw(page, "Angkanya keliru.")
    assert told() == []


def test_a_percentage_is_public_with_what_it_was_made_of(page, vetted):
    vetted(100, share=Share(Decimal(40), Decimal(40), "jawaban dinilai siap penuh"))
    publication.publish_home(body=[("figures", {"heading": "Angka", "figures": [{"series": QUOTED}]})])

    home = PublicFile.objects.get(path="/").body.decode()
    (told,) = json.loads(PublicFile.objects.get(path="/data/angka.json").body)["figures"]

    assert all("40 dari 40 jawaban dinilai siap penuh" in text for text in (shown(), home))
    assert (told["value"], told["numerator"], told["denominator"], told["counted"]) == ("100", "40", "40", "jawaban dinilai siap penuh")


def test_other_figures_have_no_numerator_in_the_open_data(page):
    (told,) = json.loads(PublicFile.objects.get(path="/data/angka.json").body)["figures"]

    assert (told["numerator"], told["denominator"], told["counted"]) == (None, None, None)


def test_the_desk_sees_where_its_figure_is_quoted(page):
    assert [(quote.title, quote.address) for quote in quotes_of(Series(KEY, "32.71"))] == [("Tiga TPS pindah lokasi", PATH)]


def test_results_stay_in_until_the_afternoon_of_voting_day(bogor, now):
    create_election(key="bogor", name="Pemilihan Wali Kota Bogor", region=bogor, voting_day=VOTING_DAY_2024)
    results = Outgoing(service=True, results=True, region_code="32.71")

    for moment, free in (("07:59", False), ("08:00", True)):  # 14.59 and 15.00 WIB
        assert (refusals(results, datetime.fromisoformat(f"2024-11-27T{moment}:00+00:00")) == []) is free


def test_a_page_that_quotes_results_is_refused_before_their_time(vetted, demo_figures, bogor, now, monkeypatch):
    create_election(key="bogor", name="Pemilihan Wali Kota Bogor", region=bogor, voting_day=VOTING_DAY_2024)
    monkeypatch.setitem(figures._registry, KEY, replace(figures.find(KEY), results=True))
    vetted(4)

    with pytest.raises(GateShut, match="baru boleh terbit"):
        publication.publish(publication.draft_announcement(body=[("figure", {"series": QUOTED})]))

    assert not shown_figures([QUOTED], now)


def test_in_the_quiet_period_no_figure_changes_whoever_vets_a_newer_one(vetted, bogor):
    """An operator and a head of desk would let out what the editors may not."""
    create_election(key="bogor", name="Pemilihan Wali Kota Bogor", region=bogor, voting_day=VOTING_DAY_2024)
    with time_machine.travel(datetime.fromisoformat("2024-11-23T23:59:00+07:00"), tick=False) as clock:
        vetted(4)
        publication.publish(publication.draft_release(body=[("figure", {"series": QUOTED})]))
        clock.move_to(datetime.fromisoformat("2024-11-24T00:00:00+07:00"))
        vetted(5)
        (quote,) = quotes_of(Series(KEY, "32.71"))
        build.everything(now=timezone.now())
        held = shown()
        (told,) = json.loads(PublicFile.objects.get(path="/data/angka.json").body)["figures"]

        clock.move_to(datetime.fromisoformat("2024-11-27T00:00:00+07:00"))
        build.bring_up_to_date(now=timezone.now())
        (afterwards,) = quotes_of(Series(KEY, "32.71"))

    assert "4 dari 6" in held and "5 dari 6" not in held
    assert told["words"] == "4 dari 6 unit"
    assert quote.note == "Masa tenang Pemilihan Wali Kota Bogor: angka baru tampil mulai Rabu, 27 November 2024, 00.00 WIB."
    assert "5 dari 6" in shown()
    assert afterwards.note == ""


def test_a_figure_that_is_new_in_the_quiet_period_stays_as_it_was_first(vetted, bogor, now):
    """A notice that quotes it was let out by two people, as service information."""
    create_election(key="bogor", name="Pemilihan Wali Kota Bogor", region=bogor, voting_day=VOTING_DAY_2024)
    vetted(4)  # on 25 November
    vetted(5)

    assert [one.words for one in shown_figures([QUOTED], now).values()] == ["4 dari 6 unit"]
    later = datetime.fromisoformat("2024-11-27T00:00:00+07:00")
    assert [one.words for one in shown_figures([QUOTED], later).values()] == ["5 dari 6 unit"]


OTHER = Series(KEY, "32.71.01").key


def test_a_correction_tells_the_old_and_the_new_figure_as_they_stood_then(page, demo_figures, now, client):
    south = regions.region("32.71.01", "Bogor Selatan", "district")
    operator, head = (User.objects.get(assignments__role=role) for role in (Role.OPERATOR, Role.HEAD))
    demo_figures.put("32.71.01", "45", now=now, share=Share(Decimal(40), Decimal(106), "jawaban siap penuh"))
    vet_snapshot(snapshot_id=take_snapshot(figure=KEY, region=south, by=operator).pk, by=head)
    draft = write_page(type(page), by=publication.editor(), page=page, correction="Angkanya keliru.", body=[("figure", {"series": OTHER})])
    row = acting.submit(page=draft, by=publication.editor())
    client.force_login(publication.approver())
    reading = client.get(f"/admin/satu-pintu/{row.pk}/").text
    acting.finish_review(hand_in_id=row.pk, by=publication.approver())
    acting.approve(hand_in_id=row.pk, by=publication.approver())
    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False):
        demo_figures.put("32.71.01", "46", now=now)
        vet_snapshot(snapshot_id=take_snapshot(figure=KEY, region=south, by=operator).pk, by=head)

    old = "Angka percobaan, Kota Bogor: 4 dari 6 unit, per Senin, 25 November 2024, 10.42 WIB"
    new = "Angka percobaan, Kecamatan Bogor Selatan: 45 unit (40 dari 106 jawaban siap penuh), per Senin, 25 November 2024, 10.42 WIB"
    assert f"<del>{old}</del>" in reading and f"<ins>{new}</ins>" in reading
    assert f"<del>Semula: {old}</del><ins>Yang benar: {new}</ins>" in shown()
    assert "46 unit" in shown()


def test_a_correction_tells_no_result_that_may_not_be_public(result, bogor, monkeypatch):
    page = publication.publish(publication.draft_release(body=[("figure", {"series": QUOTED})]))
    publication.correct(page, correction="Hasil dicabut dulu.", body=[("paragraph", "<p>Menunggu KPU.</p>")])
    told = "Angka percobaan, Kota Bogor: 4 dari 6 unit"
    assert told in shown() and "bukan hasil resmi KPU" in shown()

    later = datetime.fromisoformat("2024-12-10T09:00:00+07:00")
    with time_machine.travel(later, tick=False):
        create_election(key="bogor-2", name="Putaran kedua", region=bogor, voting_day=later.date() + timedelta(days=2))
        build.everything(now=timezone.now())

    assert told not in shown()


@pytest.fixture
def result(vetted, bogor, monkeypatch):
    """A vetted result of the count, half an hour after it may be told."""
    create_election(key="bogor", name="Pemilihan Wali Kota Bogor", region=bogor, voting_day=VOTING_DAY_2024)
    monkeypatch.setitem(figures._registry, KEY, replace(figures.find(KEY), results=True))
    with time_machine.travel(datetime.fromisoformat("2024-11-27T15:30:00+07:00"), tick=False):
        yield vetted(4)


def test_a_result_says_wherever_it_stands_that_it_is_not_the_official_one(result):
    section = ("figures", {"heading": "Angka penting", "figures": [{"series": QUOTED}]})
    publication.publish_home(body=[section])
    publication.publish(publication.draft_release(body=[("figure", {"series": QUOTED})]))

    for path in ("/", PATH):
        page = PublicFile.objects.get(path=path, removed=False).body.decode()
        figure = BeautifulSoup(page, "html.parser").select_one(".stat")
        assert "4" in figure.text and NOT_OFFICIAL in figure.text, path
    (told,) = json.loads(PublicFile.objects.get(path="/data/angka.json").body)["figures"]
    assert (told["official_result"], told["note"]) == (False, "Bukan hasil resmi KPU")


def test_a_figure_that_tells_of_no_votes_needs_no_such_word(page):
    assert NOT_OFFICIAL not in shown()
    (told,) = json.loads(PublicFile.objects.get(path="/data/angka.json").body)["figures"]
    assert (told["official_result"], told["note"]) == (None, None)


@pytest.mark.parametrize(
    ("moment", "reason"),
    [
        ("2024-11-25T12:00:00+07:00", "Hasil penghitungan tidak boleh terbit pada masa tenang Pemilihan Wali Kota Bogor"),
        ("2024-11-27T14:59:59+07:00", "baru boleh terbit mulai Rabu, 27 November 2024, 15[.]00 WIB"),
    ],
)
def test_results_are_not_scheduled_for_a_time_when_they_may_not_be_told(vetted, bogor, monkeypatch, moment, reason):
    create_election(key="bogor", name="Pemilihan Wali Kota Bogor", region=bogor, voting_day=VOTING_DAY_2024)
    monkeypatch.setitem(figures._registry, KEY, replace(figures.find(KEY), results=True))
    with time_machine.travel(datetime.fromisoformat("2024-11-20T09:00:00+07:00"), tick=False):
        vetted(4)
        at = datetime.fromisoformat(moment)
        draft = publication.draft_announcement(body=[("figure", {"series": QUOTED})], publish_at=at)

        with pytest.raises(GateShut, match=reason):
            acting.submit(page=draft, by=publication.editor())

    assert not HandIn.objects.exists()


def test_what_became_a_result_after_its_approval_stays_in_until_three(vetted, bogor, monkeypatch):
    """The gate is asked again when the time comes: here the calendar came after the approval."""
    due = datetime.fromisoformat("2024-11-27T14:00:00+07:00")
    with time_machine.travel(datetime.fromisoformat("2024-11-20T09:00:00+07:00"), tick=False) as clock:
        vetted(4)
        publication.publish(publication.draft_announcement(body=[("figure", {"series": QUOTED})], publish_at=due))
        create_election(key="bogor", name="Pemilihan Wali Kota Bogor", region=bogor, voting_day=VOTING_DAY_2024)
        monkeypatch.setitem(figures._registry, KEY, replace(figures.find(KEY), results=True))
        vetted(5)
        clock.move_to(due)
        publish_due()
        row = HandIn.objects.get()
        assert "baru boleh terbit mulai Rabu, 27 November 2024, 15.00 WIB" in row.refusal
        assert not Edition.objects.exists()

        clock.move_to(due.replace(hour=15))
        publish_due()

    assert Edition.objects.get().published_at == due.replace(hour=15)
