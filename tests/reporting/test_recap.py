"""The recap of a desk: what accepted reports say together, what people put in its place, and nothing of identities."""

import json

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from desk.people.models import Desk
from desk.reporting.errors import ReasonMissing, RecapRefused, StaleEdit
from desk.reporting.models import Recap, RecapEdit
from desk.reporting.selectors.recap import canonical_json, content_of, fingerprint
from desk.reporting.services.recap import begin_recap, edit_recap
from forms_config.append_only import AppendOnlyError
from tests.factories import forms, people, recaps, regions, reports, rules

pytestmark = pytest.mark.django_db
SOUTH, EAST = "32.71.01", "32.71.02"
CALM = {"is_nil": "ya", "kondisi": "Aman terkendali."}
FULL = {
    "is_nil": "tidak",
    "kondisi": "Genangan di dua RT.",
    "situasi": "terganggu",
    "tps_siap": "12",
    "logistik_persen": "80,5",
    "pelanggaran-pidana-found": "2",
    "pelanggaran-etik-found": "1",
    "kejadian-0-jenis": "bencana",
    "kejadian-0-judul": "Genangan Batu Tulis",
    "kejadian-0-pelapor": "Sari Melati",
    "kejadian-0-pengungsi": "14",
    "kejadian-1-jenis": "hoaks",
    "kejadian-1-judul": "Kabar TPS ditutup",
    "kejadian-1-pukul": "21:05",
    "rekomendasi": "Tambah pompa.",
    "catatan_intel": "Rencana aksi tertutup.",
    "narahubung": "Wulan Sari",
}


@pytest.fixture
def operator(clock):
    return people.operator()


@pytest.fixture
def desk(operator):
    return recaps.owed(desk=Desk.objects.get())


@pytest.fixture
def recap(desk, operator):
    recaps.report(SOUTH, FULL, accepted_by=operator)
    recaps.report(EAST, {**FULL, "tps_siap": "8", "logistik_persen": "100", "situasi": "kondusif"}, accepted_by=operator)
    return recaps.begun(desk, people.duty_officer())


def number(content, key):
    return next(one for one in content["numbers"] if one["key"] == key)


def heading(content, key):
    return next(one for one in content["headings"] if one["key"] == key)


def test_numbers_are_added_per_kecamatan_and_in_all(recap):
    found = number(content_of(recap), "tps_siap")

    assert {area: cell["value"] for area, cell in found["areas"].items()} == {SOUTH: "12", EAST: "8"}
    assert found["total"]["value"] == "20"
    assert found["rows"] == [[0, "12"], [1, "8"]]


def test_percentages_are_averaged_and_tables_and_rows_added(recap):
    content = content_of(recap)

    assert number(content, "logistik_persen")["total"]["value"] == "90.25"
    assert number(content, "pelanggaran.found")["total"]["value"] == "6"
    assert number(content, "kejadian")["total"]["value"] == "4"
    assert number(content, "kejadian.pengungsi")["total"]["value"] == "28"
    assert heading(content, "pelanggaran")["tables"][0]["rows"][0]["cells"] == [4]


def test_choices_are_counted_with_the_worst_and_rows_by_their_kind(recap):
    content = content_of(recap)

    (situation,) = heading(content, "kondisi_umum")["choices"]
    (kinds,) = heading(content, "kejadian")["choices"]
    assert [(one["key"], one["count"]) for one in situation["counts"]] == [("kondusif", 1), ("terganggu", 1)]
    assert situation["worst"] == "terganggu"
    assert [(one["label"], one["count"]) for one in kinds["counts"]] == [("Bencana", 2), ("Hoaks", 2)]


def test_hours_in_rows_are_told_with_the_clock_of_the_region(recap):
    (rows,) = heading(content_of(recap), "kejadian")["repeats"]

    assert ["Pukul", "21.05 WIB"] in rows["rows"][1]["words"]


def test_texts_stand_under_the_customary_headings_with_unit_and_author(recap):
    content = content_of(recap)

    assert [one["key"] for one in content["headings"]][:4] == ["dasar", "kondisi_umum", "tahapan", "logistik"]
    assert heading(content, "kondisi_umum")["text"]["value"].splitlines()[0] == "Kecamatan Bogor Selatan: Genangan di dua RT."
    told = heading(content, "kondisi_umum")["narratives"][0]
    assert content["sources"][told["source"]]["by"] == "Agus Pratama"


