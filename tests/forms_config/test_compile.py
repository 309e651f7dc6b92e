import pytest

from forms_config import destinations
from forms_config.compile import compile_definition, review_definition
from forms_config.destinations import CHOICE, DATE, TEXT, WHOLE, Attribute, Destination
from forms_config.errors import FormNotPublishable
from tests.forms_config.drafts import check, choice, draft, q, rule, section


class Register(Destination):
    key = "uji_register"
    label = "Register uji"
    attributes = (
        Attribute("title", TEXT, "Judul", required=True),
        Attribute("level", CHOICE, "Tingkat", choices=("rendah", "tinggi")),
        Attribute("amount", WHOLE, "Banyaknya"),
        Attribute("due", DATE, "Tenggat"),
        Attribute("name", TEXT, "Nama", identity=True),
    )


@pytest.fixture(autouse=True)
def _register(monkeypatch):
    monkeypatch.setitem(destinations._registry, Register.key, Register())


def problems_of(definition, published=()):
    return review_definition(definition, published).problems


TITLE = q("short_text", "judul", feeds="uji_register.title", required="always")


def test_a_plain_form_compiles_with_every_setting_filled_in():
    compiled = compile_definition(draft(q("whole_number", "jumlah"), q("one_choice", "pilihan", choices=choice("a", "b"))))

    number = compiled["sections"][0]["questions"][0]
    assert compiled["schema"] == 1 and compiled["order"] == ["jumlah", "pilihan"] and compiled["destinations"] == []
    assert (number["min"], number["max"], number["unit"], number["required"], number["privacy"]) == (0, None, "", "never", "biasa")


