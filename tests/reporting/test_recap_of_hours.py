"""Reports of every few hours: each slot has a recap of its own, so that no unit is counted twice in one."""

from datetime import date

import pytest
from django.urls import reverse

from desk.people.models import Desk
from desk.reporting.constants import Rhythm
from desk.reporting.models import Obligation, Recap
from desk.reporting.selectors.recap import content_of
from desk.reporting.services.recap import begin_recap
from tests.factories import people, recaps, regions, reports, rules
from tests.reporting.test_posko_recap import rows_by_words
from tests.reporting.test_recap import FULL, SOUTH

pytestmark = pytest.mark.django_db
DAY = date(2024, 11, 23)
EVERY_SIX_HOURS = {"rhythm": Rhythm.HOURLY, "every_hours": 6}
MORNING = f"{DAY}T06"


@pytest.fixture
def operator(clock):
    return people.operator()


@pytest.fixture
def desk(operator):
    """Both kecamatan owe the city a report every six hours; Bogor Selatan has sent all of its four."""
    desk = recaps.owed(desk=Desk.objects.get(region_id="32.71"), **EVERY_SIX_HOURS)
    for duty in Obligation.objects.select_related("form").filter(region_id=SOUTH, period_start=DAY):
        entry = reports.send(duty.form, recaps.officer_of(SOUTH), FULL, obligation=duty, now=recaps.SENT)
        reports.accept(entry, operator, now=recaps.SENT)
    return desk


def begun(desk, user, hours=MORNING):
    return begin_recap(report_type=rules.report_type(), desk=desk, period_start=DAY, period_end=DAY, hours=hours, user=user)


def test_a_recap_holds_one_report_of_each_unit(desk, operator):
    content = content_of(begun(desk, operator))

    assert content["units"] | {"nil": []} == {
        "owed": 2,
        "accepted": 1,
        "nil": [],
        "waiting": [],
        "returned": [],
        "missing": ["Kecamatan Bogor Timur"],
    }
    assert next(one for one in content["numbers"] if one["key"] == "tps_siap")["total"]["value"] == "12"
    assert content["about"]["period"] == "23 November 2024 pukul 06.00"


def test_each_slot_is_begun_from_the_list_and_leads_to_its_rows(client, desk, operator):
    client.force_login(operator)

    page = client.get(reverse("reporting:recaps")).text
    day = {"posko": desk.pk, "jenis": rules.report_type().pk, "dari": DAY, "sampai": DAY}
    for hours in (MORNING, f"{DAY}T12", MORNING):
        client.post(reverse("reporting:begin_recap"), day | {"jam": hours})
    client.post(reverse("reporting:begin_recap"), day | {"jam": "lain"})

    assert "23 November 2024 pukul 06.00" in page and f'value="{MORNING}"' in page
    assert rows_by_words(client, page)["1 dari 2 laporan diterima"] == 2
    assert sorted(Recap.objects.values_list("hours", flat=True)) == [MORNING, f"{DAY}T12"]


def test_its_release_answers_the_duty_above_of_the_same_hours(desk, operator):
    province = people.desk(regions.region("32", "Jawa Barat", "province"), short_code="JBR")
    form = recaps.form("provinsi")
    rules.saved(now=recaps.MADE, desk=province, form=form, tier="city", starts_on=recaps.WEEK[0], **EVERY_SIX_HOURS)
    recap = begun(desk, operator)

    release = recaps.released(recap)

    assert release.entry.obligation.slot == MORNING
