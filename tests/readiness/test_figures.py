"""The figures of readiness are those of the board, from accepted answers, and name their reports."""

from decimal import Decimal

import pytest

from desk.readiness.figures import read_readiness_point
from desk.readiness.selectors import checklists, matrix_of
from tests.factories import forms, people, regions, reports

from .samples import publish, told

pytestmark = pytest.mark.django_db
ALL = {"kotak": "ya", "bilik": "ya", "gudang": "sebagian", "terisi": "ya", "cadangan": "ya+"}


@pytest.fixture
def bogor():
    regions.make_regions()
    publish()
    return regions.bogor()


def test_every_point_and_the_whole_have_the_figure_of_the_board(bogor, now):
    told("32.71.01", **ALL)
    told("32.71.02", **ALL | {"kotak": "tidak"})

    offers = {offer.part: offer for offer in read_readiness_point(bogor, now)}

    matrix = matrix_of(people.operator(bogor), bogor, checklists()[0])
    assert offers["readiness"].value.value == Decimal(matrix.total.percent)
    assert {part: offer.value.value for part, offer in offers.items() if ":" in part} == {
        f"readiness:{cell.point.key}": Decimal(cell.percent) for cell in matrix.total.cells
    }
    assert offers["readiness:logistik"].label == "Logistik"
    assert offers["readiness:logistik"].value.source == "10 Poin Kesiapan, jawaban 2 kecamatan yang sudah diterima posko"


def test_a_percentage_says_how_many_of_the_answers_that_apply_are_ready(bogor, now):
    told("32.71.01", **ALL)
    told("32.71.02", **ALL | {"kotak": "tidak_berlaku", "terisi": "sebagian", "cadangan": "ya"})  # asked for evidence and without it

    shares = {offer.part: offer.value.share for offer in read_readiness_point(bogor, now)}

    assert {part: (share.numerator, share.denominator) for part, share in shares.items()} == {
        "readiness": (7, 9),
        "readiness:logistik": (4, 5),
        "readiness:petugas": (3, 4),
    }
    assert shares["readiness"].words.startswith("7 dari 9 jawaban siap (yang sebagian atau tanpa bukti dihitung setengah)")


def test_only_accepted_answers_count_and_without_any_the_figure_says_why(bogor, now):
    told("32.71.01", "sent", **ALL)

    offers = read_readiness_point(bogor, now)

    assert [offer.value for offer in offers] == [None, None, None]
    assert offers[1].reason == "Belum ada jawaban 10 Poin Kesiapan yang diterima dan berlaku untuk Logistik."


def test_the_moment_is_that_of_the_newest_report_behind_it(bogor, now):
    entry = told("32.71.01", **ALL)

    assert {offer.value.as_of for offer in read_readiness_point(bogor, now)} == {entry.sent_at}


def test_each_point_names_the_reports_that_answered_it(bogor, now):
    operator = people.operator(bogor)
    form = forms.publish(forms.question("short_text", "nama"))
    entry = reports.accept(reports.send(form, people.officer(), {"nama": "Rani"}), operator)
    told("32.71.01", uuid=entry.uuid, **ALL)

    offers = read_readiness_point(bogor, now)

    assert [offer.value.entries for offer in offers] == [((entry.uuid, 1),)] * 3


def test_a_kecamatan_has_its_own_figures_and_costs_four_queries(bogor, now, django_assert_num_queries):
    told("32.71.01", **ALL)
    told("32.71.02", **ALL | {"kotak": "tidak"})
    district = regions.region("32.71.02", "Bogor Timur", "district")

    with django_assert_num_queries(4):
        offers = read_readiness_point(district, now)

    assert offers[1].value.value == Decimal(50)
    assert offers[1].value.source == "10 Poin Kesiapan, jawaban Kecamatan Bogor Timur yang sudah diterima posko"
