"""Several people and workers at the same moment: one wins, the others are told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.publication.constants import Step
from cms.publication.errors import NotWaiting
from cms.publication.models import Edition, HandIn
from cms.publication.services import acting, vetting
from cms.publication.services.publishing import publish_due
from desk.core.errors import DeskError
from desk.people.models import Role
from tests.factories import people, publication
from tests.reporting.test_concurrency import at_once

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def approver(number):
    return people.with_role(Role.APPROVER, username=f"penyetuju.{number}", name=f"Penyetuju {number}")


def told(work):
    """What a person is told: the refusal, or nothing when it was done."""
    try:
        work()
    except DeskError as refused:
        return str(refused)
    return ""


@pytest.fixture
def row():
    waiting = acting.submit(page=publication.draft_release(), by=publication.editor())
    acting.finish_review(hand_in_id=waiting.pk, by=publication.approver())
    return waiting


def test_of_two_approvers_at_once_one_wins_and_the_other_gets_the_sentence(row):
    answers = at_once(lambda user: told(lambda: acting.approve(hand_in_id=row.pk, by=user)), [approver(1), approver(2)])

    assert sorted(answers)[0] == ""
    assert "sudah berstatus “Terbit”" in sorted(answers)[1]
    assert Edition.objects.count() == 1


def test_an_approval_and_a_return_at_once_do_one_of_them(row):
    first, second = approver(1), approver(2)
    work = [
        lambda: acting.approve(hand_in_id=row.pk, by=first),
        lambda: acting.give_back(hand_in_id=row.pk, by=second, reason="Sebutkan nomor TPS."),
    ]

    answers = at_once(told, work)

    row.refresh_from_db()
    assert sorted(bool(answer) for answer in answers) == [False, True]
    assert Edition.objects.count() == (1 if row.step == Step.PUBLISHED else 0)


def test_two_reviews_at_once_are_no_approval():
    waiting = acting.submit(page=publication.draft_release(), by=publication.editor())

    answers = at_once(lambda user: told(lambda: acting.finish_review(hand_in_id=waiting.pk, by=user)), [approver(1), approver(2)])

    waiting.refresh_from_db()
    assert sorted(bool(answer) for answer in answers) == [False, True]
    assert (waiting.step, Edition.objects.count()) == (Step.REVIEWED, 0)


def test_workers_at_once_publish_a_scheduled_text_once(row):
    HandIn.objects.filter(pk=row.pk).update(publish_at=timezone.now() + timedelta(hours=1))
    acting.approve(hand_in_id=row.pk, by=approver(1))
    later = timezone.now() + timedelta(hours=2)

    done = at_once(lambda _worker: publish_due(later), range(4))

    assert sum(done) == 1
    assert Edition.objects.count() == 1


def test_a_text_cancelled_at_the_moment_of_its_time_is_out_or_cancelled_never_both(row):
    HandIn.objects.filter(pk=row.pk).update(publish_at=timezone.now() + timedelta(hours=1))
    acting.approve(hand_in_id=row.pk, by=approver(1))
    editor, later = publication.editor(), timezone.now() + timedelta(hours=2)

    at_once(told, [lambda: publish_due(later), lambda: vetting.cancel(hand_in_id=row.pk, by=editor)])

    row.refresh_from_db()
    assert (row.step, Edition.objects.count()) in [(Step.PUBLISHED, 1), (Step.CANCELLED, 0)]


def test_two_editors_who_hand_the_same_page_in_leave_one_text_that_waits():
    page, editors = publication.draft_release(), [publication.editor(), approver(1)]

    at_once(lambda user: vetting.hand_in(page=page, by=user), editors)

    assert sorted(HandIn.objects.values_list("step", flat=True)) == [Step.CANCELLED, Step.HANDED_IN]


def test_an_approval_of_what_is_taken_back_at_the_same_moment_is_refused(row):
    vetting.cancel(hand_in_id=row.pk, by=publication.editor())

    with pytest.raises(NotWaiting):
        acting.approve(hand_in_id=row.pk, by=approver(1))
