"""Every question family on the sheet: its control names, its labels, what was typed, what is wrong, why it is asked."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.template.loader import render_to_string

from forms_config import references
from forms_config.constants import Family
from forms_config.intake import read
from forms_config.prefills import FillContext
from forms_config.references import Option
from forms_config.rendering import KeptFile, sheet, told
from tests.factories.forms import definition, question

pytestmark = pytest.mark.django_db

CONTEXT = FillContext("32.71.01", "Kecamatan Bogor Selatan", "Asia/Jakarta", datetime(2024, 11, 25, 3, 42, tzinfo=UTC))
CHOICES = [
    {"key": "kondusif", "label": "Kondusif", "description": "Tidak ada gangguan", "tone": "ok", "icon": "check-c"},
    {"key": "terganggu", "label": "Terganggu", "description": "", "tone": "bad", "icon": "stop"},
]
SETTINGS = {
    Family.ONE_CHOICE: {"choices": CHOICES},
    Family.MANY_CHOICES: {"choices": CHOICES, "min_choices": None, "max_choices": None},
    Family.REPEAT: {"questions": [question("short_text", "judul", required="always")], "row_label": "Kejadian"},
    Family.TABLE: {"rows": [{"key": "l", "label": "Laki-laki"}], "columns": [{"key": "a", "label": "DPT"}, {"key": "b", "label": "DPTb"}]},
    Family.COMPUTED: {"formula": {"op": "sum", "terms": [{"number": "1250"}]}, "unit": "TPS", "places": 0},
    Family.READINESS: {"measure": "choice", "evidence": "required", "critical": True},
}
EXPECTED = {
    Family.REPEAT: {"question"},
    Family.TABLE: {"question-l-a", "question-l-b"},
    Family.COMPUTED: set(),
    Family.NOTE: set(),
    Family.GPS: {"question-lat", "question-lon", "question-accuracy"},
    Family.READINESS: {"question", "question-note", "question-due", "question-evidence"},
}


class OneOfEach(references.ReferenceSource):
    def options(self, **_asked):
        return [Option("32.71.01.1001", "Batu <Tulis>", "Bogor Selatan"), Option("32.71.01.1002", "Bondongan", "Bogor Selatan")]

    def allowed(self, values, **_asked):
        return set(values)

    def labels(self, values):
        return dict.fromkeys(values, "Batu Tulis")


@pytest.fixture(autouse=True)
def _one_of_each(monkeypatch):
    sources = {kind: OneOfEach() for kind in (Family.REGION, Family.POLLING_STATION, Family.AGENCY, Family.PERSON)}
    monkeypatch.setattr(references, "_registry", sources)


class Page(HTMLParser):
    """Names, ids, labels and descriptions of a piece of HTML, templates left out."""

    def __init__(self, html):
        super().__init__()
        self.names, self.ids, self.described, self.label_for, self.depth = set(), [], set(), set(), 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "template":
            self.depth += 1
        if self.depth:
            return
        if tag in {"input", "select", "textarea"} and values.get("name"):
            self.names.add(values["name"])
        if values.get("id"):
            self.ids.append(values["id"])
        if tag == "label" and values.get("for"):
            self.label_for.add(values["for"])
        self.described.update((values.get("aria-describedby") or "").split())

    def handle_endtag(self, tag):
        self.depth -= tag == "template"


def made(*questions, raw=None, refused=False, checks=(), files=()):
    form = definition(*questions, checks=checks)
    raw = raw or {}
    reading = read(form, raw, CONTEXT) if refused else None
    return sheet(form, raw, context=CONTEXT, reading=reading, files=files)


def html_of(*questions, **typed):
    return render_to_string("forms_config/fill/sheet.html", {"sheet": made(*questions, **typed)})


@pytest.mark.parametrize("family", Family.values)
def test_every_family_has_its_controls_its_label_and_no_dangling_description(family):
    page_html = html_of(question(family, "question", label="Pertanyaan contoh", help="Bantuan.", **SETTINGS.get(family, {})))
    page = Page(page_html)

    expected = EXPECTED.get(family, {"question"})
    assert page.names == (set() if family == Family.REPEAT else expected)
    assert "Pertanyaan contoh" in page_html
    assert page.described <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("family", [family for family in Family.values if family not in {Family.NOTE, Family.COMPUTED}])
def test_every_family_says_what_is_missing_and_can_be_reached_from_the_summary(family):
    view = made(question(family, "question", label="Pertanyaan contoh", required="always", **SETTINGS.get(family, {})), refused=True)
    page_html = render_to_string("forms_config/fill/sheet.html", {"sheet": view})

    assert [problem.target for problem in view.problems] == ["f-question"]
    assert 'id="f-question"' in page_html
    assert view.problems[0].message in page_html.replace("&quot;", '"')
    assert view.sections[0].state == "wrong"


def test_what_may_be_left_empty_says_so_and_nothing_else_does():
    page = html_of(question("short_text", "wajib", required="always"), question("short_text", "boleh"))

    assert re.findall(r'<span class="opt"( hidden)?>', page.split('<script id="logika"')[0]) == [" hidden", ""]


def test_a_question_with_a_condition_says_why_it_is_asked_and_is_marked_when_it_does_not_apply():
    condition = {"match": "all", "rules": [{"question": "situasi", "op": "in", "value": ["terganggu", "kondusif"]}]}
    asked = question("long_text", "uraian", label="Uraian", shown_if=condition)
    cause = question("one_choice", "situasi", label="Situasi wilayah", choices=CHOICES)

    hidden, shown = made(cause, asked), made(cause, asked, raw={"situasi": ["terganggu"]})

    assert [item.visible for item in hidden.sections[0].items] == [True, False]
    assert shown.sections[0].items[1].visible
    why = shown.sections[0].groups[1].why
    assert why.because == 'Ditanyakan karena Anda memilih <span data-told="situasi"><b>Terganggu</b> atau <b>Kondusif</b></span>.'
    assert "Isi hanya bila pada “Situasi wilayah” Anda memilih" in why.unless


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"question": "jumlah", "op": "gt", "value": 0}, "“Jumlah” lebih dari <b>0 TPS</b>"),
        ({"question": "jumlah", "op": "filled", "value": None}, "“Jumlah” terisi"),
        ({"question": "jumlah", "op": "empty", "value": None}, "“Jumlah” kosong"),
        ({"question": "siap", "op": "eq", "value": "sebagian"}, "Anda memilih <b>Sebagian</b>"),
        ({"question": "ada", "op": "eq", "value": True}, "Anda memilih <b>Ya</b>"),
        ({"question": "bahaya", "op": "has_not", "value": "terganggu"}, "pada “Bahaya” Anda tidak memilih <b>Terganggu</b>"),
    ],
)
def test_every_operator_is_told_in_words(rule, words):
    causes = (
        question("whole_number", "jumlah", unit="TPS"),
        question("readiness", "siap"),
        question("yes_no", "ada"),
        question("many_choices", "bahaya", choices=CHOICES),
    )
    asked = question("short_text", "lanjutan", shown_if={"match": "all", "rules": [rule]})

    assert made(*causes, asked).sections[0].groups[-1].why.because == f"Ditanyakan karena {words}."


def test_what_was_typed_stays_as_typed_even_when_it_is_no_number():
    page = html_of(question("whole_number", "jumlah", max=292), raw={"jumlah": ['banyak "sekali"']}, refused=True)

    assert 'value="banyak &quot;sekali&quot;"' in page
    assert 'data-most="2000"' in html_of(question("long_text", "uraian"))  # for scripts, so without a point
    assert 'aria-invalid="true"' in page


def test_more_than_seven_choices_become_a_list_and_few_become_cards():
    many = [{"key": f"k{number}", "label": f"Pilihan {number}", "description": "", "tone": "", "icon": ""} for number in range(8)]

    assert "<select" in html_of(question("one_choice", "banyak", choices=many))
    cards = html_of(question("one_choice", "sedikit", choices=CHOICES), raw={"sedikit": ["terganggu"]})
    assert 'value="terganggu" checked' in cards
    assert 'data-tone="bad"' in cards


def test_references_are_grouped_escaped_and_keep_what_is_not_offered_any_more():
    page = html_of(question("region", "wilayah"), raw={"wilayah": ["32.71.01.1001"]})
    gone = html_of(question("region", "wilayah"), raw={"wilayah": ["99.99"]})

    assert '<optgroup label="Bogor Selatan">' in page
    assert '<option value="32.71.01.1001" selected>Batu &lt;Tulis&gt;</option>' in page
    assert '<option value="99.99" selected>99.99 (tidak dapat dipilih lagi)</option>' in gone


def test_rows_keep_their_numbers_so_that_errors_stand_where_they_belong():
    rows = question("repeat", "kejadian", questions=[question("whole_number", "korban", label="Korban")], row_label="Kejadian")

    view = made(rows, raw={"kejadian-3-id": [str(uuid4())], "kejadian-3-korban": ["dua"]}, refused=True)

    assert [row.index for row in view.sections[0].items[0].rows] == ["3"]
    assert [problem.target for problem in view.problems] == ["f-kejadian-3-korban"]
    page = render_to_string("forms_config/fill/sheet.html", {"sheet": view})
    assert 'name="kejadian-3-korban"' in page
    assert 'name="kejadian-__N__-korban"' in page.split("<template>")[1]


def test_tables_add_up_without_a_script():
    table = question("table", "dpt", **SETTINGS[Family.TABLE])

    page = html_of(table, raw={"dpt-l-a": ["1.250"], "dpt-l-b": ["5"]})

    assert "<output data-row-sum>1.255</output>" in page
    assert '<output data-column-sum="a">1.250</output>' in page


def test_computed_values_and_dates_are_told_in_words():
    page = html_of(
        question("computed", "jumlah", **SETTINGS[Family.COMPUTED]), question("datetime", "kapan"), raw={"kapan": ["2024-11-25T08:30"]}
    )

    assert ">1.250 TPS</output>" in page
    assert "Senin, 25 November 2024, 08.30 WIB" in page


@pytest.mark.parametrize(("severity", "asks"), [("explain", True), ("warn", False)])
def test_a_check_that_does_not_hold_is_shown_where_its_last_question_stands(severity, asks):
    check = {
        "id": str(uuid4()),
        "label": "Jumlah",
        "message": "Jumlahnya tidak cocok.",
        "severity": severity,
        "op": "eq",
        "left": [{"question": "satu"}],
        "right": [{"question": "dua"}],
        "rows": None,
        "when": None,
    }
    numbers = (question("whole_number", "satu"), question("whole_number", "dua"))

    quiet = html_of(*numbers, checks=[check], raw={"satu": ["1"], "dua": ["1"]})
    loud = html_of(*numbers, checks=[check], raw={"satu": ["1"], "dua": ["2"]})

    assert f'data-check="{check["id"]}" hidden' in quiet
    assert f'data-check="{check["id"]}">' in loud
    assert (f'name="explain-{check["id"]}"' in loud) is asks


def test_uploaded_photos_are_shown_and_kept_by_a_hidden_control():
    file = KeptFile(uuid4(), "bukti", "photo", "foto.jpg", url="/berkas/x/", size=10)

    page = html_of(question("photos", "bukti"), raw={"bukti-kept": [str(file.uuid)]}, files=[file])

    assert f'name="bukti-kept" value="{file.uuid}"' in page
    assert 'src="/berkas/x/" alt="Foto 1"' in page
    assert 'capture="environment"' in page


def test_a_section_is_done_when_everything_asked_is_answered():
    asked = question("short_text", "nama", required="always")

    assert made(asked).sections[0].state == "todo"
    assert made(asked, raw={"nama": ["Rani"]}).sections[0].state == "done"
    assert made(question("short_text", "nama")).sections[0].state == "free"


def test_our_hint_gives_way_to_help_that_says_the_same():
    told_twice = html_of(question("long_text", "uraian", min_length=50, help="Sedikitnya 50 huruf."))
    told_once = html_of(question("long_text", "uraian", min_length=50))

    assert "Paling sedikit 50 huruf." not in told_twice
    assert "Paling sedikit 50 huruf." in told_once


def test_answers_are_told_in_the_order_of_the_form_with_rows_references_and_masks():
    rows = question("repeat", "kejadian", label="Kejadian", row_label="Kejadian", questions=[question("region", "tempat", label="Tempat")])
    form = definition(question("short_text", "nama", label="Nama"), rows)

    sections = told(
        form, {"kejadian": [{"id": "1", "answers": {"tempat": "32.71.01.1001"}}], "nama": "enc:abc"}, zone=ZoneInfo("Asia/Jakarta")
    )

    assert [one.label for one in sections[0].answers] == ["Nama", "Kejadian"]
    assert sections[0].answers[0].words == "••••••"
    assert sections[0].answers[1].rows[0].answers[0].words == "Batu Tulis"


@pytest.mark.parametrize(("zone", "clock"), [("Asia/Jakarta", "WIB"), ("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT")])
def test_an_hour_is_typed_and_told_with_the_clock_of_the_unit(zone, clock):
    asked = question("time", "pukul", label="Pukul")
    context = replace(CONTEXT, timezone=zone)

    page = render_to_string("forms_config/fill/sheet.html", {"sheet": sheet(definition(asked), {"pukul": ["08:30"]}, context=context)})
    (section,) = told(definition(asked), {"pukul": "08:30"}, zone=ZoneInfo(zone))

    assert f"<span>{clock}</span>" in page
    assert section.answers[0].words == f"08.30 {clock}"


def test_the_preview_shows_the_form_and_keeps_nothing():
    page = render_to_string("forms_config/preview.html", {"sheet": made(question("short_text", "nama"))})

    assert 'name="nama"' in page
    assert "data-save=" not in page
    assert "tidak disimpan" in page
