"""The officers' door: what is due, what was sent, what became of it; drafts by script; private files."""

import json
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from desk.people import services
from desk.people.models import Role
from desk.people.scope import scope_of
from desk.reporting.constants import State
from desk.reporting.models import Attachment, Entry
from desk.reporting.services.review import decide
from desk.reporting.services.sending import send_entry
from tests.factories import duties, forms, people, regions

pytestmark = pytest.mark.django_db

WHO = forms.question("short_text", "nama", label="Nama pelapor", required="always")
PROOF = forms.question("photos", "bukti", label="Foto", max_files=2)
PAPERS = forms.question("files", "surat", label="Surat")


@pytest.fixture
def officer(now):
    regions.make_regions()
    people.desk()
    return people.officer()


@pytest.fixture
def form(officer):
    return forms.publish(WHO, PROOF, PAPERS)


@pytest.fixture
def door(client, officer):
    client.force_login(officer)
    return client


def owe(form, now, *, hours=2, region="32.71.01", **more):
    return duties.owe(form, region, opens_at=now - timedelta(days=1), due_at=now + timedelta(hours=hours), **more)


def sent(form, user, *, name="Rani", **more):
    return send_entry(uuid=uuid4(), form=form, unit=scope_of(user).units[0], user=user, raw={"nama": [name]}, **more).entry


def picture():
    data = BytesIO()
    Image.new("RGB", (40, 30), "navy").save(data, "PNG")
    return SimpleUploadedFile("foto.png", data.getvalue(), "image/png")


def test_what_is_due_comes_first_with_the_time_left_in_the_units_zone(door, form, now):
    owe(form, now, hours=30)
    owe(form, now, hours=2)
    owe(form, now, region="33.74.01")

    page = door.get(reverse("reporting:tasks"))

    text = page.content.decode()
    assert [duty.due_at for duty in page.context["due"]] == [now + timedelta(hours=2), now + timedelta(hours=30)]
    assert "hari ini, 12.42 WIB" in text
    assert "2 jam lagi" in text


def test_a_unit_an_hour_ahead_reads_its_own_clock(client, form, now):
    officer = people.officer(regions.samarinda(), username="petugas.samarinda")
    owe(form, now, region="64.72")
    client.force_login(officer)

    text = client.get(reverse("reporting:tasks")).content.decode()

    assert "11.42 WITA" in text
    assert "hari ini, 13.42 WITA" in text


def test_what_is_late_says_so(door, form, now):
    owe(form, now, hours=-3)

    text = door.get(reverse("reporting:tasks")).content.decode()

    assert "Terlambat, batasnya hari ini, 07.42 WIB" in text
    assert "Belum lapor" in text


def test_a_returned_report_quotes_the_reason_and_leads_to_mending(door, form, officer):
    operator = people.operator()
    entry = sent(form, officer)
    decide(entry_id=entry.pk, action="return", user=operator, reason="Mohon lengkapi nama jabatan.")

    text = door.get(reverse("reporting:tasks")).content.decode()

    assert "Mohon lengkapi nama jabatan." in text
    assert reverse("reporting:mend", args=[entry.uuid]) in text


def test_an_empty_list_says_what_belongs_there(door):
    text = door.get(reverse("reporting:tasks")).content.decode()

    assert "Tidak ada yang perlu dikerjakan" in text
    assert "Belum ada laporan terkirim" in text


@pytest.mark.parametrize("rows", [1, 12])
def test_the_list_costs_at_most_twelve_queries_whatever_it_shows(door, form, officer, now, rows, django_assert_max_num_queries):
    for _ in range(rows):
        owe(form, now)
        sent(form, officer)
        sent(form, officer, obligation=owe(form, now))
        Entry.objects.filter(pk=sent(form, officer).pk).update(state=State.RETURNED, reason="x")
        Entry.objects.filter(pk=sent(form, officer).pk).update(state=State.DRAFT, draft={}, draft_saved_at=now, draft_saved_by=officer)

    with django_assert_max_num_queries(12):
        door.get(reverse("reporting:tasks"))


