"""Proposals at the desk and what their officers see of them."""

import pytest

from desk.vetted.destinations import PublicationDestination
from desk.vetted.models import Proposal
from desk.vetted.services.proposals import follow_proposal
from tests.factories import forms, people, regions, reports
from tests.factories.submitted import submitted, whole

pytestmark = pytest.mark.django_db
FEEDS = {"key": "publication", "rows": None, "map": {"kind": "jenis", "title": "judul", "text": "isi"}}
KINDS = [{"key": "release", "label": "Siaran pers", "description": "", "tone": "", "icon": ""}]
ANSWERS = {"jenis": "release", "judul": "Logistik tiba lebih awal", "isi": "Kotak suara tiba pada Jumat malam."}


@pytest.fixture
def officer():
    regions.make_regions()
    people.desk()
    return people.officer()


@pytest.fixture
def form(officer):
    questions = [
        forms.question("one_choice", "jenis", choices=KINDS),
        forms.question("short_text", "judul"),
        forms.question("long_text", "isi"),
    ]
    return forms.publish(*questions, destinations=[FEEDS])


@pytest.fixture
def entry(form, officer):
    return reports.send(form, officer, ANSWERS)


def follow(*states, reason="", url=""):
    for state in states:
        follow_proposal(proposal_id=Proposal.objects.get().pk, state=state, by=None, reason=reason, url=url)


def seen_by_officer(client, officer, entry):
    """The report's page, the history and the tasks, as the officer sees them."""
    client.force_login(officer)
    return [client.get(path).content.decode() for path in (f"/lapor/laporan/{entry.uuid}/", "/lapor/riwayat/", "/lapor/")]


@pytest.mark.parametrize(
    ("steps", "word"),
    [
        ((), "Diterima redaksi"),
        (("in_progress",), "Sedang diolah"),
        (("in_progress", "reviewed"), "Ditinjau"),
        (("in_progress", "reviewed", "approved"), "Disetujui"),
        (("in_progress", "approved", "published"), "Terbit"),
        (("in_progress", "approved", "published", "corrected"), "Diralat"),
        (("in_progress", "approved", "published", "withdrawn"), "Ditarik"),
        (("declined",), "Tidak diterbitkan"),
    ],
)
def test_the_officer_sees_what_became_of_the_proposal_on_each_page(client, officer, entry, steps, word):
    follow(*steps, reason="Alasan redaksi.", url="/siaran-pers/7/")

    pages = seen_by_officer(client, officer, entry)

    assert all(word in page for page in pages)
    if steps and steps[-1] in {"published", "corrected"}:
        assert 'href="/siaran-pers/7/"' in pages[0]
    if steps and steps[-1] in {"withdrawn", "declined"}:
        assert "Alasan redaksi." in pages[0]


def test_a_colleague_of_another_unit_sees_nothing_of_it(client, entry):
    neighbour = people.officer(regions.region("32.71.02", "Bogor Timur", "district"))

    client.force_login(neighbour)

    assert client.get(f"/lapor/laporan/{entry.uuid}/").status_code == 404
    assert "Diterima redaksi" not in client.get("/lapor/riwayat/").content.decode()


def test_the_lists_of_the_officer_cost_one_question_more_whatever_was_proposed(client, form, officer, django_assert_max_num_queries):
    for _time in range(6):
        reports.send(form, officer, ANSWERS)
    client.force_login(officer)
    client.get("/lapor/riwayat/")

    with django_assert_max_num_queries(12):
        client.get("/lapor/riwayat/")
    with django_assert_max_num_queries(12):
        client.get("/lapor/")


def test_the_posko_reads_a_proposal_from_its_report(client, entry):
    client.force_login(people.operator())

    page = client.get(f"/posko/laporan/{entry.uuid}/").content.decode()

    proposal = Proposal.objects.get()
    assert f'Usulan publikasi:</span> <a href="/posko/usulan/{proposal.uuid}/">{proposal.title}</a>' in page


def test_the_posko_sees_its_proposals_and_which_of_them_it_has_not_accepted(client, entry):
    operator = people.operator()
    client.force_login(operator)
    assert "Belum diterima posko" in client.get("/posko/usulan/").content.decode()

    reports.accept(entry, operator)

    page = client.get("/posko/usulan/").content.decode()
    assert "Logistik tiba lebih awal" in page
    assert "Belum diterima posko" not in page


def test_a_proposal_is_read_whole_with_its_details_in_words(client, officer):
    told = whole(
        kind="clarification",
        title="TPS tetap buka",
        text="TPS buka sampai pukul 13.00.",
        claim="TPS tutup pukul 10.00.",
        verdict="salah",
    )
    PublicationDestination().receive(submitted(told))
    client.force_login(people.viewer())

    page = client.get(f"/posko/usulan/{Proposal.objects.get().uuid}/").content.decode()

    assert page.index("Salah") < page.index("TPS tutup pukul 10.00.")
    assert "Diterima redaksi" in page


def test_without_proposals_the_page_says_where_they_come_from(client, officer):
    client.force_login(people.operator())

    assert "Belum ada usulan publikasi" in client.get("/posko/usulan/").content.decode()


def test_another_regions_desk_finds_none_of_it(client, entry):
    client.force_login(people.operator(regions.semarang()))

    assert client.get(f"/posko/usulan/{Proposal.objects.get().uuid}/").status_code == 404
    assert client.get("/posko/usulan/", {"wilayah": "32.71"}).status_code == 404
    assert "Logistik tiba" not in client.get("/posko/usulan/").content.decode()


def test_the_list_of_proposals_asks_the_same_questions_however_many_there_are(client, form, officer, django_assert_max_num_queries):
    for _time in range(6):
        reports.send(form, officer, ANSWERS)
    client.force_login(people.operator())
    client.get("/posko/usulan/")

    with django_assert_max_num_queries(8):
        client.get("/posko/usulan/")
