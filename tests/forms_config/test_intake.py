"""Reading controls: every family accepts what it should, refuses the rest with a sentence that names the question."""

from datetime import UTC, datetime

import pytest

from forms_config.families import FileFacts
from forms_config.intake import first_values, raw_of, read
from forms_config.prefills import FillContext

CONTEXT = FillContext(
    unit_code="32.71.01", unit_name="Bogor Selatan", timezone="Asia/Jakarta", now=datetime(2024, 11, 25, 3, 0, tzinfo=UTC), user_name="Rani"
)
PHOTO = "6f1f0a52-0000-4000-8000-000000000001"
FILES = {PHOTO: FileFacts(key="q", kind="photo")}


def form(*questions, checks=()):
    from forms_config.logic import order

    definition = {
        "schema": 1,
        "key": "f",
        "title": "F",
        "kind": "report",
        "sections": [{"id": "s1", "label": "A", "shown_if": None, "questions": list(questions)}],
        "checks": list(checks),
        "destinations": [],
    }
    return definition | {"order": order(definition)}


def question(type_, key="q", **settings):
    return {
        "id": key,
        "key": key,
        "type": type_,
        "label": "Jumlah TPS",
        "help": "",
        "required": "never",
        "required_if": None,
        "shown_if": None,
        "prefill": None,
        "privacy": "biasa",
        "feeds": "",
    } | settings


CHOICES = [{"key": "a", "label": "Aman"}, {"key": "b", "label": "Bahaya"}]

GOOD = [
    ("short_text", {}, {"q": [" Ada  "]}, "Ada"),
    ("short_text", {"pattern": "nip"}, {"q": ["198001012005011001"]}, "198001012005011001"),
    ("long_text", {}, {"q": ["satu\r\ndua "]}, "satu\ndua"),
    ("whole_number", {}, {"q": ["1.250"]}, 1250),
    (
        "decimal",
        {},
        {
            "q": ["84,770"],
        },
        None,
    ),
    ("decimal", {}, {"q": ["84,7"]}, "84.7"),
    ("decimal", {}, {"q": ["1.250,50"]}, "1250.5"),
    ("yes_no", {}, {"q": ["tidak"]}, False),
    ("one_choice", {"choices": CHOICES}, {"q": ["b"]}, "b"),
    ("many_choices", {"choices": CHOICES}, {"q": ["b", "a"]}, ["a", "b"]),
    ("scale", {"min": 1, "max": 5}, {"q": ["3"]}, 3),
    ("date", {}, {"q": ["2024-11-27"]}, "2024-11-27"),
    ("time", {}, {"q": ["08.30"]}, "08:30"),
    ("datetime", {"not_future": True}, {"q": ["2024-11-25T10:00"]}, "2024-11-25T10:00+07:00"),
    ("gps", {}, {"q-lat": ["-6,5971"], "q-lon": ["106.806"], "q-accuracy": ["12.7"]}, {"lat": "-6.5971", "lon": "106.806", "accuracy": 12}),
    ("photos", {}, {"q-kept": [PHOTO]}, [PHOTO]),
    ("readiness", {"evidence": "required"}, {"q": ["ya"], "q-evidence-kept": [PHOTO]}, {"value": "ya", "evidence": [PHOTO]}),
    ("readiness", {"measure": "number"}, {"q-done": ["12"], "q-target": ["20"]}, {"value": "sebagian", "done": 12, "target": 20}),
    ("readiness", {"measure": "number"}, {"q": ["tidak_berlaku"]}, {"value": "tidak_berlaku"}),
    (
        "table",
        {"rows": [{"key": "r1", "label": "Baris"}], "columns": [{"key": "l", "label": "L"}, {"key": "p", "label": "P"}]},
        {"q-r1-p": ["3"]},
        {"r1": {"p": 3}},
    ),
]


@pytest.mark.parametrize(("type_", "settings", "raw", "answer"), [case for case in GOOD if case[3] is not None])
def test_an_answer_is_read_and_given_back_the_same(type_, settings, raw, answer):
    definition = form(question(type_, **settings))

    reading = read(definition, raw, CONTEXT, files=FILES)
    again = read(definition, raw_of(definition, reading.answers), CONTEXT, files=FILES)

    assert reading.errors == {}
    assert reading.answers == {"q": answer} == again.answers


