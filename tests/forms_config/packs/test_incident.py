import pytest

from .samples import DOCUMENT, FORWARDED, INCIDENT, PHOTO, REPORTER, VIOLATION, answer

NAME = "incident"


def test_a_disaster_is_complete_without_actor_reporter_or_evidence():
    reading = answer(NAME, INCIDENT)

    assert reading.errors == {}
    assert "bawaslu_deadline" not in reading.answers


def test_a_suspected_violation_gets_the_seven_days_of_bawaslu():
    reading = answer(NAME, INCIDENT, VIOLATION)

    assert reading.errors == {}
    assert reading.answers["bawaslu_deadline"] == "2024-12-02T02:10+07:00"


@pytest.mark.parametrize(
    ("changes", "control"),
    [
        ({"chronology": "Terlalu pendek."}, "chronology"),
        ({"kind": "penculikan"}, "kind"),
        ({"occurred_at": "2024-11-26T02:05"}, "occurred_at"),
        ({"known_at": "2024-11-25T01:00"}, None),
        ({**VIOLATION, "actor_kind": ""}, "actor_kind"),
        ({**VIOLATION, "actor_agency": ""}, "actor_agency"),
        ({**VIOLATION, "neutrality_act": ""}, "neutrality_act"),
        ({**VIOLATION, "source": "warga", "to_bawaslu": "ya"}, "reporter_name"),
        ({**VIOLATION, "status": "diteruskan"}, "forwarded_to"),
        ({**VIOLATION, "status": "diteruskan", **FORWARDED}, None),
        ({**VIOLATION, "to_bawaslu": "ya", **REPORTER, "status": "diteruskan", **FORWARDED}, None),
        ({"status": "selesai", "has_decision": "ya"}, "decision_file"),
    ],
)
def test_what_is_missing_or_contradicts_is_refused_at_its_question(changes, control):
    reading = answer(NAME, INCIDENT, changes)

    assert reading.errors
    if control:
        assert control in reading.errors


def test_forwarding_to_bawaslu_with_evidence_and_reporter_is_taken():
    told = {"to_bawaslu": "ya", "source": "warga", "status": "diteruskan", "actor_name": "Nama Rekaan", "evidence-kept": PHOTO}

    reading = answer(NAME, INCIDENT, VIOLATION, told, REPORTER, FORWARDED)

    assert reading.errors == {}
    assert (reading.answers["formal_complete"], reading.answers["material_complete"]) == (True, True)


def test_without_evidence_the_material_requirements_are_not_met():
    assert answer(NAME, INCIDENT, VIOLATION).answers["material_complete"] is False


def test_a_decision_is_taken_with_its_document():
    decision = {
        "status": "selesai",
        "has_decision": "ya",
        "decision_body": "bawaslu",
        "decision_number": "01/2024",
        "decision_date": "2024-11-25",
        "decision_result": "Dihentikan.",
        "decision_file-kept": DOCUMENT,
    }

    assert answer(NAME, INCIDENT, decision).errors == {}


def test_dismissing_without_a_decision_must_be_explained():
    reading = answer(NAME, INCIDENT, {"status": "ditolak"})

    assert [finding["severity"] for finding in reading.findings] == ["explain"]
