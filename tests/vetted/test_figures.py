"""Taking figures and the second pair of eyes: who may, what is refused, what readers get."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from wagtail.models import ModelLogEntry

from desk.core.models import Purge
from desk.vetted import figures, followers, quoting, sources
from desk.vetted.constants import Verdict
from desk.vetted.errors import (
    AlreadyDecided,
    FigureMoved,
    NothingAccepted,
    NotYourRole,
    Overtaken,
    OwnFigure,
    ReasonMissing,
    SourceChanged,
    SourceNotAccepted,
    UnknownFigure,
)
from desk.vetted.figures import Figure, FigureValue, Offer
from desk.vetted.models import FigureDecision, FigureSnapshot
from desk.vetted.selectors.figures import staleness, waiting_for
from desk.vetted.selectors.quotable import latest_vetted, latest_vetted_of, vetted_series, vetted_snapshot
from desk.vetted.series import Series
from desk.vetted.services.figures import refuse_snapshot, take_snapshot, vet_snapshot
from desk.vetted.share import Share
from forms_config.append_only import AppendOnlyError
from tests.demo_figures import KEY, REASON
from tests.factories import forms, people, regions, reports

pytestmark = pytest.mark.django_db


@pytest.fixture
def bogor():
    regions.make_regions()
    return regions.bogor()


@pytest.fixture
def operator(bogor):
    return people.operator(bogor)


@pytest.fixture
def head(bogor):
    return people.head(bogor)


@pytest.fixture
def entry(operator):
    """An accepted report of a kecamatan."""
    form = forms.publish(forms.question("short_text", "nama"))
    return reports.accept(reports.send(form, people.officer(), {"nama": "Rani"}), operator)


@pytest.fixture
def offered(demo_figures, entry, now):
    """The demo figure says 4 of 6 for Kota Bogor, from one report."""
    demo_figures.put("32.71", "4", out_of="6", now=now, entries=[(entry.uuid, 1)])
    return demo_figures


def taken(bogor, operator, **more):
    return take_snapshot(figure=KEY, region=bogor, by=operator, **more)


def test_a_snapshot_freezes_the_figure_with_its_words_and_its_reports(offered, bogor, operator, entry, now):
    snapshot = taken(bogor, operator)

    kept = FigureSnapshot.objects.get()
    assert (kept.words, kept.title, kept.source, kept.as_of) == ("4 dari 6 unit", "Angka percobaan", "laporan percobaan", now)
    assert kept.source_numbers == {entry.uuid: 1}
    assert kept.number == f"BGR-A-{kept.pk:04d}"
    assert kept.sha256 == kept.content_hash() == snapshot.content_hash()
    assert ModelLogEntry.objects.get(action="desk.figure.take").object_id == str(kept.pk)


def test_a_percentage_keeps_what_it_was_made_of(demo_figures, bogor, operator, now):
    demo_figures.put("32.71", "45", now=now, share=Share(Decimal(40), Decimal(106), "jawaban dinilai siap"))

    taken(bogor, operator)

    kept = FigureSnapshot.objects.get()
    assert kept.share.words == "40 dari 106 jawaban dinilai siap"
    assert kept.sha256 == kept.content_hash()
    kept.numerator = Decimal(41)
    assert kept.sha256 != kept.content_hash()


def test_a_snapshot_from_before_they_were_kept_stands_without_and_is_not_called_changed(demo_figures, bogor, operator, now):
    demo_figures.put("32.71", "45", now=now)
    before = taken(bogor, operator)

    demo_figures.put("32.71", "45", now=now, share=Share(Decimal(40), Decimal(106), "jawaban dinilai siap"))

    assert before.share is None and not staleness(before, now).changed


@pytest.mark.parametrize(("part", "whole"), [(7, 6), (-1, 6), (0, 0)])
def test_a_share_is_a_part_of_a_whole(part, whole):
    with pytest.raises(ValueError, match="part of a whole"):
        Share(Decimal(part), Decimal(whole), "unit")


def test_taking_twice_from_the_same_page_takes_once(offered, bogor, operator):
    page = uuid4()

    assert taken(bogor, operator, uuid=page).pk == taken(bogor, operator, uuid=page).pk
    assert FigureSnapshot.objects.count() == 1


@pytest.mark.parametrize("who", [people.viewer, people.admin, people.officer, lambda: people.operator(regions.semarang())])
def test_only_the_posko_of_the_region_takes_figures(offered, bogor, who):
    with pytest.raises(NotYourRole):
        taken(bogor, who())

    assert not FigureSnapshot.objects.exists()


def test_without_accepted_data_the_capability_says_why(demo_figures, bogor, operator):
    with pytest.raises(NothingAccepted, match=REASON):
        taken(bogor, operator)


@pytest.mark.parametrize("wanted", [{"figure": "tidak_ada"}, {"part": "tidak-ada"}])
def test_a_figure_that_nobody_offers_cannot_be_taken(offered, bogor, operator, wanted):
    with pytest.raises(UnknownFigure):
        take_snapshot(**{"figure": KEY, "region": bogor, "by": operator} | wanted)


def test_a_figure_that_moved_since_it_was_read_is_read_again_first(offered, bogor, operator, now):
    seen = offered.values["32.71", ""].fingerprint
    offered.put("32.71", "5", out_of="6", now=now)

    with pytest.raises(FigureMoved):
        taken(bogor, operator, seen=seen)


def test_reading_later_what_did_not_change_is_no_move(offered, bogor, operator, entry, now):
    seen = offered.values["32.71", ""].fingerprint
    offered.put("32.71", "4.000", out_of="6", now=now + timedelta(hours=1), entries=[(entry.uuid, 1)])

    assert taken(bogor, operator, seen=seen).value == Decimal(4)


def test_a_capability_that_counts_what_is_not_accepted_is_held_to_its_promise(demo_figures, bogor, operator, now):
    form = forms.publish(forms.question("short_text", "nama"))
    sent = reports.send(form, people.officer(), {"nama": "Rani"})
    demo_figures.put("32.71", "1", now=now, entries=[(sent.uuid, 1)])

    with pytest.raises(SourceNotAccepted, match=sent.number):
        taken(bogor, operator)


def test_another_person_vets_and_readers_then_have_the_figure(offered, bogor, operator, head, now):
    snapshot = taken(bogor, operator)
    assert latest_vetted(KEY, "32.71") is None

    vet_snapshot(snapshot_id=snapshot.pk, by=head, now=now)

    assert latest_vetted(KEY, "32.71") == snapshot
    assert offered.told == [Series(KEY, "32.71")]
    assert ModelLogEntry.objects.get(action="desk.figure.vet").user == head


def test_nobody_decides_on_a_figure_that_they_took(offered, bogor, head):
    snapshot = taken(bogor, head)

    with pytest.raises(OwnFigure):
        vet_snapshot(snapshot_id=snapshot.pk, by=head)
    with pytest.raises(OwnFigure):
        refuse_snapshot(snapshot_id=snapshot.pk, by=head, reason="Keliru.")
    with pytest.raises(IntegrityError), transaction.atomic():
        FigureDecision(snapshot=snapshot, verdict=Verdict.VETTED, decided_by=head, taken_by=head, decided_at=snapshot.taken_at).save()


@pytest.mark.parametrize("who", [people.viewer, people.admin, lambda: people.head(regions.semarang())])
def test_only_the_posko_of_the_region_vets(offered, bogor, operator, who):
    snapshot = taken(bogor, operator)

    with pytest.raises(NotYourRole):
        vet_snapshot(snapshot_id=snapshot.pk, by=who())


def test_the_second_of_two_who_decide_learns_who_was_quicker(offered, bogor, operator, head):
    snapshot = taken(bogor, operator)
    vet_snapshot(snapshot_id=snapshot.pk, by=head)

    with pytest.raises(AlreadyDecided, match=f"sudah diperiksa dan disetujui oleh {head}"):
        refuse_snapshot(snapshot_id=snapshot.pk, by=people.duty_officer(bogor), reason="Keliru.")

    assert FigureDecision.objects.count() == 1


def test_a_newer_snapshot_replaces_the_older_only_once_it_is_vetted(offered, bogor, operator, head, now):
    first = taken(bogor, operator)
    vet_snapshot(snapshot_id=first.pk, by=head)
    offered.put("32.71", "6", out_of="6", now=now)

    second = taken(bogor, operator)

    assert latest_vetted(KEY, "32.71") == first
    vet_snapshot(snapshot_id=second.pk, by=head)
    assert latest_vetted(KEY, "32.71") == second
    assert vetted_snapshot(first.uuid) == first


def test_a_snapshot_that_a_newer_one_overtook_is_not_decided_any_more(offered, bogor, operator, head):
    first, second = taken(bogor, operator), taken(bogor, operator)

    with pytest.raises(Overtaken, match=second.number):
        vet_snapshot(snapshot_id=first.pk, by=head)

    assert list(waiting_for(head)) == [second]
    assert list(waiting_for(operator)) == []


def test_a_refusal_needs_a_reason_and_leaves_what_was_vetted(offered, bogor, operator, head):
    first = taken(bogor, operator)
    vet_snapshot(snapshot_id=first.pk, by=head)
    second = taken(bogor, operator)

    with pytest.raises(ReasonMissing):
        refuse_snapshot(snapshot_id=second.pk, by=head, reason="  ")
    refuse_snapshot(snapshot_id=second.pk, by=head, reason="Jumlah unit belum lengkap.")

    assert latest_vetted(KEY, "32.71") == first
    assert second.decision.reason == "Jumlah unit belum lengkap."


def test_a_figure_whose_report_was_returned_since_is_not_vetted(offered, bogor, operator, head, entry):
    snapshot = taken(bogor, operator)
    reports.send_back(entry, head)

    with pytest.raises(SourceChanged, match=entry.number):
        vet_snapshot(snapshot_id=snapshot.pk, by=head)


def test_an_error_of_a_follower_takes_the_vetting_back(offered, bogor, operator, head):
    def broken(_series):
        raise RuntimeError("the page could not be written")

    snapshot = taken(bogor, operator)
    followers.register("broken", broken)
    try:
        with pytest.raises(RuntimeError):
            vet_snapshot(snapshot_id=snapshot.pk, by=head)
    finally:
        del followers._registry["broken"]

    assert latest_vetted(KEY, "32.71") is None


@pytest.mark.parametrize("model", [FigureSnapshot, FigureDecision])
def test_the_database_itself_refuses_to_change_what_was_taken_or_decided(offered, bogor, operator, head, model, now):
    snapshot = taken(bogor, operator)
    vet_snapshot(snapshot_id=snapshot.pk, by=head)
    rows = model._base_manager.all()

    with pytest.raises(AppendOnlyError):
        model.objects.update(simulation=True)
    with pytest.raises(AppendOnlyError):
        model.objects.get().save()
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(simulation=True)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows._raw_delete(rows.db)
    Purge.objects.create(scenario="bogor", started_at=now)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows._raw_delete(rows.db)  # a real row stays even then


def test_what_can_be_quoted_is_read_in_one_query_whatever_its_number(demo_figures, bogor, operator, head, now, django_assert_num_queries):
    demo_figures.parts = {str(part): f"Poin {part}" for part in range(8)}
    for part in demo_figures.parts:
        demo_figures.put("32.71", "1", now=now, part=part)
        for _time in range(2):
            vet_snapshot(snapshot_id=taken(bogor, operator, part=part).pk, by=head)

    with django_assert_num_queries(1):
        found = vetted_series()
        names = [(one.title, one.region_title, one.snapshot.decision.decided_by.pk) for one in found]
    assert names == [(f"Angka percobaan: Poin {part}", "Kota Bogor", head.pk) for part in range(8)]
    assert Series.of(found[0].key) == found[0].series
    with django_assert_num_queries(1):
        assert set(latest_vetted_of([one.series for one in found])) == {one.series for one in found}
    with django_assert_num_queries(1):
        assert vetted_series("33.74") == []


def test_a_corrected_report_is_told_beside_the_value_of_today(offered, bogor, operator, head, entry, now):
    snapshot = taken(bogor, operator)
    vet_snapshot(snapshot_id=snapshot.pk, by=head)
    assert not staleness(snapshot, now).changed

    reports.send_back(entry, head)
    assert staleness(snapshot, now).reasons == (f"Laporan {entry.number} dari Kecamatan Bogor Selatan tidak lagi berstatus diterima.",)
    again = reports.send(entry.form, people.officer(), {"nama": "Dewi"}, entry=entry)
    assert "dikirim ulang dan belum diterima" in staleness(snapshot, now).reasons[0]
    reports.accept(again, operator)
    offered.put("32.71", "3", out_of="6", now=now, entries=[(entry.uuid, 2)])
    found = staleness(snapshot, now)

    assert found.broken
    assert found.reasons == (
        f"Laporan {entry.number} dari Kecamatan Bogor Selatan sudah dikoreksi.",
        "Nilai sekarang 3 dari 6 unit; yang tercatat 4 dari 6 unit.",
    )
    assert latest_vetted(KEY, "32.71") == snapshot


def test_a_newer_value_is_told_and_is_no_broken_source(offered, bogor, operator, entry, now):
    snapshot = taken(bogor, operator)
    offered.put("32.71", "5", out_of="6", now=now, entries=[(entry.uuid, 1)])

    found = staleness(snapshot, now)

    assert (found.changed, found.broken, found.today_words) == (True, False, "5 dari 6 unit")


def test_a_value_that_is_gone_or_offered_no_longer_is_told(offered, bogor, operator, now):
    snapshot = taken(bogor, operator)
    offered.values.clear()

    assert staleness(snapshot, now).reasons == (f"Hari ini tidak ada nilainya. {REASON}",)
    offered.parts.clear()
    assert staleness(snapshot, now).reasons == ("Angka ini tidak ditawarkan lagi untuk wilayah ini.",)


def test_registries_complain_early(now):
    value = {"out_of": None, "as_of": now, "source": "laporan"}

    for wrong in (lambda: figures.register(Figure("units_asked_answered", "x", "x", lambda _region, _now: [])),):
        with pytest.raises(ValueError, match="registered twice"):
            wrong()
    with pytest.raises(ValueError, match="no key"):
        figures.register(Figure("Angka Baru", "x", "x", lambda _region, _now: []))
    with pytest.raises(ValueError, match="decimal places"):
        FigureValue(Decimal("0.1234567"), **value)
    with pytest.raises(ValueError, match="decimal places"):
        FigureValue(Decimal("NaN"), **value)
    with pytest.raises(ValueError, match="aware"):
        FigureValue(Decimal(1), None, now.replace(tzinfo=None), "laporan")
    with pytest.raises(ValueError, match="value or a reason"):
        Offer("", "")
    with pytest.raises(ValueError, match="key of a part"):
        Offer("a|b", "", reason="Belum ada.")
    with pytest.raises(ValueError, match="registered twice"):
        sources.register(lambda _uuids: {})
    quoting.register("dua", lambda _series: [])
    try:
        with pytest.raises(ValueError, match="registered twice"):
            quoting.register("dua", lambda _series: [])
    finally:
        del quoting._registry["dua"]


@pytest.mark.parametrize("text", ["", "a", "a|", "a||b", "|32|", "a|b|c|d"])
def test_a_text_that_is_no_series_is_none(text):
    assert Series.of(text) is None
