"""What one version of a form marks as identity is masked at the desk in the reports of every version, as in exports."""

from uuid import uuid4

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from desk.reporting.constants import LOG_IDENTITY_VIEWED
from forms_config.identity import MASK
from forms_config.selectors import identity_keys_of
from tests.factories import forms, people, regions, reports

pytestmark = pytest.mark.django_db
ROW = str(uuid4())
ANSWERS = {"pelapor": "Sari Melati", "saksi-0-id": ROW, "saksi-0-nama": "Wulan Sari", "lahir": "1990-05-01", "keadaan": "Kondusif."}


@pytest.fixture
def officer(now):
    regions.make_regions()
    people.desk()
    return people.officer()


def publish(privacy):
    """The form with or without the mark; the check and the computed date are there only where the compiler allows them."""
    plain = privacy == "biasa"
    born = forms.question("date", "lahir", label="Tanggal lahir", privacy=privacy)
    week = forms.question("computed", "sepekan", label="Tujuh hari kemudian", formula={"op": "days_after", "question": "lahir", "days": 7})
    check = {"id": "c", "label": "Umur", "message": "Tanggal lahir terlalu baru.", "severity": "warn", "rows": None, "when": None}
    check |= {"op": "lt", "left": [{"question": "lahir"}], "right": [{"question": "batas"}]}
    return forms.publish(
        forms.question("long_text", "keadaan", label="Keadaan"),
        forms.question("short_text", "pelapor", label="Nama pelapor", privacy=privacy),
        forms.question("date", "batas", label="Batas"),
        born,
        *([week] if plain else []),
        forms.question("repeat", "saksi", label="Saksi", questions=[forms.question("short_text", "nama", privacy=privacy)]),
        checks=[check] if plain else [],
    )


@pytest.fixture
def old_report(officer):
    """Sent while the form did not know yet that it asks for identities."""
    report = reports.send(publish("biasa"), officer, ANSWERS | {"batas": "1980-01-01"})
    publish("identitas")
    return report


def page_of(client, report, query=""):
    return client.get(reverse("reporting:review", args=[report.uuid]) + query).content.decode()


SECRETS = ("Sari Melati", "Wulan Sari", "1 Mei 1990", "8 Mei 1990", "1990-05-01")


@pytest.mark.parametrize(("who", "query"), [(people.operator, ""), (people.viewer, "?identitas=1"), (people.admin, "?identitas=1")])
def test_a_later_mark_masks_older_reports_for_whoever_may_not_or_does_not_ask(client, old_report, who, query):
    client.force_login(who())

    page = page_of(client, old_report, query)

    assert [secret for secret in SECRETS if secret in page] == []
    assert MASK in page and "Kondusif." in page
    assert "Tanggal lahir terlalu baru." in page
    assert "Isian identitas" in page
    assert not ModelLogEntry.objects.filter(action=LOG_IDENTITY_VIEWED).exists()


def test_whoever_may_reads_them_on_demand_and_that_is_logged(client, old_report):
    client.force_login(people.operator())

    page = page_of(client, old_report, "?identitas=1")

    assert all(words in page for words in ("Sari Melati", "Wulan Sari", "1 Mei 1990", "8 Mei 1990"))
    assert ModelLogEntry.objects.filter(action=LOG_IDENTITY_VIEWED).count() == 1


def test_the_difference_between_an_unmarked_and_a_marked_version_tells_changes_without_showing_them(client, old_report, officer):
    reports.send_back(old_report, people.operator())
    reports.send(publish("identitas"), officer, ANSWERS | {"pelapor": "Rahayu Ningsih"}, entry=old_report)
    client.force_login(people.operator())

    response = client.get(reverse("reporting:review", args=[old_report.uuid]))

    changes = {change.key: change for change in response.context["comparison"].changes}
    assert set(changes) == {"pelapor", "batas", "sepekan"}  # equal in the clear: the witness and the date of birth
    assert (changes["pelapor"].before.words, changes["pelapor"].after.words) == (MASK, MASK)
    assert changes["sepekan"].before.words == MASK
    page = response.content.decode()
    assert [secret for secret in (*SECRETS, "Rahayu") if secret in page] == []


def test_a_dropped_mark_still_masks_what_was_sent_under_it_and_after(client, officer):
    publish("identitas")
    report = reports.send(publish("biasa"), officer, ANSWERS)
    client.force_login(people.viewer())

    assert "Sari Melati" not in page_of(client, report)


def test_the_officer_reads_the_own_report_as_it_was_sent(client, old_report, officer):
    client.force_login(officer)

    page = client.get(reverse("reporting:entry", args=[old_report.uuid])).content.decode()

    assert "Sari Melati" in page and "Wulan Sari" in page


def test_the_marks_of_all_versions_cost_one_query_once_they_are_known(officer, django_assert_num_queries):
    form = publish("identitas")
    publish("biasa")
    identity_keys_of(form.pk)

    with django_assert_num_queries(1):
        assert identity_keys_of(form.pk) == {"pelapor", "lahir", "nama"}
