import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from forms_config import packing, services
from forms_config.errors import FormNotPublishable, PackRefused
from forms_config.models import ChoiceList, Form, FormVersion
from tests.factories import people
from tests.forms_config.drafts import draft, q, section

pytestmark = pytest.mark.django_db


def pack(definition, **parts):
    return {"pack": 1, "report_now": False, "choice_lists": [], "definition": definition, **parts}


@pytest.fixture
def admin():
    return people.admin()


@pytest.mark.parametrize("name", packing.starter_pack_names())
def test_a_starter_pack_publishes_and_survives_the_way_out_and_in_again(name, admin):
    form = services.import_pack(packing.starter_pack(name), by=admin, publish=True)
    exported = services.export_pack(form=form)
    before = form.current_version.definition

    copied = json.loads(json.dumps(exported))
    copied["definition"]["key"] = "lain"
    other = services.import_pack(copied, by=admin, publish=True)

    assert other.current_version.definition == {**before, "key": "lain"}
    assert services.export_pack(form=other)["definition"] == {**exported["definition"], "key": "lain"}


def test_what_was_exported_leaves_usual_settings_out():
    form = services.import_pack(pack(draft(q("whole_number", "a", min=0, max=9), q("long_text", "b"))), by=None, publish=True)

    first, second = services.export_pack(form=form)["definition"]["sections"][0]["questions"]

    assert {"min", "unit", "help", "required", "privacy"}.isdisjoint(first) and first["max"] == 9
    assert set(second) == {"id", "key", "type", "label"}


def test_importing_the_same_pack_twice_keeps_one_form_one_version_and_the_identities(admin):
    first = services.import_pack(packing.starter_pack("incident"), by=admin, publish=True)
    second = services.import_pack(packing.starter_pack("incident"), by=admin, publish=True)

    assert first == second and FormVersion.objects.count() == 1


def test_importing_over_a_published_form_keeps_the_identity_of_its_questions(admin):
    question = q("whole_number", "jumlah")
    form = services.import_pack(pack(draft(question)), by=admin, publish=True)
    newcomer = {name: value for name, value in question.items() if name != "id"} | {"label": "Kata baru"}

    services.import_pack(pack(draft(newcomer)), by=admin, publish=True)

    form.refresh_from_db()
    questions = form.current_version.definition["sections"][0]["questions"]
    assert form.current_version.number == 2 and questions[0]["id"] == question["id"]


def test_an_imported_pack_is_a_draft_until_it_is_published(admin):
    form = services.import_pack(packing.starter_pack("readiness"), by=admin)

    assert form.current_version is None and not form.live


def test_shared_lists_are_made_and_completed_never_rewritten(admin):
    listed = {"key": "warna", "title": "Warna", "choices": [{"key": "merah", "label": "Merah"}]}
    question = {**q("one_choice", "a"), "choice_list": "warna"}
    services.import_pack(pack(draft(question), choice_lists=[listed]), by=admin, publish=True)
    more = {**listed, "choices": [{"key": "merah", "label": "Merah tua"}, {"key": "biru", "label": "Biru"}]}

    services.import_pack(pack(draft(question), choice_lists=[more]), by=admin, publish=True)

    choices = ChoiceList.objects.get(key="warna").as_choices()
    assert [(entry["key"], entry["label"]) for entry in choices] == [("merah", "Merah"), ("biru", "Biru")]


BROKEN = {
    "no pack at all": {"hello": 1},
    "of a later shape": {**pack({}), "pack": 2},
    "without a key": pack({"title": "T", "sections": []}),
    "with an unknown family": pack(draft(q("hologram", "a"))),
    "with sections that are none": pack({"key": "a", "title": "T", "sections": ["x"]}),
    "with an unknown kind": pack({**draft(q("yes_no", "a")), "kind": "puisi"}),
    "with a nameless list": pack(draft(q("yes_no", "a")), choice_lists=[{"key": "a"}]),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_file_that_is_no_pack_is_refused_and_leaves_nothing(case):
    with pytest.raises(PackRefused):
        services.import_pack(BROKEN[case], by=None, publish=True)

    assert not Form.objects.exists() and not ChoiceList.objects.exists()


def test_a_pack_that_does_not_compile_leaves_nothing_when_it_was_to_be_published():
    with pytest.raises(FormNotPublishable):
        services.import_pack(pack(draft(sections=[section(q("one_choice", "a"))])), by=None, publish=True)

    assert not Form.objects.exists()


def test_the_command_exports_what_it_imports(tmp_path):
    file = tmp_path / "paket.json"
    file.write_text(json.dumps(pack(draft(q("yes_no", "a")))))

    call_command("forms", "import", str(file), "--publish", stdout=StringIO())
    out = StringIO()
    call_command("forms", "export", "uji", stdout=out)

    assert json.loads(out.getvalue())["definition"]["title"] == "Laporan uji"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "pada baris 1, huruf ke-2. Pilih berkas .json"),
        ('{"pack": 9}', "bukan paket formulir"),
        (json.dumps(pack(draft(q("one_choice", "a")))), "masih kosong"),
    ],
)
def test_the_command_says_what_is_wrong_with_a_file(tmp_path, text, words):
    file = tmp_path / "paket.json"
    file.write_text(text)

    with pytest.raises(CommandError, match=words):
        call_command("forms", "import", str(file), "--publish")


def test_the_command_names_the_forms_there_are_when_asked_for_another():
    with pytest.raises(CommandError, match="Tidak ada formulir"):
        call_command("forms", "export", "hilang")
