"""Who has reported: the matrix, its figures, and what stands behind a cell."""

from datetime import date, timedelta

import pytest

from desk.people.selectors import units_below
from desk.reporting.models import Obligation
from desk.reporting.selectors.compliance import newest_round
from desk.reporting.selectors.compliance_choice import GROUPS, NIL, Choice, subjects_of, with_state
from desk.reporting.selectors.compliance_rounds import rounds_of
from desk.reporting.selectors.duty_states import counted_at, state_of
from desk.reporting.services.duty import ask_for_reports
from desk.reporting.views import posko_compliance
from tests.factories import forms, people, regions, reports, rules

pytestmark = pytest.mark.django_db
ADDRESS = "/posko/kepatuhan/"


@pytest.fixture
def form(now):
    regions.make_regions()
    people.desk()
    return forms.publish(forms.question("short_text", "nama"), forms.question("yes_no", "is_nil"))


@pytest.fixture
def ask(form, now):
    """``ask(1)``: the two kecamatan are asked for the week that was due so many days before now."""
    operator = people.operator()

    def ask_for(days_ago):
        due = now - timedelta(days=days_ago)
        last = due.date() - timedelta(days=1)
        return ask_for_reports(
            form=form,
            region=regions.bogor(),
            units=units_below("32.71", levels=["district"]),
            due_at=due,
            user=operator,
            period=(last - timedelta(days=6), last),
            now=due - timedelta(days=3),
        )

    return ask_for


@pytest.fixture
def south(form):
    return people.officer()


def duty(request, code="32.71.01"):
    return Obligation.objects.get(request=request, region_id=code)


@pytest.mark.parametrize(
    ("entry_state", "nil", "sent", "state"),
    [
        (None, False, None, "missing"),
        ("draft", False, None, "missing"),
        ("sent", False, -1, "sent"),
        ("checked", False, -1, "sent"),
        ("returned", False, -1, "returned"),
        ("accepted", False, -1, "on_time"),
        ("accepted", True, -1, "nil"),
        ("accepted", True, 1, "late"),
    ],
)
def test_the_state_of_a_duty(now, entry_state, nil, sent, state):
    due = now - timedelta(hours=2)
    sent_at = due + timedelta(hours=sent) if sent else None

    assert state_of(entry_state=entry_state, nil=nil, sent_at=sent_at, on_time_until=due, now=now) == state


def test_before_the_due_time_nothing_is_missing(now):
    assert state_of(entry_state=None, nil=False, sent_at=None, on_time_until=now + timedelta(hours=1), now=now) == "due"


def test_the_newest_round_stands_left_and_units_in_the_order_of_the_tree(client, ask, south, form, now):
    old, new = ask(8), ask(1)
    operator = people.operator()
    reports.accept(reports.send(form, south, {"nama": "a"}, obligation=duty(old), now=now - timedelta(days=9)), operator)
    client.force_login(operator)

    table = client.get(ADDRESS).context

    assert [round_.due_at for round_ in table["columns"]] == [new.due_at, old.due_at]
    assert [row.unit.name for row in table["rows"]] == ["Kecamatan Bogor Selatan", "Kecamatan Bogor Timur"]
    assert [[one.state for one in row.cells] for row in table["rows"]] == [["missing", "on_time"], ["missing", "missing"]]
    assert (table["total"].reported, table["total"].counted, table["total"].timely) == (1, 4, 1)


def test_completeness_never_exceeds_a_hundred_percent(client, ask, south, form, now):
    asked = ask(1)
    operator = people.operator()
    entry = reports.send(form, south, {"nama": "a"}, obligation=duty(asked), now=now - timedelta(days=2))
    reports.send_back(entry, operator, now=now)
    reports.send(form, south, {"nama": "b"}, entry=entry, now=now)
    reports.send(form, south, {"nama": "c"}, now=now)
    client.force_login(operator)

    tally = client.get(ADDRESS).context["rows"][0].tally

    assert (tally.reported, tally.counted, tally.timely) == (1, 1, 1)


def test_a_cancelled_duty_and_one_not_yet_open_are_not_counted(ask, form, now):
    ask(1)
    Obligation.objects.filter(region_id="32.71.02").update(cancelled_at=now)
    Obligation.objects.filter(region_id="32.71.01").update(opens_at=now + timedelta(days=1))

    assert newest_round(people.operator(), regions.bogor(), now) is None


