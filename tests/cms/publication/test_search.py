"""``/cari/`` finds what is public, and nothing else, whatever is typed."""

import re
from datetime import date
from urllib.parse import quote

import pytest

from cms.publication.constants import Kind
from cms.publication.visitors.finding import LONGEST_QUERY, MOST_PAGES, MOST_WORDS, PER_PAGE, marked, query_of
from tests.factories import publication

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(clock):
    """A release and a clarification, out."""
    publication.publish_home()
    return publication.publish(publication.draft_release()), publication.publish(publication.draft_clarification())


def found(client, query, **more):
    """Paths of the hits, in their order."""
    page = client.get("/cari/", {"q": query, **more})
    assert page.status_code == 200
    return [part.split('"')[0] for part in page.text.split('class="cover" href="')[1:]]


def test_words_are_found_in_title_lead_and_text(client, published):
    release, clarification = published

    assert found(client, "pindah") == [release.public_path]
    assert found(client, "tergenang") == [release.public_path]
    assert found(client, "WhatsApp") == [clarification.public_path]
    assert found(client, "tergenang whatsapp") == []


@pytest.mark.postgresql
def test_postgresql_knows_the_stems_of_indonesian_words(client, published):
    release, _clarification = published

    assert found(client, "genangan") == [release.public_path]


def test_hits_are_marked_where_they_stand(client, published):
    page = client.get("/cari/?q=tergenang").text

    assert "<mark>tergenang</mark>" in page
    assert "<b>1 hasil</b>" in page


def test_a_snippet_reads_as_sentences_below_the_title_and_tells_days_in_words(client, clock):
    publication.publish(publication.draft_announcement(valid_until=date(2024, 11, 27)))

    page = client.get("/cari/?q=pemberitahuan").text

    assert "<p>TPS buka pukul 07.00 sampai 13.00 WIB. Pemberitahuan. 27 November 2024.</p>" in page.replace("<mark>", "").replace(
        "</mark>", ""
    )


def test_kinds_are_counted_and_chosen(client, published):
    release, clarification = published
    page = client.get("/cari/?q=WhatsApp").text

    assert 'Semua <span class="num">(1)</span>' in page
    assert 'Klarifikasi <span class="num">(1)</span>' in page
    assert "Agenda sosialisasi <" not in page
    assert set(found(client, "KPU")) == {"/", release.public_path, clarification.public_path}
    assert found(client, "KPU", jenis="release") == [release.public_path]
    assert 'name="jenis" value="release"' in client.get("/cari/?q=KPU&jenis=release").text
    assert len(found(client, "KPU", jenis="apa-saja")) == 3


def test_a_draft_and_a_withdrawn_item_are_not_found(client, published):
    _release, clarification = published
    publication.draft_announcement(title="Rahasia sampai disetujui")
    publication.withdraw(clarification, "Sumbernya keliru.")

    assert found(client, "rahasia") == []
    assert found(client, "pencoblosan") == []


def test_a_change_that_nobody_approved_is_not_found(client, published):
    release, _clarification = published
    publication.services.write_page(type(release), by=publication.editor(), page=release, correction="x", summary="Tiga jembatan putus.")

    assert found(client, "jembatan") == []


def test_a_corrected_text_is_found_by_its_new_words_only(client, published):
    release, _clarification = published
    publication.correct(release, correction="Bukan karena air.", body=[("paragraph", "<p>Lokasi rawan longsor.</p>")])

    assert found(client, "longsor") == [release.public_path]
    assert found(client, "tergenang") == []


def test_without_a_word_the_page_says_what_it_searches(client, published):
    for query in ("", "   ", "?!", '"', "'"):
        page = client.get("/cari/", {"q": query})
        assert "sudah terbit" in page.text
        assert page["Cache-Control"] == "no-store"


def test_nothing_found_says_what_to_do(client, published):
    page = client.get("/cari/?q=gajah").text

    assert "Tidak ada yang memuat “gajah”" in page
    assert "Periksa ejaannya" in page


@pytest.mark.parametrize(
    "query",
    [
        '"pindah',
        "pindah*",
        "pindah) OR (1",
        "NOT pindah",
        "pindah AND",
        "title:pindah",
        "pindah -x",
        "%",
        "\\",
        "\x00pindah",
        "pindah & | ! <->",
        "\U0001d513",
    ],
)
def test_no_query_breaks_the_search(client, published, query):
    assert client.get(f"/cari/?q={quote(query)}").status_code == 200


def test_what_was_typed_is_shown_and_never_run(client, published):
    page = client.get("/cari/?q=%3Cscript%3Ealert(1)%3C/script%3E").text

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_a_query_and_its_pages_are_bounded():
    query = query_of({"q": "kata " * 500, "hal": "99999999999999999999"})

    assert (len(query.text) <= LONGEST_QUERY, len(query.words), query.page) == (True, MOST_WORDS, 1)
    assert query_of({"q": "x", "hal": "99"}).page == MOST_PAGES
    assert [query_of({"q": "x", "hal": page}).page for page in ("-1", "0", "dua", "²", "2")] == [1, 1, 1, 1, 2]
    assert query_of({"q": "x", "jenis": "clarification"}).kind == Kind.CLARIFICATION


def test_long_lists_come_in_pages(client, clock):
    for number in range(PER_PAGE + 2):
        publication.publish(publication.draft_announcement(slug=f"kabar-{number}", title=f"Kabar {number}"))

    assert len(found(client, "kabar")) == PER_PAGE
    assert len(found(client, "kabar", hal=2)) == 2
    assert "halaman 2 dari 2" in client.get("/cari/?q=kabar&hal=2").text
    assert found(client, "kabar", hal=3) == []


def test_a_search_costs_few_queries_and_leaves_nothing_behind(client, published, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        page = client.get("/cari/?q=KPU")

    assert not page.cookies
    assert "Cookie" not in page.get("Vary", "")


def test_marks_hold_no_html_of_the_text():
    mark = re.compile(r"\bsatu\w*", re.IGNORECASE)

    assert marked("<b>Satuan</b> & satu", mark) == "&lt;b&gt;<mark>Satuan</mark>&lt;/b&gt; &amp; <mark>satu</mark>"
