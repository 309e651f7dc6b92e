"""Proposals: once per report and row, corrected, taken back, followed by the editors, their files."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import ModelLogEntry

from desk.people.scope import scope_of
from desk.reporting.services.drafts import open_entry
from desk.reporting.services.files import add_file
from desk.vetted import files
from desk.vetted.constants import NEXT_STATES, ProposalState
from desk.vetted.destinations import PublicationDestination
from desk.vetted.errors import AddressMissing, ProposalIncomplete, ProposalMoved, ReasonMissing
from desk.vetted.models import Proposal
from desk.vetted.selectors.proposals import file_of, files_of, open_proposals, proposals_of_entries
from desk.vetted.services.proposals import follow_proposal, hand_over_draft, take_correction
from forms_config.destinations import DestinationRefused
from tests.factories import forms, people, regions, reports
from tests.factories.submitted import SENT_AT, row, submitted, whole

pytestmark = pytest.mark.django_db
TOLD = {"kind": "announcement", "title": "Layanan perekaman KTP-el pada hari Sabtu", "text": "Disdukcapil membuka layanan perekaman."}


@pytest.fixture(autouse=True)
def bogor():
    regions.make_regions()
    return regions.bogor()


def receive(*rows, **entry):
    told = submitted(*(rows or (whole(**TOLD),)), **entry)
    PublicationDestination().receive(told)
    return told


def moved(proposal, *states, by=None):
    for state in states:
        proposal = follow_proposal(proposal_id=proposal.pk, state=state, by=by, reason="Sebab.", url="/siaran-pers/1/")
    return proposal


def test_a_report_becomes_a_draft_for_the_editors_at_once_and_says_that_the_posko_has_not_accepted_it():
    receive()

    proposal = open_proposals().get()
    assert (proposal.kind, proposal.title, proposal.state, proposal.receipt) == (*list(TOLD.values())[:2], "received", "BGR-24-000001")
    assert not proposal.accepted_by_desk

    PublicationDestination().follow(proposal.source_entry, "accepted")

    assert open_proposals().get().accepted_by_desk


def test_details_keep_dates_and_moments_as_texts():
    moment = datetime(2024, 11, 26, 1, 0, tzinfo=UTC)

    receive(whole(**TOLD, event_date=date(2024, 11, 26), event_time=time(8, 30), wished_at=moment, place="Aula", audience=""))

    assert Proposal.objects.get().details == {
        "event_date": "2024-11-26",
        "event_time": "08:30:00",
        "wished_at": "2024-11-26T01:00:00+00:00",
        "place": "Aula",
    }


def test_receiving_the_same_submission_again_keeps_one_row():
    entry = receive()

    PublicationDestination().receive(entry)

    assert Proposal.objects.count() == 1


@pytest.mark.parametrize("missing", ["kind", "title", "text"])
def test_a_proposal_without_its_essentials_is_refused_in_words(missing):
    with pytest.raises(DestinationRefused, match="usulan belum diisi"):
        receive(whole(**TOLD | {missing: ""}))

    assert not Proposal.objects.exists()


def test_a_title_that_is_longer_than_the_column_is_cut():
    receive(whole(**TOLD | {"title": "x" * 300}))

    assert len(Proposal.objects.get().title) == 250


def test_a_correction_replaces_what_nobody_has_begun_with():
    entry = receive()

    receive(whole(**TOLD | {"title": "Judul yang benar"}), uuid=entry.uuid, number=2)

    proposal = Proposal.objects.get()
    assert (proposal.title, proposal.changed_since, proposal.correction) == ("Judul yang benar", None, None)
    assert proposal.received_at == SENT_AT


def test_a_correction_of_what_the_editors_began_stands_beside_it_until_they_take_it():
    entry = receive()
    redaktur = people.editor()
    proposal = moved(Proposal.objects.get(), "in_progress", by=redaktur)

    receive(whole(**TOLD | {"title": "Judul yang benar"}), uuid=entry.uuid, number=2)

    proposal.refresh_from_db()
    assert (proposal.title, proposal.correction["title"]) == (TOLD["title"], "Judul yang benar")
    assert proposal.changed_since == SENT_AT + timedelta(hours=1)
    take_correction(proposal_id=proposal.pk, by=redaktur)
    take_correction(proposal_id=proposal.pk, by=redaktur)
    proposal.refresh_from_db()
    assert (proposal.title, proposal.changed_since, proposal.correction) == ("Judul yang benar", None, None)
    assert ModelLogEntry.objects.filter(action="desk.proposal.take_change").count() == 1


def test_sending_the_same_content_again_marks_no_change():
    entry = receive()
    moved(Proposal.objects.get(), "in_progress")

    receive(uuid=entry.uuid, number=2)

    assert Proposal.objects.get().changed_since is None


def test_what_a_correction_no_longer_tells_of_is_marked_and_comes_back_when_told_again():
    first, second = row(**TOLD), row(**TOLD | {"title": "Kedua"})
    entry = receive(first, second)
    moved(Proposal.objects.get(title="Kedua"), "in_progress")

    PublicationDestination().receive(submitted(uuid=entry.uuid, number=2))

    assert not Proposal.objects.filter(retracted_at=None).exists()
    assert [one.title for one in open_proposals()] == ["Kedua"]  # the editors had begun: they must see the mark
    receive(first, second, uuid=entry.uuid, number=3)
    assert open_proposals().count() == 2


def test_the_proposer_sees_each_step_and_the_address():
    receive()
    redaktur = people.editor()

    proposal = moved(Proposal.objects.get(), "in_progress", "reviewed", "approved", "published", "corrected", by=redaktur)

    assert (proposal.state, proposal.public_url) == ("corrected", "/siaran-pers/1/")
    assert [entry.data["to"] for entry in ModelLogEntry.objects.filter(action="desk.proposal.follow").order_by("timestamp", "pk")] == [
        "in_progress",
        "reviewed",
        "approved",
        "published",
        "corrected",
    ]


def test_the_state_that_it_has_already_changes_nothing(now):
    receive()
    proposal = moved(Proposal.objects.get(), "in_progress")

    again = follow_proposal(proposal_id=proposal.pk, state="in_progress", by=None, now=now + timedelta(hours=1))

    assert again.state_at == proposal.state_at
    assert ModelLogEntry.objects.filter(action="desk.proposal.follow").count() == 1


@pytest.mark.parametrize("present", ProposalState.values)
def test_only_named_steps_lead_from_a_state_to_another(present):
    receive()
    Proposal.objects.update(state=present)
    proposal = Proposal.objects.get()

    for wanted in set(ProposalState.values) - NEXT_STATES[present] - {present}:
        with pytest.raises(ProposalMoved, match="Usulan ini berstatus"):
            moved(proposal, wanted)


@pytest.mark.parametrize(("before", "state"), [("received", "declined"), ("published", "withdrawn")])
def test_the_proposer_is_told_why_something_is_not_or_no_longer_published(before, state):
    receive()
    Proposal.objects.update(state=before)

    with pytest.raises(ReasonMissing):
        follow_proposal(proposal_id=Proposal.objects.get().pk, state=state, by=None, reason=" ")


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "siaran"])
def test_what_is_published_has_an_address(url):
    receive()
    Proposal.objects.update(state="approved")

    with pytest.raises(AddressMissing):
        follow_proposal(proposal_id=Proposal.objects.get().pk, state="published", by=None, url=url)


def test_a_withdrawn_proposal_keeps_its_address_and_tells_why():
    receive()
    Proposal.objects.update(state="published", public_url="/siaran-pers/1/")

    proposal = follow_proposal(proposal_id=Proposal.objects.get().pk, state="withdrawn", by=None, reason="Keliru alamat.")

    assert (proposal.public_url, proposal.reason) == ("/siaran-pers/1/", "Keliru alamat.")


def test_a_capability_hands_a_draft_over_once(bogor):
    uuid, operator = uuid4(), people.operator(bogor)
    draft = {
        "uuid": uuid,
        "kind": "clarification",
        "title": "Klarifikasi jam buka TPS",
        "text": "TPS buka pukul 07.00 sampai 13.00.",
        "region": bogor,
        "by": operator,
        "origin": "Register temuan media sosial",
        "details": {"claim": "TPS tutup pukul 10.00.", "verdict": "salah", "unknown": "x"},
    }

    first, second = hand_over_draft(**draft), hand_over_draft(**draft)

    assert first.pk == second.pk
    assert first.details == {"claim": "TPS tutup pukul 10.00.", "verdict": "salah"}
    assert first.accepted_by_desk
    assert list(open_proposals()) == [first]
    with pytest.raises(ProposalIncomplete):
        hand_over_draft(**draft | {"uuid": uuid4(), "title": " "})


def test_proposals_of_many_reports_are_read_in_one_query(django_assert_num_queries):
    entries = [receive(whole(**TOLD), region=code).uuid for code in ("32.71.01", "32.71.02", "33.74.01")]

    with django_assert_num_queries(1):
        found = proposals_of_entries([*entries, uuid4()])

    assert {entry: len(told) for entry, told in found.items()} == dict.fromkeys(entries, 1)


def test_a_desk_sees_the_proposals_of_its_region_and_an_officer_those_of_the_own_unit():
    receive()

    seen = [people.operator(), people.officer(), people.admin()]
    unseen = [people.operator(regions.semarang()), people.officer(regions.region("32.71.02", "Bogor Timur", "district")), people.editor()]

    assert all(Proposal.objects.visible_to(user).count() == 1 for user in seen)
    assert not any(Proposal.objects.visible_to(user).exists() for user in unseen)


def test_the_editors_open_the_files_of_a_proposal_and_no_other(settings, tmp_path, now, django_assert_num_queries):
    settings.MEDIA_ROOT = tmp_path
    form = forms.publish(forms.question("short_text", "nama"), forms.question("files", "berkas", kinds=["pdf"]))
    officer = people.officer()
    unit = scope_of(officer).units[0]

    def with_file(sent):
        entry = open_entry(uuid=uuid4(), form=form, unit=unit, user=officer, now=now)
        upload = SimpleUploadedFile("surat.pdf", b"%PDF-1.4\n%%EOF")
        attachment = add_file(entry=entry, key="berkas", upload=upload, user=officer, now=now)
        if sent:
            reports.send(form, officer, {"nama": "Rani", "berkas-kept": str(attachment.uuid)}, entry=entry, now=now)
        return attachment

    own, other, draft = with_file(True), with_file(True), with_file(False)
    receive(whole(**TOLD, documents=[own.uuid, draft.uuid]))
    proposal = Proposal.objects.get()

    with django_assert_num_queries(1):
        (file,) = files_of(proposal)

    assert (file.name, file.photo, file.read()[:4]) == ("surat.pdf", False, b"%PDF")
    assert file_of(proposal, own.uuid).uuid == own.uuid
    assert file_of(proposal, other.uuid) is None
    assert file_of(proposal, draft.uuid) is None
    with pytest.raises(ValueError, match="registered twice"):
        files.register(lambda _uuids: {})
