from forms_config.constants import Family
from forms_config.definition import top_questions

from .samples import answer, pack

NAME = "readiness"
KEPT = {"checked_on": "2024-11-25", "source": "kpu", "classification": "terbatas"}


def filled():
    controls = dict(KEPT)
    for question in top_questions(pack(NAME)):
        if question["type"] != Family.READINESS:
            continue
        if question["measure"] == "number":
            controls |= {f"{question['key']}-done": "40", f"{question['key']}-target": "50"}
        else:
            controls[question["key"]] = "ya"
    return controls


def test_a_complete_checklist_is_taken_without_evidence():
    reading = answer(NAME, filled())

    assert reading.errors == {}
    assert reading.answers["logistics_boxes"] == {"value": "sebagian", "done": 40, "target": 50}


def test_an_unanswered_indicator_is_refused():
    assert "counting_simulation" in answer(NAME, filled(), {"counting_simulation": ""}).errors


def test_more_done_than_there_is_to_do_is_refused():
    assert "crew_filled-done" in answer(NAME, filled(), {"crew_filled-done": "51"}).errors


def test_what_does_not_exist_in_the_region_does_not_apply():
    change = {"health_hospitals": "tidak_berlaku", "health_hospitals-done": "", "health_hospitals-target": ""}

    assert answer(NAME, filled(), change).answers["health_hospitals"] == {"value": "tidak_berlaku"}