def test_identities_are_nowhere_and_restricted_texts_are_not_told_upward(recap):
    text = canonical_json(content_of(recap))

    assert not any(name in text for name in ("Sari Melati", "Wulan Sari", "aksi tertutup"))
    assert [one["text"] for one in heading(content_of(recap), "kerawanan")["narratives"]] == [None, None]


def test_a_form_that_fits_no_customary_headings_keeps_its_sections(operator):
    plain = forms.publish(forms.question("long_text", "uraian"), key="bebas")
    desk = recaps.owed(desk=Desk.objects.get(), form=plain)
    recaps.report(SOUTH, {"uraian": "Lancar."}, accepted_by=operator)

    content = content_of(recaps.begun(desk, operator))

    assert [one["title"] for one in content["headings"]] == ["Isian"]


def test_only_accepted_reports_count_and_the_rest_is_named(desk, operator):
    recaps.report(SOUTH, CALM, accepted_by=operator)
    recaps.report(EAST, FULL)

    units = content_of(recaps.begun(desk, operator))["units"]

    assert (units["owed"], units["accepted"]) == (2, 1)
    assert (units["nil"], units["waiting"], units["missing"]) == (["Kecamatan Bogor Selatan"], ["Kecamatan Bogor Timur"], [])


def test_a_recap_without_any_report_reads_as_such(desk, operator):
    content = content_of(recaps.begun(desk, operator))

    assert content["units"]["missing"] == ["Kecamatan Bogor Selatan", "Kecamatan Bogor Timur"]
    assert content["headings"] and not content["sources"]


def test_reports_to_another_desk_or_of_another_week_stay_out(desk, operator, recap):
    later = recaps.report
    duty = recaps.duty(SOUTH, week=(recaps.WEEK[0].replace(day=25), recaps.WEEK[1].replace(month=12, day=1)))
    reports.accept(reports.send(duty.form, recaps.officer_of(SOUTH), FULL, obligation=duty, now=duty.opens_at), operator)
    assert later

    assert number(content_of(recap), "tps_siap")["total"]["value"] == "20"


def test_beginning_twice_gives_the_same_recap(desk, operator):
    assert recaps.begun(desk, operator).pk == recaps.begun(desk, people.duty_officer()).pk
    assert Recap.objects.count() == 1


@pytest.mark.parametrize("who", [people.viewer, people.head, people.admin, lambda: people.operator(regions.semarang())])
def test_only_who_drafts_begins(desk, who):
    with pytest.raises(RecapRefused, match="Peran Anda"):
        recaps.begun(desk, who())


def test_a_period_that_nobody_owes_has_no_recap(desk, operator):
    with pytest.raises(RecapRefused, match="Tidak ada unit"):
        begin_recap(
            report_type=rules.report_type(), desk=desk, period_start=recaps.WEEK[0].replace(day=1), period_end=recaps.WEEK[1], user=operator
        )


def test_a_number_is_replaced_only_with_a_reason_and_the_computed_one_stays(recap, operator):
    with pytest.raises(ReasonMissing):
        edit_recap(recap_id=recap.pk, part=f"number:tps_siap:{SOUTH}", value="15", user=operator)

    edit_recap(recap_id=recap.pk, part=f"number:tps_siap:{SOUTH}", value="1.015", reason="Berita acara KPU.", user=operator)

    found = number(content_of(recap), "tps_siap")
    cell = found["areas"][SOUTH]
    assert (cell["value"], cell["computed"], cell["reason"], cell["by"]) == ("1015", "12", "Berita acara KPU.", str(operator))
    assert found["total"]["value"] == "1023"


def test_taking_back_brings_the_computed_number(recap, operator):
    first = edit_recap(recap_id=recap.pk, part="number:tps_siap", value="99", reason="Salah hitung.", user=operator)

    edit_recap(recap_id=recap.pk, part="number:tps_siap", value=None, user=operator, seen=first.pk)

    assert number(content_of(recap), "tps_siap")["total"] == {"value": "20"}
    assert RecapEdit.objects.count() == 2


