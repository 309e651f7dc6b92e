"""The form editor through Wagtail's own views, as the admin's browser posts to it."""

import html
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from forms_config import packing, services
from forms_config.blocks.samples import SAMPLES
from forms_config.constants import Family
from forms_config.models import Choice, ChoiceList, Form, FormVersion
from tests.factories import people
from tests.forms_config.drafts import choice, draft, q, redraft, saved
from tests.scenarios.test_words import english_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return people.admin()


@pytest.fixture
def browser(client, admin):
    client.force_login(admin)
    return client


def section(label="Isian"):
    return ("section", {"label": label, "help": "", "weight": "", "responsible": "", "shown_if": "null"})


def question(**settings):
    usual = {"label": "Jumlah", "help": "", "key": "jumlah", "shown_if": "null", "required": "always", "required_if": "null"}
    return {**usual, "prefill": "null", "privacy": "biasa", "feeds": '""', **settings}


def number(**settings):
    return ("whole_number", question(unit="", min="0", max="", **settings))


def posted(*blocks, action="", **settings):
    """What the editor's form posts with these blocks in the body."""
    data = {
        "title": "Laporan uji",
        "key": "laporan_uji",
        "kind": "report",
        "summary": "",
        "body": streamfield([(kind, value) for kind, value in blocks]),
        "checks": streamfield([]),
        **settings,
    }
    flat = nested_form_data(data)
    return {**flat, **({f"action-{action}": action} if action else {})}


def with_ids(data, form):
    """Give each posted block the id that the browser would send along."""
    for index, block in enumerate(form.get_latest_revision_as_object().body.get_prep_value()):
        data[f"body-{index}-id"] = block["id"]
    return data


def words(response):
    return html.unescape(re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), response.content.decode()))


def test_an_admin_makes_a_form_and_publishes_it(browser):
    response = browser.post(reverse("forms:add"), posted(section(), number(), action="publish"))

    form = Form.objects.get(key="laporan_uji")
    assert response.status_code == 302 and form.live
    assert form.current_version.definition["order"] == ["jumlah"]


def test_a_draft_is_saved_however_unfinished(browser):
    browser.post(reverse("forms:add"), posted(section(""), number(label="", key="")))

    form = Form.objects.get(key="laporan_uji")
    assert form.current_version is None and not form.live


def test_a_new_form_starts_with_one_section(browser):
    assert "Bagian 1" in words(browser.get(reverse("forms:add")))


def edit(browser, form, *blocks, action="publish", **settings):
    data = with_ids(posted(*blocks, action=action, key=form.key, **settings), form)
    return browser.post(reverse("forms:edit", args=[form.pk]), data)


@pytest.fixture
def form(browser):
    browser.post(reverse("forms:add"), posted(section(), number(), action="publish"))
    return Form.objects.get(key="laporan_uji")


def test_an_edit_is_published_as_the_next_version(browser, form, admin):
    response = edit(browser, form, section(), number(label="Jumlah TPS"))

    form.refresh_from_db()
    assert response.status_code == 302 and form.current_version.number == 2 and form.current_version.published_by == admin


def test_publishing_without_a_change_makes_no_version(browser, form):
    edit(browser, form, section(), number())

    assert FormVersion.objects.filter(form=form).count() == 1


def test_a_definition_that_does_not_compile_is_refused_beside_the_question_and_nothing_goes_live(browser, form):
    before = form.latest_revision_id
    empty_choice = ("one_choice", question(label="Keadaan", key="keadaan", choices="[]", choice_list=""))

    response = edit(browser, form, section(), number(), empty_choice)

    form.refresh_from_db()
    page = words(response)
    assert response.status_code == 200 and form.current_version.number == 1 and form.latest_revision_id == before
    assert "Formulir belum diterbitkan: 1 hal perlu diperbaiki" in page
    assert "Pertanyaan “Keadaan” (keadaan): Daftar pilihan masih kosong" in page
    errors = response.context["form"].errors.as_data()["body"][0].block_errors
    assert "masih kosong" in errors[2].block_errors["choices"].messages[0]


def test_a_problem_inside_a_repeat_stands_at_the_inner_question(browser, form):
    inner = ("one_choice", question(label="Dalam", key="dalam", choices="[]", choice_list=""))
    settings = {"label": "Baris", "help": "", "key": "baris", "shown_if": "null", "required": "never", "required_if": "null"}
    repeat = {**settings, "row_label": "", "min_rows": "0", "max_rows": "5", "feeds_rows": "", "prefill": "null", "privacy": "biasa"}

    response = edit(browser, form, section(), number(), ("repeat", {**repeat, "questions": streamfield([inner])}))

    errors = response.context["form"].errors.as_data()["body"][0].block_errors
    assert "masih kosong" in errors[2].block_errors["questions"].block_errors[0].block_errors["choices"].messages[0]


