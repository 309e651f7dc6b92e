"""Who wrote a text does not let it out, by whatever way it was written, and what was approved is what was read."""

from io import BytesIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.images import ImageFile
from django.test import Client
from django.urls import reverse
from PIL import Image as Drawing
from wagtail.actions.copy_page import CopyPageAction
from wagtail.images.models import Image
from wagtail.models import GroupPagePermission, Page, WorkflowState

from cms.publication.constants import Step
from cms.publication.errors import NotWaiting, NotYours, TextChanged
from cms.publication.models import Edition, HandIn, ReleasePage
from cms.publication.services import acting, vetting, write_page
from desk.people.models import Role, User
from tests.cms.publication.editing import edit, public_state, steps
from tests.factories import people, publication

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(editor):
    return publication.draft_release()


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def act(user, page, action, task_state, **data):
    return client_of(user).post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, task_state.pk]), data)


def current(page):
    return Page.objects.get(pk=page.pk).specific.current_workflow_task_state


def picture(colour="navy", title="Posko"):
    data = BytesIO()
    Drawing.new("RGB", (40, 30), colour).save(data, "PNG")
    return Image.objects.create(title=title, file=ImageFile(data, name=f"{colour}.png"))


def body_with(image):
    shown = {"image": image, "alt": "Posko", "caption": "Posko kelurahan.", "credit": "Foto: Dok. Pemkot Bogor"}
    return [("paragraph", "<p>Lokasi semula tergenang.</p>"), ("picture", shown)]


def test_the_address_of_another_page_does_not_open_the_door_to_ones_own_text(draft, editor, approver):
    """Wagtail does not check that the page and the task of an address belong together."""
    acting.submit(page=draft, by=editor)
    colleague = people.with_role(Role.EDITOR, username="redaktur.dua", name="Sari Utami")
    other = write_page(ReleasePage, by=colleague, **{**publication.RELEASE, "slug": "lain", "title": "Naskah orang lain"})
    acting.submit(page=other, by=colleague)
    before = public_state(), steps()

    act(editor, other, "approve", current(draft), comment="")

    assert (public_state(), steps()) == before
    assert current(draft).status == "in_progress"


def test_the_address_of_another_page_does_not_open_the_last_step_either(draft, editor, approver, second_approver):
    write_page(ReleasePage, by=approver, page=draft, summary="Teras yang ditulis penyetuju sendiri.")
    row = acting.submit(page=draft, by=editor)
    acting.finish_review(hand_in_id=row.pk, by=second_approver)
    other = acting.submit(page=publication.draft_release(slug="lain", title="Naskah lain"), by=editor)
    acting.finish_review(hand_in_id=other.pk, by=second_approver)
    before = public_state(), steps()

    page = act(approver, other.page, "approve", current(draft), comment="")

    assert (public_state(), steps()) == before
    assert page.status_code == 302


def test_somebody_with_wagtails_permission_to_publish_still_needs_a_second_person(draft, editor):
    root = Page.get_first_root_node()
    for codename in ("publish_page", "bulk_delete_page"):
        permission = Permission.objects.get(codename=codename, content_type__app_label="wagtailcore")
        GroupPagePermission.objects.create(group=Group.objects.get(name="Redaktur"), page=root, permission=permission)
    before = public_state()
    client = client_of(editor)

    edit(client, draft, "action-publish")
    client.post(reverse("wagtailadmin_pages:unpublish", args=[draft.pk]))
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{bulk}?id={draft.pk}&next=/admin/", {"include_descendants": "on"})
    edit(client, draft, "action-submit")
    act(editor, draft, "approve", current(draft), comment="")

    assert public_state() == before
    assert steps() == [(draft.pk, Step.HANDED_IN)]


@pytest.mark.parametrize("role", ["admin", "operator", "officer", "superuser"])
def test_without_the_role_nobody_lets_out_what_others_wrote(draft, editor, role):
    user = User.objects.create_superuser("super", password="rahasia-posko-2024") if role == "superuser" else getattr(people, role)()
    row = acting.submit(page=draft, by=editor)
    before = public_state(), steps()

    for step in (acting.finish_review, vetting.approve, vetting.review):
        with pytest.raises((NotYours, NotWaiting)):
            step(hand_in_id=row.pk, by=user)
    act(user, draft, "approve", current(draft), comment="")

    assert (public_state(), steps()) == before


def test_an_editor_reviews_and_does_not_approve(draft, editor):
    colleague = people.with_role(Role.EDITOR, username="redaktur.dua", name="Sari Utami")
    row = acting.submit(page=draft, by=editor)
    acting.finish_review(hand_in_id=row.pk, by=colleague)

    with pytest.raises(NotYours):
        acting.approve(hand_in_id=row.pk, by=colleague)

    assert Edition.objects.count() == 0


