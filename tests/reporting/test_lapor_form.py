"""The form by plain POST: sent, kept, refused, repeated; nothing typed is lost."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from desk.reporting.constants import State
from desk.reporting.models import Attachment, Entry, Obligation, Submission
from forms_config.models import VersionWithdrawal
from tests.factories import duties, forms, people, regions, reports

pytestmark = pytest.mark.django_db

WHO = forms.question("short_text", "nama", label="Nama pelapor", required="always")
HOW_MANY = forms.question("whole_number", "jumlah", label="Jumlah TPS", max=292)


@pytest.fixture
def officer(now):
    regions.make_regions()
    people.desk()
    return people.officer()


@pytest.fixture
def form(officer):
    return forms.publish(WHO, HOW_MANY)


@pytest.fixture
def door(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def duty(form, now):
    return duties.owe(form, "32.71.01", opens_at=now, due_at=now + timedelta(hours=2))


def new(form):
    return reverse("reporting:fill_new", args=[form.key])


def controls(**answers):
    entry = str(uuid4())
    return {"entry": entry, "submission": entry, "revision": "0"} | answers


def photo(name="foto.jpg"):
    data = BytesIO()
    Image.new("RGB", (40, 30), "navy").save(data, "JPEG")
    return SimpleUploadedFile(name, data.getvalue(), "image/jpeg")


def test_the_form_has_every_control_under_the_key_of_its_question(door, form):
    page = door.get(new(form)).content.decode()

    assert 'name="nama"' in page
    assert 'name="jumlah"' in page
    assert 'name="entry"' in page
    assert 'for="f-jumlah"' in page


def test_a_plain_post_with_nothing_but_the_uuid_and_answers_is_sent_and_answered_by_its_receipt(door, form):
    entry = str(uuid4())

    answer = door.post(new(form), {"entry": entry, "nama": "Rani", "jumlah": "1"})

    assert answer.status_code == 303
    assert answer["Location"] == reverse("reporting:entry", args=[entry]) + "?terkirim=1"
    page = door.get(answer["Location"]).content.decode()
    assert "Laporan Anda sudah diterima sistem" in page
    assert Entry.objects.get(uuid=entry).number in page
    assert "10.42 WIB" in page
    assert "belum berarti diterima posko" in page


def test_a_refused_post_keeps_everything_typed_names_the_question_and_leads_to_it(door, form):
    typed = controls(nama="", jumlah="312")

    answer = door.post(new(form), typed)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="312"' in page
    assert '<a href="#f-jumlah">Jumlah TPS paling banyak 292. Anda menulis 312. Periksa kembali angkanya.</a>' in page
    assert '<a href="#f-nama">Nama pelapor belum diisi.' in page
    assert 'aria-describedby="f-jumlah-e f-jumlah-h"' in page
    entry = Entry.objects.get(uuid=typed["entry"])
    assert entry.state == State.DRAFT
    assert entry.draft["jumlah"] == ["312"]
    assert f'name="revision" value="{entry.draft_revision}"' in page


def test_a_mended_form_is_sent_after_the_refusal(door, form):
    typed = controls(nama="", jumlah="12")
    refused = door.post(new(form), typed)
    revision = refused.context["page"].revision

    answer = door.post(new(form), typed | {"nama": "Rani", "revision": str(revision)})

    assert answer.status_code == 303
    assert Entry.objects.get(uuid=typed["entry"]).state == State.SENT


def test_sending_the_same_page_again_leads_to_the_first_receipt(door, form):
    typed = controls(nama="Rani")

    first, second = door.post(new(form), typed), door.post(new(form), typed | {"nama": "Lain"})

    assert first["Location"] == second["Location"]
    assert second.status_code == 303
    assert [one.answers for one in Submission.objects.all()] == [{"nama": "Rani"}]


def test_a_draft_is_kept_as_typed_and_found_again_on_the_list(door, form):
    typed = controls(nama="Ra", jumlah="banyak", action="draft")

    answer = door.post(new(form), typed)

    assert answer.status_code == 303
    again = door.get(answer["Location"]).content.decode()
    assert 'value="banyak"' in again
    assert "Draf tersimpan" in again
    assert typed["entry"] in door.get(reverse("reporting:tasks")).content.decode()


def test_a_draft_is_thrown_away_and_a_sent_report_never(door, form):
    typed = controls(nama="Ra", action="draft")
    door.post(new(form), typed)

    gone = door.post(new(form), typed | {"action": "discard", "revision": "1"})
    assert gone["Location"] == reverse("reporting:tasks")
    assert not Entry.objects.exists()

    door.post(new(form), typed | {"action": "send"})
    refused = door.post(new(form), typed | {"action": "discard", "revision": "1"})
    assert refused.status_code == 409
    assert Entry.objects.get().state == State.SENT


def test_a_page_older_than_the_draft_is_told_and_overwrites_only_when_asked_again(door, duty, form):
    address = reverse("reporting:fill_obligation", args=[duty.pk])
    first = controls(nama="Ponsel", action="draft")
    door.post(address, first)
    entry = Entry.objects.get()

    told = door.post(address, first | {"nama": "Laptop", "revision": "0"})

    assert told.status_code == 409
    page = told.content.decode()
    assert "Draf ini sudah diubah di perangkat lain" in page
    assert 'value="Laptop"' in page
    entry.refresh_from_db()
    assert entry.draft["nama"] == ["Ponsel"]

    door.post(address, first | {"nama": "Laptop", "revision": str(told.context["page"].revision)})
    entry.refresh_from_db()
    assert entry.draft["nama"] == ["Laptop"]


def test_sending_from_an_older_page_is_told_and_nothing_is_sent(door, duty):
    address = reverse("reporting:fill_obligation", args=[duty.pk])
    first = controls(nama="Ponsel", action="draft")
    door.post(address, first)

    told = door.post(address, first | {"nama": "Laptop", "revision": "0", "action": "send"})

    assert told.status_code == 409
    assert not Submission.objects.exists()


def test_a_version_that_is_not_the_newest_is_accepted_until_it_is_withdrawn(door, form, officer, now):
    old = form.current_version
    forms.publish(WHO, HOW_MANY, forms.question("short_text", "baru", label="Pertanyaan baru", required="always"))

    accepted = door.post(new(form), controls(nama="Rani", version=str(old.pk)))
    assert accepted.status_code == 303

    VersionWithdrawal(version=old, reason="Salah cetak.", withdrawn_at=now, withdrawn_by=officer).save()
    refused = door.post(new(form), controls(nama="Budi", version=str(old.pk)))
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "Salah cetak." in page
    assert 'value="Budi"' in page
    assert 'name="baru"' in page
    assert Entry.objects.get(state=State.DRAFT).draft["nama"] == ["Budi"]


def test_a_forged_duty_and_another_units_report_are_not_there(door, form, now):
    foreign = duties.owe(form, "33.74.01", opens_at=now, due_at=now)
    neighbour = people.officer(regions.region("32.71.02", "Bogor Timur", "district"), username="petugas.timur")
    theirs = controls(nama="Tetangga", action="draft")
    door.force_login(neighbour)
    door.post(new(form), theirs)
    door.force_login(people.officer())

    assert door.get(reverse("reporting:fill_obligation", args=[foreign.pk])).status_code == 404
    assert door.post(reverse("reporting:fill_obligation", args=[foreign.pk]), controls(nama="x")).status_code == 404
    assert door.get(new(form) + f"?laporan={theirs['entry']}").status_code == 404
    assert door.post(new(form), theirs | {"action": "send"}).status_code == 404
    assert door.post(reverse("reporting:autosave", args=[theirs["entry"]]), theirs).status_code == 404
    assert door.get(reverse("reporting:entry", args=[theirs["entry"]])).status_code == 404


def test_a_duty_that_a_colleague_answered_leads_to_the_colleagues_report(door, duty):
    address = reverse("reporting:fill_obligation", args=[duty.pk])
    sent = controls(nama="Rekan")
    door.post(address, sent)

    opened, late = door.get(address), door.post(address, controls(nama="Saya"))

    assert opened["Location"] == reverse("reporting:entry", args=[sent["entry"]])
    assert late.status_code == 409
    assert reverse("reporting:entry", args=[sent["entry"]]) in late.content.decode()


def test_a_returned_report_is_mended_and_sent_again_with_its_first_answers(door, form, officer):
    sent = controls(nama="Rani", jumlah="3")
    door.post(new(form), sent)
    Entry.objects.update(state=State.RETURNED, reason="Jumlah belum cocok.")
    mend = reverse("reporting:mend", args=[sent["entry"]])

    page = door.get(mend)
    assert "Jumlah belum cocok." in page.content.decode()
    assert 'value="3"' in page.content.decode()
    shown = page.context["page"]
    answer = door.post(
        mend, {"entry": sent["entry"], "submission": str(shown.submission), "revision": str(shown.revision), "nama": "Rani", "jumlah": "4"}
    )

    assert answer.status_code == 303
    assert [one.answers["jumlah"] for one in Submission.objects.order_by("number")] == [3, 4]


def test_mending_a_report_that_was_sent_in_time_is_not_shown_as_late(door, duty, officer, clock, form):
    report = reports.send(form, officer, {"nama": "Rani"}, obligation=duty)
    reports.send_back(report, people.operator())
    clock.shift(3 * 3600)

    page = door.get(reverse("reporting:mend", args=[report.uuid])).content.decode()

    deadline = page.split("data-intro")[1].split("</p>")[0]
    assert "Batas hari ini, 12.42 WIB" in deadline
    assert "data-tone" not in deadline
    assert "yang lalu" not in page


def test_a_plain_post_to_the_address_for_mending_is_the_next_sending_and_may_be_repeated(door, form):
    sent = controls(nama="Rani", jumlah="3")
    door.post(new(form), sent)
    Entry.objects.update(state=State.RETURNED)
    mend = reverse("reporting:mend", args=[sent["entry"]])

    answers = [door.post(mend, {"entry": sent["entry"], "nama": "Rani", "jumlah": "4"}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert [one.answers["jumlah"] for one in Submission.objects.order_by("number")] == [3, 4]


def test_rows_are_added_and_removed_without_javascript_and_keep_what_was_typed(door):
    rows = forms.question("repeat", "kejadian", questions=[forms.question("short_text", "judul")], row_label="Kejadian")
    form = forms.publish(WHO, rows)
    typed = controls(nama="Rani", action="add-row:kejadian") | {"kejadian-0-id": str(uuid4()), "kejadian-0-judul": "Genangan"}

    added = door.post(new(form), typed)
    page = door.get(added["Location"])

    assert added["Location"].endswith("#f-kejadian-1-t")
    assert 'value="Genangan"' in page.content.decode()
    assert 'name="kejadian-1-judul"' in page.content.decode()

    revision = page.context["page"].revision
    removed = door.post(new(form), typed | {"action": "remove-row:kejadian-0", "revision": str(revision)})
    page = door.get(removed["Location"]).content.decode()
    assert "Genangan" not in page
    assert 'value="Rani"' in page


def test_photos_come_with_the_plain_post_and_stay_through_a_refusal(door):
    form = forms.publish(WHO, forms.question("photos", "bukti", label="Foto", required="always"))
    typed = controls(nama="")

    refused = door.post(new(form), typed | {"bukti": [photo()]})

    kept = Attachment.objects.get()
    assert refused.status_code == 422
    assert f'name="bukti-kept" value="{kept.uuid}"' in refused.content.decode()
    sent = door.post(new(form), typed | {"nama": "Rani", "bukti-kept": [str(kept.uuid)], "revision": str(refused.context["page"].revision)})
    assert sent.status_code == 303
    assert Submission.objects.get().answers["bukti"] == [str(kept.uuid)]


def test_a_file_that_is_not_what_it_claims_is_refused_at_its_question_and_the_typing_stays(door):
    form = forms.publish(WHO, forms.question("photos", "bukti", label="Foto"))

    refused = door.post(new(form), controls(nama="Rani") | {"bukti": [SimpleUploadedFile("foto.jpg", b"bukan gambar", "image/jpeg")]})

    page = refused.content.decode()
    assert refused.status_code == 422
    assert "bukan foto yang dapat dibaca" in page
    assert 'href="#f-bukti"' in page
    assert 'value="Rani"' in page


def test_a_post_without_the_uuid_of_a_report_is_shown_again_with_everything_typed(door, form):
    answer = door.post(new(form), {"nama": "Rani"})

    assert answer.status_code == 422
    assert 'value="Rani"' in answer.content.decode()
    assert not Entry.objects.exists()


def test_a_cancelled_duty_and_a_retired_form_say_so(door, duty, form, now):
    Obligation.objects.update(cancelled_at=now)
    form.retired_at = now
    form.save()

    assert "sudah dibatalkan" in door.get(reverse("reporting:fill_obligation", args=[duty.pk])).content.decode()
    closed = door.get(new(form))
    assert closed.status_code == 409
    assert "tidak dibuka untuk laporan baru" in closed.content.decode()


@pytest.mark.parametrize("questions", [3, 40])
def test_sending_costs_at_most_fifteen_queries_whatever_the_number_of_questions(
    door, officer, now, questions, django_assert_max_num_queries
):
    form = forms.publish(*(forms.question("short_text", f"isian_{number}") for number in range(questions)))
    duty = duties.owe(form, "32.71.01", opens_at=now, due_at=now)
    answers = {f"isian_{number}": "isi" for number in range(questions)}
    warm = duties.owe(form, "32.71.01", opens_at=now, due_at=now)
    door.post(reverse("reporting:fill_obligation", args=[warm.pk]), controls(**answers))

    with django_assert_max_num_queries(15):
        answer = door.post(reverse("reporting:fill_obligation", args=[duty.pk]), controls(**answers))

    assert answer.status_code == 303


def test_sending_a_draft_costs_at_most_fifteen_queries(door, form, django_assert_max_num_queries):
    typed = controls(nama="Rani")
    door.post(new(form), controls(nama="Pemanasan"))
    door.post(new(form), typed | {"action": "draft"})

    with django_assert_max_num_queries(15):
        answer = door.post(new(form), typed | {"revision": "1"})

    assert answer.status_code == 303
