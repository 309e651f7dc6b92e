"""The pages of imports in the admin: from the upload to the result, for admins of the installation and their own lists."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from exports.constants import ImportKind
from exports.imports import services
from exports.models import ImportJob
from tests.factories import people, regions

pytestmark = pytest.mark.django_db

VILLAGE = "32.71.01.1001"
STATIONS = f"Kode kelurahan/desa;Nomor TPS\n{VILLAGE};1\n{VILLAGE};TPS 002\n32.71.01.1002;003\n".encode()


@pytest.fixture(autouse=True)
def _place(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    regions.make_regions()


@pytest.fixture
def admin(client):
    user = people.admin()
    client.force_login(user)
    return user


def upload(client, kind, content, name="daftar.csv"):
    return client.post(reverse("imports:index"), {"kind": kind, "file": SimpleUploadedFile(name, content)}, follow=True)


def test_the_pages_lead_from_the_upload_to_the_result(client, admin, clock):
    assert "Unduh berkas contoh" in client.get(reverse("imports:index")).content.decode()

    preview = upload(client, ImportKind.POLLING_STATIONS, STATIONS)
    assert "Terapkan 3 baris" in preview.content.decode()
    job = ImportJob.objects.get()
    result = client.post(reverse("imports:apply", args=[job.uuid]), follow=True).content.decode()

    assert "3 data baru, 0 data diubah" in result
    assert "daftar.csv" in client.get(reverse("imports:index")).content.decode()


def test_a_refused_file_is_told_beside_the_field(client, admin):
    response = upload(client, ImportKind.AGENCIES, b"a;b\n1;2\n")

    assert response.status_code == 422
    assert "“Kunci”, “Nama”, “Singkatan”, “Kode wilayah” tidak ditemukan" in response.content.decode()


@pytest.mark.parametrize("data", [{"kind": "tps"}, {"kind": "lain"}, {}])
def test_an_upload_without_a_file_or_of_an_unknown_kind_is_refused(client, admin, data):
    assert client.post(reverse("imports:index"), data).status_code == 422


def test_a_cell_is_text_on_the_page_and_never_markup(client, admin):
    page = upload(client, ImportKind.POLLING_STATIONS, f"Kode desa;Nomor TPS\n{VILLAGE};<script>x\n".encode(), name="<b>x.csv").content

    assert b"&lt;script&gt;x" in page and b"<script>x" not in page and b"<b>x.csv" not in page


def test_a_list_that_is_thrown_away_leaves_nothing(client, admin):
    upload(client, ImportKind.POLLING_STATIONS, STATIONS)
    job = ImportJob.objects.get()

    client.post(reverse("imports:throw_away", args=[job.uuid]))

    assert not ImportJob.objects.exists()
    assert not job.file.storage.exists(job.file.name)


def test_the_list_of_another_admin_does_not_exist(client, admin):
    job = services.take_in(kind=ImportKind.POLLING_STATIONS, content=STATIONS, file_name="daftar.csv", user=admin)
    client.force_login(people.with_role("admin", username="admin2"))

    assert client.get(reverse("imports:job", args=[job.uuid])).status_code == 404
    assert client.post(reverse("imports:apply", args=[job.uuid])).status_code == 404
    assert client.post(reverse("imports:throw_away", args=[job.uuid])).status_code == 404


@pytest.mark.parametrize("make", [people.editor, people.approver])
def test_other_staff_of_the_installation_is_led_out_and_sees_no_item(client, make):
    client.force_login(make())

    for response in (client.get(reverse("imports:index")), upload(client, ImportKind.POLLING_STATIONS, STATIONS)):
        assert "Unduh berkas contoh" not in response.content.decode()

    assert not ImportJob.objects.exists()
    assert reverse("imports:index") not in client.get(reverse("wagtailadmin_home")).content.decode()
