"""The page of each kind of item says what its readers need, in the order in which they need it."""

from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from cms.publication.rendering import build
from cms.publication.services import name_installation
from tests.factories import publication
from tests.factories.publication import correct, publish, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def shown(client, path):
    return client.get(path).text


def in_order(text, *words):
    places = [text.find(word) for word in words]
    return -1 not in places and places == sorted(places)


def main_of(page):
    return page.split("<main", 1)[1].split("</main>", 1)[0]


def test_a_release_has_number_place_lead_quote_contact_and_boilerplate(client):
    quote = {"text": '"Papan penunjuk dipasang."', "name": "Tirta Kusumahadi", "position": "Sekretaris Daerah Kota Bogor"}
    body = [("paragraph", "<p>Lokasi semula tergenang.</p>"), ("heading", "Yang berubah"), ("quote", quote)]
    publish(publication.draft_release(body=body, boilerplate="Desk Pilkada memantau."))

    page = main_of(shown(client, "/siaran-pers/tiga-tps-pindah/"))

    assert in_order(page, "Nomor 045/SP-DESK/XI/2024", "<h1>", "Kota Bogor, ", "KPU Kota Bogor menetapkan", "Lokasi semula tergenang")
    assert "“Papan penunjuk dipasang.”" in page
    assert in_order(page, "<b>Tirta Kusumahadi</b>", "Sekretaris Daerah Kota Bogor", "Desk Pilkada memantau.")
    assert in_order(page, "Narahubung", "Arum Prameswari", "Juru bicara", 'href="tel:02510000000"')


def test_a_clarification_tells_the_verdict_before_the_claim_everywhere(client):
    publish(publication.draft_clarification())

    page = shown(client, "/klarifikasi/pemungutan-suara-tetap-rabu/")
    message = page.split("<textarea", 1)[1].split("</textarea>", 1)[0]

    assert in_order(main_of(page), "<b>Salah</b>", "<h1>", "diundur ke hari Minggu")
    assert in_order(
        message, "*SALAH*", "Pemungutan suara tetap", "diundur ke hari Minggu", "KPU Kota Bogor, Keputusan Nomor 12", "/klarifikasi/"
    )
    assert in_order(page.split("</title>")[0], "<title>", "Salah: ", "Pemungutan suara")
    assert "https://wa.me/?text=%2ASALAH%2A" in page
    assert '<a href="https://kpu.contoh.go.id/12" rel="noreferrer">' in page


def test_an_announcement_says_how_long_it_holds(client):
    publish(publication.draft_announcement(valid_until=date(2024, 11, 27)))

    assert "Berlaku sampai</b> Rabu, 27 November 2024" in shown(client, "/pengumuman/jam-buka-tps/")


def test_an_agenda_says_what_where_when_and_for_whom(client):
    publish(publication.draft_agenda())

    facts = shown(client, "/agenda/simulasi-pemilih-pemula/").split("<dl", 1)[1]

    assert in_order(facts, "Selasa, 26 November 2024", "09.00 WIB sampai 11.00 WIB", "Aula Kecamatan Bogor Selatan", "Pemilih pemula")


def test_a_document_says_its_class_number_and_date(client):
    publish(publication.draft_document())

    page = main_of(shown(client, "/dokumen/laporan-kesiapan-november-2024/"))

    assert in_order(page, "Informasi berkala", "12/LAP/XI/2024", "22 November 2024")


def test_a_table_names_its_columns_and_rows(client):
    table = {
        "columns": [{"type": "text", "heading": "TPS"}, {"type": "text", "heading": "Lokasi"}],
        "rows": [{"values": ["014", "SD Contoh 3"]}],
    }
    body = [("table", {"caption": "Lokasi pengganti", "table": table})]
    page = publication.draft_release()
    page.body = [("paragraph", "<p>a</p>")]
    block = page.body.stream_block.to_python([{"type": kind, "value": value} for kind, value in body])
    publish(publication.draft_release(slug="tabel", body=[(part.block_type, part.value) for part in block]))

    shown_table = shown(client, "/siaran-pers/tabel/")

    assert '<th scope="col">Lokasi</th>' in shown_table
    assert in_order(shown_table, "Lokasi pengganti", '<th scope="row">014</th>', "<td>SD Contoh 3</td>")


def test_every_correction_stays_visible_with_its_time(client):
    page = publish(publication.draft_release())
    correct(page, correction="Jumlah TPS keliru.", title="Empat TPS pindah lokasi")
    correct(page, correction="Jumlah TPS keliru lagi.", title="Lima TPS pindah lokasi")

    text = main_of(shown(client, "/siaran-pers/tiga-tps-pindah/"))

    assert in_order(text, "Jumlah TPS keliru lagi.", "Semula: Empat TPS pindah lokasi", "Yang benar: Lima TPS pindah lokasi")
    assert in_order(text, "Ralat sebelumnya", "Semula: Tiga TPS pindah lokasi", "Yang benar: Empat TPS pindah lokasi")
    assert in_order(text.split('id="riwayat"')[1], "Ralat", "Ralat", "Terbit")


