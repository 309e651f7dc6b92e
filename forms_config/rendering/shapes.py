"""What each family adds to its item: choices, limits in words, units, files kept, totals of a table. One function per shape."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ..constants import Family, ReadinessValue
from ..families.base import Raw, first, short
from ..families.evidence import MOST_FILES, MOST_PHOTOS
from ..families.quantities import whole_in
from ..families.texts import LONG_LENGTH, SHORT_LENGTH
from ..families.times import DATE, MOMENT, ZONES, day_words, real
from .pieces import KeptFile, html_id
from .references import OptionsOf

MOST_CARDS = 7  # more choices than this become a list to pick from
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
READINESS_LOOK = {
    ReadinessValue.YES: ("ok", "full"),
    ReadinessValue.PARTLY: ("warn", "half"),
    ReadinessValue.NO: ("bad", "empty"),
    ReadinessValue.NOT_APPLICABLE: ("mute", "nil"),
}
SENTENCE = re.compile(r"[^.]+(?:\.\d+[^.]*)*\.")
FIGURE = re.compile(r"\d[\d.]*\d|\d|[A-Z]{3,}")
TEXT_INPUT = {None: ("text", "", ""), "url": ("url", "url", "url"), "phone": ("tel", "tel", "tel"), "nip": ("text", "numeric", "off")}


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    html_id: str
    chosen: bool
    description: str = ""
    tone: str = ""
    icon: str = ""


@dataclass(frozen=True)
class Part:
    """A control of its own inside a composite question: a note, a latitude, a cell."""

    control: str
    value: str
    error: str
    label: str = ""

    @property
    def html_id(self) -> str:
        return html_id(self.control)

    @property
    def described_by(self) -> str:
        return f"{self.html_id}-e" if self.error else ""


@dataclass(frozen=True)
class Workbench:
    """What the shapes look at: the controls, the errors by control, the files and the references."""

    raw: Raw
    errors: Mapping[str, str]
    files: Mapping[str, KeptFile]
    options: OptionsOf
    offset: str
    display: Callable[[str], str]  # words of a computed value by its path; empty when there is none

    def part(self, control: str, label: str = "") -> Part:
        return Part(control, first(self.raw, control), self.errors.get(control, ""), label)

    def kept(self, control: str) -> list[KeptFile]:
        return [self.files[uuid] for uuid in self.raw.get(f"{control}-kept", ()) if uuid in self.files]


Question = Mapping[str, Any]
Shape = Callable[[Question, str, str, Workbench], dict[str, Any]]  # question, control, path, bench


def facts_of(question: Question, control: str, path: str, bench: Workbench) -> dict[str, Any]:
    shape = SHAPES.get(question["type"])
    facts = shape(question, control, path, bench) if shape else {}
    if facts.get("hint"):
        facts["hint"] = " ".join(sentence for sentence in SENTENCE.findall(facts["hint"]) if not _told_already(sentence, question))
    return facts


def _told_already(sentence: str, question: Question) -> bool:
    """Whether the admin's own help names every figure and kind of our sentence."""
    wanted = FIGURE.findall(sentence)
    return bool(wanted) and all(word in (question.get("help") or "") for word in wanted)


def template_of(question: Question) -> str:
    return f"forms_config/fill/families/{question['type']}.html"


def _short_text(question: Question, control: str, path: str, bench: Workbench) -> dict[str, Any]:
    kind, mode, autocomplete = TEXT_INPUT[question.get("pattern")]
    return {"kind": kind, "inputmode": mode, "autocomplete": autocomplete, "max_length": question.get("max_length") or SHORT_LENGTH}


def _long_text(question: Question, control: str, path: str, bench: Workbench) -> dict[str, Any]:
    most, least = question.get("max_length") or LONG_LENGTH, question.get("min_length") or 0
    hint = f"Paling sedikit {short(least)} huruf." if least > 1 else ""
    text = first(bench.raw, control)
    return {"max_length": most, "hint": hint, "count": f"{short(len(text))} dari {short(most)} huruf"}


