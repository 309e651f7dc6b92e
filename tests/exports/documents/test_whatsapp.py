"""A report as a message: the customary form, never longer than WhatsApp takes, unharmed by what people typed."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.documents.sentences import cut, length
from exports.documents.whatsapp import MORE, MOST, ChatReport, Point, harmless, whatsapp_text
from tests.factories.letters import FACTS, HEADINGS

OUR_BOLD = re.compile(r"^((?:Kepada Yth\. |Perihal: )?)\*[^*\n]+\*$", re.MULTILINE)
LINKS = re.compile(r"https?://[^\s*~`]+")
BEGINS_A_FORMAT = re.compile(r"(?<![^\W_])[*_~`]|[*_~`](?![^\W_])")


def report(**changes):
    return ChatReport(
        **{
            "recipient": "Gubernur Provinsi Contoh",
            "sender": "Ketua Desk Pilkada Kota Contoh",
            "subject": "Laporan Mingguan Desk Pilkada",
            "as_of": "Senin, 25 November 2024, 10.00 WIB",
            "points": (Point("Kondisi umum wilayah", ("Kec. Sukamaju: 12 TPS siap.",)), Point("Kejadian menonjol")),
            "situation": "aman dan kondusif",
            "signatory": "Ketua Desk Pilkada Kota Contoh",
            "copies": ("Wali Kota Contoh", "Ketua KPU Kota Contoh"),
            "link": "https://desk.contoh.example/surat/418",
            "documented": True,
            **changes,
        }
    )


def long_points(facts=12):
    return tuple(
        Point(
            heading,
            tuple(f"{FACTS[(place + number) % len(FACTS)]}. Tercatat sebagai kejadian {place}.{number}." for number in range(facts)),
        )
        for place, heading in enumerate(HEADINGS)
    )


def test_photos_are_promised_only_where_there_are_some():
    assert "Demikian dilaporkan.\n\n" in whatsapp_text(report(documented=False))


def test_the_message_has_the_customary_form():
    assert whatsapp_text(report()) == (
        "Kepada Yth. *Gubernur Provinsi Contoh*\n"
        "Dari: Ketua Desk Pilkada Kota Contoh\n"
        "Perihal: *Laporan Mingguan Desk Pilkada*\n\n"
        "Mohon izin melaporkan keadaan sampai dengan Senin, 25 November 2024, 10.00 WIB:\n\n"
        "*1. Kondisi umum wilayah*\n"
        "- Kec. Sukamaju: 12 TPS siap.\n\n"
        "*2. Kejadian menonjol*\n\n"
        "Situasi umum: aman dan kondusif\n\n"
        "Demikian dilaporkan, dokumentasi terlampir.\n\n"
        "*Ketua Desk Pilkada Kota Contoh*\n\n"
        "Tembusan:\n1. Wali Kota Contoh\n2. Ketua KPU Kota Contoh\n\n"
        "Surat lengkap: https://desk.contoh.example/surat/418"
    )


def test_a_simulation_says_so_first():
    assert whatsapp_text(report(simulation=True)).startswith("*SIMULASI: bukan laporan dinas*\n\nKepada Yth.")


def test_what_is_too_long_keeps_every_heading_and_ends_with_whole_sentences():
    points = long_points()

    text = whatsapp_text(report(points=points))

    body = text.split("WIB:\n\n")[1].split("\n\nSituasi")[0].split("\n\n")
    assert MOST - 400 < length(text) <= MOST
    assert [part.split("\n")[0] for part in body] == [f"*{number}. {heading}*" for number, heading in enumerate(HEADINGS, start=1)]
    assert all(part.endswith("\n" + MORE) for part in body)
    sentences = {sentence for point in points for fact in point.facts for sentence in re.split(r"(?<=\.) (?=[A-Z])", fact)}
    kept = [line.removeprefix("- ") for part in body for line in part.split("\n")[1:-1]]
    assert kept and all(sentence in sentences for line in kept for sentence in re.split(r"(?<=\.) (?=[A-Z])", line))
    assert text.endswith("Surat lengkap: https://desk.contoh.example/surat/418")


def test_a_short_point_stays_whole_beside_long_ones():
    points = (*long_points(), Point("Penutup", ("Semua unit telah melapor.",)))

    assert "*11. Penutup*\n- Semua unit telah melapor.\n\nSituasi" in whatsapp_text(report(points=points))


def test_more_headings_than_a_message_holds_end_with_the_mark():
    text = whatsapp_text(report(points=tuple(Point(f"Judul {number}", ("Isi.",)) for number in range(400))))

    assert length(text) <= MOST and f"\n\n{MORE}\n\nSituasi" in text and "*50. Judul 49*" in text


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("*tebal* _miring_ ~coret~ `kode`", "\u2217tebal\u2217 \uff3fmiring\uff3f \u223ccoret\u223c 'kode'"),
        ("```blok```", "'''blok'''"),
        ("5*3 dan data_pemilih", "5*3 dan data_pemilih"),
        ("lihat https://x.example/a_b_/c_ segera_", "lihat https://x.example/a_b_/c_ segera\uff3f"),
        ("baris\nlain\u202e\u0007", "baris lain"),
    ],
)
def test_signs_of_the_users_format_nothing(typed, shown):
    assert harmless(typed) == shown


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("Satu. Dua. Tiga.", 12, "Satu. Dua."),
        ("Banjir di Kec. Sukamaju surut. Aman.", 32, "Banjir di Kec. Sukamaju surut."),
        ("Banjir di Kec. Sukamaju", 18, "Banjir di Kec.\u2026"),
        ("pukul 14.20 WIB selesai", 16, "pukul 14.20 WIB\u2026"),
        ("panjangsekali", 5, "panj\u2026"),
        ("\U0001f600\U0001f600\U0001f600", 4, "\U0001f600\u2026"),
    ],
)
def test_a_cut_falls_where_a_reader_can_stop(text, most, expected):
    assert cut(text, most) == expected


TEXTS = st.text(st.characters(), max_size=300) | st.text("ab *_~`.\n\U0001f600", max_size=900) | st.sampled_from(FACTS)
POINTS = st.lists(st.builds(Point, TEXTS, st.lists(TEXTS, max_size=12).map(tuple)), max_size=30).map(tuple)


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS, POINTS, st.lists(TEXTS, max_size=9).map(tuple), TEXTS)
def test_no_message_is_too_long_or_formatted_by_its_users(first, second, points, copies, link):
    text = whatsapp_text(
        report(recipient=first, sender=second, subject=second, as_of=first, points=points, situation=first, copies=copies, link=link)
    )

    assert length(text) <= MOST
    assert not BEGINS_A_FORMAT.search(OUR_BOLD.sub(r"\1", LINKS.sub("", text)))
