"""Every page of the reporting duty on a phone and on a desk: what axe finds, and nothing sideways."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from desk.people.models import Desk
from desk.reporting.constants import Link
from desk.reporting.models import ReminderLadder, ReportingRule, ReviewChain
from desk.reporting.services.chains import ChainPlan, save_chain
from desk.reporting.services.review import decide
from tests.browser import DESKTOP, PHONE, open_editor
from tests.factories import forms, people, recaps, regions, reports, rules
from tests.reporting.test_chains import LONG
from tests.reporting.test_recap import EAST, FULL, SOUTH

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desk"])

RIGHTMOST = """() => Math.max(...[...document.querySelectorAll("#main :is(input, select, textarea)")]
    .filter((control) => control.checkVisibility()).map((control) => control.getBoundingClientRect().right))"""  # main cuts off the rest


@pytest.fixture
def desk(transactional_db, clock):
    """A week of two kecamatan: one report accepted, one missing."""
    clock.move_to(recaps.SENT)
    regions.make_regions()
    home = recaps.owed(desk=people.desk())
    recaps.letterhead(home)
    recaps.report(SOUTH, FULL, accepted_by=people.operator())
    return home


def looked_at(page, addresses, axe, part=None):
    for address in addresses:
        page.goto(address)
        page.evaluate("scrollTo(0, document.body.scrollHeight)")  # the bar at the bottom then covers nothing
        axe(page, part)
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], address


@SIZES
def test_who_has_reported_is_readable_for_everybody(desk, open_page, sign_in, axe, size):
    missing = recaps.duty(EAST)
    board = "/posko/kepatuhan/"

    looked_at(
        sign_in(open_page(size), people.operator()),
        [board, f"{board}?sel={missing.pk}", f"{board}?cetak=1", f"{board}?bentuk=daftar", f"{board}?bentuk=terlama", "/posko/pengingat/"],
        axe,
    )


@SIZES
def test_a_recap_is_readable_for_everybody_from_the_draft_to_the_correction(desk, open_page, sign_in, axe, size):
    draft = recaps.begun(desk, people.operator())
    place = f"/posko/rekap/{draft.pk}/"
    page = sign_in(open_page(size), people.operator())
    looked_at(page, ["/posko/rekap/", place, f"{place}?bagian=number:tps_siap", f"{place}?bagian={first_text(page, place)}"], axe)

    recaps.released(draft)
    recaps.report(EAST, FULL, accepted_by=people.operator())
    sign_in(page, people.head())
    looked_at(page, [place, f"{place}?langkah=correct", f"{place}rilis/1/pesan/"], axe)


def first_text(page, place):
    """The part that the first *Tulis* opens."""
    page.goto(place)
    return page.locator("a[href^='?bagian=text']").first.get_attribute("href").partition("=")[2].partition("#")[0]


@SIZES
def test_the_steps_of_a_long_chain_are_readable_for_everybody(desk, open_page, sign_in, axe, size):
    kind = rules.report_type()
    kind.chain = save_chain(chain=ReviewChain(key="panjang", name="Panjang"), plan=ChainPlan(LONG), user=None)
    kind.save()
    entry = recaps.report(EAST, FULL)
    decide(entry_id=entry.pk, action="check", user=people.duty_officer(), now=recaps.SENT + timedelta(minutes=5))
    place = f"/posko/laporan/{entry.uuid}/"

    page = sign_in(open_page(size), people.duty_officer())
    looked_at(page, [place], axe)
    looked_at(sign_in(page, people.operator()), [place, f"{place}?langkah=back_sent"], axe)
    page.goto(place)
    page.get_by_role("link", name="Kembalikan").click()
    page.get_by_role("dialog").get_by_label("Kembalikan ke awal pemeriksaan").check()
    axe(page)


def test_on_a_phone_the_steps_stand_above_the_menu_and_what_was_decided_is_in_view(desk, open_page, sign_in):
    draft, entry = recaps.begun(desk, people.operator()), recaps.report(EAST, FULL)
    waiting = reports.send(forms.publish(forms.question("long_text", "uraian"), key="lain"), people.officer(), {"uraian": "Aman."})
    page = sign_in(open_page(PHONE), people.duty_officer())

    page.goto(f"/posko/rekap/{draft.pk}/")
    step, menu = page.get_by_role("button", name="Periksa rekap").bounding_box(), page.locator("nav.nav").bounding_box()
    assert step["y"] + step["height"] <= menu["y"]
    page.goto(f"/posko/laporan/{entry.uuid}/")
    page.get_by_role("button", name="Terima").click()

    page.wait_for_url(f"**/posko/laporan/{waiting.uuid}/**")
    expect(page.get_by_text(f"Laporan {entry.number} dari")).to_be_in_viewport()


@SIZES
def test_what_the_admin_sets_is_readable_for_everybody(desk, open_page, sign_in, axe, size):
    duty, data = "/admin/kewajiban-lapor", "/admin/data-induk"
    rule, ladder = ReportingRule.objects.get(), ReminderLadder.objects.first()
    head = Desk.objects.get(pk=desk.pk).letterhead
    chain = save_chain(chain=ReviewChain(key="panjang", name="Panjang"), plan=ChainPlan({Link.ACCEPT: LONG[Link.CHECK]}), user=None)
    page = sign_in(open_page(size), people.admin())

    for address in (
        f"{duty}/aturan/new/",
        f"{duty}/aturan/edit/{rule.pk}/",
        f"{duty}/pengingat/edit/{ladder.pk}/",
        f"{duty}/jenis/edit/{rule.report_type_id}/",
        f"{duty}/alur/edit/{chain.pk}/",
        f"{data}/penugasan/new/",
        f"{data}/kop-surat/edit/{head.pk}/",
    ):
        open_editor(page, address)
        axe(page, "#main")
        assert page.evaluate(RIGHTMOST) <= size["width"], address
