"""Nobody makes a text public alone, whichever of Wagtail's doors is tried and whoever tries. Nothing moves by trying."""

import json

import pytest
from django.core.management import call_command
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Page

from cms.publication.errors import OnlyThroughOneDoor
from cms.publication.services import section_of
from desk.people.models import User
from tests.cms.publication.editing import edit, public_state, release_form, steps
from tests.factories import people, publication, regions

pytestmark = pytest.mark.django_db

STAFF = ("admin", "editor", "approver", "superuser")
ROLES = (*STAFF, "operator", "officer", "anonymous")


def account(role):
    if role == "anonymous":
        return None
    if role == "superuser":
        return User.objects.create_superuser("super", password="rahasia-posko-2024")
    return getattr(people, role)()


@pytest.fixture
def client_of():
    def enter(role):
        client = Client(raise_request_exception=True)
        user = account(role)
        if user is not None:
            client.force_login(user)
        assert (client.get("/admin/").status_code == 200) == (role in STAFF)  # whoever is not in attacks nothing
        return client

    return enter


@pytest.fixture
def draft():
    regions.make_regions()
    return publication.draft_release()


@pytest.fixture
def public(draft):
    """A page that is public and whose draft has moved on."""
    other = publication.publish(publication.draft_release(slug="sudah-terbit", title="Sudah terbit", number="044/SP-DESK/XI/2024"))
    changed = type(other).objects.get(pk=other.pk)
    changed.title = "Judul yang belum disetujui"
    changed.save_revision(user=publication.editor())
    return type(other).objects.get(pk=other.pk)


def admin(name, *args):
    return reverse(f"wagtailadmin_pages:{name}", args=args)


def bulk(action, page):
    return f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', action])}?id={page.pk}&next=/admin/"


def through_api(action, **data):
    def attack(client, page):
        address = f"/admin/api/main/pages/{page.pk}/action/{action}/"
        told = {name: value(page) if callable(value) else value for name, value in data.items()}
        return client.post(address, json.dumps(told), content_type="application/json")

    return attack


def forged_create(client, _page):
    data = release_form(slug="dipaksa-terbit", title="Dipaksa terbit") | {"action-publish": "1"}
    return client.post(admin("add", "publication", "releasepage", section_of("release").pk), data)


def forged_edit(client, page):
    return edit(client, page, "action-publish", title="Dipaksa terbit")


def forged_schedule(client, page):
    return edit(client, page, "action-publish", go_live_at="2020-01-01 00:00")


def revert_and_publish(client, page):
    data = release_form(slug=page.slug) | {"action-publish": "1"}
    return client.post(admin("revisions_revert", page.pk, page.revisions.first().pk), data)


def copy_live(client, page):
    told = {"new_title": "Salinan", "new_slug": "salinan", "new_parent_page": page.get_parent().pk, "publish_copies": "on"}
    return client.post(admin("copy", page.pk), told)


def copy_as_alias(client, page):
    told = {"new_title": "Alias", "new_slug": "alias", "new_parent_page": page.get_parent().pk, "alias": "on"}
    return client.post(admin("copy", page.pk), told)


def move_away(client, page):
    return client.post(admin("move_confirm", page.pk, section_of("announcement").pk))


def reorder(client, page):
    return client.post(admin("set_page_position", page.pk), {"position": "0"})


def unschedule(client, page):
    return client.post(admin("revisions_unschedule", page.pk, page.revisions.first().pk))


def convert_alias(client, page):
    return client.post(admin("convert_alias", page.pk))


