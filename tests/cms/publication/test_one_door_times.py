"""A text goes out at its time, not before, not twice, and not while a rule keeps it in."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError

from cms.publication import tasks
from cms.publication.constants import Step
from cms.publication.errors import GateShut, Incomplete, NotWaiting
from cms.publication.models import Edition, HandIn, InstallationSettings, PublicFile, ReleasePage
from cms.publication.rendering import build
from cms.publication.services import acting, vetting, write_page
from cms.publication.services.publishing import publish_due, release
from desk.calendar.services import create_election
from tests.cms.publication.editing import public_state
from tests.factories import publication, regions

pytestmark = pytest.mark.django_db

WIB = ZoneInfo("Asia/Jakarta")
VOTING_DAY = date(2024, 11, 27)  # the quiet period of its standard calendar: 24 to 26 November
NOW = datetime(2024, 11, 20, 9, 0, tzinfo=WIB)
QUIET = datetime(2024, 11, 25, 9, 0, tzinfo=WIB)
AFTERWARDS = datetime(2024, 11, 27, 0, 0, tzinfo=WIB)


@pytest.fixture
def at():
    """``at(moment)``: the clock stands there."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller.move_to


@pytest.fixture
def election(at):
    return create_election(key="bogor", name="Pilwalkot Bogor", region=regions.bogor(), voting_day=VOTING_DAY)


@pytest.fixture
def editor(at):
    return publication.editor()


@pytest.fixture
def approver(at):
    return publication.approver()


def reviewed(page, editor, approver):
    row = acting.submit(page=page, by=editor)
    acting.finish_review(hand_in_id=row.pk, by=approver)
    return row


def approved(page, editor, approver):
    row = reviewed(page, editor, approver)
    acting.approve(hand_in_id=row.pk, by=approver)
    row.refresh_from_db()
    return row


def test_an_approved_text_waits_for_its_time_and_goes_out_once(at, editor, approver):
    row = approved(publication.draft_release(publish_at=NOW + timedelta(hours=2)), editor, approver)
    assert (row.step, Edition.objects.count()) == (Step.APPROVED, 0)

    at(NOW + timedelta(hours=2, seconds=-1))
    tasks.publish_approved()
    assert Edition.objects.count() == 0

    at(NOW + timedelta(hours=2))
    for _restart in range(3):
        tasks.publish_approved()

    row.refresh_from_db()
    assert (row.step, Edition.objects.get().published_at) == (Step.PUBLISHED, NOW + timedelta(hours=2))


def test_a_text_without_a_time_goes_out_even_if_the_process_ended_after_the_approval(editor, approver):
    row = vetting.hand_in(page=publication.draft_release(), by=editor)
    vetting.review(hand_in_id=row.pk, by=approver)
    vetting.approve(hand_in_id=row.pk, by=approver)

    assert publish_due() == 1
    assert Edition.objects.count() == 1


def test_nothing_lets_a_text_out_before_its_time(editor, approver):
    row = approved(publication.draft_release(publish_at=NOW + timedelta(hours=2)), editor, approver)

    with pytest.raises(NotWaiting):
        release(hand_in_id=row.pk, now=NOW)


@pytest.mark.parametrize("step", [Step.HANDED_IN, Step.REVIEWED, Step.RETURNED, Step.CANCELLED])
def test_only_an_approved_text_goes_out(editor, step):
    row = acting.submit(page=publication.draft_release(), by=editor)
    HandIn.objects.filter(pk=row.pk).update(step=step)

    with pytest.raises(NotWaiting):
        release(hand_in_id=row.pk, now=NOW)
    assert publish_due(NOW) == 0


def test_an_approval_in_the_quiet_period_is_refused_with_the_reason(at, election, editor, approver):
    row = reviewed(publication.draft_release(), editor, approver)
    before = public_state()
    at(QUIET)

    with pytest.raises(GateShut, match=r"sampai Rabu, 27 November 2024, 00[.]00 WIB"):
        acting.approve(hand_in_id=row.pk, by=approver)

    row.refresh_from_db()
    assert (row.step, public_state()) == (Step.REVIEWED, before)


def test_a_notice_goes_out_in_the_quiet_period(at, election, editor, approver):
    at(QUIET)

    approved(publication.draft_announcement(), editor, approver)

    assert Edition.objects.count() == 1


def test_a_withdrawal_goes_out_in_the_quiet_period(at, election, editor, approver):
    page = publication.publish(publication.draft_release())
    at(QUIET)
    row = vetting.propose_withdrawal(page=page, by=editor, reason="Angkanya keliru.")

    acting.approve(hand_in_id=row.pk, by=approver)

    assert Edition.objects.latest("number").event == "withdrawn"


def test_a_time_inside_the_quiet_period_is_refused_when_it_is_handed_in(election, editor):
    page = publication.draft_release(publish_at=QUIET)

    with pytest.raises(GateShut, match=r"Masa tenang Pilwalkot Bogor berlangsung sampai Rabu, 27 November 2024, 00[.]00 WIB"):
        acting.submit(page=page, by=editor)

    assert not HandIn.objects.exists()
    assert not page.workflow_in_progress


