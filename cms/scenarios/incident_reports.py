"""Incident reports of a simulation: the cases an officer sends at any time. Nobody in them exists."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from .narratives import Answers, Office, local_minute


@dataclass(frozen=True)
class Case:
    """One report. ``days_ago``: when it happened; ``outcome``: accept, return or "" (still waits for the desk)."""

    days_ago: int
    hour: int
    outcome: str
    answers: dict[str, Any]
    return_reason: str = ""


CASES = (
    Case(
        19,
        15,
        "accept",
        {
            "kind": "ketertiban_kampanye",
            "title": "Baliho pasangan calon roboh menutup trotoar",
            "chronology": "Hujan disertai angin merobohkan baliho pasangan calon di tepi jalan sehingga trotoar tertutup. Linmas memasang "
            "pembatas, lalu pengurus lingkungan menghubungi tim kampanye dan Panwascam.",
            "severity": "rendah",
            "actor_kind": "tim_paslon",
            "to_bawaslu": False,
            "action_taken": "Trotoar dibersihkan pada hari yang sama dan titik pemasangan dilaporkan kepada Panwascam.",
            "status": "selesai",
            "has_decision": False,
        },
    ),
    Case(
        12,
        9,
        "accept",
        {
            "kind": "netralitas_asn",
            "title": "Unggahan media sosial pegawai diduga mendukung pasangan calon",
            "chronology": "Warga menyampaikan tangkapan layar akun media sosial yang diduga milik pegawai dan memuat ajakan memilih salah satu "
            "pasangan calon. Kebenaran akun belum dipastikan dan tangkapan layar disimpan posko.",
            "severity": "sedang",
            "actor_kind": "asn",
            "actor_agency": "Perangkat daerah (rekaan)",
            "actor_position": "Pelaksana",
            "neutrality_class": "kode_etik",
            "neutrality_act": "interaksi_media_sosial",
            "to_bawaslu": False,
            "action_taken": "Atasan langsung diminta melakukan klarifikasi. Temuan disampaikan kepada Inspektorat untuk diteliti.",
            "status": "diverifikasi",
        },
    ),
    Case(
        5,
        6,
        "accept",
        {
            "kind": "bencana",
            "title": "Genangan air di dua calon lokasi TPS",
            "chronology": "Hujan lebat sejak malam menyebabkan genangan setinggi empat puluh sentimeter di dua calon lokasi TPS. Air surut "
            "menjelang siang. Lurah bersama KPPS menyiapkan lokasi cadangan di balai warga.",
            "severity": "tinggi",
            "victims_displaced": 0,
            "losses": "Tidak ada kerugian logistik.",
            "action_taken": "BPBD memasang pompa. Usul lokasi cadangan disampaikan kepada PPK; keputusan pemindahan ada pada KPU.",
            "status": "ditangani",
            "has_decision": False,
        },
    ),
    Case(
        2,
        13,
        "return",
        {
            "kind": "politik_uang",
            "title": "Dugaan pembagian bahan pokok disertai kartu nama calon",
            "chronology": "Pengurus RW menerima kabar pembagian bahan pokok di sebuah rumah warga. Saat didatangi kegiatan telah selesai dan "
            "belum ada saksi yang bersedia memberi keterangan.",
            "severity": "sedang",
            "actor_kind": "tidak_diketahui",
            "to_bawaslu": False,
            "action_taken": "Panwascam dihubungi melalui telepon dan akan melakukan penelusuran.",
            "status": "baru",
        },
        "Mohon lengkapi waktu kejadian yang lebih tepat dan keterangan saksi bila sudah ada.",
    ),
    Case(
        1,
        8,
        "",
        {
            "kind": "logistik",
            "title": "Sebagian bilik suara diterima dalam keadaan lembap",
            "chronology": "Pada saat bongkar muat di gudang kecamatan ditemukan tujuh bilik suara yang lembap karena terpal kendaraan bocor. "
            "Bilik dipisahkan, difoto, dan dicatat bersama PPK serta Panwascam.",
            "severity": "sedang",
            "losses": "Tujuh bilik suara menunggu penggantian.",
            "action_taken": "Bilik dipisahkan dan permintaan penggantian disampaikan kepada KPU melalui PPK.",
            "status": "baru",
        },
    ),
)


def case_answers(random: Random, office: Office, case: Case, occurred: datetime) -> Answers:
    """The report of a case by this office; it came to be known half an hour later."""
    return {
        **case.answers,
        "occurred_at": local_minute(occurred),
        "known_at": local_minute(occurred + timedelta(minutes=30)),
        "place": _place(random, office),
        "polling_station": random.choice(office.stations),
        "source": "perangkat_daerah",
        "credibility": random.choice(("terverifikasi", "sebagian")),
        "classification": "terbatas",
    }


def _place(random: Random, office: Office) -> str:
    place = random.choice(office.places)
    return place if place == office.title else f"{place}, {office.title}"
