"""A new release begins with everything that is the same each time."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cms.publication.constants import Step
from cms.publication.models import HandIn, InstallationSettings, ReleasePage
from cms.publication.prefilling import next_number
from cms.publication.services import ensure_home, name_installation, section_of
from tests.cms.publication.editing import edit, release_form
from tests.factories import publication

NOVEMBER = date(2024, 11, 25)
PATTERN = "{urut}/SP-DESK/{bulan}/{tahun}"


@pytest.mark.parametrize(
    ("pattern", "taken", "today", "number"),
    [
        (PATTERN, [], NOVEMBER, "001/SP-DESK/XI/2024"),
        (PATTERN, ["045/SP-DESK/XI/2024", "044/SP-DESK/X/2024"], NOVEMBER, "046/SP-DESK/XI/2024"),
        (PATTERN, ["045/SP-DESK/XII/2024"], date(2025, 1, 2), "001/SP-DESK/I/2025"),
        (PATTERN, ["seratus", "12/LAIN/XI/2024", ""], NOVEMBER, "001/SP-DESK/XI/2024"),
        (PATTERN, ["999/SP-DESK/XI/2024"], NOVEMBER, "1000/SP-DESK/XI/2024"),
        ("SP.{urut} (Desk+)", ["SP.007 (Desk+)"], NOVEMBER, "SP.008 (Desk+)"),
    ],
)
def test_the_next_number_follows_the_highest_of_the_pattern_and_year(pattern, taken, today, number):
    assert next_number(pattern, taken, today) == number


@pytest.mark.django_db
@pytest.mark.parametrize("pattern", ["SP-DESK/{tahun}", "{urut}/{hari}", "{urut"])
def test_a_pattern_without_the_running_number_or_with_unknown_places_is_refused(pattern):
    with pytest.raises(ValidationError, match="nomor berjalan"):
        name_installation(press_number=pattern)


@pytest.mark.django_db
def test_a_new_release_comes_with_number_contact_boilerplate_and_a_skeleton(client, clock):
    editor = publication.editor()
    publication.draft_release()
    name_installation(
        press_place="Kota Bogor",
        press_contact_name="Arum Prameswari",
        press_contact_position="Juru bicara",
        press_contact_phone="0251 000 0000",
        press_boilerplate="Desk Pilkada memantau dan memfasilitasi.",
        press_credit="Foto: Dok. Pemkot Bogor",
    )
    client.force_login(editor)

    page = client.get(reverse("wagtailadmin_pages:add", args=["publication", "releasepage", section_of("release").pk])).text

    for value in ("046/SP-DESK/XI/2024", "Kota Bogor", "Arum Prameswari", "Desk Pilkada memantau", "Foto: Dok. Pemkot Bogor"):
        assert value in page
    assert ReleasePage.objects.count() == 1


@pytest.mark.django_db
def test_other_kinds_begin_empty(client):
    editor = publication.editor()
    ensure_home()
    client.force_login(editor)

    for kind, model in (("announcement", "announcementpage"), ("agenda", "agendapage"), ("document", "documentpage")):
        address = reverse("wagtailadmin_pages:add", args=["publication", model, section_of(kind).pk])
        assert client.get(address).status_code == 200


@pytest.mark.django_db
def test_the_settings_of_releases_are_no_part_of_the_public_identity():
    assert not any(name.startswith("press_") for name in InstallationSettings.load().as_identity())


@pytest.fixture
def new_release(client):
    """``new_release(slug=...)``: what the editor's browser posts for a release that is written for the first time."""
    client.force_login(publication.editor())
    ensure_home()
    address = reverse("wagtailadmin_pages:add", args=["publication", "releasepage", section_of("release").pk])
    return lambda **values: client.post(address, {**release_form(**values), "action-submit": "1"}, follow=True)


@pytest.mark.django_db
def test_an_address_that_is_left_empty_is_made_of_the_title(new_release):
    new_release(slug="", title="Posko buka sampai malam")

    assert ReleasePage.objects.get().slug == "posko-buka-sampai-malam"


@pytest.mark.django_db
def test_an_address_has_only_letters_that_every_telephone_and_feed_knows(new_release):
    new_release(slug="", title="Café posko buka")
    assert HandIn.objects.get().page.slug == "cafe-posko-buka"

    told = new_release(slug="café-posko", title="Café posko tutup").text

    assert "Alamat “café-posko” memuat huruf bertanda." in told
    assert HandIn.objects.count() == 1


@pytest.mark.django_db
def test_an_address_that_is_emptied_stays_once_it_was_shared(client):
    page = publication.publish(publication.draft_release())
    client.force_login(publication.editor())

    edit(client, page, "action-submit", slug="", title="Judul lain", correction="Judul keliru.")

    page = ReleasePage.objects.get()
    assert (page.slug, page.get_latest_revision_as_object().title) == ("tiga-tps-pindah", "Judul lain")
    assert HandIn.objects.filter(step=Step.HANDED_IN).exists()


@pytest.mark.django_db
def test_an_address_of_digits_only_is_refused_because_pages_of_lists_have_it(new_release):
    page = new_release(slug="2").text

    assert "Alamat “2” hanya angka, sama seperti nomor halaman daftar. Tambahkan kata, contoh: kabar-2." in page
    assert not HandIn.objects.exists()


@pytest.mark.django_db
def test_a_title_of_digits_only_still_makes_an_address(new_release):
    new_release(slug="", title="2024")
    new_release(slug="", title="2024")

    assert set(ReleasePage.objects.values_list("slug", flat=True)) == {"release-2024", "release-2024-2"}


@pytest.mark.django_db
def test_code_is_refused_an_address_of_digits_only_too():
    with pytest.raises(ValidationError, match="hanya angka"):
        publication.draft_announcement(slug="2024")