def test_a_correction_names_who_approved_it_and_never_an_account(client):
    page = publish(publication.draft_release())
    correct(page, correction="Jumlah TPS keliru.", title="Empat TPS pindah lokasi")
    nameless = main_of(shown(client, "/siaran-pers/tiga-tps-pindah/"))
    approver = publication.approver()
    approver.first_name, approver.last_name = "Arum", "Prameswari"
    approver.save()

    correct(page, correction="Jumlah TPS keliru lagi.", title="Lima TPS pindah lokasi")

    assert "penyetuju" not in nameless
    assert "Disetujui Arum Prameswari." in main_of(shown(client, "/siaran-pers/tiga-tps-pindah/"))


@pytest.mark.parametrize("way", ["corrected", "withdrawn"])
def test_who_renames_themselves_afterwards_changes_no_public_page(client, way):
    approver = publication.approver()
    approver.first_name, approver.last_name = "Arum", "Prameswari"
    approver.save()
    page = publish(publication.draft_release())
    if way == "corrected":
        correct(page, correction="Jumlah TPS keliru.", title="Empat TPS pindah lokasi")
    else:
        publication.withdraw(page, "Lokasi belum ditetapkan.")

    approver.first_name, approver.last_name = "Pilih", "Nomor Dua"
    approver.save()
    build.everything(now=timezone.now())

    text = main_of(client.get("/siaran-pers/tiga-tps-pindah/").text)
    assert "Disetujui Arum Prameswari." in text and "Nomor Dua" not in text


@pytest.mark.parametrize(
    ("summary", "lead"),
    [
        (
            "KPU Kota Bogor menetapkan lokasi pengganti bagi empat TPS.",
            "KPU Kota Bogor menetapkan lokasi pengganti bagi <mark>empat</mark> TPS.",
        ),
        ("KPU Kota Bogor menetapkan lokasi pengganti.", "KPU Kota Bogor menetapkan lokasi <mark>pengganti.</mark>"),
        ("Tiga TPS <baru> & lama.", "Tiga TPS &lt;baru&gt; &amp; lama."),
        ("KPU Kota Bogor menetapkan lokasi pengganti bagi tiga TPS.", "KPU Kota Bogor menetapkan lokasi pengganti bagi tiga TPS."),
    ],
    ids=["a word", "a word less", "mostly new", "unchanged"],
)
def test_the_new_words_of_a_corrected_lead_are_marked_where_they_stand(client, summary, lead):
    correct(publish(publication.draft_release()), correction="Terasnya keliru.", title="Empat TPS pindah lokasi", summary=summary)

    assert f'<p class="lead">{lead}</p>' in shown(client, "/siaran-pers/tiga-tps-pindah/")


@pytest.mark.parametrize(
    ("paragraph", "html"),
    [
        ("<p>KPU menetapkan tempat baru.</p><p>Tiga.</p>", "<p>KPU menetapkan tempat baru.</p>"),
        ("<p>Lokasi & akses semula tergenang.</p>", "<p>Lokasi <mark>&amp; akses</mark> semula tergenang.</p>"),
        ("<p>Lokasi lama tergenang.</p><p>Tiga.</p>", "<p>Lokasi <mark>lama</mark> tergenang.</p>"),
        ("<p>Lokasi <b>lama</b> tergenang.</p>", "<p>Lokasi <b>lama</b> tergenang.</p>"),
        ("<p>Tiga.</p><p>Lokasi semula tergenang.</p>", "<p>Lokasi semula tergenang.</p>"),
        ("<ul><li>Lokasi lama tergenang.</li></ul>", "<li>Lokasi lama tergenang.</li>"),
    ],
    ids=["mostly new", "words more", "a word", "with an accent", "unchanged", "a list"],
)
def test_the_new_words_of_a_corrected_paragraph_are_marked_where_it_is_plain_text(client, paragraph, html):
    correct(publish(publication.draft_release()), correction="Keliru.", body=[("paragraph", paragraph)])

    assert html in shown(client, "/siaran-pers/tiga-tps-pindah/")


def test_a_correction_of_times_and_days_tells_them_in_words_on_the_pages_own_clock(client):
    agenda = correct(
        publish(publication.draft_agenda()), correction="Jam mulai keliru.", starts_at=datetime(2024, 11, 26, 1, 30, tzinfo=UTC)
    )
    document = correct(publish(publication.draft_document()), correction="Tanggal keliru.", issued_on=date(2024, 11, 23))

    moved, dated = main_of(shown(client, agenda.public_path)), main_of(shown(client, document.public_path))

    assert "<del>Semula: Selasa, 26 November 2024, 09.00 WIB</del>" in moved
    assert "<ins>Yang benar: Selasa, 26 November 2024, 08.30 WIB</ins>" in moved
    assert "<del>Semula: 22 November 2024</del>" in dated and "<ins>Yang benar: 23 November 2024</ins>" in dated