def wrote_by_autosave(page, writer, editor):
    """The writer's saving is overwritten by the next of the same visit; then the editor has the last word."""
    first = page.save_revision(user=writer)
    page.summary = "Teras yang ditulis lewat simpan otomatis."
    page.save_revision(user=writer, overwrite_revision=first)
    page.save_revision(user=editor)


def wrote_and_had_a_colleague_save_again(page, writer, editor):
    page.title = "Judul yang ditulis penyetuju"
    page.save_revision(user=writer)
    page.save_revision(user=editor)


def wrote_and_was_purged(page, writer, editor):
    """Wagtail's revisions may be thrown away; the note of who wrote stays."""
    page.save_revision(user=writer)
    page.save_revision(user=editor)
    page.revisions.filter(user=writer).delete()


@pytest.mark.parametrize("way", [wrote_by_autosave, wrote_and_had_a_colleague_save_again, wrote_and_was_purged])
def test_whoever_wrote_on_it_neither_reviews_nor_approves(draft, editor, approver, second_approver, way):
    way(draft, approver, editor)
    row = acting.submit(page=draft, by=editor)

    with pytest.raises(NotYours):
        acting.finish_review(hand_in_id=row.pk, by=approver)
    acting.finish_review(hand_in_id=row.pk, by=second_approver)
    with pytest.raises(NotYours):
        acting.approve(hand_in_id=row.pk, by=approver)

    assert Edition.objects.count() == 0
    acting.approve(hand_in_id=row.pk, by=second_approver)
    assert sorted(Edition.objects.get().authors) == sorted([editor.pk, approver.pk])


def test_who_hands_in_does_not_approve_even_without_having_written(draft, approver, second_approver):
    row = acting.submit(page=draft, by=approver)
    acting.finish_review(hand_in_id=row.pk, by=second_approver)

    with pytest.raises(NotYours):
        acting.approve(hand_in_id=row.pk, by=approver)


def test_a_copy_is_the_text_of_those_who_wrote_the_original(draft, editor, approver):
    write_page(ReleasePage, by=approver, page=draft, summary="Teras yang ditulis penyetuju sendiri.")

    copy = CopyPageAction(page=draft, keep_live=False, update_attrs={"slug": "salinan"}, user=editor).execute()
    row = acting.submit(page=copy, by=editor)

    with pytest.raises(NotYours):
        acting.finish_review(hand_in_id=row.pk, by=approver)


def test_an_old_text_that_is_taken_back_is_the_text_of_who_wrote_it_then(draft, editor, approver, second_approver):
    write_page(ReleasePage, by=approver, page=draft, summary="Teras yang ditulis penyetuju sendiri.")
    hers = draft.revisions.filter(user=approver).get()
    write_page(ReleasePage, by=editor, page=draft, summary="KPU menetapkan lokasi pengganti.")
    row = acting.submit(page=draft, by=editor)
    acting.finish_review(hand_in_id=row.pk, by=second_approver)
    acting.approve(hand_in_id=row.pk, by=second_approver)

    page = ReleasePage.objects.get(pk=draft.pk)
    back = hers.as_object()
    back.correction = "Teras semula yang benar."
    back.save_revision(user=editor, previous_revision=hers)
    row = acting.submit(page=page, by=editor)

    assert approver.pk in row.authors
    with pytest.raises(NotYours):
        acting.finish_review(hand_in_id=row.pk, by=approver)


def test_publishing_makes_nobody_an_author_of_what_comes_next(draft, editor, approver):
    publication.publish(draft)
    colleague = people.with_role(Role.EDITOR, username="redaktur.dua", name="Sari Utami")

    write_page(ReleasePage, by=colleague, page=draft, summary="Teras baru.", correction="Teras diperjelas.")
    row = acting.submit(page=draft, by=colleague)

    assert row.authors == [colleague.pk]
    acting.finish_review(hand_in_id=row.pk, by=editor)  # who handed in the edition before reads with new eyes
    assert draft.revisions.count() == 2


def test_what_was_written_for_an_earlier_edition_does_not_keep_a_person_out_for_ever(draft, editor, approver, second_approver):
    write_page(ReleasePage, by=approver, page=draft, summary="Teras yang ditulis penyetuju sendiri.")
    row = acting.submit(page=draft, by=editor)
    acting.finish_review(hand_in_id=row.pk, by=second_approver)
    acting.approve(hand_in_id=row.pk, by=second_approver)

    write_page(ReleasePage, by=editor, page=ReleasePage.objects.get(pk=draft.pk), summary="Teras baru.", correction="Teras diperjelas.")
    row = acting.submit(page=draft, by=editor)
    acting.finish_review(hand_in_id=row.pk, by=approver)
    acting.approve(hand_in_id=row.pk, by=approver)

    assert Edition.objects.filter(page=draft).count() == 2


def test_a_text_that_changed_after_the_review_is_not_approved(draft, editor, approver):
    row = acting.submit(page=draft, by=editor)
    acting.finish_review(hand_in_id=row.pk, by=approver)
    changed = ReleasePage.objects.get(pk=draft.pk)
    changed.title = "Judul yang tidak pernah ditinjau"
    changed.save_revision(user=editor)
    before = public_state(), steps()

    with pytest.raises(TextChanged):
        acting.approve(hand_in_id=row.pk, by=approver)

    assert (public_state(), steps()) == before