def test_every_figure_leads_to_its_rows(client, ask, south, form, now):
    asked = ask(1)
    reports.send(form, south, {"nama": "a"}, obligation=duty(asked), now=now - timedelta(days=2))
    client.force_login(people.operator())

    context = client.get(ADDRESS).context
    listed = {key: client.get(ADDRESS, {"bentuk": "daftar", "keadaan": key}).context["duties"] for key in GROUPS}
    total = context["total"]
    figures = {"belum": total.missing, "lewat": total.absent, "sudah": total.reported, "dihitung": total.counted}
    figures |= {"tepat": total.timely, "terlambat": total.late, NIL: context["counts"].chosen}

    assert (context["counts"].owed, context["counts"].reported, context["counts"].missing) == (2, 1, 1)
    assert figures == {key: len(listed[key]) for key in figures}
    assert [duty.unit.name for duty in listed["lewat"]] == ["Kecamatan Bogor Timur"]


def test_a_cell_opens_whom_to_call_and_what_to_write(client, ask, south):
    asked = ask(1)
    client.force_login(people.operator())

    page = client.get(f"{ADDRESS}?sel={duty(asked).pk}").content.decode()

    assert "Agus Pratama" in page and "0251 000 0000" in page
    assert "Yth. Agus Pratama. Laporan Uji periode 17\u201323 November 2024 dari Kecamatan Bogor Selatan belum kami terima." in page
    assert "wa.me" not in page


def test_the_message_of_a_cell_opens_in_whatsapp_where_the_number_is_a_mobile_one(client, ask, south):
    asked = ask(1)
    south.phone = "0812 3456 789"
    south.save()
    client.force_login(people.operator())

    assert 'href="https://wa.me/628123456789?text=Yth.' in client.get(f"{ADDRESS}?sel={duty(asked).pk}").text


def test_a_cell_with_a_report_leads_to_it(client, ask, south, form, now):
    asked = ask(1)
    entry = reports.send(form, south, {"nama": "a"}, obligation=duty(asked), now=now)
    client.force_login(people.operator())

    page = client.get(f"{ADDRESS}?sel={duty(asked).pk}").content.decode()

    assert f"Buka laporan {entry.number}" in page and "Pesan WhatsApp" not in page


@pytest.mark.parametrize("query", ["wilayah=32.71", "formulir=uji"])
def test_another_region_is_not_there(client, ask, query):
    ask(1)
    client.force_login(people.operator(regions.semarang()))

    assert client.get(f"{ADDRESS}?{query}").status_code == 404


def test_a_cell_of_another_region_is_not_there(client, ask, form, now):
    asked = ask(1)
    semarang = people.operator(regions.semarang())
    units = units_below("33.74", levels=["district"])
    ask_for_reports(form=form, region=regions.semarang(), units=units, due_at=now + timedelta(days=1), user=semarang, now=now)
    client.force_login(semarang)

    assert "Kecamatan Bogor" not in client.get(ADDRESS).content.decode()
    assert client.get(f"{ADDRESS}?sel={duty(asked).pk}").status_code == 404


def test_before_anything_is_asked_the_page_says_so(client, form):
    client.force_login(people.operator())

    assert "Belum ada laporan yang diminta" in client.get(ADDRESS).content.decode()


@pytest.mark.parametrize("wrong", ["abc", "9" * 30, "-1"])
def test_a_cell_that_is_none_is_not_there(client, ask, wrong):
    ask(1)
    client.force_login(people.operator())

    assert client.get(f"{ADDRESS}?sel={wrong}").status_code == 404


@pytest.mark.parametrize("units_shown", [1, 50])
def test_the_matrix_asks_the_same_questions_whatever_its_size(
    client, ask, form, now, django_assert_max_num_queries, monkeypatch, units_shown
):
    monkeypatch.setattr(posko_compliance, "UNITS_SHOWN", units_shown)
    for week in range(8):
        ask(1 + 7 * week)
    ask_for_reports(
        form=form,
        region=regions.bogor(),
        units=units_below("32.71"),
        due_at=now + timedelta(days=1),
        user=people.operator(),
        period=(date(2024, 11, 18), date(2024, 11, 24)),
        now=now,
    )
    client.force_login(people.operator())

    client.get(ADDRESS)
    with django_assert_max_num_queries(12):
        shown = client.get(ADDRESS, {"minggu": "26"}).context
    assert len(shown["columns"]) == 8
    assert {group.region.code for group in shown["tiers_below"]} == {"32.71.01", "32.71.02"}


