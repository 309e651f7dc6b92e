"""Letters of an invented desk: short, long, with photos. No row is like another."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

from PIL import Image, ImageDraw

from exports.documents.letter import Column, Letter, Letterhead, Paragraph, Photo, Points, Section, Signature, Subheading, Table

HEADINGS = (
    "Dasar",
    "Kondisi umum wilayah",
    "Tahapan berjalan",
    "Logistik",
    "Kesiapan TPS dan badan ad hoc",
    "Potensi kerawanan",
    "Kejadian menonjol",
    "Dugaan pelanggaran dan netralitas",
    "Langkah antisipasi dan tindak lanjut",
    "Rekomendasi",
)
FACTS = (
    "Distribusi kotak suara berjalan sesuai jadwal; truk terakhir tiba pukul 14.20 WIB dengan pengawalan dua personel Polsek",
    "Rapat koordinasi dengan PPK dan Panwascam menyepakati penggantian empat bilik yang retak sebelum Jumat",
    "Hujan deras sejak Sabtu sore menggenangi jalan menuju dua TPS; warga menyiapkan lokasi cadangan di balai RW",
    "Tidak ada aduan baru dari warga. Alat peraga yang melintang di simpang pasar telah diturunkan pemiliknya",
    "Simulasi pemungutan suara diikuti 47 anggota KPPS dan berlangsung 38 menit lebih cepat daripada latihan sebelumnya",
    "Kabar bohong tentang pencabutan hak pilih pendatang beredar di grup percakapan dan sudah diluruskan lurah setempat",
)


def picture(width=900, height=600, *, kind="JPEG", exif=None, colour="#35606e"):
    image = Image.new("RGB", (width, height), colour)
    ImageDraw.Draw(image).rectangle((width // 8, height // 3, width // 2, height - 20), fill="#c9b27c")
    file = io.BytesIO()
    image.save(file, kind, **({"exif": exif} if exif else {}))
    return file.getvalue()


def letterhead(**changes):
    return Letterhead(
        **{
            "government": "Pemerintah Kota Contoh",
            "unit": "Badan Kesatuan Bangsa dan Politik",
            "address": "Jalan Melati Raya Nomor 12, Contoh Tengah 16100",
            "phone": "(0251) 555 0142",
            "email": "kesbangpol@contoh.example",
            "website": "kesbangpol.contoh.example",
            "crest": picture(300, 360, kind="PNG"),
            **changes,
        }
    )


def signature(**changes):
    return Signature(
        **{
            "office": "Kepala Badan Kesatuan Bangsa dan Politik",
            "name": "Dra. Ratnasari Widyaningsih, M.Si.",
            "rank": "Pembina Utama Muda, IV/c",
            "nip": "19710412 199603 2 004",
            **changes,
        }
    )


def letter(**changes):
    return Letter(
        **{
            "letterhead": letterhead(),
            "number": "100.2.7/418-Kesbangpol/2024",
            "subject": "Laporan Mingguan Desk Pilkada Kota Contoh",
            "classification": "Segera",
            "attachments": "1 (satu) berkas",
            "place": "Contoh",
            "date": date(2024, 11, 25),
            "issued_at": datetime(2024, 11, 25, 3, 15, tzinfo=UTC),
            "addressees": ("Gubernur Provinsi Contoh\nmelalui Kepala Biro Pemerintahan dan Otonomi Daerah",),
            "opening": "Dengan hormat disampaikan laporan Desk Pilkada Kota Contoh untuk masa 18\u201324 November 2024, keadaan "
            "Senin, 25 November 2024, 10.00 WIB, sebagai berikut.",
            "sections": (Section("Dasar", (Points(("Surat Menteri Dalam Negeri Nomor 100.2.7/2944/SJ tanggal 5 Juni 2023.",)),)),),
            "closing": "Demikian dilaporkan. Atas perhatian Bapak diucapkan terima kasih.",
            "signature": signature(),
            "copies": ("Wali Kota Contoh (sebagai laporan)", "Ketua KPU Kota Contoh"),
            **changes,
        }
    )


def district_table(count=40):
    rows = tuple(
        (f"Kecamatan {name}", 61 + 7 * place % 97, 18_204 + 431 * place, Decimal(100 - place % 9) - Decimal(place) / 8, place * 3 % 5)
        for place, name in enumerate(district_names(count))
    )
    total = ("Jumlah", sum(row[1] for row in rows), sum(row[2] for row in rows), None, sum(row[4] for row in rows))
    columns = (
        Column("Kecamatan"),
        Column("TPS", numeric=True),
        Column("DPT", numeric=True),
        Column("Logistik diterima (persen)", numeric=True, decimals=2),
        Column("Kejadian", numeric=True),
    )
    return Table("Rekap per kecamatan", columns, rows, total)


def district_names(count):
    firsts = ("Sukamaju", "Tanjung", "Cibeureum", "Karang", "Lembah", "Muara", "Panggung", "Rawa")
    seconds = ("Utara", "Selatan", "Timur", "Barat", "Tengah")
    return [f"{firsts[place % 8]} {seconds[place // 8 % 5]}" + (f" {place // 40 + 1}" if place >= 40 else "") for place in range(count)]


def long_letter(*, districts=40, per_heading=4, **changes):
    names = district_names(districts)
    sections = []
    for place, heading in enumerate(HEADINGS):
        texts = [
            Paragraph(
                f"{FACTS[(place + number) % len(FACTS)]} ({place * per_heading + number + 1}).",
                author=f"Kecamatan {names[(place * per_heading + number) % districts]}",
            )
            for number in range(per_heading)
        ]
        blocks = (
            (Subheading("Keamanan"), *texts) if place == 1 else (*texts, district_table(districts)) if place in {3, 6} else tuple(texts)
        )
        sections.append(Section(heading, blocks))
    return letter(sections=tuple(sections), **changes)


def photo(**changes):
    return Photo(
        **{"content": picture(), "caption": "Apel gelar pasukan di lapangan kecamatan", "source": "Kecamatan Sukamaju Utara", **changes}
    )
