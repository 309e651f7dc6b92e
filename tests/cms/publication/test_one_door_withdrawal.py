"""A withdrawal is a step of its own: it forgets nobody who wrote, and leaves nothing behind that stops the next text."""

import pytest
from django.urls import reverse
from wagtail.models import WorkflowState

from cms.publication.constants import Step
from cms.publication.errors import NotYours
from cms.publication.models import Edition, ReleasePage
from cms.publication.services import acting, vetting, write_page
from tests.cms.publication.editing import edit, steps
from tests.factories import publication

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(editor):
    return publication.draft_release()


def withdrawn_by_others(page, editor, second_approver):
    row = vetting.propose_withdrawal(page=page, by=editor, reason="Lokasi belum ditetapkan.")
    acting.approve(hand_in_id=row.pk, by=second_approver)


def test_a_withdrawal_does_not_forget_who_wrote_the_draft_before_it(draft, editor, approver, second_approver):
    publication.publish(draft)
    write_page(ReleasePage, by=approver, page=draft, summary="Teras yang ditulis penyetuju sendiri.")
    withdrawn_by_others(draft, editor, second_approver)

    write_page(ReleasePage, by=editor, page=draft, correction="Lokasi sudah ditetapkan.")
    row = acting.submit(page=draft, by=editor)

    with pytest.raises(NotYours):
        acting.finish_review(hand_in_id=row.pk, by=approver)
    acting.finish_review(hand_in_id=row.pk, by=second_approver)
    with pytest.raises(NotYours):
        acting.approve(hand_in_id=row.pk, by=approver)
    assert Edition.objects.filter(page=draft).count() == 2


def test_nor_does_an_old_text_that_is_taken_back_after_a_withdrawal(draft, editor, approver, second_approver):
    publication.publish(draft)
    write_page(ReleasePage, by=approver, page=draft, summary="Teras yang ditulis penyetuju sendiri.")
    withdrawn_by_others(draft, editor, second_approver)
    write_page(ReleasePage, by=editor, page=draft, number="046/SP-DESK/XI/2024")
    mixed = draft.revisions.filter(user=editor).latest("pk")  # it holds her lead too

    mixed.as_object().save_revision(user=editor, previous_revision=mixed)

    assert approver.pk in draft.authors.filter(wrote_at__gt=mixed.created_at).values_list("user_id", flat=True)


def test_a_withdrawal_takes_back_the_correction_that_waits_and_leaves_the_way_open_for_the_next(draft, editor, approver, client):
    publication.publish(draft)
    write_page(ReleasePage, by=editor, page=draft, summary="Teras baru.", correction="Teras diperjelas.")
    correction = acting.submit(page=draft, by=editor)
    client.force_login(editor)
    told = client.get(reverse("satu_pintu:withdraw", args=[draft.pk])).text

    row = vetting.propose_withdrawal(page=draft, by=editor, reason="Lokasi belum ditetapkan.")

    assert "Mengusulkan penarikan membatalkan penyerahan itu." in told
    assert WorkflowState.objects.get(pk=correction.workflow_state_id).status == WorkflowState.STATUS_CANCELLED
    acting.approve(hand_in_id=row.pk, by=approver)
    edit(client, draft, "action-submit", correction="Lokasi sudah ditetapkan.", summary="Teras yang benar.")
    assert steps()[-1] == (draft.pk, Step.HANDED_IN)
