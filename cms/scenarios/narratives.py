"""What officers of a simulation write: answers of the starter forms in plausible Indonesian, drawn from a seeded generator.

Answers are canonical (docs/form-definition.md); places and polling stations are real codes of the unit, people invented.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from . import phrases

Answers = dict[str, Any]
DAYS_OF_A_WEEK = 7

RISKS = (
    (
        "penyelenggaraan",
        "Beberapa lokasi TPS tergenang saat hujan lebat",
        "tinggi",
        "Meninggikan alas TPS dan menyiapkan lokasi cadangan",
        "BPBD",
    ),
    (
        "penyelenggaraan",
        "Jaringan seluler lemah di sebagian TPS",
        "sedang",
        "Menyusun cara pelaporan luring dan titik kirim terdekat",
        "Diskominfo",
    ),
    ("kontestasi", "Potensi gesekan pendukung saat rapat umum", "sedang", "Mengatur jalur kedatangan massa bersama Polsek", "Satpol PP"),
    (
        "konteks_sosial_politik",
        "Pesan berantai bernada SARA beredar di grup warga",
        "tinggi",
        "Menyebarkan klarifikasi melalui ketua RT dan RW",
        "Diskominfo",
    ),
    (
        "partisipasi",
        "Pemilih pekerja luar kota belum mengetahui lokasi TPS",
        "rendah",
        "Menyampaikan lokasi TPS melalui grup RT dan RW",
        "Kecamatan",
    ),
)
INCIDENT_ROWS = (
    (
        "bencana",
        "Pohon tumbang menutup akses ke calon lokasi TPS",
        "sedang",
        "Pohon telah disingkirkan BPBD dan warga; akses terbuka kembali.",
    ),
    (
        "ketertiban_kampanye",
        "Alat peraga kampanye dipasang di pagar sekolah",
        "rendah",
        "Dilaporkan kepada Panwascam; pemasang diminta memindahkan.",
    ),
    (
        "gangguan_keamanan",
        "Perselisihan mulut antarpendukung di warung kopi",
        "rendah",
        "Dilerai Linmas dan Bhabinkamtibmas; para pihak berdamai.",
    ),
    (
        "bencana",
        "Genangan setinggi mata kaki di jalan menuju gudang logistik",
        "sedang",
        "Pompa dipasang; logistik dipindahkan ke rak atas.",
    ),
    ("kejadian_menonjol", "Aliran listrik padam di kantor kecamatan", "rendah", "Genset dinyalakan; aliran pulih dalam dua jam."),
    ("logistik", "Truk pengangkut kotak suara mogok di jalan menanjak", "rendah", "Muatan dipindahkan ke truk cadangan dengan pengawalan."),
    (
        "ketertiban_kampanye",
        "Pawai kendaraan melewati batas waktu yang diberitahukan",
        "rendah",
        "Koordinator lapangan ditegur; rombongan bubar sebelum magrib.",
    ),
    ("bencana", "Longsoran kecil menutup satu lajur jalan desa", "sedang", "Alat berat dikerahkan; jalur dibuka bergantian."),
    ("gangguan_keamanan", "Kaca posko relawan pecah dilempar orang tak dikenal", "sedang", "Olah tempat kejadian dilakukan kepolisian."),
    (
        "kejadian_menonjol",
        "Antrean panjang saat perekaman KTP-el keliling",
        "rendah",
        "Dukcapil menambah satu alat rekam dan memperpanjang jam layanan.",
    ),
    (
        "bencana",
        "Angin kencang merusak atap balai yang akan dipakai sebagai TPS",
        "tinggi",
        "Atap ditutup terpal; lokasi cadangan disiapkan.",
    ),
    (
        "ketertiban_kampanye",
        "Pengeras suara kampanye dikeluhkan warga dekat rumah sakit",
        "rendah",
        "Panggung digeser dan volume dikurangi.",
    ),
)
TOPICS = ("Lokasi TPS dan tata cara memilih", "Hak pilih penyandang disabilitas", "Menolak politik uang", "Bijak bermedia sosial")
TARGETS = ("pemilih pemula", "kader PKK dan posyandu", "pengurus RT dan RW", "pengurus rumah ibadah")


@dataclass(frozen=True)
class Office:
    """Who writes: the unit, its head and what lies in it.

    ``places``: what its reports name, the parts one level below it. ``stations``: codes of some of its polling stations.
    """

    code: str
    title: str
    writer: str
    position: str
    places: tuple[str, ...]
    villages: int
    stations: tuple[str, ...]
    zone: ZoneInfo


def row_id(random: Random) -> str:
    return str(UUID(int=random.getrandbits(128), version=4))


def told(random: Random, sentences: Sequence[str], office: Office, week: tuple[date, date]) -> str:
    """One of the sentences, about a place of this office: neighbours never tell the same in one week, nor an office twice in a row."""
    turn = int(office.code[-2:]) + week[0].toordinal() // DAYS_OF_A_WEEK
    return _filled(random, sentences[turn % len(sentences)], office, random.choice(office.places))


def _filled(random: Random, sentence: str, office: Office, place: str) -> str:
    terms = phrases.TERMS[len(office.code.split("."))]
    return sentence.format(unit=office.title, village=place, count=random.randint(4, 40), **terms)


def signed(office: Office) -> Answers:
    return {"source": "perangkat_daerah", "classification": "terbatas", "signed_by": office.writer, "signed_position": office.position}


def nil_report(random: Random, office: Office, week: tuple[date, date]) -> Answers:
    """A weekly report that has nothing to tell but how it stands."""
    return {**period(week), "is_nil": True, "general_condition": told(random, phrases.NIL, office, week), **signed(office)}


def period(week: tuple[date, date]) -> Answers:
    return {"period_kind": "mingguan", "period_start": week[0].isoformat(), "period_end": week[1].isoformat()}


def situation_report(
    random: Random, office: Office, week: tuple[date, date], *, stages: list[Answers], weeks_left: int, trouble: int | None
) -> Answers:
    """A full weekly report. ``weeks_left``: to the current week, it decides how far logistics are. ``trouble``: which of
    the incidents it tells of, if any."""
    answers = {
        **period(week),
        "is_nil": False,
        "general_condition": told(random, phrases.GENERAL, office, week),
        "situation": "kondusif" if trouble is None else "perlu_perhatian",
        **{key: told(random, texts, office, week) for key, texts in phrases.CONDITIONS.items()},
        "stages": stages,
        **_logistics(random, office, week, weeks_left),
        **_risks(random, office, week),
        **_social_media(random, office, week),
        "violation_counts": {"kampanye": {"found": random.randint(1, 4), "forwarded": 1}},
        "violations_summary": told(random, phrases.VIOLATIONS, office, week),
        "socialization": [_socialization(random, week) for _number in range(random.randint(1, 2))],
        **signed(office),
    }
    if trouble is not None:
        answers["incidents"] = [_incident_row(random, office, week, trouble)]
        answers["recommendations"] = told(random, phrases.RECOMMENDATIONS, office, week)
    return answers


def _logistics(random: Random, office: Office, week: tuple[date, date], weeks_left: int) -> Answers:
    status = {1: "lengkap", 2: "sebagian", 3: "sebagian"}.get(weeks_left, "belum")
    if status not in phrases.LOGISTICS:
        return {"logistics_status": status}
    return {"logistics_status": status, "logistics_note": told(random, phrases.LOGISTICS[status], office, week)}


def _risks(random: Random, office: Office, week: tuple[date, date]) -> Answers:
    chosen = random.sample(RISKS, random.randint(1, 2))
    return {
        "risks": [
            {
                "id": row_id(random),
                "answers": {
                    "risk_category": category,
                    "risk_description": f"{description}.",
                    "risk_level": level,
                    "risk_location": random.choice(office.places),
                },
            }
            for category, description, level, _action, _agency in chosen
        ],
        "anticipations": [
            {
                "id": row_id(random),
                "answers": {
                    "anticipation_action": action,
                    "anticipation_agency": agency,
                    "anticipation_due": (week[1] + timedelta(days=random.randint(3, 9))).isoformat(),
                    "anticipation_status": random.choice(("direncanakan", "berjalan", "selesai")),
                },
            }
            for _category, _description, _level, action, agency in chosen
        ],
    }


def _social_media(random: Random, office: Office, week: tuple[date, date]) -> Answers:
    issues = random.randint(0, 3)
    contents = issues * random.randint(2, 5)
    return {
        "social_media_issues": issues,
        "social_media_contents": contents,
        "social_media_takedowns": contents // 3,
        "social_media_summary": told(random, phrases.SOCIAL_MEDIA, office, week) if issues else "Tidak ada isu menonjol.",
    }


def _socialization(random: Random, week: tuple[date, date]) -> Answers:
    return {
        "id": row_id(random),
        "answers": {
            "socialization_date": (week[0] + timedelta(days=random.randint(0, 5))).isoformat(),
            "socialization_topic": random.choice(TOPICS),
            "socialization_target": random.choice(TARGETS),
            "socialization_participants": random.randint(3, 24) * 5,
        },
    }


def _incident_row(random: Random, office: Office, week: tuple[date, date], trouble: int) -> Answers:
    kind, title, severity, action = INCIDENT_ROWS[trouble % len(INCIDENT_ROWS)]
    happened = datetime.combine(week[0], datetime.min.time(), office.zone) + timedelta(
        days=random.randint(1, 5), hours=random.randint(7, 20)
    )
    place = random.choice(office.places)
    return {
        "id": row_id(random),
        "answers": {
            "incident_kind": kind,
            "incident_title": title,
            "incident_occurred_at": local_minute(happened),
            "incident_place": place,
            "incident_polling_station": random.choice(office.stations),
            "incident_severity": severity,
            "incident_chronology": _filled(random, random.choice(phrases.CHRONOLOGIES), office, place),
            "incident_action": action,
        },
    }


def local_minute(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")