def test_of_a_withdrawn_item_only_title_times_and_reason_stay(client):
    page = publish(publication.draft_release(summary_en="Three polling stations move."))
    withdraw(page, "Lokasi belum ditetapkan KPU.")

    answer = client.get("/siaran-pers/tiga-tps-pindah/")

    assert answer.status_code == 410
    assert in_order(main_of(answer.text), "Ditarik", "Tiga TPS pindah lokasi", "Lokasi belum ditetapkan KPU.", "Terbit")
    assert "Lokasi semula tergenang" not in answer.text and "KPU Kota Bogor menetapkan" not in answer.text
    assert client.get("/siaran-pers/tiga-tps-pindah/en/").status_code == 404


def test_an_english_summary_has_a_page_that_both_languages_name(client):
    publish(publication.draft_release(title_en="Three polling stations move", summary_en="The old places are flooded."))

    indonesian, english = shown(client, "/siaran-pers/tiga-tps-pindah/"), shown(client, "/siaran-pers/tiga-tps-pindah/en/")

    assert '<html lang="en"' in english and "The old places are flooded." in main_of(english)
    for name in ('name="description"', 'property="og:description"'):
        assert f'<meta {name} content="The old places are flooded.">' in english
        assert f'<meta {name} content="KPU Kota Bogor menetapkan lokasi pengganti bagi tiga TPS.">' in indonesian
    for page in (indonesian, english):
        assert 'hreflang="en" href="http' in page and 'hreflang="id" href="http' in page
    assert 'rel="canonical" href="http' in english and english.split('rel="canonical" href="')[1].split('"')[0].endswith("/en/")


def test_around_an_english_summary_everything_says_that_it_is_indonesian(client):
    name_installation(name="Desk Pilkada Kota Bogor", simulation=True)
    publish(publication.draft_release(title_en="Three polling stations move", summary_en="The old places are flooded."))

    english = BeautifulSoup(shown(client, "/siaran-pers/tiga-tps-pindah/en/"), "html.parser")
    indonesian = BeautifulSoup(shown(client, "/siaran-pers/tiga-tps-pindah/"), "html.parser")

    around = [english.select_one(part) for part in (".sim", "header.masthead", "footer.foot")]
    assert [part.get("lang") for part in around] == ["id"] * 3
    assert english.select_one(".skip").text == "Skip to the content"
    assert [part.get("lang") for part in english.select("body > .print-only")] == ["id"]
    assert not indonesian.select('body > [lang="id"]')


class TestRunningText:
    """What editors paste and link."""

    WORD = (
        '<p class="MsoNormal" style="color:red"><span style="font-family:Calibri"><o:p></o:p>Lokasi <b style="x">baru</b></span></p>'
        '<script>alert(1)</script><img src="x" onerror="alert(1)"><a href="javascript:alert(1)">klik</a><table><tr><td>sel</td></tr></table>'
    )

    def test_what_a_word_processor_adds_never_reaches_the_public(self, client):
        publish(publication.draft_release(body=[("paragraph", self.WORD)]))

        page = main_of(shown(client, "/siaran-pers/tiga-tps-pindah/"))

        assert "<p>Lokasi <b>baru</b></p>" in page and "klik" in page
        for unwanted in ("MsoNormal", "style=", "<span style", "o:p", "alert(1)", "javascript:", "<table"):
            assert unwanted not in page

    def link_to(self, target):
        text = f'<p>Lihat <a linktype="page" id="{target.pk}">pengumuman</a>.</p>'
        return publish(publication.draft_release(body=[("paragraph", text)]))

    def test_a_link_to_a_public_page_leads_to_its_permalink(self, client):
        self.link_to(publish(publication.draft_announcement()))

        assert '<a href="/pengumuman/jam-buka-tps/">pengumuman</a>' in shown(client, "/siaran-pers/tiga-tps-pindah/")

    def test_a_link_to_a_draft_is_text_until_the_draft_is_public(self, client):
        target = publication.draft_announcement()
        self.link_to(target)
        before = shown(client, "/siaran-pers/tiga-tps-pindah/")

        publish(target)

        assert "<p>Lihat pengumuman.</p>" in before
        assert '<a href="/pengumuman/jam-buka-tps/">pengumuman</a>' in shown(client, "/siaran-pers/tiga-tps-pindah/")

    def test_a_link_to_a_withdrawn_page_says_so_at_once(self, client):
        target = publish(publication.draft_announcement())
        self.link_to(target)

        withdraw(target, "Jamnya berubah.")

        assert '<a href="/pengumuman/jam-buka-tps/">pengumuman</a> (ditarik)' in shown(client, "/siaran-pers/tiga-tps-pindah/")

    def test_the_home_page_keeps_to_the_same_rules(self, client):
        target = publish(publication.draft_announcement())
        text = f'<p style="color:red">Lihat <a linktype="page" id="{target.pk}">pengumuman</a>.</p>'
        publication.publish_home(body=[("text", {"heading": "Sebelum ke TPS", "text": text})])
        before = shown(client, "/")

        withdraw(target, "Jamnya berubah.")

        assert '<p>Lihat <a href="/pengumuman/jam-buka-tps/">pengumuman</a>.</p>' in before
        assert '<a href="/pengumuman/jam-buka-tps/">pengumuman</a> (ditarik)' in shown(client, "/")
