"""Packs: forms as data files that travel between installations. The shape is in docs/form-definition.md."""

import json
from collections.abc import Mapping
from json import JSONDecodeError
from pathlib import Path
from typing import Any

from .constants import Family, FormKind
from .editing import SECTION_SETTINGS
from .errors import PackRefused
from .question_settings import QUESTION_DEFAULTS, defaults

PACK_SCHEMA = 1
TRY_ANOTHER_FILE = "Pilih berkas .json dari “Unduh paket” pada sebuah formulir."
STARTER_PACKS = Path(__file__).parent / "packs"
SECTION_DEFAULTS = {"help": "", "shown_if": None, "weight": None, "critical": False, "responsible": ""}


def starter_pack_names() -> list[str]:
    """Names of the packs that ship with the project, without their ending."""
    return sorted(path.stem for path in STARTER_PACKS.glob("*.json"))


def starter_pack(name: str) -> dict[str, Any]:
    """A pack that ships with the project."""
    return read_pack_text((STARTER_PACKS / f"{name}.json").read_text(encoding="utf-8"))


def read_pack_text(text: str) -> dict[str, Any]:
    """The pack in a file. Raises ``PackRefused`` with what is wrong with the file."""
    try:
        data = json.loads(text)
    except JSONDecodeError as error:
        at = f"berhenti dapat dibaca pada baris {error.lineno}, huruf ke-{error.colno}"
        raise PackRefused(f"Berkas bukan paket formulir yang utuh: isinya {at}. {TRY_ANOTHER_FILE}") from error
    return checked_pack(data)


def checked_pack(data: Any) -> dict[str, Any]:
    """``data`` when it has the shape of a pack; what it says about questions is checked by compiling."""
    if not isinstance(data, dict) or data.get("pack") != PACK_SCHEMA or not isinstance(data.get("definition"), dict):
        raise PackRefused(f"Berkas bukan paket formulir Desk Pilkada, atau dibuat oleh versi yang lebih baru. {TRY_ANOTHER_FILE}")
    definition = data["definition"]
    for name in ("key", "title"):
        if not isinstance(definition.get(name), str) or not definition[name].strip():
            raise PackRefused(f"Paket formulir tidak menyebut “{name}”. Ekspor ulang paketnya.")
    if definition.get("kind", FormKind.REPORT) not in FormKind.values:
        raise PackRefused(f"Jenis formulir “{definition['kind']}” tidak dikenal.")
    _check_sections(definition)
    return data


def _check_sections(definition: Mapping[str, Any]) -> None:
    for section in _list_of_objects(definition.get("sections"), "bagian"):
        for question in _list_of_objects(section.get("questions"), "pertanyaan"):
            _check_question(question)
            for inner in _list_of_objects(question.get("questions"), "pertanyaan"):
                _check_question(inner)
    _list_of_objects(definition.get("checks"), "pemeriksaan")


def _check_question(question: Mapping[str, Any]) -> None:
    if question.get("type") not in Family.values:
        raise PackRefused(f"Jenis pertanyaan “{question.get('type')}” pada “{question.get('key')}” tidak dikenal.")


def _list_of_objects(value: Any, word: str) -> list[dict[str, Any]]:
    if value is None:
        return []
    if not isinstance(value, list) or any(not isinstance(entry, dict) for entry in value):
        raise PackRefused(f"Daftar {word} di dalam paket rusak. Ekspor ulang paketnya.")
    return value


def slim_definition(definition: Mapping[str, Any]) -> dict[str, Any]:
    """A definition as a pack carries it: no order, no derived destinations, no settings that equal their defaults."""
    return {
        "key": definition["key"],
        "title": definition["title"],
        "summary": definition.get("summary", ""),
        "kind": definition["kind"],
        "sections": [_slim_section(section) for section in definition["sections"]],
        "checks": [{name: value for name, value in check.items() if value is not None} for check in definition["checks"]],
    }


def _slim_section(section: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: section.get(name) for name in ("id", *SECTION_SETTINGS) if name in section}
    slim = {name: value for name, value in kept.items() if name not in SECTION_DEFAULTS or value != SECTION_DEFAULTS[name]}
    return {**slim, "questions": [_slim_question(question) for question in section["questions"]]}


def _slim_question(question: Mapping[str, Any]) -> dict[str, Any]:
    family = question["type"]
    usual = {**QUESTION_DEFAULTS, **defaults(family)}
    slim = {name: value for name, value in question.items() if name not in usual or value != usual[name]}
    if slim.get("choice_list"):
        slim.pop("choices", None)
    else:
        slim.pop("choice_list", None)
    for name in ("choices", "rows", "columns"):
        if isinstance(slim.get(name), list):
            slim[name] = [{part: value for part, value in entry.items() if value not in ("", None)} for entry in slim[name]]
    if family == Family.REPEAT:
        slim["questions"] = [_slim_question(inner) for inner in question.get("questions", ())]
    return slim
