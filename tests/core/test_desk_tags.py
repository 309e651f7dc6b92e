from datetime import UTC, datetime

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from desk.core.states import readiness_band

MOMENT = datetime(2024, 11, 25, 3, 42, tzinfo=UTC)


def _render(source, **context):
    return Template("{% load desk look %}" + source).render(Context(context))


def test_a_state_is_drawing_and_word_and_tone():
    html = _render('{% state "returned" %}')

    assert 'data-tone="warn"' in html
    assert "#i-return" in html
    assert "Dikembalikan" in html


def test_an_unknown_state_is_an_error_of_ours_and_not_an_empty_chip():
    with pytest.raises(KeyError):
        _render('{% state "no_such_state" %}')


def test_a_draft_looks_unfinished():
    assert 'class="chip dash"' in _render('{% state "draft" %}')


def test_moments_take_a_zone_a_name_or_a_row_with_one():
    class Unit:
        timezone = "Asia/Makassar"

    assert _render("{{ moment|clock:unit }}", moment=MOMENT, unit=Unit()) == "11.42 WITA"
    assert _render('{{ moment|clock:"Asia/Jayapura" }}', moment=MOMENT) == "12.42 WIT"
    assert _render("{{ moment|when }}", moment=MOMENT) == "Senin, 25 November 2024, 10.42 WIB"


def test_a_missing_figure_is_never_zero():
    assert "belum ada data" in _render("{{ figure|number }}", figure=None)
    assert _render("{{ figure|number }}", figure=0) == "0"


def test_a_place_that_is_not_installed_leaves_no_link():
    assert _render('{% place "nowhere:board" "warn" "Kejadian" %}') == ""


def test_the_current_place_is_marked():
    request = RequestFactory().get("/admin/forms/")

    html = _render('{% place "wagtailadmin_home" "home" "Admin" count=3 %}', request=request)

    assert "Admin" in html
    assert "menunggu Anda" in html


@pytest.mark.parametrize(
    ("percentage", "band"), [(None, "not_applicable"), (80, "ready"), (79.99, "partial"), (50, "partial"), (49, "not_ready")]
)
def test_readiness_has_two_thresholds(percentage, band):
    assert readiness_band(percentage) == band