def test_what_a_gate_keeps_in_says_why_and_goes_out_afterwards(at, editor, approver):
    """The calendar came after the approval, so that the time falls into the quiet period."""
    row = approved(publication.draft_release(publish_at=QUIET), editor, approver)
    create_election(key="bogor", name="Pilwalkot Bogor", region=regions.bogor(), voting_day=VOTING_DAY)

    at(QUIET)
    for _minute in range(2):
        tasks.publish_approved()
    row.refresh_from_db()
    assert (row.step, Edition.objects.count()) == (Step.APPROVED, 0)
    assert "Masa tenang Pilwalkot Bogor" in row.refusal

    at(AFTERWARDS)
    tasks.publish_approved()
    row.refresh_from_db()
    assert (row.step, row.refusal, Edition.objects.count()) == (Step.PUBLISHED, "", 1)


def test_an_embargo_in_the_past_is_refused(editor):
    with pytest.raises(ValidationError, match="Waktu embargo sudah lewat"):
        publication.draft_release(embargo_until=NOW - timedelta(minutes=1))


def test_an_embargo_that_passed_since_it_was_written_is_refused_when_it_is_handed_in(at, editor):
    page = publication.draft_release(embargo_until=NOW + timedelta(hours=1))
    at(NOW + timedelta(hours=2))

    with pytest.raises(Incomplete, match="Waktu embargo sudah lewat"):
        acting.submit(page=page, by=editor)


def test_a_time_before_the_embargo_is_refused(editor):
    with pytest.raises(ValidationError, match="Jadwal terbit mendahului akhir embargo"):
        publication.draft_release(embargo_until=NOW + timedelta(hours=3), publish_at=NOW + timedelta(hours=1))


def test_under_embargo_nothing_is_approved_without_a_time(editor, approver):
    row = reviewed(publication.draft_release(embargo_until=NOW + timedelta(hours=3)), editor, approver)

    with pytest.raises(GateShut, match=r"embargo sampai Rabu, 20 November 2024, 12[.]00 WIB"):
        acting.approve(hand_in_id=row.pk, by=approver)

    assert Edition.objects.count() == 0


def test_a_picture_that_changed_while_the_text_waited_for_its_time_keeps_it_in(at, editor, approver, monkeypatch):
    row = approved(publication.draft_release(publish_at=NOW + timedelta(hours=1)), editor, approver)
    HandIn.objects.filter(pk=row.pk).update(assets={"image:1": "as it was approved"})
    at(NOW + timedelta(hours=1))

    tasks.publish_approved()

    row.refresh_from_db()
    assert (row.step, Edition.objects.count()) == (Step.APPROVED, 0)
    assert "diganti sesudah disetujui" in row.refusal


def test_a_failure_of_the_building_publishes_nothing_and_is_tried_again(at, editor, approver, monkeypatch):
    row = approved(publication.draft_release(publish_at=NOW + timedelta(hours=1)), editor, approver)
    at(NOW + timedelta(hours=1))
    with monkeypatch.context() as broken:
        broken.setattr(build, "after_edition", lambda *_args, **_named: 1 / 0)
        tasks.publish_approved()
    row.refresh_from_db()
    assert (row.step, Edition.objects.count()) == (Step.APPROVED, 0)
    assert "dicoba lagi setiap menit" in row.refusal

    tasks.publish_approved()

    assert Edition.objects.count() == 1


def test_a_cancelled_text_does_not_go_out_at_its_time(at, editor, approver):
    row = approved(publication.draft_release(publish_at=NOW + timedelta(hours=1)), editor, approver)
    vetting.cancel(hand_in_id=row.pk, by=editor)
    at(NOW + timedelta(hours=1))

    tasks.publish_approved()

    assert Edition.objects.count() == 0


def test_an_incomplete_draft_is_not_handed_in_and_the_refusal_names_what_is_missing(editor):
    page = publication.draft_release()
    page.number, page.body = "", [("quote", {"text": "", "name": "Arum", "position": ""})]
    page.save_revision(user=editor, clean=False)

    with pytest.raises(Incomplete, match=r"Nomor: .* Isi: ada bagian yang belum diisi"):
        acting.submit(page=page, by=editor)

    assert not page.workflow_in_progress


def test_a_correction_needs_an_explanation_of_its_own(editor, approver):
    page = publication.publish(publication.draft_release())
    changed = write_page(ReleasePage, by=editor, page=page, summary="Teras yang benar.")
    with pytest.raises(Incomplete, match="penjelasan ralat"):
        acting.submit(page=changed, by=editor)

    write_page(ReleasePage, by=editor, page=page, correction="Teras keliru.")
    approved(page, editor, approver)
    write_page(ReleasePage, by=editor, page=ReleasePage.objects.get(pk=page.pk), summary="Teras yang lain.")
    with pytest.raises(Incomplete, match="masih yang lama"):
        acting.submit(page=page, by=editor)


def test_the_identity_goes_out_with_the_home_page_that_two_people_saw(editor, approver):
    publication.publish_home(headline="Semula")
    settings = InstallationSettings.load()
    settings.name = "Nama yang belum dilihat siapa pun"
    settings.save()

    build.everything(now=NOW)

    assert not any(b"belum dilihat" in bytes(body) for body in _bodies())


def _bodies():
    return PublicFile.objects.exclude(body=None).values_list("body", flat=True)