REFUSALS = {
    "two equal keys": (draft(q("yes_no", "sama"), q("yes_no", "sama", label="Yang kedua")), "key", "sudah dipakai oleh pertanyaan “Sama”"),
    "an equal key inside a repeat": (
        draft(q("yes_no", "sama"), q("repeat", "baris", questions=[q("yes_no", "sama", label="Dalam")])),
        "key",
        "sudah dipakai",
    ),
    "a reserved key": (draft(q("yes_no", "entry")), "key", "dipakai oleh sistem"),
    "a malformed key": (draft(q("yes_no", "Jumlah TPS")), "key", "huruf kecil"),
    "no key at all": (draft(q("yes_no", "", label="Tanpa kunci")), "key", "belum diisi"),
    "no label": (draft(q("yes_no", "a", label="")), "label", "Tulis pertanyaannya"),
    "an unknown family": (draft(q("hologram", "a")), "", "tidak dikenal"),
    "a condition on a later question": (draft(q("yes_no", "a", shown_if=rule("b")), q("yes_no", "b")), "shown_if", "tidak di atasnya"),
    "a condition on itself": (draft(q("yes_no", "a", shown_if=rule("a"))), "shown_if", "tidak di atasnya"),
    "a condition on a question that is gone": (draft(q("yes_no", "a", shown_if=rule("hilang"))), "shown_if", "tidak ada lagi"),
    "a condition on a note": (draft(q("note", "n"), q("yes_no", "a", shown_if=rule("n"))), "shown_if", "catatan"),
    "an operator that does not fit": (
        draft(q("yes_no", "a"), q("yes_no", "b", shown_if=rule("a", "gt", 1))),
        "shown_if",
        "tidak cocok untuk pertanyaan “A”",
    ),
    "an option that is not there": (
        draft(q("one_choice", "a", choices=choice("x")), q("yes_no", "b", shown_if=rule("a", "eq", "y"))),
        "shown_if",
        "Pilihan “y” tidak ada",
    ),
    "an option that is not there in a list": (
        draft(q("one_choice", "a", choices=choice("x")), q("yes_no", "b", shown_if=rule("a", "in", ["x", "y"]))),
        "shown_if",
        "Pilihan “y” tidak ada",
    ),
    "no option in a list": (
        draft(q("one_choice", "a", choices=choice("x")), q("yes_no", "b", shown_if=rule("a", "in", []))),
        "shown_if",
        "sedikitnya satu nilai",
    ),
    "a value of the wrong kind": (
        draft(q("whole_number", "a"), q("yes_no", "b", shown_if=rule("a", "gt", "banyak"))),
        "shown_if",
        "Tulis angka bulat",
    ),
    "a question of a repeat named from outside": (
        draft(q("repeat", "baris", questions=[q("yes_no", "dalam")]), q("yes_no", "luar", shown_if=rule("dalam"))),
        "shown_if",
        "di dalam isian berulang",
    ),
    "required under a condition without one": (draft(q("yes_no", "a", required="if")), "required_if", "Pilih syaratnya"),
    "a section condition on its own question": (
        draft(sections=[section(q("yes_no", "a"), shown_if=rule("a"))]),
        "shown_if",
        "bagian sebelumnya",
    ),
    "a cycle of computed values": (
        draft(
            q("computed", "a", formula={"op": "sum", "terms": [{"question": "b"}]}),
            q("computed", "b", formula={"op": "sum", "terms": [{"question": "a"}]}),
        ),
        "formula",
        "berputar: “A” → “B” → “A”",
    ),
    "no formula": (draft(q("computed", "a")), "formula", "belum dipilih"),
    "a formula over text": (
        draft(q("short_text", "t"), q("computed", "a", formula={"op": "sum", "terms": [{"question": "t"}]})),
        "formula",
        "tidak berisi angka",
    ),
    "an empty formula": (draft(q("computed", "a", formula={"op": "sum", "terms": []})), "formula", "sedikitnya satu"),
    "a formula over a column that is gone": (
        draft(
            q("table", "t", rows=choice("r"), columns=choice("k")),
            q("computed", "a", formula={"op": "sum", "terms": [{"question": "t", "column": "x"}]}),
        ),
        "formula",
        "Kolom “x” tidak ada",
    ),
    "days after something that is no date": (
        draft(q("yes_no", "t"), q("computed", "a", formula={"op": "days_after", "question": "t", "days": 7})),
        "formula",
        "bukan tanggal",
    ),
    "all filled with a question that is gone": (
        draft(q("yes_no", "t"), q("computed", "a", formula={"op": "all_filled", "questions": ["hilang"]})),
        "formula",
        "tidak ada lagi",
    ),
    "a count of something single": (
        draft(q("yes_no", "t"), q("computed", "a", formula={"op": "sum", "terms": [{"count": "t"}]})),
        "formula",
        "banyaknya",
    ),
    "an empty choice list": (draft(q("one_choice", "a")), "choices", "masih kosong"),
    "two equal choices": (draft(q("one_choice", "a", choices=choice("x", "x"))), "choices", "dipakai dua kali"),
    "a choice without a name": (draft(q("one_choice", "a", choices=[{"key": "x", "label": ""}])), "choices", "tanpa nama"),
    "more choices asked than there are": (draft(q("many_choices", "a", choices=choice("x"), min_choices=2)), "min_choices", "Hanya ada 1"),
    "min over max": (draft(q("whole_number", "a", min=5, max=2)), "min", "melebihi batas terbesar"),
    "min over max in decimals": (draft(q("decimal", "a", min="10", max="9.5")), "min", "melebihi batas terbesar"),
    "min over max in dates": (draft(q("date", "a", min="2024-11-27", max="2024-11-01")), "min", "melebihi batas terbesar"),
    "min over max in length": (draft(q("long_text", "a", min_length=50, max_length=20)), "min_length", "melebihi"),
    "min over max in photos": (draft(q("photos", "a", min_files=3, max_files=2)), "min_files", "melebihi"),
    "min over max in rows": (draft(q("repeat", "a", min_rows=3, max_rows=2, questions=[q("yes_no", "b")])), "min_rows", "melebihi"),
    "a scale of one step": (draft(q("scale", "a", min=3, max=3)), "min", "melebihi"),
    "a scale too wide": (draft(q("scale", "a", min=0, max=100)), "max", "11 langkah"),
    "both future and past forbidden": (draft(q("date", "a", not_future=True, not_past=True)), "not_past", "Pilih satu"),
    "files of no kind": (draft(q("files", "a", kinds=[])), "kinds", "sedikitnya satu jenis"),
    "a setting of the wrong type": (draft(q("whole_number", "a", max="banyak")), "max", "Tulis angka bulat"),
    "an empty form": (draft(sections=[section()])["sections"] and {**draft(), "sections": []}, "", "masih kosong"),
    "a section without questions": (draft(sections=[section(q("yes_no", "a")), section()]), "", "belum punya pertanyaan"),
    "a section with nothing but a note": (draft(q("note", "a")), "", "belum punya pertanyaan"),
    "a section without a name": (draft(sections=[section(q("yes_no", "a"), label="")]), "label", "Tulis nama bagian"),
    "a repeat in a repeat": (
        draft(q("repeat", "a", questions=[q("yes_no", "c"), q("repeat", "b", questions=[q("yes_no", "d")])])),
        "",
        "tidak dapat berada di dalam",
    ),
    "a repeat without questions": (draft(q("repeat", "a")), "questions", "belum punya pertanyaan"),
    "a table without rows": (draft(q("table", "a", columns=choice("k"))), "rows", "belum punya baris"),
    "a table without columns": (draft(q("table", "a", rows=choice("r"))), "columns", "belum punya kolom"),
    "a table column with min over max": (
        draft(q("table", "a", rows=choice("r"), columns=[{"key": "k", "label": "K", "min": 3, "max": 1}])),
        "columns",
        "melebihi",
    ),
    "a first value from nowhere": (draft(q("yes_no", "a", prefill={"source": "langit"})), "prefill", "tidak ada"),
    "a first value that does not fit": (
        draft(q("whole_number", "a", prefill={"source": "constant", "value": "x"})),
        "prefill",
        "belum cocok",
    ),
    "a first value for photos": (draft(q("photos", "a", prefill={"source": "last"})), "prefill", "tidak diisi lebih dahulu"),
    "an unknown destination": (draft(q("short_text", "a", feeds="langit.judul")), "feeds", "tidak ada di instalasi"),
    "an unknown attribute": (draft(q("short_text", "a", feeds="uji_register.langit")), "feeds", "tidak ada di instalasi"),
    "a family that does not fit": (draft(TITLE, q("yes_no", "a", feeds="uji_register.amount")), "feeds", "tidak cocok untuk “Banyaknya”"),
    "a computed value of the wrong kind": (
        draft(
            TITLE, q("whole_number", "n"), q("computed", "a", feeds="uji_register.due", formula={"op": "sum", "terms": [{"question": "n"}]})
        ),
        "feeds",
        "tidak cocok untuk “Tenggat”",
    ),
    "choices that the attribute does not know": (
        draft(TITLE, q("one_choice", "a", feeds="uji_register.level", choices=choice("rendah", "gawat"))),
        "feeds",
        "“Gawat” tidak dikenal",
    ),
    "a required attribute left out": (
        draft(q("whole_number", "a", feeds="uji_register.amount")),
        "",
        "“Judul” wajib bagi tujuan “Register uji”",
    ),
    "two questions for one attribute": (
        draft(TITLE, q("short_text", "b", feeds="uji_register.title")),
        "feeds",
        "sudah diisi oleh pertanyaan “Judul”",
    ),
    "an identity attribute from an ordinary question": (
        draft(TITLE, q("short_text", "a", feeds="uji_register.name")),
        "feeds",
        "memuat identitas",
    ),
    "an identity number, which cannot be encrypted": (draft(q("whole_number", "umur", privacy="identitas")), "privacy", "Hanya jawaban"),
    "identity photos": (draft(q("photos", "ktp", privacy="identitas")), "privacy", "Hanya jawaban"),
    "an identity repeat": (
        draft(q("repeat", "korban", privacy="identitas", questions=[q("short_text", "nama")])),
        "privacy",
        "di dalam isian berulang",
    ),
    "a date worked out of an identity": (
        draft(
            q("date", "lahir", privacy="identitas"),
            q("computed", "genap", formula={"op": "days_after", "question": "lahir", "days": 7}),
        ),
        "formula",
        "memuat identitas",
    ),
    "a check whose finding would tell an identity": (
        draft(
            q("date", "lahir", privacy="identitas"),
            q("date", "lapor"),
            checks=[check(op="lt", left=[{"question": "lahir"}], right=[{"question": "lapor"}])],
        ),
        "left",
        "memuat identitas",
    ),
    "an identity question for an ordinary attribute": (
        draft(q("short_text", "a", feeds="uji_register.title", privacy="identitas")),
        "feeds",
        "tidak boleh mengisi “Judul”",
    ),
    "rows of an unknown destination": (
        draft(q("repeat", "a", feeds_rows="langit", questions=[q("yes_no", "b")])),
        "feeds_rows",
        "tidak ada di instalasi",
    ),
    "rows that leave a required attribute out": (
        draft(q("repeat", "a", feeds_rows="uji_register", questions=[q("yes_no", "b")])),
        "feeds_rows",
        "“Judul” wajib",
    ),
    "a question of rows that feeds something else": (
        draft(q("repeat", "a", questions=[q("short_text", "b", feeds="uji_register.title")])),
        "feeds",
        "hanya mengisi tujuan isian berulangnya",
    ),
    "one destination fed from two places": (
        draft(TITLE, q("repeat", "a", feeds_rows="uji_register", questions=[q("short_text", "b", feeds="uji_register.title")])),
        "feeds_rows",
        "dari dua tempat",
    ),
    "a check on a question that is gone": (draft(q("whole_number", "a"), checks=[check()]), "left", "tidak ada lagi"),
    "a check of a number with a date": (
        draft(q("whole_number", "jumlah"), q("date", "hari"), checks=[check(right=[{"question": "hari"}])]),
        "left",
        "sejenis",
    ),
    "a check of a date with a moment": (
        draft(q("date", "jumlah"), q("datetime", "saat"), checks=[check(right=[{"question": "saat"}])]),
        "right",
        "sejenis",
    ),
    "a check without words": (draft(q("whole_number", "jumlah"), checks=[check(message="")]), "message", "Tulis kalimat"),
    "a check without a severity": (draft(q("whole_number", "jumlah"), checks=[check(severity="parah")]), "severity", "Pilih akibatnya"),
    "a check on rows that are gone": (draft(q("whole_number", "jumlah"), checks=[check(rows="hilang")]), "rows", "tidak ada lagi"),
    "a check under a condition that is gone": (
        draft(q("whole_number", "jumlah"), checks=[check(when=rule("hilang"))]),
        "when",
        "tidak ada lagi",
    ),
    "a condition that is none": (draft(q("yes_no", "a", shown_if="{}")), "shown_if", "tidak terbaca"),
    "a condition with rules that are none": (draft(q("yes_no", "a", shown_if={"rules": ["x"]})), "shown_if", "tidak terbaca"),
    "a check with sides that are none": (draft(q("whole_number", "jumlah"), checks=[check(left="jumlah")]), "left", "tidak terbaca"),
    "a title left out": ({**draft(q("yes_no", "a")), "title": ""}, "title", "Tulis judul"),
    "a weight over 100": (draft(sections=[section(q("readiness", "a"), weight=120)], kind="checklist"), "weight", "0 sampai 100"),
}


