from decimal import Decimal

import pytest

from desk.readiness.models import ReadinessAnswer
from desk.readiness.scoring import checklist_of, overall, point_score, rounded

from .samples import TWO_POINTS, definition, indicator

CHECKLIST = checklist_of(TWO_POINTS, 1)
LOGISTICS, CREW = CHECKLIST.points


def answers(**values):
    return {
        key: ReadinessAnswer(indicator=key, value=value.removesuffix("+"), evidence_count=int(value.endswith("+")))
        for key, value in values.items()
    }


@pytest.mark.parametrize(
    ("values", "percent"),
    [
        ({"kotak": "ya", "bilik": "ya", "gudang": "ya"}, 100),
        ({"kotak": "ya", "bilik": "ya", "gudang": "sebagian"}, 75),  # weights 1, 1, 2
        ({"kotak": "sebagian", "bilik": "tidak", "gudang": "tidak"}, Decimal("12.5")),
        ({"kotak": "ya", "bilik": "tidak_berlaku", "gudang": "tidak"}, Decimal(100) / 3),
        ({"kotak": "ya"}, 100),  # not answered drops out
        ({"kotak": "tidak_berlaku"}, None),
        ({}, None),
    ],
)
def test_a_point_is_the_weighted_share_of_what_applies(values, percent):
    assert point_score(LOGISTICS, answers(**values)).percent == percent


def test_a_red_critical_indicator_caps_the_point_at_fifty():
    score = point_score(LOGISTICS, answers(kotak="tidak", bilik="ya", gudang="ya"))

    assert score.percent == 50
    assert [indicator.key for indicator in score.capped_by] == ["kotak"]


def test_the_cap_never_lifts_a_point():
    assert point_score(LOGISTICS, answers(kotak="tidak", bilik="tidak", gudang="sebagian")).percent == 25


@pytest.mark.parametrize(("value", "percent"), [("ya", 50), ("ya+", 100), ("sebagian", 50), ("tidak", 0)])
def test_without_the_evidence_asked_for_an_indicator_counts_half_at_most(value, percent):
    assert point_score(CREW, answers(cadangan=value)).percent == percent


def test_what_a_newer_version_added_is_told_as_unanswered():
    assert point_score(LOGISTICS, answers(kotak="ya")).unanswered == 2


def test_the_whole_weighs_points_and_leaves_out_those_without_a_figure():
    assert overall(CHECKLIST, {"logistik": Decimal(60), "petugas": Decimal(100)}) == 70
    assert overall(CHECKLIST, {"logistik": Decimal(60), "petugas": None}) == 60
    assert overall(CHECKLIST, {}) is None


def test_a_critical_point_that_is_not_ready_caps_the_whole_at_fifty():
    frozen = definition(("logistik", 5, [indicator("a")]), ("petugas", 15, [indicator("b")]))
    frozen["sections"][0]["critical"] = True
    checklist = checklist_of(frozen, 1)

    assert overall(checklist, {"logistik": Decimal(49), "petugas": Decimal(100)}) == 50
    assert overall(checklist, {"logistik": Decimal(50), "petugas": Decimal(100)}) == Decimal("87.5")
    assert overall(checklist, {"logistik": Decimal(40), "petugas": Decimal(20)}) == 25


def test_sections_without_weight_or_indicators_are_no_points():
    frozen = definition(
        ("umum", 0, [indicator("a")]), ("catatan", 5, [{"key": "n", "type": "note", "label": "N"}]), ("poin", 5, [indicator("b")])
    )

    assert [point.key for point in checklist_of(frozen, 1).points] == ["poin"]


@pytest.mark.parametrize(("exact", "shown"), [("79.5", 80), ("79.49", 79), ("0", 0)])
def test_figures_are_shown_whole_half_up(exact, shown):
    assert rounded(Decimal(exact)) == shown
    assert rounded(None) is None
