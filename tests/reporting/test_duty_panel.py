"""Behind a cell of the matrix: whom to call, the head of the unit among them."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from desk.regions.models import Region
from desk.reporting.models import Obligation
from tests.factories import people, rules

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 11, 20, 1, tzinfo=UTC)  # Wednesday, 08.00 WIB


@pytest.fixture
def cell(client, clock):
    """Gives the page of the cell of Bogor Selatan, whose camat leads it and whose officer files for it."""
    clock.move_to(NOW)
    rules.saved(now=NOW)
    south = Region.objects.get(code="32.71.01")
    lead = people.person(south, name="Dra. Rina Kartika", position="Camat Bogor Selatan")
    lead.leads, lead.phone = True, "0812 9999 000"
    lead.save()
    client.force_login(people.operator())
    duty = Obligation.objects.filter(region=south).earliest("due_at")
    return lambda: client.get(reverse("reporting:compliance"), {"sel": duty.pk}).text


def test_it_names_who_files_and_who_leads(cell):
    people.officer(Region.objects.get(code="32.71.01"))

    page = cell()

    assert "Camat Bogor Selatan · pimpinan unit (PIC)" in page and "Petugas pelapor" in page
    assert "Dra. Rina Kartika" in page and "tel:08129999000" in page
    assert "Yth. Agus Pratama." in page


def test_where_nobody_files_the_head_is_called_and_written_to(cell):
    page = cell()

    assert "Telepon Dra. Rina Kartika" in page and "Yth. Dra. Rina Kartika." in page
    assert "https://wa.me/628129999000?text=Yth." in page