@pytest.mark.parametrize("case", REFUSALS, ids=lambda case: case.replace(" ", "_"))
def test_refused_with_the_setting_named_and_the_way_out(case):
    definition, setting, words = REFUSALS[case]

    problems = problems_of(definition)

    assert any(problem.field == setting and words in problem.text for problem in problems), [(p.field, str(p)) for p in problems]


def test_a_refusal_names_the_question_by_label_and_key():
    with pytest.raises(FormNotPublishable) as refusal:
        compile_definition(draft(q("one_choice", "kondisi", label="Kondisi wilayah")))

    assert "Pertanyaan “Kondisi wilayah” (kondisi): Daftar pilihan masih kosong." in str(refusal.value)


def test_a_question_without_a_name_is_told_by_its_place():
    inner = [q("yes_no", "a", label="Pertama"), q("yes_no", "", label="")]
    questions = [q("yes_no", "ada"), q("yes_no", "", label=""), q("repeat", "baris", label="Kejadian", questions=inner)]

    told = {str(problem).partition(":")[0] for problem in problems_of(draft(sections=[section(*questions, label="Keadaan")]))}

    assert told == {"Pertanyaan ke-2 di bagian “Keadaan”", "Pertanyaan ke-2 dalam isian berulang “Kejadian”"}


