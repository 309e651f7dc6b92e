"""Pictures of Wagtail's library: seen by whoever works in the admin, by nobody else."""

import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image as Drawing
from wagtail.images.models import Image

from tests.factories import people, regions

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    data = io.BytesIO()
    Drawing.new("RGB", (400, 400), "teal").save(data, "PNG")
    library = Image.objects.create(title="Lambang", file=ContentFile(data.getvalue(), "lambang.png"))
    (tmp_path / "bukti").mkdir()
    (tmp_path / "bukti" / "foto.jpg").write_bytes(b"rahasia")
    return library.get_rendition("max-165x165").url


def test_the_admin_sees_the_small_picture(client, address):
    client.force_login(people.admin())

    answer = client.get(address)

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")


def test_nobody_else_does(client, address):
    assert client.get(address).status_code == 302
    regions.make_regions()
    client.force_login(people.operator())

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("path", ["/media/images/../bukti/foto.jpg", "/media/bukti/foto.jpg", "/media/images/%2e%2e%2fbukti%2ffoto.jpg"])
def test_evidence_is_not_reached_through_the_library(client, address, path):
    client.force_login(people.admin())

    assert client.get(path).status_code in {400, 404}


def test_there_is_one_sign_in_page(client):
    assert client.get("/_util/login/?next=/")["Location"] == "/masuk/?next=/"
