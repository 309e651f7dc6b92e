"""What a publication builds: no more than it touches, all of it where everything changed, and the same bytes either way."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.publication.models import PublicFile
from cms.publication.rendering import build
from tests.factories import publication
from tests.factories.publication import publish, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def publish_releases(first, last):
    for number in range(first, last + 1):
        publish(publication.draft_release(title=f"Keterangan {number}", slug=f"keterangan-ke-{number}"))


def bytes_of_the_tree():
    return dict(PublicFile.objects.filter(removed=False).values_list("path", "sha256"))


def queries_of_a_whole_build():
    build.everything(now=timezone.now())
    with CaptureQueriesContext(connection) as queries:
        build.everything(now=timezone.now())
    return len(queries)


def test_a_whole_build_asks_twice_for_each_further_item():
    publish_releases(1, 2)
    few = queries_of_a_whole_build()

    publish_releases(3, 8)

    assert queries_of_a_whole_build() - few <= 2 * 6


def test_publications_together_leave_what_they_leave_one_by_one(client):
    publication.publish_home(headline="Informasi resmi")
    with build.together(now=timezone.now()):
        kept = publish(publication.draft_release())
        withdraw(publish(publication.draft_announcement()), "Kegiatan dibatalkan.")
        assert PublicFile.objects.filter(path=kept.public_path).exists() is False
    together = bytes_of_the_tree()

    assert build.everything(now=timezone.now()) == 0
    assert together[kept.public_path]
    assert client.get("/pengumuman/jam-buka-tps/").status_code == 410


def test_a_block_that_fails_builds_nothing():
    with pytest.raises(RuntimeError, match="listrik"), build.together(now=timezone.now()):
        page = publish(publication.draft_release())
        raise RuntimeError("listrik padam")

    assert not PublicFile.objects.filter(path=page.public_path).exists()
    publish(publication.draft_announcement())
    assert PublicFile.objects.filter(path="/pengumuman/jam-buka-tps/").exists()


def test_the_first_item_of_a_kind_enters_the_menu_of_every_page(client):
    release = publish(publication.draft_release())
    assert 'href="/pengumuman/"' not in client.get(release.public_path).text

    publish(publication.draft_announcement())

    assert 'href="/pengumuman/"' in client.get(release.public_path).text


def test_a_list_that_grew_shorter_loses_its_last_page(client):
    publish_releases(1, 20)
    last = publish(publication.draft_release(title="Keterangan 21", slug="keterangan-ke-21"))
    assert client.get("/siaran-pers/2/").status_code == 200

    withdraw(last, "Dibatalkan.")

    assert client.get("/siaran-pers/2/").status_code == 404
