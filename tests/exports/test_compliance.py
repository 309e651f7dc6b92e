"""The matrix as a file: the words of the page, one row per unit, nothing that a spreadsheet program would run."""

from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.factories import people, regions, rules

pytestmark = pytest.mark.django_db
ADDRESS = "/posko/ekspor/kepatuhan/32.71"


@pytest.fixture
def weekly(now):
    regions.make_regions()
    return rules.saved(now=now - timedelta(days=28))


def test_the_matrix_as_csv(client, weekly):
    client.force_login(people.operator())

    lines = b"".join(client.get(f"{ADDRESS}.csv")).decode().splitlines()

    assert lines[0].startswith("\ufeffKode unit,Unit,Wajib,Masuk,Dikirim tepat waktu,Kelengkapan (%)")
    assert lines[1].startswith("32.71.01,Kecamatan Bogor Selatan,4,0,0,0.0,0.0,")
    assert "Belum lapor, batas sudah lewat" in lines[1]


def test_the_matrix_as_xlsx_follows_the_choices(client, weekly):
    client.force_login(people.operator())

    response = client.get(f"{ADDRESS}.xlsx", {"cari": "timur"})

    sheet = load_workbook(BytesIO(b"".join(response)))["Kepatuhan"]
    assert [row[1].value for row in sheet.iter_rows(min_row=3)] == ["Kecamatan Bogor Timur"]


def test_a_name_is_never_a_formula(client, weekly, now):
    agency = people.agency(name="=HYPERLINK(1)")
    rules.save(
        rules.rule(units="chosen", tier="", report_type=rules.report_type("lain", name="Lain")),
        now=now - timedelta(days=28),
        regions=[],
        agencies=[agency],
    )
    client.force_login(people.operator())

    lines = b"".join(client.get(f"{ADDRESS}.csv", {"formulir": "@lain"})).decode().splitlines()

    assert lines[1].startswith("32.71,'=HYPERLINK(1),4,")
