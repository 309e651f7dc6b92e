"""Who has reported: the matrix, its figures, and what stands behind a cell."""

from datetime import date, timedelta

import pytest

from desk.people.selectors import units_below
from desk.reporting.models import Obligation
from desk.reporting.selectors.compliance import compliance_of, state_of
from desk.reporting.services.duty import ask_for_reports
from tests.factories import forms, people, regions, reports

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

    table = client.get(ADDRESS).context["table"]

    assert [round_.due_at for round_ in table.rounds] == [new.due_at, old.due_at]
    assert [row.unit.name for row in table.rows] == ["Kecamatan Bogor Selatan", "Kecamatan Bogor Timur"]
    assert [[one.state for one in row.cells] for row in table.rows] == [["missing", "on_time"], ["missing", "missing"]]
    assert (table.reported, table.counted) == (1, 4)


def test_completeness_never_exceeds_a_hundred_percent(client, ask, south, form, now):
    asked = ask(1)
    operator = people.operator()
    entry = reports.send(form, south, {"nama": "a"}, obligation=duty(asked), now=now - timedelta(days=2))
    reports.send_back(entry, operator, now=now)
    reports.send(form, south, {"nama": "b"}, entry=entry, now=now)
    reports.send(form, south, {"nama": "c"}, now=now)
    client.force_login(operator)

    row = client.get(ADDRESS).context["table"].rows[0]

    assert (row.reported, row.counted, row.share) == (1, 1, "100%")


def test_a_cancelled_duty_and_one_not_yet_open_are_not_counted(ask, form, now):
    ask(1)
    Obligation.objects.filter(region_id="32.71.02").update(cancelled_at=now)
    Obligation.objects.filter(region_id="32.71.01").update(opens_at=now + timedelta(days=1))

    assert not compliance_of(people.operator(), regions.bogor(), form, now).rows


def test_every_figure_leads_to_its_rows(client, ask, south, form, now):
    asked = ask(1)
    reports.send(form, south, {"nama": "a"}, obligation=duty(asked), now=now - timedelta(days=2))
    client.force_login(people.operator())

    response = client.get(ADDRESS)
    done = client.get(f"{ADDRESS}?keadaan=sudah").context["page"].object_list
    open_ = client.get(f"{ADDRESS}?keadaan=belum").context["page"].object_list

    assert response.context["counts"]["sudah"] == len(done) == 1
    assert response.context["counts"]["belum"] == len(open_) == 1
    assert "Kecamatan Bogor Timur" in response.content.decode()


def test_a_cell_opens_whom_to_call_and_what_to_write(client, ask, south):
    asked = ask(1)
    client.force_login(people.operator())

    page = client.get(f"{ADDRESS}?sel={duty(asked).pk}").content.decode()

    assert "Agus Pratama" in page and "0251 000 0000" in page
    assert "Yth. Agus Pratama. Laporan Uji periode 17\u201323 November 2024 dari Kecamatan Bogor Selatan belum kami terima." in page
    assert "wa.me" not in page


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


def test_the_matrix_asks_the_same_questions_whatever_its_size(client, ask, form, now, django_assert_max_num_queries):
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

    with django_assert_max_num_queries(11):
        assert len(client.get(ADDRESS).context["table"].rounds) == 6


def test_the_legend_tells_a_missing_report_from_one_that_is_not_due_yet(client, ask):
    ask(-2)
    client.force_login(people.operator())

    page = client.get(ADDRESS).content.decode()

    assert "Belum lapor, batas sudah lewat" in page
    assert page.count("Belum lapor, batas belum lewat</span>") == 1