@pytest.mark.parametrize("value", ["banyak", "", "1e400", "12,1234567"])
def test_what_is_no_number_is_refused_in_words(recap, operator, value):
    with pytest.raises(RecapRefused, match="Angka pengganti"):
        edit_recap(recap_id=recap.pk, part="number:tps_siap", value=value, reason="Coba.", user=operator)


@pytest.mark.parametrize("part", ["tps_siap", f"tps_siap:{SOUTH}", "kejadian", "kejadian.pengungsi", "pelanggaran.found"])
def test_what_has_no_halves_is_replaced_by_whole_numbers_only(recap, operator, part):
    with pytest.raises(RecapRefused, match=r"bilangan bulat.*“12,5”"):
        edit_recap(recap_id=recap.pk, part=f"number:{part}", value="12,5", reason="Hitung ulang.", user=operator)

    edit_recap(recap_id=recap.pk, part=f"number:{part}", value="12,0", reason="Hitung ulang.", user=operator)
    edit_recap(recap_id=recap.pk, part="number:logistik_persen", value="84,77", reason="Hitung ulang.", user=operator)
    assert [edit.value for edit in recap.edits.order_by("pk")] == ["12", "84.77"]


def test_a_text_keeps_who_wrote_it_and_says_when_reports_changed_since(recap, operator):
    edit_recap(recap_id=recap.pk, part="text:dasar", value="Surat Wali Kota.", user=operator)

    text = heading(content_of(recap), "dasar")["text"]
    assert (text["value"], text["by"], text["computed"]) == ("Surat Wali Kota.", str(operator), "")


def test_the_slower_of_two_writers_is_told_and_nothing_is_overwritten(recap, operator):
    edit_recap(recap_id=recap.pk, part="text:dasar", value="Pertama.", user=operator)

    with pytest.raises(StaleEdit) as stale:
        edit_recap(recap_id=recap.pk, part="text:dasar", value="Kedua.", user=people.duty_officer())

    assert stale.value.value == "Pertama." and str(operator) in str(stale.value)
    assert heading(content_of(recap), "dasar")["text"]["value"] == "Pertama."


@pytest.mark.parametrize("part", ["text:tidak-ada", "number:tidak_ada", "number:tps_siap:33.74.01", "lain:dasar", ""])
def test_an_unknown_part_is_refused(recap, operator, part):
    with pytest.raises(RecapRefused):
        edit_recap(recap_id=recap.pk, part=part, value="1", reason="Uji.", user=operator)


@pytest.mark.parametrize("who", [people.viewer, people.head, people.admin, lambda: people.operator(regions.semarang())])
def test_only_who_drafts_writes(recap, who):
    with pytest.raises(RecapRefused, match="Peran Anda"):
        edit_recap(recap_id=recap.pk, part="text:dasar", value="Teks.", user=who())


def test_what_was_written_is_never_changed(recap, operator):
    edit = edit_recap(recap_id=recap.pk, part="text:dasar", value="Teks.", user=operator)

    with pytest.raises(AppendOnlyError):
        RecapEdit.objects.update(value="Lain.")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE reporting_recapedit SET reason = 'x' WHERE id = %s", [edit.pk])


def test_the_same_reports_give_the_same_fingerprint(recap):
    first, second = content_of(recap), content_of(Recap.objects.get(pk=recap.pk))

    assert fingerprint(first) == fingerprint(second)
    assert fingerprint(json.loads(canonical_json(first))) == fingerprint(first)


def test_a_recap_asks_as_many_questions_of_the_database_for_one_report_as_for_many(desk, operator, django_assert_num_queries):
    recaps.report(SOUTH, FULL, accepted_by=operator)
    recap = Recap.objects.select_related("report_type", "desk", "region").get(pk=recaps.begun(desk, operator).pk)
    with CaptureQueriesContext(connection) as one:
        content_of(recap)
    recaps.report(EAST, FULL, accepted_by=operator)

    assert len(one) <= 8
    with django_assert_num_queries(len(one)):
        content_of(recap)