BAD = [
    ("short_text", {"max_length": 3}, {"q": ["empat"]}, "q", "paling banyak 3 huruf"),
    ("short_text", {"pattern": "url"}, {"q": ["bukan"]}, "q", "tautan"),
    ("long_text", {"min_length": 50}, {"q": ["pendek"]}, "q", "paling sedikit 50"),
    ("whole_number", {"max": 292}, {"q": ["312"]}, "q", "paling banyak 292. Anda menulis 312"),
    ("whole_number", {}, {"q": ["-1"]}, "q", "paling sedikit 0"),
    ("whole_number", {}, {"q": ["dua"]}, "q", "angka bulat"),
    ("whole_number", {}, {"q": ["9" * 40]}, "q", "paling banyak"),
    ("decimal", {}, {"q": ["1,234"]}, "q", "paling banyak 2 angka"),
    ("decimal", {"max": "100"}, {"q": ["100,5"]}, "q", "paling banyak 100"),
    ("decimal", {}, {"q": ["NaN"]}, "q", "harus berupa angka"),
    ("yes_no", {}, {"q": ["mungkin"]}, "q", "Ya atau Tidak"),
    ("one_choice", {"choices": CHOICES}, {"q": ["c"]}, "q", "tidak ada"),
    ("many_choices", {"choices": CHOICES}, {"q": ["a", "zz"]}, "q", "tidak ada"),
    ("many_choices", {"choices": CHOICES, "max_choices": 1}, {"q": ["a", "b"]}, "q", "paling banyak 1"),
    ("scale", {"min": 1, "max": 5}, {"q": ["6"]}, "q", "paling banyak 5"),
    ("readiness", {"evidence": "required"}, {"q": ["ya"]}, "q-evidence", "memerlukan bukti"),
    ("readiness", {"measure": "number"}, {"q-done": ["21"], "q-target": ["20"]}, "q-done", "melebihi"),
    ("readiness", {"measure": "number"}, {"q-done": ["1"]}, "q-target", "belum diisi"),
    ("date", {}, {"q": ["2024-02-30"]}, "q", "bukan tanggal"),
    ("date", {"not_future": True}, {"q": ["2024-11-26"]}, "q", "belum lewat"),
    ("date", {"min": "2024-11-01"}, {"q": ["2024-10-31"]}, "q", "paling awal 1 November 2024"),
    ("time", {}, {"q": ["25:00"]}, "q", "bukan jam"),
    ("datetime", {"not_future": True}, {"q": ["2024-11-25T10:01"]}, "q", "belum lewat"),
    ("datetime", {}, {"q": ["kemarin"]}, "q", "bukan tanggal dan jam"),
    ("gps", {}, {"q-lat": ["-96"], "q-lon": ["106"]}, "q-lat", "derajat"),
    ("gps", {}, {"q-lat": ["-6"]}, "q-lon", "derajat"),
    ("photos", {}, {"q-kept": ["bukan-berkas"]}, "q", "tidak ditemukan"),
    ("table", {"rows": [{"key": "r", "label": "R"}], "columns": [{"key": "c", "label": "C"}]}, {"q-r-c": ["x"]}, "q-r-c", "angka bulat"),
]


@pytest.mark.parametrize(("type_", "settings", "raw", "control", "words"), BAD)
def test_a_bad_answer_is_refused_by_name_and_not_kept(type_, settings, raw, control, words):
    reading = read(form(question(type_, **settings)), raw, CONTEXT, files=FILES)

    assert words in reading.errors[control]
    assert "Jumlah TPS" in reading.errors[control] or "Pilih" in reading.errors[control]


def test_a_missing_answer_is_named_with_the_way_out():
    reading = read(form(question("one_choice", required="always", choices=CHOICES)), {}, CONTEXT)

    assert reading.errors == {"q": "Jumlah TPS belum diisi. Pilih salah satu jawaban."}


def test_a_hidden_question_is_neither_required_nor_kept_nor_wrong():
    shown_if = {"match": "all", "rules": [{"question": "a", "op": "eq", "value": True}]}
    definition = form(question("yes_no", "a"), question("whole_number", required="always", shown_if=shown_if))

    hidden = read(definition, {"a": ["tidak"], "q": ["bukan angka"]}, CONTEXT)
    shown = read(definition, {"a": ["ya"], "q": ["bukan angka"]}, CONTEXT)

    assert hidden.complete
    assert hidden.answers == {"a": False}
    assert list(shown.errors) == ["q"]


def test_rows_keep_their_id_and_empty_rows_are_dropped():
    definition = form(
        question("repeat", "rows", questions=[question("short_text", "name", required="always"), question("whole_number", "n")])
    )
    row = "6f1f0a52-0000-4000-8000-0000000000aa"
    raw = {"rows-0-id": [row], "rows-0-name": ["Satu"], "rows-3-name": [" "], "rows-3-id": [row], "rows-7-n": ["x"]}

    reading = read(definition, raw, CONTEXT)

    assert reading.answers["rows"][0] == {"id": row, "answers": {"name": "Satu"}}
    assert len(reading.answers["rows"]) == 2
    assert set(reading.errors) == {"rows-7-n", "rows-7-name"}


def test_a_repeat_that_must_have_rows_says_so():
    reading = read(form(question("repeat", required="always", questions=[question("short_text", "name")])), {}, CONTEXT)

    assert reading.errors == {"q": "Jumlah TPS memerlukan paling sedikit 1 baris. Tambahkan barisnya."}


def check(severity):
    return {
        "id": "c1",
        "label": "Jumlah",
        "message": "Jumlah A harus sama dengan B.",
        "severity": severity,
        "op": "eq",
        "left": [{"question": "a"}],
        "right": [{"question": "b"}],
        "rows": None,
        "when": None,
    }


@pytest.mark.parametrize(("severity", "control"), [("reject", "a"), ("explain", "explain-c1"), ("warn", None)])
def test_a_check_that_does_not_hold_acts_by_its_severity(severity, control):
    definition = form(question("whole_number", "a"), question("whole_number", "b"), checks=[check(severity)])

    reading = read(definition, {"a": ["1"], "b": ["2"]}, CONTEXT)

    assert list(reading.errors) == ([control] if control else [])
    assert [(found["check"], found["left"], found["right"]) for found in reading.findings] == [("c1", "1", "2")]


def test_an_explained_check_keeps_what_the_paper_says():
    definition = form(question("whole_number", "a"), question("whole_number", "b"), checks=[check("explain")])

    reading = read(definition, {"a": ["1"], "b": ["2"], "explain-c1": ["Sesuai formulir."]}, CONTEXT)

    assert reading.complete
    assert reading.answers == {"a": 1, "b": 2, "_explanations": {"c1": "Sesuai formulir."}}
    assert reading.findings[0]["explanation"] == "Sesuai formulir."


def test_a_fresh_form_begins_with_its_constants():
    definition = form(question("whole_number", prefill={"source": "constant", "value": 7}))

    assert first_values(definition, CONTEXT) == {"q": ["7"]}
