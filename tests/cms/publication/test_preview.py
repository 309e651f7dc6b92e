"""Editors see a draft as the public would get it, and nobody else gets it."""

import pytest

from cms.publication.models import PublicFile
from tests.factories import people, publication

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("draft", publication.ONE_OF_EACH)
def test_every_kind_is_previewed_in_the_frame_of_the_public_pages(client, draft):
    page = draft()
    client.force_login(people.editor())

    shown = client.get(f"/admin/pages/{page.pk}/view_draft/").text

    assert page.title in shown
    assert 'href="/aset/gaya.' in shown
    assert not PublicFile.objects.filter(path=page.public_path).exists()


def test_a_change_is_previewed_as_the_correction_it_will_be(client):
    page = publication.publish(publication.draft_announcement())
    page.title, page.correction = "Jam buka TPS diperbaiki", "Jamnya keliru."
    page.save_revision(user=people.editor())
    client.force_login(people.editor())

    shown = client.get(f"/admin/pages/{page.pk}/view_draft/").text

    assert "Jam buka TPS diperbaiki" in shown
    assert "Jamnya keliru." in shown
    assert "diperbaiki" not in PublicFile.objects.get(path=page.public_path).body.decode()


def test_the_home_page_is_previewed_with_the_name_it_will_have(client):
    home = publication.publish_home(headline="Pemungutan suara hari Rabu")
    home.headline = "Kalimat baru"
    home.save_revision(user=people.editor())
    client.force_login(people.editor())

    assert "Kalimat baru" in client.get(f"/admin/pages/{home.pk}/view_draft/").text
    assert "Kalimat baru" not in client.get("/").text