def replaced(image, user):
    """The library's own page: another file for the same picture."""
    data = BytesIO()
    Drawing.new("RGB", (40, 30), "maroon").save(data, "PNG")
    data.name, _start = "lain.png", data.seek(0)
    form = {"title": image.title, "description": "", "file": data, "tags": "", "collection": image.collection_id}
    answer = client_of(user).post(reverse("wagtailimages:edit", args=[image.pk]), form)
    assert answer.status_code == 302
    assert Image.objects.get(pk=image.pk).file_hash != image.file_hash


def deleted(image, user):
    assert client_of(user).post(reverse("wagtailimages:delete", args=[image.pk])).status_code == 302


@pytest.mark.parametrize("way", [replaced, deleted])
def test_a_picture_that_changed_after_it_was_handed_in_goes_nowhere(draft, editor, approver, way, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    image = picture()
    row = acting.submit(page=write_page(ReleasePage, by=editor, page=draft, body=body_with(image)), by=editor)
    acting.finish_review(hand_in_id=row.pk, by=approver)

    way(Image.objects.get(pk=image.pk), approver)

    with pytest.raises(TextChanged):
        acting.approve(hand_in_id=row.pk, by=approver)
    assert Edition.objects.count() == 0


def test_an_approval_sent_twice_publishes_once(draft, editor, approver):
    row = acting.submit(page=draft, by=editor)
    acting.finish_review(hand_in_id=row.pk, by=approver)
    last = current(draft)
    acting.approve(hand_in_id=row.pk, by=approver)
    before = public_state()

    with pytest.raises(NotWaiting):
        acting.approve(hand_in_id=row.pk, by=approver)
    act(approver, draft, "approve", last, comment="")

    assert public_state() == before
    assert Edition.objects.count() == 1


def test_a_review_sent_twice_is_no_approval(draft, editor, approver):
    row = acting.submit(page=draft, by=editor)
    acting.finish_review(hand_in_id=row.pk, by=approver)

    with pytest.raises(NotWaiting):
        acting.finish_review(hand_in_id=row.pk, by=approver)

    assert Edition.objects.count() == 0


def test_a_returned_text_begins_again_at_the_first_step(draft, editor, approver):
    row = acting.submit(page=draft, by=editor)
    acting.finish_review(hand_in_id=row.pk, by=approver)
    acting.give_back(hand_in_id=row.pk, by=approver, reason="Sebutkan nomor TPS.")

    edit(client_of(editor), draft, "action-submit", title="TPS 04, 05, dan 06 pindah lokasi")

    again = HandIn.objects.filter(page=draft).latest("pk")
    assert (again.step, current(draft).task.specific._meta.model_name) == (Step.HANDED_IN, "reviewtask")
    acting.finish_review(hand_in_id=again.pk, by=approver)
    acting.approve(hand_in_id=again.pk, by=approver)
    assert Edition.objects.get().title == "TPS 04, 05, dan 06 pindah lokasi"


def test_a_text_whose_workflow_was_ended_elsewhere_does_not_go_out(draft, editor, approver):
    row = acting.submit(page=draft, by=editor)
    WorkflowState.objects.get(pk=row.workflow_state_id).cancel(user=editor)

    with pytest.raises(NotWaiting):
        acting.finish_review(hand_in_id=row.pk, by=approver)

    vetting.cancel(hand_in_id=row.pk, by=editor)
    assert steps() == [(draft.pk, Step.CANCELLED)]


def test_a_text_that_waits_is_locked_for_everybody_at_every_step(draft, editor, approver):
    row = acting.submit(page=draft, by=editor)
    for step in (lambda: None, lambda: acting.finish_review(hand_in_id=row.pk, by=approver)):
        step()
        for user in (editor, approver):
            edit(client_of(user), draft, title="Diubah sambil menunggu")
    row.refresh_from_db()

    assert row.step == Step.REVIEWED
    assert draft.get_latest_revision_as_object().title == "Tiga TPS pindah lokasi"


@pytest.mark.parametrize("who", ["editor", "superuser"])
def test_a_text_that_waits_is_not_deleted_with_all_that_is_known_of_it(draft, editor, who):
    user = editor if who == "editor" else User.objects.create_superuser("super", password="rahasia-posko-2024")
    row = acting.submit(page=draft, by=editor)
    client, address = client_of(user), reverse("wagtailadmin_pages:delete", args=[draft.pk])

    client.post(address)
    client.post(f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'delete'])}?id={draft.pk}&next=/admin/")

    assert steps() == [(draft.pk, Step.HANDED_IN)]
    vetting.cancel(hand_in_id=row.pk, by=editor)
    client.post(address)
    assert not Page.objects.filter(pk=draft.pk).exists()
