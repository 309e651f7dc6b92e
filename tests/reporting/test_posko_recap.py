"""The screens of a recap: the periods, reading and writing one, its steps, its release, in Indonesian and without scripts."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from desk.people.models import Desk
from desk.reporting.constants import Link, RecapAct, RecapState
from desk.reporting.models import Entry, Recap, RecapEdit, ReportType, ReviewChain
from desk.reporting.selectors.recap import content_of, fingerprint
from desk.reporting.services.chains import ChainPlan, save_chain
from desk.reporting.services.recap import edit_recap
from desk.reporting.services.recap_steps import correct_release
from tests.factories import people, recaps, regions, reports, rules
from tests.reporting.test_recap import EAST, FULL, SOUTH

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(clock):
    return people.operator()


@pytest.fixture
def desk(operator):
    return recaps.owed(desk=Desk.objects.get(region_id="32.71"))


@pytest.fixture
def recap(desk, operator):
    recaps.report(SOUTH, FULL, accepted_by=operator)
    return recaps.begun(desk, operator)


@pytest.fixture
def released(recap):
    recaps.released(recap)
    return Recap.objects.get()


def page_of(client, recap, query=""):
    return client.get(reverse("reporting:recap", args=[recap.pk]) + query).content.decode()


def test_the_periods_say_what_came_in_and_begin_a_recap(client, desk, operator):
    recaps.report(SOUTH, FULL, accepted_by=operator)
    client.force_login(operator)

    page = client.get(reverse("reporting:recaps")).content.decode()
    week = {"posko": desk.pk, "jenis": rules.report_type().pk, "dari": "2024-11-18", "sampai": "2024-11-24"}
    begun = client.post(reverse("reporting:begin_recap"), week)

    assert "1 dari 2 laporan diterima" in page and "1 belum melapor" in page
    assert begun["Location"] == reverse("reporting:recap", args=[Recap.objects.get().pk])


def test_without_a_rule_the_empty_page_says_why(client, operator):
    client.force_login(operator)

    assert "Belum ada periode yang direkap" in client.get(reverse("reporting:recaps")).content.decode()


def test_a_recap_reads_with_units_numbers_texts_and_links(client, recap):
    client.force_login(people.viewer())

    page = page_of(client, recap)

    assert "Kecamatan Bogor Timur" in page and "1 dari 2 laporan" in page
    assert "Genangan di dua RT." in page and "Terbatas, baca di laporannya." in page
    assert f"bagian=number:tps_siap%3A{SOUTH}" in page and "Sari Melati" not in page
    assert "Simpan teks" not in page_of(client, recap, "?bagian=text:dasar")


def test_a_number_opens_its_rows_and_takes_another_with_a_reason(client, recap, operator):
    client.force_login(operator)
    part = f"number:tps_siap:{SOUTH}"

    opened = page_of(client, recap, f"?bagian={part}")
    address = reverse("reporting:edit_recap", args=[recap.pk])
    refused = client.post(address, {"bagian": part, "nilai": "15", "seen": "0"})
    done = client.post(address, {"bagian": part, "nilai": "15", "alasan": "Berita acara.", "seen": "0"})

    assert "Dari 1 laporan" in opened and "Angka pengganti" in opened
    assert refused.status_code == 422 and "Alasan belum diisi" in refused.content.decode() and 'value="15"' in refused.content.decode()
    wrong = re.findall(r'<(?:input|textarea)[^>]*id="(\w+)"[^>]*aria-invalid', refused.content.decode())
    assert wrong == ["alasan"]
    assert done.status_code == 303
    assert "Hitungan dari laporan: 12" in page_of(client, recap, f"?bagian={part}")


@pytest.mark.parametrize(
    ("key", "stays"), [("tps_siap", False), ("kejadian", True), ("kejadian.pengungsi", True), ("pelanggaran.found", True)]
)
def test_who_replaces_a_total_of_rows_reads_that_the_rows_go_upward_as_they_are(client, recap, operator, key, stays):
    client.force_login(operator)

    opened = page_of(client, recap, f"?bagian=number:{key}")

    assert ("tabel dan daftar dikirim menurut laporan unit" in opened) == stays and "Angka pengganti" in opened


def test_the_slower_writer_sees_both_texts(client, recap, operator):
    edit_recap(recap_id=recap.pk, part="text:dasar", value="Surat lama.", user=people.duty_officer())
    client.force_login(operator)

    answer = client.post(reverse("reporting:edit_recap", args=[recap.pk]), {"bagian": "text:dasar", "nilai": "Surat baru.", "seen": "0"})

    page = answer.content.decode()
    assert answer.status_code == 409 and "Surat lama." in page and "Surat baru." in page
    assert RecapEdit.objects.count() == 1


def test_the_next_step_is_offered_to_whom_it_waits_for(client, recap, operator):
    client.force_login(operator)
    assert "orang lain yang mengambil langkah berikutnya" in page_of(client, recap)
    client.force_login(people.duty_officer())
    assert "Periksa rekap" in page_of(client, recap)

    seen = fingerprint(content_of(recap))
    done = client.post(reverse("reporting:decide_recap", args=[recap.pk]), {"langkah": "check", "seen": seen})

    assert done.status_code == 303 and Recap.objects.get().state == RecapState.CHECKED


def test_a_return_without_a_reason_keeps_the_form_open(client, recap):
    client.force_login(people.duty_officer())

    answer = client.post(reverse("reporting:decide_recap", args=[recap.pk]), {"langkah": "return", "ke": "draft"})

    assert answer.status_code == 422 and "Alasan belum diisi" in answer.content.decode()


def test_after_the_release_changes_show_and_the_head_corrects(client, released, operator):
    recaps.report(EAST, FULL, accepted_by=operator)
    client.force_login(people.head())

    page = page_of(client, released)
    seen = fingerprint(content_of(released))
    answer = client.post(
        reverse("reporting:decide_recap", args=[released.pk]), {"langkah": "correct", "alasan": "Bogor Timur menyusul.", "seen": seen}
    )

    assert "hal berubah sejak dirilis" in page and "Terbitkan ralat" in page
    assert answer.status_code == 303
    assert "Ralat ke-1" in page_of(client, released)
    assert "bukan yang terbaru" in page_of(client, released, "?rilis=1")
    assert client.get(reverse("reporting:recap", args=[released.pk]) + "?rilis=9").status_code == 404


def test_the_tier_above_reads_released_recaps_only(client, recap, operator):
    above = people.operator(regions.region("32", "Jawa Barat", "province"))
    client.force_login(above)
    address = reverse("reporting:recap", args=[recap.pk])
    assert client.get(address).status_code == 404

    recaps.released(recap)
    recaps.report(EAST, FULL, accepted_by=operator)

    page = client.get(address).content.decode()
    assert "Genangan di dua RT." in page and "hal berubah sejak dirilis" not in page
    assert "Dirilis posko di bawah" in client.get(reverse("reporting:recaps")).content.decode()


def test_the_page_asks_the_same_questions_for_one_report_and_for_two(client, recap, operator, django_assert_num_queries):
    client.force_login(operator)
    page_of(client, recap)
    with CaptureQueriesContext(connection) as one:
        page_of(client, recap)
    recaps.report(EAST, FULL, accepted_by=operator)

    with django_assert_num_queries(len(one)):
        page_of(client, recap)
    assert len(one) <= 25


def rows_by_words(client, page):
    """How many duties each link of a page lists, by its words."""
    links = re.findall(r'<a href="([^"]*putaran=[^"]*)">(.*?)</a>', page)
    return {strip_tags(words): len(client.get(unescape(address)).context["duties"]) for address, words in links}


def test_each_number_of_the_list_leads_to_as_many_rows(client, desk, operator):
    client.force_login(operator)
    recaps.report(SOUTH, FULL, accepted_by=operator)
    one_missing = rows_by_words(client, client.get(reverse("reporting:recaps")).content.decode())
    recaps.report(EAST, FULL)
    one_waiting = rows_by_words(client, client.get(reverse("reporting:recaps")).content.decode())

    assert one_missing.items() >= {"1 dari 2 laporan diterima": 2, "1 belum melapor": 1}.items()
    assert one_waiting.items() >= {"1 dari 2 laporan diterima": 2, "1 menunggu pemeriksaan": 1}.items()


def test_the_reports_of_a_recap_lead_to_their_rows(client, recap, operator):
    client.force_login(operator)

    of_recap = {"1 dari 2 laporan": 2, "1 dari 1": 1, "0 dari 1": 1, "1 dari 2": 2}  # on top, of both kecamatan, of all
    assert rows_by_words(client, page_of(client, recap)) == of_recap


def test_what_the_region_itself_owes_upward_is_not_among_the_rows_of_its_recap(client, above, desk, operator):
    client.force_login(operator)
    recaps.report(SOUTH, FULL, accepted_by=operator)

    rows = rows_by_words(client, client.get(reverse("reporting:recaps")).content.decode())

    assert rows.items() >= {"1 dari 2 laporan diterima": 2, "1 belum melapor": 1}.items()


@pytest.fixture
def above(operator):
    return recaps.desk_above()


def test_a_release_is_confirmed_with_where_it_goes_and_who_is_missing(client, above, recap):
    recaps.taken(recap, RecapAct.CHECK, people.duty_officer())
    recaps.taken(recap, RecapAct.ACCEPT, people.with_role("operator", desk=recap.desk, username="operator2"))
    client.force_login(people.head())

    page, asked = page_of(client, recap), page_of(client, recap, "?langkah=release")

    assert "?langkah=release#langkah" in page and 'value="release"' not in page
    told = strip_tags(asked[asked.index("Rilis rekap ini?") :])
    assert "Rekap Laporan mingguan, Kota Bogor" in told and "dikirim ke Desk Pilkada Jawa Barat" in told
    assert "1 dari 2 laporan sudah direkap" in told and "Kecamatan Bogor Timur" in told and "tidak dapat dibatalkan" in told
    assert 'value="release"' in asked


def test_a_recap_that_changed_meanwhile_is_read_again_before_the_question(client, recap, operator):
    ReportType.objects.update(chain=save_chain(chain=ReviewChain(key="a"), plan=ChainPlan({Link.ACCEPT: ("operator",)}), user=None))
    client.force_login(people.head())
    seen = fingerprint(content_of(recap))
    recaps.report(EAST, FULL, accepted_by=operator)

    answer = client.post(reverse("reporting:decide_recap", args=[recap.pk]), {"langkah": "release", "seen": seen})

    assert answer.status_code == 409 and "Isi rekap berubah" in answer.content.decode()
    assert "Rilis rekap ini?" not in answer.content.decode() and Recap.objects.get().state == RecapState.DRAFT


def test_a_ralat_that_did_not_reach_the_tier_above_is_told_on_both_sides(client, above, recap, operator):
    entry = Entry.objects.get(pk=recaps.released(recap).entry_id)
    province = people.operator(above.region)
    reports.accept(entry, province, now=recaps.SENT)
    gathered = recaps.begun(above, province)
    recaps.report(EAST, FULL, accepted_by=operator)
    head, later = people.head(), recaps.SENT + timedelta(hours=1)
    correct_release(recap_id=recap.pk, note="Bogor Timur menyusul.", user=head, seen=fingerprint(content_of(recap)), now=later)
    client.force_login(head)
    below = page_of(client, recap)
    client.force_login(province)
    report = client.get(reverse("reporting:review", args=[entry.uuid])).content.decode()
    upper = page_of(client, gathered)

    assert "Ralat ke-1 ini belum sampai ke Desk Pilkada Jawa Barat." in below and "Minta posko itu mengembalikannya" in below
    assert "sudah diralat" in report and "Bogor Timur menyusul." in report and "kembalikan laporan ini" in report
    assert "Ralat belum masuk" in upper and reverse("reporting:review", args=[entry.uuid]) in upper


def test_a_report_that_the_tier_above_returned_says_why_on_the_recap(client, above, recap):
    entry = Entry.objects.get(pk=recaps.released(recap).entry_id)
    reports.send_back(entry, people.operator(above.region), now=recaps.SENT + timedelta(hours=1))
    entry.refresh_from_db()
    client.force_login(people.operator())

    page = page_of(client, recap)

    assert "Desk Pilkada Jawa Barat mengembalikan laporan ini:" in page and entry.reason in page
    assert reverse("reporting:review", args=[entry.uuid]) in page and "menerbitkan ralat" in page


def test_the_tier_above_is_offered_no_writing(client, above, recap):
    recaps.released(recap)
    client.force_login(people.operator(above.region))

    page = page_of(client, recap, "?bagian=text:dasar")

    assert "Genangan di dua RT." in page and "Simpan teks" not in page and "bagian=text:" not in page
