"""The photos of a recap's annex are chosen by a person; until then the usual ones stand there."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from desk.people.models import Desk
from desk.people.scope import scope_of
from desk.reporting.errors import RecapRefused
from desk.reporting.models import Recap, RecapEdit
from desk.reporting.selectors.recap import content_of, fingerprint
from desk.reporting.selectors.recap_annex import MOST_PHOTOS, annex_of, chosen_photos
from desk.reporting.selectors.recap_difference import differences
from desk.reporting.services.drafts import open_entry
from desk.reporting.services.files import add_file
from desk.reporting.services.recap import edit_recap
from desk.reporting.services.recap_steps import correct_release
from exports.recaps.letter import letter_of_release
from tests.factories import forms, people, recaps, reports
from tests.reporting.test_files import picture
from tests.reporting.test_recap import EAST, SOUTH

pytestmark = pytest.mark.django_db


@pytest.fixture
def recap(clock, settings, tmp_path):
    """Two accepted reports of two photos each."""
    settings.MEDIA_ROOT = tmp_path
    clock.move_to(recaps.SENT)
    operator, photos = people.operator(), forms.question("photos", "foto", max_files=5)
    form = forms.publish(forms.question("long_text", "kondisi"), photos, key="berfoto", report_now=False)
    desk = recaps.owed(desk=Desk.objects.get(region_id="32.71"), form=form)
    for code in (SOUTH, EAST):
        officer, duty = recaps.officer_of(code), recaps.duty(code)
        entry = open_entry(uuid=uuid4(), form=form, unit=scope_of(officer).units[0], user=officer, obligation=duty, now=recaps.SENT)
        kept = [add_file(entry=entry, key="foto", upload=_upload(number), user=officer) for number in range(2)]
        answers = {"kondisi": "Aman.", "foto-kept": [str(one.uuid) for one in kept]}
        reports.accept(reports.send(form, officer, answers, entry=entry, now=recaps.SENT), operator, now=recaps.SENT)
    return recaps.begun(desk, operator)


def _upload(number):
    return SimpleUploadedFile(f"{number}.jpg", picture(size=(60 + number, 40)))


@pytest.fixture
def released(recap):
    return recaps.released(recap)


def uuids(recap):
    return [photo["uuid"] for photo in content_of(recap)["photos"]]


def choose(recap, *chosen, seen=0):
    return edit_recap(recap_id=recap.pk, part="annex", value="\n".join(chosen), user=people.operator(), seen=seen, now=recaps.SENT)


def shown(recap):
    return [photo["uuid"] for photo in chosen_photos(content_of(recap))]


def test_until_somebody_chooses_the_first_photo_of_each_report_stands_there(recap):
    first, _second, third, _fourth = uuids(recap)

    assert shown(recap) == [first, third]


def test_a_persons_choice_stands_in_the_order_of_the_reports_and_says_whose_it_is(recap):
    _first, second, _third, fourth = uuids(recap)

    choose(recap, fourth, second)

    annex = annex_of(content_of(recap))
    assert (shown(recap), annex["by"]) == ([second, fourth], "Dewi Lestari")


def test_without_a_tick_the_letter_has_no_annex(recap):
    choose(recap)

    letter = letter_of_release(recaps.released(recap))
    assert (letter.photos, letter.attachments) == ((), "-")


def test_a_photo_of_no_report_and_one_too_many_are_refused(recap, monkeypatch):
    with pytest.raises(RecapRefused, match="tidak ada lagi"):
        choose(recap, str(uuid4()))
    monkeypatch.setattr("desk.reporting.services.recap.MOST_PHOTOS", 1)
    with pytest.raises(RecapRefused, match="paling banyak 1 foto"):
        choose(recap, *uuids(recap)[:2])

    assert not RecapEdit.objects.exists()
    assert MOST_PHOTOS >= 6


def test_a_choice_after_the_release_is_a_difference_that_a_ralat_takes_over(recap, released):
    first, *_others = uuids(recap)
    choose(recap, first)

    now = content_of(Recap.objects.get())
    (change,) = differences(released.content, now)
    correction = correct_release(recap_id=recap.pk, note="Satu foto saja.", user=people.head(), seen=fingerprint(now)).release

    assert (change.part, change.before[:6], change.after) == ("Foto lampiran", "2 foto", "1 foto: Kecamatan Bogor Selatan")
    assert [len(letter_of_release(one).photos) for one in (released, correction)] == [2, 1]


def test_a_release_from_before_photos_were_chosen_keeps_its_annex(released):
    del released.content["annex"]

    assert len(letter_of_release(released).photos) == 2


class TestScreen:
    @pytest.fixture
    def page(self, recap, client):
        client.force_login(people.operator())
        return lambda query="": client.get(reverse("reporting:recap", args=[recap.pk]) + query).text

    def post(self, client, recap, *photos, seen=0, **more):
        data = {"bagian": "annex", "seen": seen, "foto": list(photos), **more}
        return client.post(reverse("reporting:edit_recap", args=[recap.pk]), data)

    def test_photos_are_ticked_and_saved(self, client, recap, page):
        first, second, third, _fourth = uuids(recap)

        form = page("?bagian=annex")
        answer = self.post(client, recap, second)

        assert form.count('name="foto"') == 4
        assert [f'value="{uuid}" checked' in form for uuid in (first, second, third)] == [True, False, True]
        assert answer["Location"].endswith("#lampiran")
        assert "1 dari 4 foto, dipilih Dewi Lestari." in page()
        assert "Foto lampiran dipilih" in page()

    def test_a_refusal_keeps_the_ticks(self, client, recap, page, monkeypatch):
        monkeypatch.setattr("desk.reporting.services.recap.MOST_PHOTOS", 1)
        _first, second, third, _fourth = uuids(recap)

        refused = self.post(client, recap, second, third)

        assert refused.status_code == 422 and "Anda memilih 2" in refused.text
        assert f'value="{second}" checked' in refused.text and refused.text.count(" checked") == 2

    def test_the_usual_ones_come_back(self, client, recap, page):
        edit = choose(recap, uuids(recap)[1])

        self.post(client, recap, seen=edit.pk, kembalikan="1")

        assert "2 dari 4 foto: yang pertama dari setiap laporan" in page()

    def test_a_colleagues_choice_is_not_overwritten(self, client, recap, page):
        choose(recap, uuids(recap)[1])

        assert self.post(client, recap, uuids(recap)[0]).status_code == 409
        assert shown(recap) == [uuids(recap)[1]]

    def test_a_reader_has_nothing_to_choose(self, client, recap):
        client.force_login(people.viewer())

        page = client.get(reverse("reporting:recap", args=[recap.pk]) + "?bagian=annex").text

        assert "Foto lampiran" in page and 'name="foto"' not in page