def test_a_problem_of_the_whole_form_is_told_on_top(browser, form):
    response = browser.post(reverse("forms:edit", args=[form.pk]), posted(action="publish", key=form.key))

    assert "Formulir masih kosong" in words(response)


def test_a_condition_on_a_later_question_is_refused_at_its_condition(browser, form):
    later = json.dumps({"match": "all", "rules": [{"question": "nihil", "op": "eq", "value": True}]})

    response = edit(browser, form, section(), number(shown_if=later), ("yes_no", question(label="Nihil", key="nihil")))

    errors = response.context["form"].errors.as_data()["body"][0].block_errors
    assert "tidak di atasnya" in errors[1].block_errors["shown_if"].messages[0]


def test_going_back_to_an_old_revision_by_the_history_page_compiles_too(browser, form):
    broken = redraft(form, draft(q("one_choice", "kosong"))).latest_revision
    url = reverse("forms:revisions_revert", args=[form.pk, broken.pk])

    response = browser.post(url, posted(section(), ("one_choice", question(choices="[]", choice_list="")), action="publish", key=form.key))

    form.refresh_from_db()
    assert response.status_code == 200 and form.current_version.number == 1


def test_a_check_is_refused_on_its_own_tab(browser, form):
    check = {"label": "Jumlah", "left": '[{"question": "hilang"}]', "op": "eq", "right": '[{"number": "3"}]', "severity": "reject"}
    check |= {"message": "Periksa.", "rows": '""', "when": "null"}

    response = edit(browser, form, section(), number(), checks=streamfield([("check", check)]))

    errors = response.context["form"].errors.as_data()["checks"][0].block_errors
    assert "tidak ada lagi" in errors[0].block_errors["left"].messages[0]


def test_the_key_of_a_published_form_stays_whatever_is_posted(browser, form):
    data = with_ids(posted(section(), number(), action="publish", key="lain"), form)

    browser.post(reverse("forms:edit", args=[form.pk]), data)

    form.refresh_from_db()
    assert form.key == "laporan_uji"


def test_a_question_is_told_about_weights_that_are_not_a_hundred(browser):
    point = ("section", {**section("TPS")[1], "weight": "40"})
    indicator = question(
        label="TPS siap", key="tps_siap", measure="choice", weight="1", evidence="none", fresh_days="", unit="", responsible=""
    )

    response = browser.post(reverse("forms:add"), posted(point, ("readiness", indicator), action="publish", kind="checklist"), follow=True)

    assert "berjumlah 40, bukan 100" in words(response) and Form.objects.get().live


def test_a_published_form_cannot_be_deleted_or_unpublished(browser, form):
    browser.post(reverse("forms:delete", args=[form.pk]))
    bulk = reverse("wagtail_bulk_action", args=["forms_config", "form", "delete"])
    browser.post(f"{bulk}?id={form.pk}")

    assert Form.objects.filter(pk=form.pk, live=True).exists()
    assert browser.get(f"/admin/formulir/unpublish/{form.pk}/").status_code == 404


def test_a_draft_that_nobody_filled_can_be_deleted(browser):
    form = saved(draft(q("yes_no", "a")))

    browser.post(reverse("forms:delete", args=[form.pk]))

    assert not Form.objects.exists()


PAGES = ("versions", "copy_form", "retire", "history", "edit", "preview_on_edit", "export")


@pytest.mark.parametrize("page", PAGES)
def test_pages_of_a_form_open(browser, form, page):
    assert browser.get(reverse(f"forms:{page}", args=[form.pk])).status_code == 200


@pytest.mark.parametrize("page", [name for name in PAGES if name != "preview_on_edit"])
def test_whoever_is_bound_to_a_region_sees_nothing_of_it(client, form, page):
    client.force_login(people.operator())

    assert client.get(reverse(f"forms:{page}", args=[form.pk])).status_code in (302, 403, 404)


def test_the_list_takes_a_fixed_number_of_queries(browser, django_assert_max_num_queries):
    for name in packing.starter_pack_names():
        services.import_pack(packing.starter_pack(name), by=None, publish=True)

    with django_assert_max_num_queries(20):
        page = words(browser.get(reverse("forms:list")))

    assert "Laporan Situasi" in page and "Versi 1" in page


def two_versions(browser, form):
    edit(browser, form, section(), number(label="Jumlah TPS"))
    form.refresh_from_db()
    return form


def test_versions_are_compared_in_words_and_not_as_json(browser, form):
    two_versions(browser, form)

    page = words(browser.get(reverse("forms:compare", args=[form.pk, 1, 2])))

    assert "<del>Jumlah</del>" in page and "<ins>Jumlah TPS</ins>" in page and '"label"' not in page.partition("desk-page")[2]


