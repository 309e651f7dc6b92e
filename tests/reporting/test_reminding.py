"""Ladders: each rung once, only for those who have not sent, one message to a person, and no flood after an outage."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.urls import reverse

from desk.notices.models import Notice
from desk.people import services as accounts
from desk.people.models import Desk
from desk.regions.models import Region
from desk.reporting.constants import Audience, Reminded
from desk.reporting.models import Obligation, Reminder, ReminderLadder, ReminderStep
from desk.reporting.services import rules as rule_services
from desk.reporting.services.reminding import remind
from tests.factories import people, regions, reports, rules

pytestmark = pytest.mark.django_db
SAVED = datetime(2024, 11, 20, 1, tzinfo=UTC)
DUE = datetime(2024, 11, 25, 3, tzinfo=UTC)  # Monday 10.00 WIB
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
LADDER = ((-1440, Audience.UNIT), (-120, Audience.UNIT), (0, Audience.UNIT_HEAD), (120, Audience.SECRETARY), (1440, Audience.HEAD))


@pytest.fixture
def people_of_bogor():
    """The officers, the camat who leads Bogor Selatan, the secretary and the head of the desk; by what tests call them."""
    regions.make_regions()
    head, desk = people.head(), people.desk()
    officers = {code: people.officer(Region.objects.get(code=f"32.71.{code}")) for code in ("01", "02")}
    camat = people.user("camat", name="Camat Selatan", email="camat@example.org")
    accounts.create_person(name="Camat Selatan", region=Region.objects.get(code="32.71.01"), user=camat, phone="0812 0000 0001", leads=True)
    secretary = people.user("sekretaris", email="s@example.org")
    desk.secretary = accounts.create_person(name="Sekretaris", region=desk.region, user=secretary)
    desk.save()
    return {"selatan": officers["01"], "timur": officers["02"], "camat": camat, "secretary": secretary, "head": head}


@pytest.fixture
def rule(people_of_bogor):
    ladder = ReminderLadder.objects.create(name="Tangga")
    ReminderStep.objects.bulk_create(ReminderStep(ladder=ladder, minutes=minutes, audience=audience) for minutes, audience in LADDER)
    return rules.saved(now=SAVED, ladder=ladder, desk=Desk.objects.get())


def told(people_of_bogor):
    """How many messages each person has."""
    return {name: Notice.objects.filter(user=user).count() for name, user in people_of_bogor.items()}


def run_every(minutes, first, last):
    moment = first
    while moment <= last:
        remind(moment)
        moment += timedelta(minutes=minutes)


def send(unit, people_of_bogor, now):
    duty = Obligation.objects.select_related("form").filter(region_id={"selatan": "32.71.01", "timur": "32.71.02"}[unit]).earliest("due_at")
    return reports.send(duty.form, people_of_bogor[unit], {"uraian": "Aman."}, obligation=duty, now=now)


def test_the_whole_ladder_tells_each_person_exactly_what_it_should(rule, people_of_bogor):
    run_every(5, DUE - 25 * HOUR, DUE + 25 * HOUR)

    assert told(people_of_bogor) == {"selatan": 2, "timur": 2, "camat": 1, "secretary": 1, "head": 1}
    assert Reminder.objects.count() == 2 * 5
    assert Reminder.objects.filter(outcome=Reminded.NOBODY).count() == 1  # nobody leads Bogor Timur


def test_running_again_at_the_same_moment_tells_nobody(rule, people_of_bogor):
    assert remind(DUE) > 0
    before = told(people_of_bogor)

    assert [remind(DUE) for _restart in range(5)] == [0] * 5
    assert told(people_of_bogor) == before


def test_whoever_has_sent_is_left_in_peace_and_so_is_everybody_above(rule, people_of_bogor):
    send("selatan", people_of_bogor, DUE - 26 * HOUR)
    run_every(30, DUE - 25 * HOUR, DUE - 3 * HOUR)
    send("timur", people_of_bogor, DUE - 3 * HOUR)
    run_every(30, DUE - 3 * HOUR, DUE + 25 * HOUR)

    assert told(people_of_bogor) == {"selatan": 0, "timur": 1, "camat": 0, "secretary": 0, "head": 0}


def test_a_returned_report_was_sent(rule, people_of_bogor):
    reports.send_back(send("selatan", people_of_bogor, DUE - 26 * HOUR), people.operator())

    run_every(60, DUE - 25 * HOUR, DUE + HOUR)

    assert told(people_of_bogor)["selatan"] == 0


def test_a_worker_that_was_down_a_day_tells_each_person_once(rule, people_of_bogor):
    remind(DUE + 26 * HOUR)

    assert told(people_of_bogor) == {"selatan": 1, "timur": 1, "camat": 1, "secretary": 1, "head": 1}
    passed_over = Reminder.objects.filter(outcome=Reminded.PASSED_OVER)
    assert {(row.minutes, row.audience) for row in passed_over} == {(-1440, Audience.UNIT)}


def test_the_secretary_gets_one_list_and_not_one_message_for_each_unit(rule, people_of_bogor):
    remind(DUE + 3 * HOUR)

    notice = Notice.objects.get(user=people_of_bogor["secretary"])
    assert notice.title == "2 laporan belum masuk"
    assert "Kecamatan Bogor Selatan" in notice.body
    assert "Kecamatan Bogor Timur" in notice.body


def test_a_cancelled_duty_reminds_nobody(rule, people_of_bogor):
    rule_services.end_rule(rule=rule, user=None, now=SAVED)

    assert remind(DUE) == 0


def test_a_locked_duty_reminds_nobody(rule, people_of_bogor):
    Obligation.objects.update(locks_at=DUE + HOUR)

    remind(DUE + 2 * HOUR)

    assert not Reminder.objects.filter(audience=Audience.SECRETARY).exists()


def test_an_edited_ladder_adds_its_new_rungs_and_repeats_none(rule, people_of_bogor):
    remind(DUE - 2 * HOUR)
    before = told(people_of_bogor)["selatan"]
    ReminderStep.objects.create(ladder=rule.ladder, minutes=-60, audience=Audience.UNIT)

    remind(DUE - HOUR)

    assert told(people_of_bogor)["selatan"] == before + 1


def test_queries_do_not_grow_with_the_duties(rule, people_of_bogor, django_assert_max_num_queries):
    rules.saved(now=SAVED, ladder=rule.ladder, desk=rule.desk, report_type=rules.report_type("lain"), tier="village")

    with django_assert_max_num_queries(20):
        remind(DUE + 26 * HOUR)


def test_a_desk_sees_whom_to_call_with_a_text_for_whatsapp(rule, people_of_bogor, client, clock):
    clock.move_to(DUE + 3 * HOUR)
    remind(DUE + 3 * HOUR)
    client.force_login(people.viewer())

    page = client.get(reverse("reporting:reminders"))

    assert "Camat Selatan" in page.text
    assert 'href="https://wa.me/6281200000001?text=Yth.' in page.text
    assert "tel:081200000001" in page.text
    assert "Sekretaris posko, diberitahukan" in page.text


def test_the_list_of_who_is_missing_counts_all_and_turns_pages(rule, people_of_bogor, client, clock, monkeypatch):
    monkeypatch.setattr("desk.reporting.views.posko_reminders.SHOWN", 1)
    clock.move_to(DUE + 3 * HOUR)
    client.force_login(people.viewer())

    first, second = (client.get(reverse("reporting:reminders"), {"halaman": number}) for number in (1, 2))

    assert "2 laporan belum masuk, 2 lewat batas" in first.text and "Halaman 1 dari 2" in first.text
    listed = [row["absent"].unit.name for page in (first, second) for row in page.context["rows"]]
    assert listed == ["Kecamatan Bogor Selatan", "Kecamatan Bogor Timur"]


def test_a_locked_duty_is_asked_of_nobody(rule, people_of_bogor, client, clock):
    Obligation.objects.filter(region_id="32.71.01").update(locks_at=DUE + HOUR)
    clock.move_to(DUE + 3 * HOUR)
    client.force_login(people.viewer())

    rows = client.get(reverse("reporting:reminders")).context["rows"]

    assert [row["absent"].unit.name for row in rows] == ["Kecamatan Bogor Timur"]


def test_another_desk_sees_none_of_it(rule, people_of_bogor, client, clock):
    clock.move_to(DUE + 3 * HOUR)
    client.force_login(people.operator(regions.semarang()))

    assert "Tidak ada yang ditunggu" in client.get(reverse("reporting:reminders")).text
    assert client.get(reverse("reporting:reminders"), {"wilayah": "32.71"}).status_code == 404


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_tell_once(rule, people_of_bogor):
    def work(_number):
        try:
            return remind(DUE + 3 * HOUR)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(work, range(4)))
    assert sorted(counts)[:3] == [0, 0, 0]

    assert told(people_of_bogor)["secretary"] == 1
    assert Reminder.objects.count() == len(set(Reminder.objects.values_list("obligation", "minutes", "audience")))