def _limits(lowest: Any, highest: Any) -> str:
    """Limits in words; from 0 up needs none."""
    if highest is not None and lowest not in {None, 0, "0"}:
        return f"Antara {_figure(lowest)} dan {_figure(highest)}."
    if highest is not None:
        return f"Paling banyak {_figure(highest)}."
    return f"Paling sedikit {_figure(lowest)}." if lowest not in {None, 0, "0"} else ""


def _figure(number: Any) -> str:
    return short(number) if isinstance(number, int) else str(number).replace(".", ",")


def _number(question: Question, control: str, path: str, bench: Workbench) -> dict[str, Any]:
    lowest = question.get("min", 0 if question["type"] == Family.WHOLE_NUMBER else None)
    signed = lowest is None or str(lowest).startswith("-")  # the numeric keyboard of a phone has no minus
    mode = "text" if signed else "numeric" if question["type"] == Family.WHOLE_NUMBER else "decimal"
    return {"inputmode": mode, "hint": _limits(lowest, question.get("max")), "unit": question.get("unit") or ""}


def _choices(keys: list[tuple[str, str, str, str, str]], control: str, bench: Workbench) -> list[Choice]:
    chosen = set(bench.raw.get(control, ()))
    return [
        Choice(value, label, html_id(control) + (f"-{place}" if place else ""), value in chosen, description, tone, icon)
        for place, (value, label, description, tone, icon) in enumerate(keys)
    ]


def _offered(question: Question, control: str, path: str, bench: Workbench) -> dict[str, Any]:
    keys = [
        (choice["key"], choice["label"], choice.get("description") or "", choice.get("tone") or "", choice.get("icon") or "")
        for choice in question["choices"]
    ]
    choices = _choices(keys, control, bench)
    tiles = len(choices) > 3 and all(choice.icon and not choice.description for choice in choices)  # noqa: PLR2004 - a row of three needs no grid
    many = question["type"] == Family.MANY_CHOICES
    return {
        "choices": choices,
        "tiles": tiles,
        "pick": len(choices) > MOST_CARDS and not many and not tiles,
        "hint": _how_many(question) if many else "",
    }


def _how_many(question: Question) -> str:
    fewest, most = question.get("min_choices") or 0, question.get("max_choices")
    if fewest > 1 and most:
        return f"Pilih {fewest} sampai {most}."
    if most:
        return f"Pilih paling banyak {most}."
    return f"Pilih paling sedikit {fewest}." if fewest > 1 else "Boleh memilih lebih dari satu."


def _yes_no(question: Question, control: str, path: str, bench: Workbench) -> dict[str, Any]:
    return {"choices": _choices([("ya", "Ya", "", "", ""), ("tidak", "Tidak", "", "", "")], control, bench)}


def _scale(question: Question, control: str, path: str, bench: Workbench) -> dict[str, Any]:
    lowest, highest = question.get("min", 1), question.get("max", 5)
    keys = [(str(number), str(number), "", "", "") for number in range(lowest, highest + 1)]
    ends = [f"{end} = {label}" for end, label in ((lowest, question.get("min_label")), (highest, question.get("max_label"))) if label]
    return {"choices": _choices(keys, control, bench), "hint": ", ".join(ends) + "." if ends else ""}


def _readiness(question: Question, control: str, path: str, bench: Workbench) -> dict[str, Any]:
    number = question.get("measure") == "number"
    values = [ReadinessValue.NOT_APPLICABLE] if number else list(ReadinessValue)
    keys = [(str(value), str(value.label), "", *READINESS_LOOK[value]) for value in values]
    evidence = question.get("evidence") or "none"
    unit = question.get("unit") or ""
    return {
        "number": number,
        "choices": _choices(keys, control, bench),
        "done": bench.part(f"{control}-done", "Sudah tercapai"),
        "target": bench.part(f"{control}-target", "Seharusnya"),
        "note": bench.part(f"{control}-note", "Catatan"),
        "due": bench.part(f"{control}-due", "Target selesai"),
        "unit": unit,
        "evidence": evidence,
        "evidence_part": bench.part(f"{control}-evidence", "Bukti"),
        "kept": bench.kept(f"{control}-evidence") if evidence != "none" else [],
        "hint": "“Ya” memerlukan bukti: surat atau foto." if evidence == "required" else "",
        "open": first(bench.raw, control) in {ReadinessValue.PARTLY, ReadinessValue.NO},
    }