def test_the_legend_tells_a_missing_report_from_one_that_is_not_due_yet(client, ask):
    ask(-2)
    client.force_login(people.operator())

    page = client.get(ADDRESS).content.decode()

    assert "Belum lapor, batas sudah lewat" in page
    assert page.count("Belum lapor, batas belum lewat</span>") == 1


@pytest.fixture
def weekly(form, now):
    """Kecamatan owe a weekly report with an hour of grace that locks after a day; four weeks of it are over."""
    rule = rules.rule(form=form, grace_minutes=60, lock_hours=24)
    return rules.save(rule, now=now - timedelta(days=28))


def of_rule(rule, code="32.71.01"):
    return Obligation.objects.filter(rule=rule, region_id=code).order_by("due_at")


def test_duties_of_a_rule_are_columns_by_period_and_tiers_have_their_figures(client, weekly, south, form, now):
    first = of_rule(weekly).first()
    reports.send(form, south, {"nama": "a"}, obligation=first, now=first.due_at + timedelta(hours=2))
    client.force_login(people.operator())

    context = client.get(ADDRESS).context

    assert context["choice"].subject.key == "@mingguan"
    assert context["columns"][-1].slot == first.slot
    assert [row.cells[-1].state for row in context["rows"]] == ["sent", "locked"]
    south_tally = context["rows"][0].tally
    assert (south_tally.reported, south_tally.timely, south_tally.late) == (1, 0, 1)


def test_the_same_state_in_sql_and_in_python(weekly, south, form, now):
    first, second, third, *_later = of_rule(weekly)
    reports.send(form, south, {"nama": "a"}, obligation=first, now=first.due_at)
    late = reports.send(form, south, {"nama": "b"}, obligation=second, now=second.due_at + timedelta(hours=2))
    reports.accept(late, people.operator())
    Obligation.objects.filter(pk=third.pk).update(reopened_until=now + timedelta(days=1))

    rows = with_state(Obligation.objects.select_related("entry"), now)
    told = {duty.pk: duty.standing for duty in rows}

    for duty in rows:
        entry = getattr(duty, "entry", None)
        assert told[duty.pk] == state_of(
            entry_state=entry.state if entry else None,
            nil=bool(entry and entry.nil),
            sent_at=entry.first_sent_at if entry else None,
            on_time_until=duty.on_time_until,
            now=now,
            locked=duty.is_locked(now),
        )
    assert {told[first.pk], told[second.pk], told[third.pk]} == {"sent", "late", "missing"}
    counted = set(Obligation.objects.filter(counted_at(now)).values_list("pk", flat=True))
    assert counted == {pk for pk, state in told.items() if state != "due"} < set(told)


def test_columns_are_the_periods_that_began_for_a_unit_of_the_region_in_the_weeks_shown(weekly, form, now):
    far = people.desk(regions.semarang(), short_code="SMG")
    rules.saved(desk=far, form=form, report_type=weekly.report_type, weekdays=[0, 3], now=now - timedelta(days=28))
    choice = Choice(regions.bogor(), subjects_of(regions.bogor(), now)[0], weeks=4)

    found = rounds_of(choice, people.operator(), now)

    owed = of_rule(weekly).filter(opens_at__lte=now, due_at__gt=now - timedelta(weeks=4), cancelled_at=None)
    assert [round_.slot for round_ in found] == list(owed.values_list("slot", flat=True).order_by("-due_at"))
    assert 0 < len(found) < Obligation.objects.filter(opens_at__lte=now).values("slot").distinct().count()
    assert all((one.period_start, one.period_end, one.due_at) == _told(owed, one.slot) for one in found)


def _told(owed, slot):
    return owed.filter(slot=slot).values_list("period_start", "period_end", "due_at").get()