def test_problems_come_in_the_order_of_the_form():
    empty_list, nameless = q("one_choice", "warna", label="Warna", choices=[]), q("yes_no", "b", label="")
    definition = draft(empty_list, nameless, checks=[check(left=[])])
    definition["title"] = ""

    told = [(problem.stream, problem.field) for problem in problems_of(definition)]

    assert told[:3] == [("", "title"), ("body", "choices"), ("body", "label")]
    assert {stream for stream, _field in told[3:]} == {"checks"}


def test_every_problem_is_told_at_once():
    problems = problems_of(draft(q("one_choice", "a"), q("whole_number", "b", min=3, max=1), q("yes_no", "c", shown_if=rule("hilang"))))

    assert [problem.key for problem in problems] == ["a", "b", "c"]


def test_conditions_and_first_values_are_stored_in_canonical_form():
    compiled = compile_definition(
        draft(
            q("whole_number", "a"),
            q("decimal", "b"),
            q("yes_no", "c", shown_if=rule("a", "gt", "3")),
            q("yes_no", "d", shown_if=rule("b", "le", "1,50")),
            q("yes_no", "e", shown_if=rule("c", "eq", "true"), prefill={"source": "constant", "value": "ya"}),
        )
    )

    questions = {question["key"]: question for question in compiled["sections"][0]["questions"]}
    values = [questions[key]["shown_if"]["rules"][0]["value"] for key in "cde"]
    assert values == [3, "1.5", True] and questions["e"]["prefill"]["value"] is True


