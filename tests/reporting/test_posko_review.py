"""Reading one report at the desk and deciding on it."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from desk.people.models import Role
from desk.reporting.constants import LOG_IDENTITY_VIEWED, State
from desk.reporting.models import Decision, Dispatch, Entry
from desk.reporting.services.files import add_file
from forms_config.identity import MASK
from tests.factories import forms, people, regions, reports
from tests.reporting.test_files import picture

pytestmark = pytest.mark.django_db
ROW_A, ROW_B, ROW_C = (str(uuid4()) for _ in range(3))


@pytest.fixture
def officer(now):
    regions.make_regions()
    people.desk()
    return people.officer()


@pytest.fixture
def form(officer):
    return forms.publish(
        forms.question("long_text", "keadaan", label="Keadaan umum"),
        forms.question("whole_number", "tps", label="TPS terdampak", unit="TPS"),
        forms.question("region", "tempat", label="Tempat", levels=[], within="unit"),
        forms.question("short_text", "pelapor", label="Nama pelapor", privacy="identitas"),
        forms.question(
            "repeat",
            "kejadian",
            label="Kejadian",
            row_label="Kejadian",
            questions=[forms.question("short_text", "judul", label="Judul"), forms.question("whole_number", "korban", label="Korban")],
        ),
    )


FIRST = {
    "keadaan": "Genangan di Genteng.",
    "tps": "3",
    "tempat": "32.71.01.1001",
    "pelapor": "Sari Melati",
    "kejadian-0-id": ROW_A,
    "kejadian-0-judul": "Genangan",
    "kejadian-0-korban": "1",
    "kejadian-1-id": ROW_B,
    "kejadian-1-judul": "Spanduk roboh",
}
SECOND = FIRST | {
    "keadaan": "Genangan 30 cm di Genteng dan Pakuan.",
    "tps": "11",
    "kejadian-0-korban": "2",
    "kejadian-1-id": ROW_C,
    "kejadian-1-judul": "Listrik padam",
}


def address(entry, name="review", query=""):
    return reverse(f"reporting:{name}", args=[entry.uuid]) + query


@pytest.fixture
def sent(form, officer):
    return reports.send(form, officer, FIRST)


@pytest.fixture
def mended(sent, form, officer):
    reports.send_back(sent, people.operator(), "Cocokkan jumlah TPS.", questions=["tps"])
    return reports.send(form, officer, SECOND, entry=sent)


def test_a_first_submission_is_simply_read(client, sent):
    client.force_login(people.operator())

    page = client.get(address(sent)).content.decode()

    assert "Genangan di Genteng." in page and "Kelurahan Batu Tulis" in page and "Spanduk roboh" in page
    assert "jawaban berubah" not in page


def test_a_mended_report_shows_what_changed_by_question_and_row(client, mended):
    client.force_login(people.operator())

    response = client.get(address(mended))

    changes = {change.key: change for change in response.context["comparison"].changes}
    assert set(changes) == {"keadaan", "tps", "kejadian"}
    assert (changes["tps"].before.words, changes["tps"].after.words) == ("3 TPS", "11 TPS")
    assert "".join(piece.text for piece in changes["keadaan"].pieces if piece.new) == "30 cm dan Pakuan"
    assert [(row.kind, row.label) for row in changes["kejadian"].rows] == [
        ("changed", "Kejadian 1"),
        ("added", "Kejadian 2"),
        ("removed", "Kejadian 2"),
    ]
    assert [change.key for change in changes["kejadian"].rows[0].changes] == ["korban"]
    page = response.content.decode()
    assert "3 jawaban berubah" in page and "2 jawaban tidak berubah" in page
    assert "“Cocokkan jumlah TPS.”" in page and "TPS terdampak" in page


def test_hours_are_read_with_the_clock_of_the_unit_by_the_desk_and_by_the_sender(client, officer):
    form = forms.publish(
        forms.question("time", "mulai", label="Pukul"),
        forms.question("repeat", "kejadian", label="Kejadian", questions=[forms.question("time", "pukul", label="Pukul")]),
    )
    typed = {"mulai": "08:30", "kejadian-0-id": ROW_A, "kejadian-0-pukul": "21:05"}
    entry = reports.send(form, officer, typed)
    pages = []

    for user, path in ((people.operator(), address(entry)), (officer, reverse("reporting:entry", args=[entry.uuid]))):
        client.force_login(user)
        pages.append(client.get(path).content.decode())

    assert all("08.30 WIB" in page and "21.05 WIB" in page for page in pages)


def test_the_whole_report_can_be_read_too(client, mended):
    client.force_login(people.operator())

    assert client.get(address(mended, query="?utuh=1")).context["comparison"] is None


def test_a_question_that_left_the_form_and_a_new_one_show_as_changes(client, sent, officer):
    reports.send_back(sent, people.operator())
    newer = forms.publish(forms.question("long_text", "keadaan"), forms.question("yes_no", "aman", label="Aman"))
    reports.send(newer, officer, {"keadaan": FIRST["keadaan"], "aman": "ya"}, entry=sent)
    client.force_login(people.operator())

    changes = {change.key: change for change in client.get(address(sent)).context["comparison"].changes}

    assert changes["aman"].before is None and changes["aman"].after.words == "Ya"
    assert changes["tps"].after is None and "tidak ada lagi" in changes["tps"].note


def test_a_table_is_compared_by_cell(client, officer):
    one, two = ({"key": key, "label": key.upper()} for key in ("a", "b"))
    form = forms.publish(forms.question("table", "jumlah", rows=[one, two], columns=[{"key": "l", "label": "L", "min": 0, "max": None}]))
    entry = reports.send(form, officer, {"jumlah-a-l": "1", "jumlah-b-l": "2"})
    reports.send_back(entry, people.operator())
    reports.send(form, officer, {"jumlah-a-l": "1", "jumlah-b-l": "5"}, entry=entry)
    client.force_login(people.operator())

    (change,) = client.get(address(entry)).context["comparison"].changes

    assert [(cell.row, cell.before, cell.after) for cell in change.cells] == [("B", 2, 5)]


def test_identity_stays_masked_until_an_operator_asks_and_that_is_logged(client, sent):
    client.force_login(people.operator())

    masked = client.get(address(sent)).content.decode()
    shown = client.get(address(sent, query="?identitas=1")).content.decode()

    assert MASK in masked and "Sari Melati" not in masked
    assert "Sari Melati" in shown
    assert ModelLogEntry.objects.filter(action=LOG_IDENTITY_VIEWED).count() == 1


@pytest.mark.parametrize("who", [people.viewer, people.admin])
def test_viewers_and_admins_never_see_identity(client, sent, who):
    client.force_login(who())

    page = client.get(address(sent, query="?identitas=1")).content.decode()

    assert "Sari Melati" not in page and MASK in page
    assert not ModelLogEntry.objects.filter(action=LOG_IDENTITY_VIEWED).exists()


@pytest.mark.parametrize(("who", "reads"), [(people.viewer, False), (people.operator, True), (people.admin, True)])
def test_restricted_answers_of_any_family_are_masked_for_viewers(client, officer, who, reads):
    form = forms.publish(
        forms.question("short_text", "terlapor", privacy="terbatas"),
        forms.question("whole_number", "banyak", privacy="terbatas"),
        forms.question("repeat", "saksi", privacy="terbatas", questions=[forms.question("short_text", "kata")]),
        key="temuan",
    )
    answers = {"terlapor": "Budi Raharjo", "banyak": "8123", "saksi-0-kata": "Melihat sendiri"}
    report = reports.send(form, officer, answers)
    reports.send_back(report, people.operator())
    reports.send(form, officer, answers | {"banyak": "8124", "saksi-0-kata": "Mendengar saja"}, entry=report)
    client.force_login(who())

    for query in ("", "?utuh=1"):
        page = client.get(address(report, query=query)).content.decode()
        told = ("8.124" in page, "Mendengar" in page, "Budi Raharjo" in page or not query)
        assert told == (reads, reads, reads or not query)
        assert reads or MASK in page


def test_the_desk_sees_the_files_that_were_sent_and_none_of_a_draft(client, officer, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    form = forms.publish(forms.question("photos", "foto"), forms.question("short_text", "nama"), key="berfoto")
    report = reports.send(form, officer, {"nama": "Rani"})
    reports.send_back(report, people.operator())
    add_file(entry=report, key="foto", upload=SimpleUploadedFile("baru.jpg", picture(size=(20, 20))), user=officer)
    client.force_login(people.operator())

    assert client.get(address(report)).context["evidence"] == []


def test_a_changed_identity_is_told_without_being_shown(client, sent, form, officer):
    reports.send_back(sent, people.operator())
    reports.send(form, officer, FIRST | {"pelapor": "Wulan Sari"}, entry=sent)
    client.force_login(people.operator())

    response = client.get(address(sent))

    assert [change.key for change in response.context["comparison"].changes] == ["pelapor"]
    assert "Wulan" not in response.content.decode()


def test_accepting_opens_the_next_report_with_its_heading_in_focus(client, sent, form, officer):
    following = reports.send(form, officer, {"tps": "1"})
    client.force_login(people.operator())

    response = client.post(address(sent, "decide", "?formulir=uji"), {"action": "accept", "seen": "1"})

    assert response.status_code == 303
    assert response["Location"] == f"{address(following)}?formulir=uji#judul"
    assert Entry.objects.get(pk=sent.pk).state == State.ACCEPTED
    assert f"Laporan {sent.number} dari Kecamatan Bogor Selatan diterima." in client.get(response["Location"]).content.decode()


def test_accepting_the_last_one_leads_to_the_empty_queue(client, sent):
    client.force_login(people.operator())

    response = client.post(address(sent, "decide"), {"action": "accept", "seen": "1"})

    assert response["Location"] == reverse("reporting:queue")


def test_a_return_without_a_reason_keeps_what_was_chosen(client, sent):
    client.force_login(people.operator())

    response = client.post(address(sent, "decide"), {"action": "return", "seen": "1", "questions": ["tps", "bukan_pertanyaan"]})

    page = response.content.decode()
    assert response.status_code == 422
    assert "Alasan belum diisi." in page and 'value="tps" checked' in page
    assert not Decision.objects.exists()


def test_a_return_keeps_the_reason_and_the_questions_of_the_form(client, sent):
    client.force_login(people.operator())

    client.post(address(sent, "decide"), {"action": "return", "seen": "1", "reason": "Lengkapi.", "questions": ["tps", "bukan_pertanyaan"]})

    assert Entry.objects.get().state == State.RETURNED
    assert Decision.objects.get().questions == ["tps"]


def test_the_step_with_a_reason_works_without_scripts(client, sent):
    client.force_login(people.operator())

    page = client.get(address(sent, query="?langkah=return")).content.decode()

    assert '<section class="stack" id="kembalikan"' in page


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"action": "accept", "seen": "2"}, "baru saja dikirim ulang"),
        ({"action": "tidak-ada", "seen": "1"}, "Muat ulang halaman"),
    ],
)
def test_a_stale_or_unknown_decision_is_refused_in_words(client, sent, data, words):
    client.force_login(people.operator())

    response = client.post(address(sent, "decide"), data)

    assert response.status_code == 409 and words in response.content.decode()
    assert Entry.objects.get().state == State.SENT


def test_the_slower_of_two_operators_learns_who_was_quicker(client, sent):
    reports.accept(sent, people.duty_officer())
    client.force_login(people.operator())

    response = client.post(address(sent, "decide"), {"action": "accept", "seen": "1"})

    assert response.status_code == 409 and "sudah berstatus Diterima oleh" in response.content.decode()
    assert Decision.objects.count() == 1


def test_nobody_decides_on_their_own_report(client, sent, officer):
    people.services.assign_role(user=officer, role=Role.OPERATOR, desk=people.desk())
    client.force_login(officer)

    page = client.get(address(sent)).content.decode()
    response = client.post(address(sent, "decide"), {"action": "accept", "seen": "1"})

    assert "Anda sendiri yang mengirim laporan ini" in page and "data-accept" not in page
    assert response.status_code == 409
    assert Entry.objects.get().state == State.SENT


@pytest.mark.parametrize("name", ["review", "decide", "retry"])
def test_another_region_finds_nothing(client, sent, name):
    client.force_login(people.operator(regions.semarang()))

    response = client.get(address(sent)) if name == "review" else client.post(address(sent, name), {"action": "accept"})

    assert response.status_code == 404


def test_a_draft_is_not_there_for_the_desk(client, officer, form):
    draft = Entry.objects.create(
        form=form, version=form.current_version, region_id="32.71.01", prefix="BGR-24", created_at=officer.date_joined, created_by=officer
    )
    client.force_login(people.operator())

    assert client.get(address(draft)).status_code == 404


@pytest.fixture
def failed(officer, demo_destinations):
    target = {"key": "demo_refuse", "rows": None, "map": {"text": "nama"}}
    return reports.send(forms.publish(forms.question("short_text", "nama"), destinations=[target]), officer, {"nama": "a"})


def test_a_failed_handover_is_shown_and_can_be_tried_again(client, failed, demo_destinations):
    client.force_login(people.operator())
    assert "Coba teruskan lagi" in client.get(address(failed)).content.decode()

    client.post(address(failed, "retry"), {"destination": "demo_refuse"})
    assert "Penerusan belum berhasil" in client.get(address(failed)).content.decode()
    demo_destinations.refusing.willing = True
    client.post(address(failed, "retry"), {"destination": "demo_refuse"})

    assert "Laporan berhasil diteruskan." in client.get(address(failed)).content.decode()
    assert Dispatch.objects.get().attempts == 3


def test_a_viewer_reads_of_the_failure_and_cannot_retry(client, failed):
    client.force_login(people.viewer())

    assert "Coba teruskan lagi" not in client.get(address(failed)).content.decode()
    assert client.post(address(failed, "retry"), {"destination": "demo_refuse"}).status_code == 404


def test_an_unknown_destination_is_not_there(client, failed):
    client.force_login(people.operator())

    assert client.post(address(failed, "retry"), {"destination": "lain"}).status_code == 404


def test_the_page_asks_the_same_questions_however_long_the_report_and_the_queue(client, form, officer, sent, django_assert_num_queries):
    client.force_login(people.operator())
    client.get(address(sent))
    with CaptureQueriesContext(connection) as short:
        client.get(address(sent))
    rows = {f"kejadian-{n}-judul": f"Kejadian {n}" for n in range(20)}
    long = reports.send(form, officer, FIRST | rows)
    for _ in range(5):
        reports.send(form, officer, FIRST)

    with django_assert_num_queries(len(short)):
        client.get(address(long))
