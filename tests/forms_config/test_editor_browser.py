"""The form editor in a real Chromium: what an admin does with the mouse."""

import json
import re

import pytest
from playwright.sync_api import expect

from forms_config import services
from forms_config.models import Form
from tests.browser import await_new_block
from tests.factories import people
from tests.forms_config.drafts import choice, draft, q, rule, saved, section

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def admin():
    return people.admin()


@pytest.fixture
def form(admin):
    sections = [
        section(q("one_choice", "situasi", label="Situasi wilayah", choices=choice("kondusif", "terganggu")), label="Keadaan"),
        section(q("long_text", "rencana", label="Rencana"), label="Langkah"),
    ]
    form = saved(draft(sections=sections), by=admin)
    services.publish_form(form=form, by=admin)
    return form


@pytest.fixture
def editor(desktop, sign_in, admin, form):
    page = sign_in(desktop, admin)
    page.set_default_timeout(45_000)
    page.goto(f"/admin/formulir/edit/{form.pk}/")
    page.wait_for_selector("[data-streamfield-child]")
    yield page
    page.goto("about:blank")  # lets Wagtail's leave-taking arrive while the database is still there


def heading(page, label):
    return page.locator("[data-streamfield-child] > section > .w-panel__header").filter(has_text=label)


def block(page, label):
    return heading(page, label).locator("xpath=ancestor::*[@data-streamfield-child][1]")


def unfold(page, label):
    header = heading(page, label)
    header.locator(".w-panel__toggle").click()
    return block(page, label)


def add_below(page, label, family):
    """Use the + under a block and pick a family by typing its name."""
    block(page, label).locator("xpath=following-sibling::*[1]").locator("button").first.click()
    search = page.locator("[role=combobox]:visible, .w-combobox input:visible").first
    search.fill(family)
    page.locator(".w-combobox__option").filter(has_text=re.compile(rf"^\s*{family}\s*$")).first.click()
    await_new_block(page)


def publish(page):
    page.locator("footer .w-dropdown__toggle").first.click()
    page.locator("button[name=action-publish]").click()
    page.wait_for_url(re.compile(r"/admin/formulir/$"))


def add_question(page):
    add_below(page, "Situasi wilayah", "Angka bulat")
    label = page.locator("[data-desk-question] input[name$='-value-label']:visible").last
    label.fill("Jumlah TPS terdampak")
    return label.locator("xpath=ancestor::*[@data-streamfield-child][1]")


def drag_below(page, label, other):
    """Pull a folded block by its handle to just under another one."""
    target = block(page, other)
    size = target.bounding_box()
    handle = block(page, label).locator("[data-streamfield-action=DRAG]").first
    handle.drag_to(target, target_position={"x": size["width"] - 60, "y": size["height"] - 4}, steps=20)


def test_an_admin_adds_a_question_under_a_condition_drags_it_to_another_section_and_publishes(editor, form):
    added = add_question(editor)
    expect(added.locator("input[name$='-value-key']")).to_have_value("jumlah_tps_terdampak")

    added.get_by_role("button", name="Tambah syarat").first.click()
    added.locator(".desk-rule").get_by_label("Pertanyaan").select_option(label="Situasi wilayah")
    added.locator(".desk-rule").get_by_label("Perbandingan").select_option(label="adalah")
    added.locator(".desk-rule").get_by_label("Nilai").select_option(label="Terganggu")
    added.get_by_role("button", name="Selesai").click()
    expect(added.locator(".desk-words").first).to_contain_text("“Situasi wilayah” adalah Terganggu")

    added.locator("> section > .w-panel__header .w-panel__toggle").click()
    expect(heading(editor, "Jumlah TPS terdampak")).to_be_visible()
    drag_below(editor, "Jumlah TPS terdampak", "Langkah")
    expect(editor.locator("[data-streamfield-child] [data-panel-heading-text]").nth(3)).to_have_text("Jumlah TPS terdampak")

    publish(editor)

    version = Form.objects.get(pk=form.pk).current_version
    sections = version.definition["sections"]
    assert version.number == 2
    assert [question["key"] for question in sections[1]["questions"]] == ["jumlah_tps_terdampak", "rencana"]
    assert sections[1]["questions"][0]["shown_if"] == rule("situasi", "eq", "terganggu")