def _moment(question: Question, control: str, path: str, bench: Workbench) -> dict[str, Any]:
    text = first(bench.raw, control)
    match = MOMENT.match(text) or DATE.match(text)
    day = real(date.fromisoformat, text[:10]) if match else None
    echo = f"{WEEKDAYS[day.weekday()]}, {day_words(day)}" if day else ""
    zone = ZONES.get(bench.offset, bench.offset)
    if echo and question["type"] == Family.DATETIME and len(text) > 10:  # noqa: PLR2004 - length of an ISO day
        echo += f", {text[11:16].replace(':', '.')} {zone}"
    return {"echo": echo, "zone": zone, "min": question.get("min") or "", "max": question.get("max") or ""}


def _reference(question: Question, control: str, path: str, bench: Workbench) -> dict[str, Any]:
    return {"options": bench.options(question, first(bench.raw, control))}


def _gps(question: Question, control: str, path: str, bench: Workbench) -> dict[str, Any]:
    return {
        "lat": bench.part(f"{control}-lat", "Lintang"),
        "lon": bench.part(f"{control}-lon", "Bujur"),
        "accuracy": bench.part(f"{control}-accuracy"),
    }


def _files(question: Question, control: str, path: str, bench: Workbench) -> dict[str, Any]:
    photos = question["type"] == Family.PHOTOS
    most = question.get("max_files") or (MOST_PHOTOS if photos else MOST_FILES)
    kinds = [f".{kind.lower().lstrip('.')}" for kind in question.get("kinds") or ()]
    hint = f"Paling banyak {most} {'foto' if photos else 'berkas'}."
    if kinds:
        hint += f" Jenis: {', '.join(kind.lstrip('.').upper() for kind in kinds)}."
    return {"kept": bench.kept(control), "most": most, "hint": hint, "accept": ",".join(kinds)}


def _table(question: Question, control: str, path: str, bench: Workbench) -> dict[str, Any]:
    columns, sums = question["columns"], dict.fromkeys((column["key"] for column in question["columns"]), 0)
    rows = []
    for row in question["rows"]:
        cells = [
            replace(bench.part(f"{control}-{row['key']}-{column['key']}"), label=f"{row['label']}, {column['label']}") for column in columns
        ]
        numbers = [whole_in(cell.value) or 0 for cell in cells]
        for column, number in zip(columns, numbers, strict=True):
            sums[column["key"]] += number
        rows.append({"key": row["key"], "label": row["label"], "cells": cells, "sum": short(sum(numbers))})
    return {
        "columns": columns,
        "rows": rows,
        "totals": question.get("totals", True),
        "row_sums": question.get("totals", True) and len(columns) > 1,
        "sums": [(key, short(total)) for key, total in sums.items()],
        "sum": short(sum(sums.values())),
        "errors": [cell for row in rows for cell in row["cells"] if cell.error],
    }


def _computed(question: Question, control: str, path: str, bench: Workbench) -> dict[str, Any]:
    return {"words": bench.display(path)}


SHAPES: dict[str, Shape] = {
    Family.SHORT_TEXT: _short_text,
    Family.LONG_TEXT: _long_text,
    Family.WHOLE_NUMBER: _number,
    Family.DECIMAL: _number,
    Family.YES_NO: _yes_no,
    Family.ONE_CHOICE: _offered,
    Family.MANY_CHOICES: _offered,
    Family.SCALE: _scale,
    Family.READINESS: _readiness,
    Family.DATE: _moment,
    Family.TIME: _moment,
    Family.DATETIME: _moment,
    Family.REGION: _reference,
    Family.POLLING_STATION: _reference,
    Family.AGENCY: _reference,
    Family.PERSON: _reference,
    Family.GPS: _gps,
    Family.PHOTOS: _files,
    Family.FILES: _files,
    Family.TABLE: _table,
    Family.COMPUTED: _computed,
}