def test_a_mapped_destination_stands_in_the_definition_the_whole_entry_before_rows():
    rows = q("repeat", "baris", feeds_rows="uji_register", questions=[q("short_text", "isi", feeds="uji_register.title")])

    compiled = compile_definition(draft(rows))

    assert compiled["destinations"] == [{"key": "uji_register", "rows": "baris", "map": {"title": "isi"}}]


def test_an_identity_question_may_feed_an_identity_attribute():
    compiled = compile_definition(draft(TITLE, q("short_text", "nama", feeds="uji_register.name", privacy="identitas")))

    assert compiled["destinations"][0]["map"]["name"] == "nama"


def test_an_optional_question_for_a_required_attribute_is_a_warning():
    review = review_definition(draft(q("short_text", "judul", feeds="uji_register.title")))

    assert not review.problems and "boleh kosong" in review.warnings[0]


def test_weights_that_are_not_a_hundred_are_a_warning_and_no_refusal():
    review = review_definition(draft(sections=[section(q("readiness", "a"), weight=60)], kind="checklist"))

    assert not review.problems and "berjumlah 60" in review.warnings[0]


def test_a_report_carries_no_weights():
    compiled = compile_definition(draft(sections=[section(q("yes_no", "a"), weight=30, critical=True)]))

    assert compiled["sections"][0]["weight"] is None and compiled["sections"][0]["critical"] is False


class TestAfterPublishing:
    first = q("whole_number", "jumlah")

    def published(self, *questions):
        return [compile_definition(draft(*questions))]

    def test_a_published_key_cannot_change(self):
        problems = problems_of(draft({**self.first, "key": "banyaknya"}), self.published(self.first))

        assert problems[0].field == "key" and "sudah terbit dengan kunci “jumlah”" in problems[0].text

    def test_a_published_key_cannot_change_its_family(self):
        problems = problems_of(draft(q("short_text", "jumlah")), self.published(self.first))

        assert "sudah terbit sebagai Angka bulat" in problems[0].text

    def test_a_published_question_cannot_move_into_a_repeat(self):
        moved = q("repeat", "baris", questions=[self.first])

        assert "di luar isian berulang" in problems_of(draft(moved), self.published(self.first))[0].text

    def test_label_section_and_choices_may_change(self):
        pick = q("one_choice", "pilihan", choices=choice("a", "b"))
        now = {**pick, "label": "Kata lain", "choices": choice("a", "c")}

        assert not problems_of(draft(sections=[section(q("yes_no", "baru")), section(now)]), self.published(pick))

    def test_a_removed_question_may_come_back_under_its_key(self):
        assert not problems_of(draft(q("whole_number", "jumlah")), self.published(self.first))