ATTACKS = {
    "create and publish": forged_create,
    "edit and publish": forged_edit,
    "edit and schedule": forged_schedule,
    "unpublish": lambda client, page: client.post(admin("unpublish", page.pk)),
    "revert and publish": revert_and_publish,
    "unschedule": unschedule,
    "copy live": copy_live,
    "copy as alias": copy_as_alias,
    "convert alias": convert_alias,
    "move": move_away,
    "reorder": reorder,
    "bulk publish": lambda client, page: client.post(bulk("publish", page), {"include_descendants": "on"}),
    "bulk publish the section": lambda client, page: client.post(bulk("publish", page.get_parent()), {"include_descendants": "on"}),
    "bulk unpublish": lambda client, page: client.post(bulk("unpublish", page), {"include_descendants": "on"}),
    "bulk unpublish the home page": lambda client, page: client.post(
        bulk("unpublish", page.get_parent().get_parent()), {"include_descendants": "on"}
    ),
    "bulk move": lambda client, page: client.post(bulk("move", page), {"chooser": section_of("announcement").pk}),
    "API publish": through_api("publish"),
    "API unpublish": through_api("unpublish", recursive=True),
    "API copy live": through_api("copy", keep_live=True, recursive=False),
    "API alias": through_api("create_alias", recursive=False),
    "API convert alias": through_api("convert_alias"),
    "API move": through_api("move", destination_page_id=lambda page: page.get_parent().get_parent().pk, position="last-child"),
    "API revert": through_api("revert_to_page_revision", revision_id=lambda page: page.revisions.first().pk),
    "API copy for translation": through_api("copy_for_translation", locale="id"),
}
DELETIONS = {
    "delete": lambda client, page: client.post(admin("delete", page.pk)),
    "delete the section": lambda client, page: client.post(admin("delete", page.get_parent().pk)),
    "bulk delete": lambda client, page: client.post(bulk("delete", page), {"wagtail_site_name": "Desk Pilkada"}),
    "bulk delete the section": lambda client, page: client.post(bulk("delete", page.get_parent()), {"wagtail_site_name": "Desk Pilkada"}),
    "API delete": through_api("delete"),
}


@pytest.mark.parametrize("role", ROLES)
def test_no_door_of_wagtail_makes_a_draft_public(client_of, draft, role):
    client, before = client_of(role), public_state()
    wrong = []
    for name, attack in ATTACKS.items():
        answer = attack(client, draft)
        if answer.status_code >= 500 or public_state() != before:
            wrong.append(f"{name}: {answer.status_code}")

    assert not wrong, wrong
    assert not Page.objects.filter(live=True, slug__in=("tiga-tps-pindah", "dipaksa-terbit", "salinan", "alias")).exists()
    assert steps() == []


@pytest.mark.parametrize("role", ROLES)
def test_no_door_of_wagtail_changes_what_is_public(client_of, public, role):
    client, before, came_from = client_of(role), public_state(), public.get_parent()
    wrong = []
    for name, attack in (ATTACKS | DELETIONS).items():
        answer = attack(client, public)
        if answer.status_code >= 500 or public_state() != before:
            wrong.append(f"{name}: {answer.status_code}")

    assert not wrong, wrong
    public.refresh_from_db()
    assert (public.live, public.title, public.get_parent()) == (True, "Sudah terbit", came_from)


@pytest.mark.parametrize("role", STAFF)
def test_a_copy_is_a_draft_of_its_own(client_of, public, role):
    client, before = client_of(role), public_state()

    client.post(admin("copy", public.pk), {"new_title": "Salinan", "new_slug": "salinan", "new_parent_page": public.get_parent().pk})

    copy = Page.objects.get(slug="salinan").specific
    assert not copy.live
    assert not copy.was_published
    assert public_state() == before


def test_code_that_calls_wagtail_itself_makes_nothing_public(draft, public):
    before, editor = public_state(), publication.editor()

    for page in (draft, public):
        revision = page.get_latest_revision()
        for attempt in (
            lambda revision=revision: revision.publish(user=editor),
            lambda page=page, revision=revision: page.publish(revision, user=editor),
            lambda page=page: page.unpublish(user=editor),
        ):
            with pytest.raises(OnlyThroughOneDoor):
                attempt()
        PublishPageRevisionAction(revision, user=editor).execute(skip_permission_checks=True)
        CopyPageAction(page=page, keep_live=True, update_attrs={"slug": f"{page.slug}-2"}, user=editor).execute(skip_permission_checks=True)
    draft.live, draft.title = True, "Disimpan langsung"
    draft.save()

    assert public_state() == before


def test_what_was_public_once_cannot_be_deleted_even_by_code(public):
    before = public_state()

    with pytest.raises(ProtectedError):
        public.delete()

    assert public_state() == before


def test_wagtails_own_schedule_publishes_and_expires_nothing(draft, public):
    before, past = public_state(), timezone.now() - timezone.timedelta(minutes=5)
    draft.get_latest_revision().__class__.objects.filter(pk=draft.get_latest_revision().pk).update(approved_go_live_at=past)
    Page.objects.filter(pk=public.pk).update(expire_at=past)

    with pytest.raises(OnlyThroughOneDoor):
        call_command("publish_scheduled")

    assert public_state() == before
