"""Settings of a definition in plain Indonesian, for comparing versions and reading a form without the editor."""

from collections.abc import Callable, Mapping
from typing import Any

from . import destinations, prefills
from .compile.places import Outline
from .constants import Family, Privacy, ReadinessValue, Required, Severity
from .question_settings import OWN, REGION_LEVELS

EMPTY = "-"
OPERATORS = {
    "filled": "terisi",
    "empty": "kosong",
    "eq": "adalah",
    "ne": "bukan",
    "in": "salah satu dari",
    "not_in": "bukan salah satu dari",
    "has": "memuat",
    "has_not": "tidak memuat",
    "gt": "lebih dari",
    "ge": "paling sedikit",
    "lt": "kurang dari",
    "le": "paling banyak",
}
COMPARISONS = {"eq": "sama dengan", "le": "paling banyak", "ge": "paling sedikit", "lt": "kurang dari", "gt": "lebih dari"}
COMMON_LABELS = {
    "label": "Pertanyaan",
    "help": "Petunjuk",
    "type": "Jenis",
    "key": "Kunci",
    "required": "Wajib",
    "required_if": "Wajib bila",
    "shown_if": "Ditanyakan bila",
    "prefill": "Isian awal",
    "privacy": "Kerahasiaan",
    "feeds": "Jawaban menjadi",
}
SECTION_LABELS = {
    "label": "Nama bagian",
    "help": "Petunjuk",
    "shown_if": "Ditampilkan bila",
    "weight": "Bobot poin",
    "critical": "Poin penentu",
    "responsible": "Penanggung jawab",
}
CHECK_LABELS = {
    "label": "Nama pemeriksaan",
    "message": "Kalimat untuk petugas",
    "severity": "Bila tidak cocok",
    "op": "Perbandingan",
    "left": "Yang diperiksa",
    "right": "Pembanding",
    "rows": "Untuk tiap baris dari",
    "when": "Hanya bila",
}
CODES: dict[str, dict[str, str]] = {
    "measure": {"choice": "ya, sebagian, atau tidak", "number": "jumlah selesai dari sasaran"},
    "evidence": {"none": "tidak diminta", "optional": "boleh dilampirkan", "required": "wajib dilampirkan"},
    "within": {"unit": "wilayah petugas sendiri", "all": "seluruh kabupaten atau kota"},
    "pattern": {"url": "tautan", "phone": "nomor telepon", "nip": "NIP"},
    "levels": REGION_LEVELS,
    "severity": {str(value): str(value.label) for value in Severity},
    "privacy": {str(value): str(value.label) for value in Privacy},
    "required": {str(value): str(value.label) for value in Required},
    "type": {str(value): str(value.label) for value in Family},
    "op": COMPARISONS,
}


class Words:
    """Speaks about one definition: knows the labels of its questions and choices."""

    def __init__(self, definition: Mapping[str, Any]) -> None:
        self.outline = Outline(definition)

    def setting(self, name: str, value: Any) -> str:
        """A setting of a question, section or check in words."""
        if name == "rows" and isinstance(value, str):
            return self.label(value)
        teller = self._tellers().get(name)
        return teller(value) if teller else _plain(name, value)

    def _tellers(self) -> dict[str, Callable[[Any], str]]:
        return {
            **dict.fromkeys(("shown_if", "required_if", "when"), self.condition),
            **dict.fromkeys(("left", "right"), self.terms),
            **dict.fromkeys(("choices", "rows", "columns"), _entries),
            **dict.fromkeys(("feeds", "feeds_rows"), _destination),
            "formula": self.formula,
            "prefill": _prefill,
        }

    def label(self, key: Any) -> str:
        place = self.outline.by_key.get(str(key))
        return f"“{place.question['label']}”" if place else f"“{key}”"

    def condition(self, condition: Any) -> str:
        if not condition:
            return EMPTY
        joiner = " atau " if condition["match"] == "any" else " dan "
        return joiner.join(self._rule(rule) for rule in condition["rules"])

    def _rule(self, rule: Mapping[str, Any]) -> str:
        subject = f"{self.label(rule['question'])} {OPERATORS.get(rule['op'], rule['op'])}"
        if rule["value"] is None:
            return subject
        values = rule["value"] if isinstance(rule["value"], list) else [rule["value"]]
        return f"{subject} {', '.join(self._answer(rule['question'], value) for value in values)}"

    def _answer(self, key: Any, value: Any) -> str:
        if isinstance(value, bool):
            return "ya" if value else "tidak"
        place = self.outline.by_key.get(str(key))
        if place and place.family == Family.READINESS and value in ReadinessValue.values:
            return str(ReadinessValue(value).label)
        choices = place.question.get("choices", ()) if place else ()
        return next((choice["label"] for choice in choices if choice["key"] == value), str(value))

    def terms(self, terms: Any) -> str:
        parts: list[str] = []
        for term in terms or ():
            sign = " - " if term.get("sign") == -1 else " + " if parts else ""
            parts.append(f"{sign}{self._term(term)}")
        return "".join(parts).strip() or EMPTY

    def _term(self, term: Mapping[str, Any]) -> str:
        if "number" in term:
            return str(term["number"])
        if "count" in term:
            where = f" dengan {self.condition(term['where'])}" if term.get("where") else ""
            return f"banyaknya {self.label(term['count'])}{where}"
        column = f" kolom {term['column']}" if term.get("column") else ""
        return f"{self.label(term['question'])}{column}"

    def formula(self, formula: Any) -> str:
        if not formula:
            return EMPTY
        if formula["op"] == "sum":
            return self.terms(formula["terms"])
        if formula["op"] == "percent":
            return f"persen dari ({self.terms(formula['part'])}) terhadap ({self.terms(formula['whole'])})"
        if formula["op"] == "days_after":
            return f"{formula['days']} hari setelah {self.label(formula['question'])}"
        return "semua terisi: " + ", ".join(self.label(key) for key in formula["questions"])


def setting_label(family: str, name: str) -> str:
    """The word admins know a setting of a question by."""
    own = OWN.get(family, {}).get(name)
    return own.label if own else COMMON_LABELS.get(name, name)


def _entries(value: Any) -> str:
    return "; ".join(_entry(entry) for entry in value or ()) or EMPTY


def _entry(entry: Mapping[str, Any]) -> str:
    limits = [
        f"{word} {entry[name]}" for name, word in (("min", "paling sedikit"), ("max", "paling banyak")) if entry.get(name) is not None
    ]
    return f"{entry['label']} ({', '.join(limits)})" if limits else str(entry["label"])


def _prefill(value: Any) -> str:
    if not value:
        return EMPTY
    if value["source"] == "last":
        return "laporan terakhir yang diterima"
    if value["source"] == "constant":
        return f"nilai tetap {_plain('', value.get('value'))}"
    source = prefills.find(value["source"])
    return str(source.label) if source else str(value["source"])


def _destination(value: Any) -> str:
    if not value:
        return EMPTY
    key, _, name = str(value).partition(".")
    destination = destinations.find(key)
    if destination is None:
        return str(value)
    attribute = destination.attribute(name) if name else None
    return f"{destination.label}: {attribute.label or attribute.name}" if attribute else str(destination.label)


def _plain(name: str, value: Any) -> str:
    if value is None or value in ("", []):
        return EMPTY
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    codes = CODES.get(name, {})
    if isinstance(value, list):
        return ", ".join(codes.get(str(item), str(item)) for item in value)
    return codes.get(str(value), str(value))