@pytest.mark.parametrize("rows", [1, 30])
def test_the_history_costs_the_same_whatever_it_shows(door, form, officer, rows, django_assert_max_num_queries):
    for _ in range(rows):
        sent(form, officer)

    with django_assert_max_num_queries(9):
        door.get(reverse("reporting:history"))


def test_the_history_is_searched_by_number_title_and_state_and_turned_page_by_page(door, form, officer):
    entries = [sent(form, officer) for _ in range(25)]
    Entry.objects.filter(pk=entries[3].pk).update(state=State.ACCEPTED)
    address = reverse("reporting:history")

    def numbers(**query):
        return [entry.number for entry in door.get(address, query).context["page"]]

    assert len(numbers()) == 20
    assert len(numbers(halaman=2)) == 5
    assert numbers(cari=entries[7].number) == [entries[7].number]
    assert numbers(status="accepted") == [entries[3].number]
    assert numbers(cari="tidak ada") == []
    assert len(numbers(cari="laporan uji")) == 20


def test_a_report_shows_its_answers_its_state_and_what_happened_to_it(door, form, officer, clock):
    operator = people.operator()
    entry = sent(form, officer, name="Rani Wiradisastra")
    clock.shift(600)
    decide(entry_id=entry.pk, action="return", user=operator, reason="Mohon dilengkapi.")

    text = door.get(reverse("reporting:entry", args=[entry.uuid])).content.decode()

    assert "Rani Wiradisastra" in text
    assert "Dikembalikan" in text
    assert text.index("Mohon dilengkapi.") < text.index("Riwayat laporan ini")
    assert text.index("Dikembalikan</b>") < text.index("Dikirim</b>")
    assert "10.52 WIB" in text


def test_anonymous_people_sign_in_first_and_other_roles_see_nothing(client, form, now):
    entry = sent(form, people.officer())
    addresses = [
        reverse("reporting:tasks"),
        reverse("reporting:now"),
        reverse("reporting:history"),
        reverse("reporting:fill_new", args=[form.key]),
        reverse("reporting:entry", args=[entry.uuid]),
        reverse("reporting:mend", args=[entry.uuid]),
    ]

    assert {client.get(address).status_code for address in addresses} == {302}
    client.force_login(people.operator())
    assert {client.get(address).status_code for address in addresses} == {404}


def save(door, entry, query="", **answers):
    return door.post(reverse("reporting:autosave", args=[entry]) + query, {"entry": str(entry), "revision": "0"} | answers)


def test_a_draft_kept_by_script_tells_its_revision_and_time(door, form, now):
    duty, entry = owe(form, now), uuid4()

    told = save(door, entry, f"?tugas={duty.pk}", nama="Ra").json()

    assert told["revision"] == 1
    assert told["message"] == "Draf tersimpan 10.42 WIB. Belum dikirim."
    assert Entry.objects.get(uuid=entry).draft == {"nama": ["Ra"]}
    assert save(door, entry, f"?tugas={duty.pk}", nama="Ran", revision="1").json()["revision"] == 2


def test_the_second_device_is_told_by_whom_and_when_and_overwrites_only_on_purpose(door, form, now):
    duty, phone, laptop = owe(form, now), uuid4(), uuid4()
    query = f"?tugas={duty.pk}"
    save(door, phone, query, nama="Ponsel")

    told = save(door, laptop, query, nama="Laptop")

    assert told.status_code == 409
    assert told.json()["saved_by"] == "Agus Pratama"
    assert told.json()["saved_at"] == "10.42 WIB"
    assert told.json()["entry"] == str(phone)
    assert Entry.objects.get().draft == {"nama": ["Ponsel"]}
    assert save(door, told.json()["entry"], query, nama="Laptop", revision=str(told.json()["revision"])).status_code == 200
    assert Entry.objects.get().draft == {"nama": ["Laptop"]}


def test_scripts_are_told_when_the_session_is_over_or_the_report_is_sent(client, form, officer, now):
    entry = sent(form, officer, obligation=owe(form, now))

    assert save(client, entry.uuid).status_code == 401
    client.force_login(officer)
    gone = save(client, entry.uuid)
    assert gone.status_code == 410
    assert gone.json()["url"] == reverse("reporting:entry", args=[entry.uuid])


