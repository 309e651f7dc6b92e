"""Starter packs compiled without a database, and controls that fill them completely."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from forms_config.compile import compile_definition
from forms_config.families import FileFacts
from forms_config.intake import Reading, read
from forms_config.packing import starter_pack
from forms_config.prefills import FillContext

CONTEXT = FillContext(
    unit_code="32.71.01",
    unit_name="Kecamatan Bogor Selatan",
    timezone="Asia/Jakarta",
    now=datetime(2024, 11, 25, 3, 42, tzinfo=UTC),
    period=(date(2024, 11, 18), date(2024, 11, 24)),
)
PHOTO = "6f1f0a52-0000-4000-8000-000000000001"
DOCUMENT = "6f1f0a52-0000-4000-8000-000000000002"
FILES = {PHOTO: FileFacts(key="evidence", kind="photo"), DOCUMENT: FileFacts(key="decision_file", kind="file")}


@lru_cache
def pack(name: str) -> dict[str, Any]:
    """The compiled definition of a starter pack."""
    data = starter_pack(name)
    lists = {choice_list["key"]: choice_list["choices"] for choice_list in data["choice_lists"]}
    definition = data["definition"]
    sections = [
        section | {"questions": [_filled(question, lists) for question in section["questions"]]} for section in definition["sections"]
    ]
    return compile_definition(definition | {"sections": sections})


def _filled(question: dict[str, Any], lists: Mapping[str, Any]) -> dict[str, Any]:
    filled = dict(question)
    if "choice_list" in question:
        filled["choices"] = lists[question["choice_list"]]
    if "questions" in question:
        filled["questions"] = [_filled(inner, lists) for inner in question["questions"]]
    return filled


def answer(name: str, base: Mapping[str, str], *changes: Mapping[str, str], files_key: str = "") -> Reading:
    """What reading the controls gives; a change to "" empties a control. ``files_key``: question that ``PHOTO`` was uploaded for."""
    controls = dict(base)
    for change in changes:
        controls |= change
    raw = {control: [text] for control, text in controls.items() if text}
    files = {PHOTO: FileFacts(key=files_key, kind="photo")} if files_key else FILES
    return read(pack(name), raw, CONTEXT, files=files)


SITUATION = {
    "period_kind": "mingguan",
    "period_start": "2024-11-18",
    "period_end": "2024-11-24",
    "is_nil": "tidak",
    "general_condition": "Tahapan berjalan lancar di semua kelurahan.",
    "situation": "kondusif",
    **{f"cond_{field}": "Tidak ada hal menonjol." for field in ("ideology", "politics", "economy", "social", "security")},
    "stages-0-stage": "Masa tenang",
    "stages-0-stage_progress": "40",
    "logistics_status": "lengkap",
    "source": "perangkat_daerah",
    "classification": "terbatas",
    "signed_by": "Agus Pratama",
    "signed_position": "Camat",
}
INCIDENT_ROW = {
    "incidents-0-incident_kind": "bencana",
    "incidents-0-incident_title": "Genangan di TPS 014",
    "incidents-0-incident_occurred_at": "2024-11-24T02:05",
    "incidents-0-incident_severity": "sedang",
}
RISK = {
    "risks-0-risk_category": "penyelenggaraan",
    "risks-0-risk_description": "Sebelas TPS rawan genangan.",
    "risks-0-risk_level": "tinggi",
    "risks-0-risk_location": "Kelurahan Bondongan",
}
ANTICIPATION = {
    "anticipations-0-anticipation_action": "Menyiapkan lokasi cadangan",
    "anticipations-0-anticipation_agency": "BPBD",
    "anticipations-0-anticipation_due": "2024-11-26",
    "anticipations-0-anticipation_status": "berjalan",
}
INCIDENT = {
    "kind": "bencana",
    "title": "Genangan di TPS 014 Kelurahan Genteng",
    "chronology": "Air masuk ke tenda TPS 014. Meja dan bilik sudah dipindahkan ke teras balai warga. Logistik aman.",
    "severity": "sedang",
    "occurred_at": "2024-11-25T02:05",
    "known_at": "2024-11-25T02:10",
    "place": "Balai warga RW 03",
    "source": "perangkat_daerah",
    "credibility": "terverifikasi",
    "action_taken": "Memindahkan peralatan.",
    "status": "baru",
    "has_decision": "tidak",
    "classification": "terbatas",
}
VIOLATION = {
    "kind": "netralitas_asn",
    "to_bawaslu": "tidak",
    "actor_kind": "asn",
    "actor_agency": "Dinas Contoh",
    "neutrality_class": "kode_etik",
    "neutrality_act": "kampanye_daring",
}
REPORTER = {"reporter_name": "Warga Rekaan", "reporter_contact": "0251 000 0000", "reporter_address": "Jalan Rekaan 1"}
FORWARDED = {"forwarded_to-0-forward_body": "bawaslu", "forwarded_to-0-forward_date": "2024-11-25"}
PROPOSAL = {
    "kind": "announcement",
    "title": "Layanan perekaman KTP-el buka pada hari Sabtu",
    "text": "Kecamatan Bogor Selatan membuka layanan perekaman KTP-el di aula kecamatan pada hari Sabtu pukul 08.00 sampai 12.00 WIB.",
    "contact_name": "Agus Pratama",
    "contact_position": "Kepala Seksi Pemerintahan",
    "contact_phone": "0251 000 0000",
}
