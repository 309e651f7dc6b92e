import pytest

from .samples import ANTICIPATION, INCIDENT_ROW, RISK, SITUATION, answer

NAME = "weekly_situation"


def test_a_calm_week_is_complete():
    reading = answer(NAME, SITUATION)

    assert reading.errors == {}
    assert reading.findings == []


def test_a_nil_report_needs_the_general_condition_and_the_sign_off_only():
    nil = {name: SITUATION[name] for name in ("period_kind", "period_start", "period_end", "general_condition")}
    sign_off = {name: SITUATION[name] for name in ("source", "classification", "signed_by", "signed_position")}

    reading = answer(NAME, nil | sign_off | {"is_nil": "ya"})

    assert reading.errors == {}
    assert "situation" not in reading.answers


@pytest.mark.parametrize(
    ("changes", "control"),
    [
        ({"general_condition": "Aman."}, "general_condition"),
        ({"general_condition": ""}, "general_condition"),
        ({"signed_by": ""}, "signed_by"),
        ({"situation": ""}, "situation"),
        ({"cond_economy": ""}, "cond_economy"),
        ({"stages-0-stage": "", "stages-0-stage_progress": ""}, "stages"),
        ({"stages-0-stage_progress": "140"}, "stages-0-stage_progress"),
        ({"logistics_status": "bermasalah"}, "logistics_note"),
        ({"situation": "perlu_perhatian"}, "incidents"),
        ({"situation": "terganggu", **INCIDENT_ROW}, "recommendations"),
        ({**INCIDENT_ROW, "incidents-0-incident_severity": ""}, "incidents-0-incident_severity"),
        ({"period_end": "2024-11-17"}, None),
        ({"period_kind": "harian"}, None),
        ({**RISK}, None),
        ({"social_media_contents": "10", "social_media_takedowns": "11"}, None),
    ],
)
def test_what_is_missing_or_contradicts_is_refused_at_its_question(changes, control):
    reading = answer(NAME, SITUATION, changes)

    assert reading.errors
    if control:
        assert control in reading.errors


@pytest.mark.parametrize(
    "changes",
    [
        {"situation": "perlu_perhatian", **INCIDENT_ROW},
        {"situation": "terganggu", **INCIDENT_ROW, "recommendations": "Perlu tambahan pompa."},
        {**RISK, **ANTICIPATION},
        {**RISK, "risks-0-risk_level": "sedang"},
        {"period_kind": "harian", "period_end": "2024-11-18"},
        {"logistics_status": "bermasalah", "logistics_note": "Dua belas bilik rusak."},
    ],
)
def test_what_is_told_completely_is_taken(changes):
    assert answer(NAME, SITUATION, changes).errors == {}


def test_a_week_of_another_length_is_only_warned_about():
    reading = answer(NAME, SITUATION, {"period_end": "2024-11-22"})

    assert reading.errors == {}
    assert [finding["severity"] for finding in reading.findings] == ["warn"]


def test_forwarding_more_than_was_found_must_be_explained():
    reading = answer(NAME, SITUATION, {"violation_counts-pidana-found": "1", "violation_counts-pidana-forwarded": "2"})

    assert [finding["severity"] for finding in reading.findings] == ["explain"]
    assert reading.errors
