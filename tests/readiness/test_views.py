import re

import pytest

from tests.factories import people, regions

from .samples import TWO_POINTS, definition, indicator, publish, told

BOARD = "/posko/kesiapan/"
ALL = {"kotak": "ya", "bilik": "ya", "gudang": "ya", "terisi": "ya", "cadangan": "ya+"}


@pytest.fixture
def operator(db, client):
    regions.make_regions()
    user = people.operator()
    client.force_login(user)
    return user


def test_the_matrix_names_points_units_and_figures(client, operator):
    publish()
    told("32.71.01", **ALL | {"kotak": "tidak"})

    page = client.get(BOARD).content.decode()

    assert 'aria-label="Logistik, Bogor Selatan: 50, Sebagian"' in page
    assert 'aria-label="Petugas, Kota Bogor: 100, Siap"' in page


def test_a_cell_opens_its_indicators_and_says_what_caps_it(client, operator):
    publish()
    entry = told("32.71.01", **ALL | {"kotak": "tidak"})

    page = client.get(BOARD, {"sel": "32.71.01", "poin": "logistik"}).content.decode()

    assert "Nilai dibatasi 50" in page
    assert "Gudang" in page
    assert entry.receipt in page


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("ya", "Tanpa bukti, dinilai setengah"),
        ("sebagian", "Tanpa bukti"),
        ("tidak", "Tanpa bukti"),
        ("tidak_berlaku", ""),
        ("ya+", "1 bukti"),
    ],
)
def test_missing_evidence_is_told_where_it_counts(client, operator, value, words):
    publish()
    told("32.71.01", **ALL | {"cadangan": value})

    page = client.get(BOARD, {"sel": "32.71.01", "poin": "petugas"}).content.decode()

    assert re.findall(r'<span class="muted">(Tanpa bukti[^<]*|1 bukti)</span>', page) == ([words] if words else [])


def test_a_sent_checklist_is_shown_as_not_accepted(client, operator):
    publish()
    told("32.71.02", "sent", **ALL)

    page = client.get(BOARD, {"sel": "32.71.02", "poin": "petugas"}).content.decode()

    assert "sudah dikirim tetapi belum diterima" in page
    assert 'aria-label="Petugas, Bogor Timur: Belum diterima"' in page


def test_a_band_lists_its_cells(client, operator):
    publish()
    told("32.71.01", **ALL)

    response = client.get(BOARD, {"nilai": "ready"})

    assert [cell.point.key for cell in response.context["band_cells"]] == ["logistik", "petugas"]


def test_without_a_published_checklist_the_page_says_what_to_do(client, operator):
    assert "Belum ada daftar periksa yang terbit" in client.get(BOARD).content.decode()


@pytest.mark.parametrize(
    "query",
    [
        {"wilayah": "33.74"},
        {"wilayah": "99"},
        {"formulir": "tidak-ada"},
        {"sel": "33.74.01", "poin": "logistik"},
        {"sel": "32.71.01", "poin": "x"},
    ],
)
def test_what_is_out_of_reach_or_not_there_is_not_found(client, operator, query):
    publish()

    assert client.get(BOARD, query).status_code == 404


def test_officers_get_no_board_and_strangers_sign_in(client, db):
    regions.bogor()
    assert client.get(BOARD).status_code == 302

    client.force_login(people.officer())

    assert client.get(BOARD).status_code == 404


@pytest.mark.parametrize("reports", [1, 4])
def test_the_number_of_queries_does_not_grow(client, operator, reports, django_assert_max_num_queries):
    publish(definition(*[(f"p{number}", 10, [indicator(f"i{number}")]) for number in range(10)]) if reports > 1 else TWO_POINTS)
    for _number in range(reports):
        told("32.71.01", **ALL)

    with django_assert_max_num_queries(14):
        client.get(BOARD, {"sel": "32.71.01", "poin": "p1" if reports > 1 else "logistik"})
