import json

import pytest

from forms_config import destinations
from forms_config.constants import Family, Privacy
from forms_config.definition import places
from forms_config.models import FormVersion
from forms_config.packing import STARTER_PACKS, starter_pack
from forms_config.services import import_pack
from tests.factories import people

from .samples import pack

NAMES = ("weekly_situation", "incident", "readiness", "publication_proposal")


@pytest.mark.parametrize("name", NAMES)
def test_a_pack_is_named_by_its_key_and_compiles(name):
    assert pack(name)["key"] == name


@pytest.mark.parametrize("name", NAMES)
def test_importing_a_pack_publishes_it_and_importing_again_adds_no_version(name, db):
    admin = people.admin()

    form = import_pack(starter_pack(name), by=admin, publish=True)
    import_pack(starter_pack(name), by=admin, publish=True)

    assert FormVersion.objects.filter(form=form).count() == 1
    assert form.report_now == (name in {"incident", "publication_proposal"})


@pytest.mark.parametrize("name", NAMES)
def test_every_question_has_a_label_and_every_choice_a_known_drawing(name):
    drawings = (STARTER_PACKS.parents[1] / "cms/static/look/icons.svg").read_text()

    for place in places(pack(name)):
        assert place.question["label"], place.question["key"]
        for choice in place.question.get("choices", ()):
            assert not choice["icon"] or f'id="i-{choice["icon"]}"' in drawings, choice
            assert choice["tone"] in ("", "ok", "info", "warn", "bad"), choice


@pytest.mark.parametrize(
    ("name", "privacy", "keys"),
    [
        ("incident", Privacy.IDENTITY, {"reporter_name", "reporter_contact", "reporter_address", "witness_name", "witness_contact"}),
        ("incident", Privacy.RESTRICTED, {"actor_name", "actor_agency", "actor_position", "witness_statement"}),
        ("weekly_situation", Privacy.IDENTITY, set()),
        ("publication_proposal", Privacy.IDENTITY, set()),
    ],
)
def test_persons_are_protected(name, privacy, keys):
    assert {place.question["key"] for place in places(pack(name)) if place.question["privacy"] == privacy} == keys


@pytest.mark.parametrize(("name", "key"), [("incident", "incident"), ("publication_proposal", "publication")])
def test_choices_of_a_form_are_those_of_its_capability(name, key):
    fed = {place.question["feeds"].partition(".")[2]: place.question for place in places(pack(name)) if place.question["feeds"]}

    for attribute in destinations.find(key).attributes:
        if attribute.choices:
            assert {choice["key"] for choice in fed[attribute.name]["choices"]} == set(attribute.choices), attribute.name


def test_the_repeated_section_of_a_situation_report_feeds_incidents():
    assert {(target["key"], target["rows"]) for target in pack("weekly_situation")["destinations"]} == {
        ("situation", None),
        ("incident", "incidents"),
    }


def test_the_ten_points_weigh_one_hundred_and_every_indicator_asks_for_evidence():
    points = [section for section in pack("readiness")["sections"] if section["weight"]]
    indicators = [question for section in points for question in section["questions"] if question["type"] == Family.READINESS]

    assert [section["weight"] for section in points] == [15, 15, 10, 10, 10, 10, 10, 5, 8, 7]
    assert all(section["responsible"] for section in points)
    assert {question["evidence"] for question in indicators} == {"optional"}
    assert {question["key"] for question in indicators if question["critical"]} == {
        "logistics_boxes",
        "logistics_ballots",
        "logistics_stations",
        "stations_hazard_mitigated",
        "crew_filled",
        "counting_simulation",
        "health_hospitals",
    }


def test_packs_share_their_choice_lists_word_for_word():
    lists = {}
    for name in NAMES:
        for choice_list in starter_pack(name)["choice_lists"]:
            assert lists.setdefault(choice_list["key"], json.dumps(choice_list)) == json.dumps(choice_list)
