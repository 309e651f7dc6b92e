"""Who signs a released letter, in whose place, under which crest: all as it was at the release, for ever."""

import io
from datetime import timedelta

import pytest
from django.core.files.images import ImageFile
from django.urls import reverse
from pypdf import PdfReader
from wagtail.images import get_image_model

from desk.people import services as accounts
from desk.people.models import Assignment, Desk, Letterhead, Person, Role
from desk.reporting.models import RecapRelease
from exports.documents.pdf import letter_pdf
from exports.recaps.letter import letter_of_release
from exports.recaps.message import message_of_release
from tests.factories import people, recaps
from tests.reporting.test_files import picture
from tests.reporting.test_recap import FULL, SOUTH

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(clock):
    home = people.desk()
    clock.move_to(recaps.SENT)
    home.head = Person.objects.create(name="Ketua Tetap", user=people.head(), region=home.region, nip="197001011995032001")
    home.save()
    recaps.letterhead(home)
    return home


@pytest.fixture
def deputy(desk):
    """Holds the head's role this week, without being in *Orang*."""
    user, today = people.user("wakil", name="Wakil Ketua"), recaps.SENT.date()
    Assignment.objects.create(
        user=user, role=Role.HEAD, desk=desk, acting="plh", valid_from=today - timedelta(days=1), valid_until=today + timedelta(days=3)
    )
    return user


def released(desk, head):
    operator = people.operator()
    recaps.owed(desk=Desk.objects.get(pk=desk.pk))
    recaps.report(SOUTH, FULL, accepted_by=operator)
    return recaps.released(recaps.begun(desk, operator), head=head)


def text_of(release):
    pages = PdfReader(io.BytesIO(letter_pdf(letter_of_release(release)))).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def test_the_head_signs_without_a_prefix(desk):
    release = released(desk, people.head())

    assert letter_of_release(release).signature.office_lines == ("Ketua Desk Pilkada Kota Bogor,",)
    assert "Ketua Tetap" in text_of(release)


def test_a_deputy_signs_with_plh_and_the_own_name(desk, deputy):
    release = released(desk, deputy)

    text = text_of(release)
    assert "Plh. Ketua Desk Pilkada Kota Bogor, Wakil Ketua" in text
    assert "Ketua Tetap" not in text and "197001011995032001" not in text
    message = message_of_release(release, link="")
    assert message.sender == "Plh. Ketua Desk Pilkada Kota Bogor"
    assert message.signatory == "Plh. Ketua Desk Pilkada Kota Bogor, Wakil Ketua"


def test_a_deputys_rank_and_nip_come_from_the_person_on_record(desk, deputy):
    accounts.create_person(name="Drs. Wakil Ketua, M.Si.", region=desk.region, user=deputy)
    Person.objects.filter(user=deputy).update(rank="Pembina, IV/a", nip="198001012005011001")

    signature = letter_of_release(released(desk, deputy)).signature

    assert (signature.standing, signature.name, signature.rank) == ("Plh.", "Drs. Wakil Ketua, M.Si.", "Pembina, IV/a")


def test_whoever_is_head_in_the_own_right_too_signs_without_a_prefix(desk, deputy):
    Assignment.objects.create(user=deputy, role=Role.HEAD, region=desk.region.parent)

    assert letter_of_release(released(desk, deputy)).signature.standing == ""


def test_what_ended_since_changes_no_letter(desk, deputy, client):
    release = released(desk, deputy)
    before = letter_pdf(letter_of_release(release))

    Assignment.objects.filter(user=deputy).delete()
    Person.objects.update(name="Orang lain")

    assert letter_pdf(letter_of_release(RecapRelease.objects.select_related("recap__region").get(pk=release.pk))) == before


def test_the_crest_is_that_of_the_release(desk, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    crest = get_image_model().objects.create(title="Lambang", file=ImageFile(io.BytesIO(picture(size=(60, 80))), name="lambang.jpg"))
    Letterhead.objects.update(crest=crest)
    release = released(desk, people.head())
    client.force_login(people.viewer())
    address = reverse("exports:recap_letter", args=[release.recap_id, 1])
    before = client.get(address).content

    crest.file.storage.delete(crest.file.name)
    crest.delete()

    assert letter_of_release(release).letterhead.crest.startswith(b"\x89PNG")
    assert client.get(address).content == before


def test_a_crest_that_cannot_be_read_holds_no_release_up(desk, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    crest = get_image_model().objects.create(title="Lambang", file=ImageFile(io.BytesIO(picture(size=(60, 80))), name="lambang.jpg"))
    Letterhead.objects.update(crest=crest)
    (tmp_path / crest.file.name).write_bytes(b"rusak")

    assert letter_of_release(released(desk, people.head())).letterhead.crest is None