def upload(door, entry, form, file, key="bukti", **more):
    return door.post(reverse("reporting:add_file", args=[entry]) + f"?formulir={form.key}", {"key": key, "file": file} | more)


def test_a_photo_is_kept_shown_to_its_own_unit_and_taken_back(door, form):
    entry, name = uuid4(), uuid4()

    told = upload(door, entry, form, picture(), uuid=str(name)).json()
    again = upload(door, entry, form, picture(), uuid=str(name)).json()

    assert told["uuid"] == again["uuid"] == str(name)
    shown = door.get(told["url"])
    assert shown["Content-Type"] == "image/jpeg"
    assert shown["Content-Disposition"].startswith("inline")
    assert shown["Cache-Control"].startswith("private")
    assert shown["X-Content-Type-Options"] == "nosniff"
    door.post(reverse("reporting:add_file", args=[entry]), {"remove": str(name)})
    assert Attachment.objects.get().removed_at is not None


def test_a_file_that_is_not_what_it_claims_is_refused_in_words(door, form):
    refused = upload(door, uuid4(), form, SimpleUploadedFile("surat.pdf", b"MZ bukan pdf", "application/pdf"), key="surat")

    assert refused.status_code == 422
    assert "bukan PDF yang sebenarnya" in refused.json()["message"]


def test_a_document_is_only_ever_downloaded(door, form):
    told = upload(door, uuid4(), form, SimpleUploadedFile("surat.pdf", b"%PDF-1.4 isi", "application/pdf"), key="surat").json()

    answer = door.get(told["url"])

    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"


def test_files_are_seen_by_the_unit_and_its_desk_and_by_nobody_else(client, form, officer, clock):
    client.force_login(officer)
    entry = uuid4()
    address = upload(client, entry, form, picture()).json()["url"]
    operator, stranger = people.operator(), people.operator(regions.semarang())
    client.force_login(operator)
    assert client.get(address).status_code == 404  # a draft is the unit's alone

    client.force_login(officer)
    client.post(reverse("reporting:fill_new", args=[form.key]), {"entry": str(entry), "nama": "Rani", "bukti-kept": address.split("/")[2]})
    client.force_login(operator)
    assert client.get(address).status_code == 200
    client.force_login(stranger)
    assert client.get(address).status_code == 404
    client.force_login(officer)
    Entry.objects.update(state=State.RETURNED)
    clock.shift(60)
    added = upload(client, entry, form, picture()).json()["url"]
    assert client.get(added).status_code == 200
    client.force_login(operator)
    assert client.get(added).status_code == 404  # added to the returned report, not sent yet
    client.logout()
    assert client.get(address).status_code == 302


def test_an_officer_of_two_units_chooses_for_which_one_to_report(client, form, officer):
    services.assign_role(user=officer, role=Role.OFFICER, region=regions.region("32.71.02", "Bogor Timur", "district"))
    client.force_login(officer)
    address = reverse("reporting:fill_new", args=[form.key])

    assert f"{address}?untuk=32.71.02" in client.get(reverse("reporting:tasks")).content.decode()
    client.post(f"{address}?untuk=32.71.02", {"entry": str(uuid4()), "nama": "Rani"})
    assert Entry.objects.get().region_id == "32.71.02"
    assert client.get(f"{address}?untuk=33.74.01").status_code == 404


def test_the_definition_on_the_page_is_data_and_cannot_break_out_of_it(door):
    form = forms.publish(
        forms.question("one_choice", "pilih", choices=[{"key": "a", "label": "</script><b>", "description": "", "tone": "", "icon": ""}])
    )

    text = door.get(reverse("reporting:fill_new", args=[form.key])).content.decode()

    logic = text.split('<script id="logika" type="application/json">')[1].split("</script>")[0]
    assert json.loads(logic)["sections"][0]["questions"][0]["key"] == "pilih"
    assert "</script><b>" not in text
