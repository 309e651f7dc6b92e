"""This machine's folder holds what the database says, and comes back when it is lost."""

import shutil
from pathlib import Path

import pytest

from cms.front.manifest import MANIFEST, read_manifest
from cms.publication.models import PublicFile, TreeState
from cms.publication.rendering import folder
from tests.factories import publication

pytestmark = pytest.mark.django_db(transaction=True)
PATH = "/siaran-pers/tiga-tps-pindah/"


@pytest.fixture
def root(settings):
    return Path(settings.PUBLIC_ROOT)


@pytest.fixture
def release():
    return publication.publish(publication.draft_release())


def blob(root, path):
    return (root / "blobs" / read_manifest(root).files[path].blob).read_bytes()


def test_what_is_published_stands_in_the_folder_when_it_commits(release, root):
    assert b"Lokasi semula tergenang." in blob(root, PATH)
    assert read_manifest(root).generation == TreeState.objects.get().generation
    assert read_manifest(root).relay == folder.RELAYED


def test_a_draft_never_stands_there(release, root):
    publication.draft_release(title="Belum disetujui", slug="belum-disetujui")

    assert "/siaran-pers/belum-disetujui/" not in read_manifest(root).files


def test_a_lost_folder_comes_back_whole(release, root):
    before = read_manifest(root).files
    shutil.rmtree(root)

    folder.refresh()

    assert read_manifest(root).files == before


def test_a_broken_manifest_is_made_again(release, root):
    (root / MANIFEST).write_text("{")

    folder.refresh()

    assert PATH in read_manifest(root).files


@pytest.mark.parametrize(("newest", "bring"), [(0, folder.refresh), (1, folder.refresh_whole)])
def test_a_folder_of_another_database_is_replaced(release, root, newest, bring):
    TreeState.objects.update(generation=newest)
    PublicFile.objects.filter(path=PATH).delete()

    bring()

    assert PATH not in read_manifest(root).files


def test_nothing_new_costs_two_queries(release, root, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        folder.refresh()
