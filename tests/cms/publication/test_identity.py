"""What the installation is called goes public with a home page that two people saw; the admin says when that is due."""

import pytest
from django.urls import reverse

from cms.publication.errors import NotWaiting
from cms.publication.models import Edition
from cms.publication.services import acting, name_installation
from cms.publication.services.identity import changed_identity, hand_in_identity
from tests.factories import people, publication

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return publication.editor()


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
