"""The words of the installed packages reach the screen in Bahasa Indonesia."""

import pytest
from babel.messages.catalog import Message
from django.utils.translation import gettext, ngettext, override

from cms.operations import catalogues


def test_every_string_of_the_installed_packages_is_translated():
    assert list(catalogues.problems()) == []


@pytest.mark.parametrize(
    ("message", "wrong"),
    [
        (Message("%(count)s page", "%(count)s halaman"), False),
        (Message("%(count)s page", "%(jumlah)s halaman"), True),
        (Message("Page {number}", "Halaman"), True),
        (Message(("One page", "%(counter)s pages"), ("%(counter)s halaman",)), False),
    ],
)
def test_a_lost_or_invented_placeholder_is_found(message, wrong):
    assert catalogues.wrong_placeholders(message) is wrong


def test_a_string_without_a_translation_is_found(tmp_path, settings):
    settings.LOCALE_PATHS = [tmp_path]

    assert any("not translated, from admin" in line for line in catalogues.problems())


def test_our_catalogue_wins_over_the_packages_own():
    with override("id"):
        assert gettext("Save draft") == "Simpan draf"
        assert ngettext("This page has one child page", "This page has %(counter)s child pages", 1) == (
            "Halaman ini memiliki %(counter)s halaman turunan"
        )


@pytest.mark.django_db
def test_scripts_of_the_admin_get_our_catalogue(admin_client):
    response = admin_client.get("/admin/jsi18n/")

    assert "Sematkan bilah alat" in response.content.decode()
