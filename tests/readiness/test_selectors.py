from decimal import Decimal
from uuid import uuid4

import pytest

from desk.people.scope import forget_scope
from desk.readiness.destinations import ReadinessDestination
from desk.readiness.selectors import matrix_of, score
from tests.factories import people, regions
from tests.factories.submitted import submitted

from .samples import TWO_POINTS, definition, indicator, publish, told

SOUTH, EAST = "32.71.01", "32.71.02"
ALL = {"kotak": "ya", "bilik": "ya", "gudang": "ya", "terisi": "ya", "cadangan": "ya+"}


@pytest.fixture
def bogor(db):
    return regions.bogor()


@pytest.fixture
def operator(bogor):
    return people.operator()


def figures(matrix, column):
    return [cell.percent for cell in next(found for found in matrix.columns if found.key == column).cells]


def test_only_accepted_answers_make_a_score(bogor, operator):
    form = publish()
    told(SOUTH, **ALL)
    told(EAST, "sent", **ALL)

    matrix = matrix_of(operator, bogor, form)

    assert figures(matrix, SOUTH) == [100, 100]
    assert figures(matrix, EAST) == [None, None]
    assert {cell.look for cell in next(c for c in matrix.columns if c.key == EAST).cells} == {"unaccepted"}
    assert matrix.bands() == {"ready": 2, "unaccepted": 2}


def test_a_new_version_rescores_by_key(bogor, operator):
    form = publish()
    told(SOUTH, **ALL | {"gudang": "tidak"})
    assert figures(matrix_of(operator, bogor, form), SOUTH) == [50, 100]

    form = publish(
        definition(("logistik-baru", 10, [indicator("gudang", weight=3), indicator("kotak")]), ("petugas", 10, [indicator("terisi")]))
    )

    matrix = matrix_of(operator, bogor, form)
    assert figures(matrix, SOUTH) == [25, 100]
    assert score(operator, bogor, form) == Decimal("62.5")


def test_the_latest_accepted_answer_counts(bogor, operator):
    form = publish()
    told(SOUTH, **ALL)
    newer = submitted(
        region=SOUTH, state="accepted", number=1, definition=TWO_POINTS, answers={"terisi": {"value": "tidak"}}, form_key="readiness"
    )
    ReadinessDestination().receive(newer.__class__(**{**newer.__dict__, "uuid": uuid4(), "sent_at": newer.sent_at.replace(hour=9)}))

    assert figures(matrix_of(operator, bogor, form), SOUTH) == [100, 50]


def test_a_city_is_weighed_by_polling_stations(bogor, operator):
    form = publish()
    regions.make_polling_stations("32.71.01.1001", 3)
    regions.make_polling_stations("32.71.02.1001", 1)
    told(SOUTH, **ALL)
    told(EAST, **dict.fromkeys(ALL, "tidak"))

    assert matrix_of(operator, bogor, form).total.percent == 75


def test_the_citys_own_checklist_stands_beside_and_serves_where_no_kecamatan_reported(bogor, operator):
    form = publish()
    told("32.71", **ALL)

    matrix = matrix_of(operator, bogor, form)

    assert figures(matrix, "32.71") == [100, 100]
    assert matrix.total.percent == 100


def test_withdrawn_answers_do_not_count(bogor, operator):
    form = publish()
    uuid = uuid4()
    for number, answers in ((1, {"terisi": {"value": "ya"}}), (2, {})):
        ReadinessDestination().receive(
            submitted(
                region=SOUTH, state="accepted", uuid=uuid, number=number, definition=TWO_POINTS, answers=answers, form_key="readiness"
            )
        )

    assert figures(matrix_of(operator, bogor, form), SOUTH) == [None, None]


def test_another_regions_answers_are_not_seen(bogor, operator):
    form = publish()
    semarang = regions.semarang()
    told("33.74.01", **ALL)

    assert matrix_of(operator, semarang, form).total.percent is None
    assert matrix_of(people.operator(semarang), semarang, form).total.percent == 100


@pytest.mark.parametrize("reports", [1, 3])
def test_the_matrix_takes_four_queries_whatever_its_size(bogor, operator, django_assert_num_queries, reports):
    form = publish()
    for _number in range(reports):
        told(SOUTH, **ALL)
        told(EAST, "sent", **ALL)
    forget_scope(operator)

    with django_assert_num_queries(5):  # and one for the scope
        matrix_of(operator, bogor, form)