def test_a_condition_whose_question_is_deleted_says_so_plainly(editor):
    added = add_question(editor)
    condition = json.dumps(rule("situasi", "filled"))
    hidden = added.locator("input[name$='-value-shown_if']")
    hidden.evaluate("(input, value) => { input.value = value; input.dispatchEvent(new Event('change', {bubbles: true})); }", condition)

    heading(editor, "Situasi wilayah").locator("[data-streamfield-action=DELETE]").click()

    expect(added.locator(".desk-wrong").first).to_contain_text("Pertanyaan ini sudah tidak ada.")


def test_a_duplicated_question_gets_a_key_of_its_own_and_a_published_key_cannot_be_typed_over(editor):
    heading(editor, "Rencana").locator("[data-streamfield-action=DUPLICATE]").click()

    keys = editor.locator("[data-desk-question] input[name$='-value-key']")
    expect(keys).to_have_count(2)  # duplicating draws the original too
    expect(keys.nth(1)).to_have_value("rencana_2")
    expect(keys.nth(0)).to_have_attribute("readonly", "")


def test_choices_are_written_in_a_list_and_offered_to_conditions(editor):
    picked = unfold(editor, "Situasi wilayah")
    picked.get_by_role("button", name="Tambah pilihan").click()
    picked.locator(".desk-list li:last-child input").first.fill("Perlu perhatian")

    stored = json.loads(picked.locator("input[name$='-value-choices']").input_value())
    assert stored[-1] == {"key": "perlu_perhatian", "label": "Perlu perhatian"}


def test_looking_into_questions_changes_nothing_and_folded_questions_are_kept_whole(editor, form):
    before = form.current_version
    unfold(editor, "Situasi wilayah").locator("[data-streamfield-action=SETTINGS]").click()

    publish(editor)

    form = Form.objects.get(pk=form.pk)
    assert form.current_version == before and form.versions.count() == 1


def test_a_repeat_keeps_its_folded_questions_when_another_is_changed(desktop, sign_in, admin):
    inner = [q("short_text", "judul", label="Judul kejadian"), q("one_choice", "jenis", label="Jenis", choices=choice("a", "b"))]
    form = saved(
        draft(q("repeat", "baris", label="Daftar kejadian", questions=inner), q("photos", "foto", label="Foto", max_files=2)), by=admin
    )
    services.publish_form(form=form, by=admin)
    page = sign_in(desktop, admin)
    page.set_default_timeout(45_000)
    page.goto(f"/admin/formulir/edit/{form.pk}/")
    unfold(page, "Daftar kejadian")
    changed = unfold(page, "Judul kejadian")
    changed.locator("input[name$='-value-label']").fill("Judul singkat")

    publish(page)
    page.goto("about:blank")

    questions = Form.objects.get(pk=form.pk).current_version.definition["sections"][0]["questions"]
    assert [entry["label"] for entry in questions[0]["questions"]] == ["Judul singkat", "Jenis"]
    assert [entry["key"] for entry in questions[0]["questions"][1]["choices"]] == ["a", "b"] and questions[1]["max_files"] == 2


def test_a_condition_says_what_it_lacks_and_keeps_the_keyboard_where_it_is(editor):
    added = add_question(editor)
    added.get_by_role("button", name="Tambah syarat").first.click()
    condition = added.locator(".desk-rule")
    complaint = condition.locator(".desk-wrong")

    condition.get_by_label("Pertanyaan").focus()
    condition.get_by_label("Pertanyaan").select_option(label="Situasi wilayah")
    expect(condition.get_by_label("Pertanyaan")).to_be_focused()
    condition.get_by_label("Perbandingan").focus()
    condition.get_by_label("Perbandingan").select_option(label="adalah")
    expect(condition.get_by_label("Perbandingan")).to_be_focused()
    expect(complaint).to_have_text("Pilih atau isi nilainya.")

    condition.get_by_label("Nilai").focus()
    condition.get_by_label("Nilai").select_option(label="Terganggu")
    expect(condition.get_by_label("Nilai")).to_be_focused()
    expect(complaint).to_have_text("")
    stored = json.loads(added.locator("input[name$='-value-shown_if']").input_value())
    assert stored == rule("situasi", "eq", "terganggu")


def test_a_choice_moved_with_the_keyboard_keeps_the_focus(editor):
    picked = unfold(editor, "Situasi wilayah")
    arrow = picked.get_by_role("button", name="Geser Terganggu ke atas")
    name = picked.locator("input[name$='-value-choices']")

    arrow.focus()
    editor.keyboard.press("Enter")

    expect(picked.get_by_role("button", name="Geser Terganggu ke bawah")).to_be_focused()
    assert [entry["key"] for entry in json.loads(name.input_value())] == ["terganggu", "kondusif"]
