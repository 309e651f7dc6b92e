"""Every refusal says what happened and the way out, in Indonesian."""

import pytest
from django.template.loader import render_to_string

from tests.factories import people


@pytest.mark.django_db
def test_an_unknown_address_leads_back(client):
    page = client.get("/tidak-ada/")

    assert page.status_code == 404
    assert "Halaman ini tidak ditemukan" in page.text
    assert 'href="/masuk/"' in page.text


@pytest.mark.django_db
def test_somebody_signed_in_is_led_to_the_own_work(client):
    client.force_login(people.operator())

    assert 'href="/pintu/"' in client.get("/posko/tidak-ada/").text


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_an_error_page_needs_neither_request_nor_database(name):
    page = render_to_string(name)

    assert "<h1>" in page
    assert 'class="btn primary"' in page
    assert "Desk Pilkada" in page