def test_a_version_is_restored_into_the_draft_after_a_confirmation(browser, form):
    two_versions(browser, form)
    url = reverse("forms:restore", args=[form.pk, 1])

    assert "Pulihkan versi 1 menjadi draf?" in words(browser.get(url))
    browser.post(url)

    form.refresh_from_db()
    assert form.current_version.number == 2 and form.get_latest_revision_as_object().body[1].value["label"] == "Jumlah"


def test_a_version_is_withdrawn_with_its_reason(browser, form):
    two_versions(browser, form)
    url = reverse("forms:withdraw", args=[form.pk, 1])

    assert "Tulis alasan" in words(browser.post(url, {"reason": ""}))
    browser.post(url, {"reason": "Batasnya salah."})

    assert "Batasnya salah." in words(browser.get(reverse("forms:versions", args=[form.pk])))


def test_a_form_is_copied_retired_and_taken_back(browser, form):
    browser.post(reverse("forms:copy_form", args=[form.pk]), {"title": "Salinan", "key": "salinan"})
    browser.post(reverse("forms:retire", args=[form.pk]))

    form.refresh_from_db()
    assert form.is_retired and Form.objects.filter(key="salinan").exists()
    browser.post(reverse("forms:retire", args=[form.pk]), {"do": "unretire"})
    form.refresh_from_db()
    assert not form.is_retired


def test_a_copy_under_a_taken_key_says_so(browser, form):
    response = browser.post(reverse("forms:copy_form", args=[form.pk]), {"title": "Salinan", "key": form.key})

    assert "sudah dipakai formulir lain" in words(response)


def test_a_starter_pack_is_loaded_from_the_screen(browser):
    browser.post(reverse("forms:import"), {"starter": "readiness"})

    assert Form.objects.get(key="readiness").title == "10 Poin Kesiapan"


@pytest.mark.parametrize("content", [b"{}", b"[1, 2", b"\xff\xfe\x00", b" " * (2 * 1024 * 1024 + 1)])
def test_a_file_that_is_no_pack_is_refused_in_words_and_with_the_way_out(browser, content):
    response = browser.post(reverse("forms:import"), {"file": SimpleUploadedFile("x.json", content)})

    (told,) = re.findall(r'role="alert">.*?<p>(.*?)</p>', response.text, re.DOTALL)
    assert "paket formulir" in told and told.endswith("Pilih berkas .json dari “Unduh paket” pada sebuah formulir.")
    assert not english_in(told)


def test_a_shared_list_is_kept_and_shown_to_the_editor(browser, form):
    data = {
        "title": "Warna",
        "key": "warna",
        "choices": inline_formset([{"label": "Merah", "key": "merah", "description": "", "tone": ""}]),
    }
    browser.post(reverse("choice_lists:add"), nested_form_data(data))

    assert Choice.objects.get(choice_list=ChoiceList.objects.get(key="warna")).label == "Merah"
    assert '"key": "merah"' in words(browser.get(reverse("forms:edit", args=[form.pk])))


def test_choices_can_be_written_in_the_question(browser, form):
    written = json.dumps(choice("baik", "buruk"))

    edit(browser, form, section(), number(), ("one_choice", question(label="Keadaan", key="keadaan", choices=written, choice_list="")))

    form.refresh_from_db()
    assert [entry["key"] for entry in form.current_version.definition["sections"][0]["questions"][1]["choices"]] == ["baik", "buruk"]


@pytest.mark.parametrize("family", Family.values)
def test_the_picker_shows_each_family_as_an_officer_meets_it(browser, family):
    block = Form._meta.get_field("body").stream_block.child_blocks[family]

    response = browser.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})

    assert response.status_code == 200 and SAMPLES[family]["label"] in words(response)


@pytest.mark.parametrize("as_folded", [False, True])
def test_what_was_typed_is_shown_again_after_a_refusal(browser, form, as_folded):
    condition = json.dumps({"match": "all", "rules": [{"question": "hilang", "op": "filled", "value": None}]})
    data = with_ids(
        posted(section(), number(shown_if=condition, feeds='"situation.recommendations"'), action="publish", key=form.key), form
    )
    if as_folded:
        prefix = "body-1-value-"
        state = {name.removeprefix(prefix): data.pop(name) for name in [name for name in data if name.startswith(prefix)]}
        data[prefix + "desk_folded"] = json.dumps({**state, "required": ["always"], "privacy": ["biasa"]})

    response = browser.post(reverse("forms:edit", args=[form.pk]), data)

    field = response.context["form"]["body"]
    state = field.field.block.get_form_state(field.value())[1]["value"]
    assert response.status_code == 200 and json.loads(state["shown_if"]) == json.loads(condition)
    assert json.loads(state["feeds"]) == "situation.recommendations" and state["key"] == "jumlah"


def test_a_control_that_is_not_json_is_refused_in_words(browser, form):
    response = edit(browser, form, section(), number(shown_if="{"), action="")

    assert "tidak terbaca" in words(response)
