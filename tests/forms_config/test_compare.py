from forms_config.compare import compare
from forms_config.compile import compile_definition
from tests.forms_config.drafts import check, choice, draft, q, rule, section

A = q("yes_no", "nihil", label="Laporan nihil")
B = q("whole_number", "jumlah", label="Jumlah TPS")
C = q("one_choice", "keadaan", label="Keadaan", choices=choice("baik", "buruk"))


def compared(old, new):
    return compare(compile_definition(old), compile_definition(new))


def lines(comparison):
    return [(line.key or line.after or line.before, line.status) for line in comparison.lines if line.kind != "section"]


def one(*questions, **parts):
    return draft(sections=[{**section(*questions), "id": "satu"}], **parts)


def test_equal_definitions_have_no_difference():
    assert compared(one(A, B), one(A, B)).is_empty


def test_added_and_removed_questions_stand_where_they_are_or_were():
    comparison = compared(one(A, B), one(A, C))

    assert lines(comparison) == [("nihil", "same"), ("jumlah", "removed"), ("keadaan", "added")]
    assert comparison.counts == [("ditambah", 1), ("dihapus", 1), ("diubah", 0), ("dipindah", 0)]


def test_a_change_is_told_in_words_of_the_screen():
    now = {
        **C,
        "label": "Keadaan wilayah",
        "required": "always",
        "choices": choice("baik", "gawat"),
        "shown_if": rule("nihil", "eq", False),
    }

    line = compared(one(A, C), one(A, now)).lines[2]

    assert line.status == "changed"
    assert {(change.label, change.before, change.after) for change in line.changes} == {
        ("Pertanyaan", "Keadaan", "Keadaan wilayah"),
        ("Wajib", "Boleh dikosongkan", "Wajib diisi"),
        ("Ditanyakan bila", "-", "“Laporan nihil” adalah tidak"),
        ("Pilihan", "Baik; Buruk", "Baik; Gawat"),
    }


def test_only_what_left_its_place_counts_as_moved():
    comparison = compared(one(A, B, C), one(C, A, B))

    assert lines(comparison) == [("keadaan", "moved"), ("nihil", "same"), ("jumlah", "same")]


def test_a_question_in_another_section_is_moved_with_both_sections_named():
    first, second = {"id": "satu", "label": "Awal"}, {"id": "dua", "label": "Akhir"}

    comparison = compared(
        draft(sections=[section(A, B, **first), section(C, **second)]), draft(sections=[section(A, **first), section(B, C, **second)])
    )

    moved = next(line for line in comparison.lines if line.key == "jumlah")
    assert moved.status == "moved" and (moved.changes[0].before, moved.changes[0].after) == ("Awal", "Akhir")


def test_a_renamed_section_moves_nothing():
    old = draft(sections=[section(A, id="satu", label="Awal")])
    new = draft(sections=[section(A, id="satu", label="Permulaan")])

    assert lines(compared(old, new)) == [("nihil", "same")]


def test_checks_are_compared_too():
    rules = check(left=[{"question": "jumlah"}, {"number": "2", "sign": -1}])
    now = {**rules, "severity": "warn", "right": [{"number": "5"}]}

    line = compared(one(B, checks=[rules]), one(B, checks=[now])).lines[-1]

    assert [(change.label, change.before, change.after) for change in line.changes] == [
        ("Bila tidak cocok", "Tolak", "Peringatan"),
        ("Pembanding", "3", "5"),
    ]


def test_the_short_list_shows_changes_under_their_sections_only():
    old = draft(sections=[section(A, id="satu", label="Awal"), section(B, id="dua", label="Akhir")])
    new = draft(sections=[section(A, id="satu", label="Awal"), section({**B, "label": "Jumlah semua TPS"}, id="dua", label="Akhir")])

    shown = compared(old, new).changed_lines

    assert [(line.kind, line.after) for line in shown] == [("section", "Akhir"), ("question", "Jumlah semua TPS")]
