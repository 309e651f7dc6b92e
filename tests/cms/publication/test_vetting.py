"""Nothing goes out that two different people have not seen."""

import pytest
from django.db import DatabaseError, transaction

from cms.publication.constants import Event
from cms.publication.errors import NotYours, OnlyThroughOneDoor
from cms.publication.models import Edition, ReleasePage
from cms.publication.services import take_through, write_page
from cms.publication.services.publishing import release_if_due
from cms.publication.services.vetting import approve, hand_in, propose_withdrawal, review
from tests.factories import people

pytestmark = pytest.mark.django_db

RELEASE = {
    "title": "Tiga TPS pindah lokasi",
    "slug": "tiga-tps-pindah",
    "number": "045/SP-DESK/XI/2024",
    "place": "Kota Bogor",
    "summary": "KPU menetapkan lokasi pengganti.",
    "body": [("paragraph", "<p>Lokasi semula tergenang.</p>")],
    "contact_name": "Arum Prameswari",
    "contact_position": "Juru bicara",
    "contact_phone": "0251 000 0000",
}


@pytest.fixture
def editor(db):
    return people.editor()


@pytest.fixture
def approver(db):
    return people.approver()


@pytest.fixture
def release(editor):
    return write_page(ReleasePage, by=editor, **RELEASE)


def test_a_text_goes_out_through_two_people(client, release, editor, approver):
    edition = take_through(release, author=editor, approver=approver)

    assert (edition.number, edition.event, edition.approved_by, edition.authors) == (1, Event.PUBLISHED, approver, [editor.pk])
    page = client.get("/siaran-pers/tiga-tps-pindah/")
    assert page.status_code == 200
    assert "Lokasi semula tergenang." in page.text
    assert "Tiga TPS pindah lokasi" in client.get("/siaran-pers/").text


def test_a_correction_shows_what_was_and_what_is_right(client, release, editor, approver):
    take_through(release, author=editor, approver=approver)
    body = [("paragraph", "<p>Lokasi semula rawan genangan.</p>")]
    changed = write_page(ReleasePage, by=editor, page=release, body=body, correction="Lokasi tidak tergenang, melainkan rawan.")
    take_through(changed, author=editor, approver=approver)

    page = client.get("/siaran-pers/tiga-tps-pindah/").text
    assert "Semula: Lokasi semula tergenang." in page
    assert "Yang benar: Lokasi semula rawan genangan." in page


def test_who_wrote_it_does_not_approve_it(release, editor):
    row = hand_in(page=release, by=editor)

    with pytest.raises(NotYours):
        review(hand_in_id=row.pk, by=editor)


def test_wagtail_alone_makes_nothing_public(client, release):
    with pytest.raises(OnlyThroughOneDoor):
        release.get_latest_revision().publish()

    assert Edition.objects.count() == 0
    assert client.get("/siaran-pers/tiga-tps-pindah/").status_code == 404


def test_a_withdrawn_page_keeps_its_title_and_the_reason(client, release, editor, approver):
    take_through(release, author=editor, approver=approver)
    row = propose_withdrawal(page=release, by=editor, reason="Lokasinya keliru.")

    approve(hand_in_id=row.pk, by=approver)
    edition = release_if_due(hand_in_id=row.pk)

    assert (edition.number, edition.event) == (2, Event.WITHDRAWN)
    page = client.get("/siaran-pers/tiga-tps-pindah/")
    assert page.status_code == 410
    assert "Lokasinya keliru." in page.text
    assert "tergenang" not in page.text
    release.refresh_from_db()
    assert not release.live


def test_the_database_itself_refuses_to_change_what_went_out(release, editor, approver):
    take_through(release, author=editor, approver=approver)
    rows = Edition._base_manager.all()

    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(approver_name="Orang lain")
    with pytest.raises(DatabaseError), transaction.atomic():
        rows._raw_delete(rows.db)
    assert Edition.objects.get().approver_name == approver.get_full_name() != ""