def test_units_are_found_by_words_tier_and_state(client, weekly, south, form, now):
    first = of_rule(weekly).first()
    reports.send(form, south, {"nama": "a", "is_nil": "ya"}, obligation=first, now=first.due_at)
    client.force_login(people.operator())

    def names(**given):
        return [row.unit.name for row in client.get(ADDRESS, given).context["rows"]]

    assert names(cari="kecamatan timur") == ["Kecamatan Bogor Timur"]
    assert names(keadaan="nihil") == ["Kecamatan Bogor Selatan"]
    assert names(unit="village") == names(cari="tidak ada") == []
    assert len(names(unit="district", minggu="4", sampai="2024-11-25")) == 2


def test_tiers_between_the_region_and_its_units_have_rows_of_their_own(client, form, now):
    rules.saved(now=now - timedelta(days=28), form=form, tier="village")
    client.force_login(people.operator())

    response = client.get(ADDRESS)

    groups = [group for row in response.context["rows"] for group in row.groups]
    assert [group.region.code for group in groups] == sorted({row.unit.region_code[:8] for row in response.context["rows"]})
    assert sum(group.tally.counted for group in response.context["tiers_below"]) == response.context["total"].counted
    assert client.get(ADDRESS, {"wilayah": groups[0].region.code}).status_code == 200


def test_a_locked_duty_is_opened_again_with_a_reason(client, weekly, south, now):
    duty_ = of_rule(weekly).first()
    client.force_login(people.operator())
    address = f"{ADDRESS}{duty_.pk}/buka/"

    page = client.get(ADDRESS, {"sel": duty_.pk}).content.decode()
    refused = client.get(client.post(address, {"wilayah": "32.71", "hours": "24", "reason": " "})["Location"])
    opened = client.get(client.post(address, {"wilayah": "32.71", "hours": "24", "reason": "Listrik padam."})["Location"])

    assert "Buka kembali laporan" in page and "Pesan WhatsApp" not in page
    assert "Alasan belum diisi" in refused.content.decode()
    assert "Laporan dibuka kembali sampai" in opened.content.decode()
    assert of_rule(weekly).first().reopened_until == now + timedelta(hours=24)


def test_a_locked_duty_of_another_region_cannot_be_opened(client, weekly):
    client.force_login(people.operator(regions.semarang()))

    assert client.post(f"{ADDRESS}{of_rule(weekly).first().pk}/buka/", {"hours": "24", "reason": "a"}).status_code == 404


def test_what_waits_longest_names_the_unit_and_the_role(client, ask, south, form, now, django_assert_max_num_queries):
    asked = ask(8)
    ask(1)
    reports.send(form, south, {"nama": "a"}, obligation=duty(asked), now=now - timedelta(days=9))
    client.force_login(people.operator())
    client.get(ADDRESS)

    with django_assert_max_num_queries(12):
        response = client.get(ADDRESS, {"bentuk": "terlama"})

    assert next(one.unit_name for one in response.context["absent"]) == "Kecamatan Bogor Timur"
    assert [one.entry.unit_name for one in response.context["undecided"]] == ["Kecamatan Bogor Selatan"]
    assert "Menunggu: <b>Operator posko" in response.content.decode()


@pytest.mark.parametrize(
    "given", [{"minggu": "99"}, {"sampai": "besok"}, {"keadaan": "x"}, {"unit": "x"}, {"cari": "\x00"}, {"kolom": "a"}]
)
def test_choices_that_are_none_are_left_out(client, weekly, given):
    client.force_login(people.operator())

    assert len(client.get(ADDRESS, given).context["rows"]) == 2


def test_paper_names_the_desk_and_the_part_and_stays_paper_on_the_next_one(client, ask, monkeypatch):
    monkeypatch.setattr(posko_compliance, "UNITS_ON_PAPER", 1)
    ask(1)
    client.force_login(people.operator())

    page = client.get(ADDRESS, {"cetak": "1"}).content.decode()

    assert "<b>Desk Pilkada Kota Bogor</b>" in page and "Unit 1\u20131 dari 2: bagian 1 dari 2." in page
    assert page.index("bagian 1 dari 2") < page.index("<table")
    assert "cetak=1&amp;halaman=2" in page
    assert "T = " in page
