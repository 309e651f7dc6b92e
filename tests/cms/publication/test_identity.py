"""What the installation is called goes public with a home page that two people saw; the admin says when that is due."""

import io

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image as Drawing
from wagtail.images.models import Image

from cms.publication.errors import NotWaiting, NotYours, TextChanged
from cms.publication.models import Edition, InstallationSettings, PublicFile
from cms.publication.rendering import build
from cms.publication.services import acting, name_installation, vetting
from cms.publication.services.identity import changed_identity, hand_in_identity
from desk.people.models import Role
from tests.factories import people, publication

pytestmark = pytest.mark.django_db
SETTINGS = "/admin/settings/publication/installationsettings/"


@pytest.fixture
def home(editor):
    return publication.publish_home(headline="Pemungutan suara hari Rabu")


def test_before_the_home_page_was_public_there_is_nothing_to_say(db):
    name_installation(name="Desk Pilkada Kota Bogor")

    assert changed_identity() == []


def test_a_changed_identity_is_named_until_it_is_public(home, editor):
    assert changed_identity() == []
    name_installation(name="Desk Pilkada Kota Bogor", phone="0251 123 456")
    assert changed_identity() == ["nama", "telepon"]

    row = hand_in_identity(by=editor)
    acting.finish_review(hand_in_id=row.pk, by=publication.approver())
    acting.approve(hand_in_id=row.pk, by=publication.approver())

    assert changed_identity() == []
    assert Edition.objects.latest("pk").content["identity"]["name"] == "Desk Pilkada Kota Bogor"


def test_the_admin_says_so_and_hands_in_with_one_click(home, editor, client):
    name_installation(phone="0251 123 456")
    client.force_login(editor)

    for address in ("/admin/", reverse("satu_pintu:index")):
        page = client.get(address).text
        assert "tetapi belum terbit: telepon." in page
        assert "Serahkan beranda untuk ditinjau" in page
    answer = client.post(reverse("satu_pintu:identity"), follow=True)

    assert "diserahkan untuk ditinjau" in answer.text
    assert "0251 123 456" in client.get(reverse("satu_pintu:text", args=[home.hand_ins.latest("pk").pk])).text
    assert "Beranda sedang menunggu" in client.get(reverse("satu_pintu:index")).text


def test_who_handed_the_identity_in_does_not_approve_it(home, client):
    name_installation(phone="0251 123 456")
    approver = publication.approver()
    row = hand_in_identity(by=approver)
    client.force_login(approver)

    client.post(reverse("satu_pintu:finish_review", args=[row.pk]))

    row.refresh_from_db()
    assert row.step == "handed_in"


def settings_form(client, **changes):
    """What the admin's form of the identity posts."""
    form = client.get(SETTINGS, follow=True).context["form"]
    return {name: value for name, field in form.fields.items() if (value := form.get_initial_for_field(field, name)) is not None} | changes


def test_who_changed_the_identity_does_not_approve_the_home_page_that_carries_it(home, editor, client):
    approver, second = publication.approver(), people.with_role(Role.APPROVER, username="penyetuju.dua", name="Bayu Saputra")
    client.force_login(approver)
    page = client.get(SETTINGS, follow=True)
    answer = client.post(page.redirect_chain[-1][0] if page.redirect_chain else SETTINGS, settings_form(client, phone="0251 999 999"))
    assert answer.status_code == 302
    row = hand_in_identity(by=editor)

    with pytest.raises(NotYours):
        acting.finish_review(hand_in_id=row.pk, by=approver)
    acting.finish_review(hand_in_id=row.pk, by=second)
    with pytest.raises(NotYours):
        acting.approve(hand_in_id=row.pk, by=approver)
    acting.approve(hand_in_id=row.pk, by=second)

    assert Edition.objects.latest("pk").content["identity"]["phone"] == "0251 999 999"
    assert vetting.authors_since(home) == set()


def test_the_second_person_reads_what_changes_in_the_identity(home, editor, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    name_installation(name="Desk Pilkada Kota Bogor", crest=crest("gray"))
    row = hand_in_identity(by=editor)
    client.force_login(publication.approver())

    page = client.get(reverse("satu_pintu:reading", args=[row.pk])).text

    assert "<dt>Nama</dt>" in page and "<del>Desk Pilkada</del>" in page and "<ins>Desk Pilkada Kota Bogor</ins>" in page
    assert "<dt>Lambang daerah</dt>" in page


def crest(colour):
    return Image.objects.create(title="Lambang", file=ContentFile(drawing(colour), "lambang.png"))


def drawing(colour):
    data = io.BytesIO()
    Drawing.new("RGB", (40, 40), colour).save(data, "PNG")
    return data.getvalue()


def another_file(image):
    """As the library's own form does."""
    image.file = ContentFile(drawing("maroon"), "lain.png")
    image._set_image_file_metadata()
    image.save()


def deleted(image):
    image.delete()


def public_crest():
    return bytes(PublicFile.objects.get(path__startswith="/aset/lambang.", removed=False).body)


@pytest.mark.parametrize("way", [another_file, deleted])
def test_the_crest_that_two_people_saw_stays_whatever_becomes_of_it_in_the_library(db, way, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    name_installation(crest=crest("gray"))
    publication.publish_home()
    before = public_crest()
    assert changed_identity() == []

    way(InstallationSettings.load().crest)
    build.everything(now=timezone.now())

    assert public_crest() == before
    assert changed_identity() == ["lambang daerah"]


def test_a_crest_that_was_replaced_after_it_was_handed_in_goes_nowhere(home, editor, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    name_installation(crest=crest("gray"))
    row = hand_in_identity(by=editor)
    acting.finish_review(hand_in_id=row.pk, by=publication.approver())

    another_file(InstallationSettings.load().crest)

    with pytest.raises(TextChanged):
        acting.approve(hand_in_id=row.pk, by=publication.approver())
    assert Edition.objects.count() == 1


def test_a_home_page_that_waits_is_not_handed_in_again(home, editor):
    name_installation(phone="0251 123 456")
    hand_in_identity(by=editor)

    with pytest.raises(NotWaiting):
        hand_in_identity(by=editor)


def test_an_address_alone_hands_nothing_in(home, client):
    client.force_login(people.operator())

    assert client.get(reverse("satu_pintu:identity")).status_code in (302, 403, 404)
    assert client.post(reverse("satu_pintu:identity")).status_code in (302, 403, 404)
    assert home.hand_ins.filter(step="handed_in").count() == 0
