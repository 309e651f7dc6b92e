"""Which question feeds which attribute of which destination, and whether it can."""

from collections.abc import Iterable
from typing import Any

from .. import destinations
from ..constants import Family, Privacy
from ..destinations import CHOICE, CHOICES, DATE, MOMENT, NUMBER, WHOLE, YES_NO, Attribute, Destination
from .places import Findings, Outline, Place

RESULTS = {NUMBER.key: "number", WHOLE.key: "number", YES_NO.key: "yes_no", DATE.key: "date", MOMENT.key: "datetime"}
Target = tuple[str, str]  # destination key, key of the repeat whose rows feed it ("" for the whole entry)


def fits(attribute: Attribute, family: str) -> bool:
    """Whether questions of this family may feed the attribute at all; the editor offers these."""
    return family in attribute.type.families


def derive_destinations(outline: Outline, found: Findings) -> list[dict[str, Any]]:
    """The ``destinations`` of the compiled definition. Reports what cannot be fed as it is mapped."""
    maps: dict[Target, dict[str, Place]] = {}
    for place in outline.places:
        if place.family == Family.REPEAT and place.question["feeds_rows"]:
            _open_rows(place, maps, found)
    for place in outline.places:
        if place.question["feeds"]:
            _feed(place, maps, found, outline)
    _automatic(str(outline.definition["kind"]), maps)
    _only_once(maps, outline, found)
    _required(maps, outline, found)
    return [
        {"key": key, "rows": rows or None, "map": {name: place.key for name, place in mapped.items()}}
        for (key, rows), mapped in sorted(maps.items(), key=lambda entry: bool(entry[0][1]))  # the whole entry before its rows
    ]


def _open_rows(place: Place, maps: dict[Target, dict[str, Place]], found: Findings) -> None:
    key = place.question["feeds_rows"]
    if destinations.find(key) is None:
        found.question(place, "feeds_rows", f"Tujuan “{key}” tidak ada di instalasi ini. Pilih tujuan lain, atau kosongkan.")
        return
    maps.setdefault((key, place.key), {})


def _feed(place: Place, maps: dict[Target, dict[str, Place]], found: Findings, outline: Outline) -> None:
    key, _, name = place.question["feeds"].partition(".")
    destination = destinations.find(key)
    attribute = destination.attribute(name) if destination else None
    if destination is None or attribute is None:
        found.question(place, "feeds", f"Tujuan “{place.question['feeds']}” tidak ada di instalasi ini. Pilih tujuan lain, atau kosongkan.")
        return
    if place.repeat is not None and place.repeat["feeds_rows"] != key:
        found.question(
            place,
            "feeds",
            f"Pertanyaan di dalam isian berulang hanya mengisi tujuan isian berulangnya. Pilih “{destination.label}” pada "
            f"“{place.repeat['label']}”, atau kosongkan.",
        )
        return
    trouble = _mismatch(place, attribute, outline)
    if trouble:
        found.question(place, "feeds", trouble)
    mapped = maps.setdefault((key, place.container), {})
    other = mapped.setdefault(name, place)
    if other is not place:
        found.question(
            place,
            "feeds",
            f"“{attribute.label or name}” sudah diisi oleh pertanyaan “{other.question['label']}”. Kosongkan salah satunya.",
        )


def _mismatch(place: Place, attribute: Attribute, outline: Outline) -> str:
    label = attribute.label or attribute.name
    computed = place.family == Family.COMPUTED
    if not fits(attribute, place.family) or (computed and outline.result(place) != RESULTS.get(attribute.type.key)):
        return f"Jenis pertanyaan ini tidak cocok untuk “{label}”. Ganti jenis pertanyaannya, atau pilih tujuan lain."
    is_identity = place.question["privacy"] == Privacy.IDENTITY
    if attribute.identity and not is_identity:
        return f"“{label}” memuat identitas orang. Ubah kerahasiaan pertanyaan ini menjadi identitas."
    if is_identity and not attribute.identity:
        return f"Jawaban identitas tidak boleh mengisi “{label}”. Kosongkan tujuannya, atau ubah kerahasiaannya."
    if attribute.choices and attribute.type in (CHOICE, CHOICES):
        foreign = [choice["label"] for choice in place.question["choices"] if choice["key"] not in attribute.choices]
        if foreign:
            return f"Pilihan {_quoted(foreign)} tidak dikenal oleh “{label}”. Kunci yang dikenal: {', '.join(attribute.choices)}."
    return ""


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)


def _automatic(kind: str, maps: dict[Target, dict[str, Place]]) -> None:
    """Destinations that take every form of this kind, without a mapping."""
    for destination in destinations.registered():
        if destination.form_kind and destination.form_kind == kind:
            maps.setdefault((destination.key, ""), {})


def _only_once(maps: dict[Target, dict[str, Place]], outline: Outline, found: Findings) -> None:
    seen: dict[str, str] = {}
    for key, rows in maps:
        first = seen.setdefault(key, rows)
        if first != rows:
            holder = outline.by_key[rows or first]
            label = _label(destinations.find(key))
            found.question(
                holder,
                "feeds_rows",
                f"Tujuan “{label}” diisi dari dua tempat. Isi dari satu tempat saja: seluruh laporan atau satu isian berulang.",
            )


def _required(maps: dict[Target, dict[str, Place]], outline: Outline, found: Findings) -> None:
    for (key, rows), mapped in maps.items():
        destination = destinations.find(key)
        if destination is None or (not rows and not mapped):
            continue
        for attribute in destination.attributes:
            feeder = mapped.get(attribute.name)
            if attribute.required and feeder is None:
                _unmapped(destination, attribute, outline.by_key.get(rows), found)
            elif attribute.required and feeder and (feeder.question["required"] == "never"):
                found.warnings.append(
                    f"“{attribute.label or attribute.name}” wajib bagi {destination.label}, tetapi pertanyaan "
                    f"“{feeder.question['label']}” boleh kosong. Laporan tanpa isian itu tidak akan menjadi baris {destination.label}."
                )


def _unmapped(destination: Destination, attribute: Attribute, repeat: Place | None, found: Findings) -> None:
    text = (
        f"“{attribute.label or attribute.name}” wajib bagi tujuan “{destination.label}” tetapi belum diisi oleh pertanyaan mana pun. "
        "Pilih tujuan itu pada salah satu pertanyaan."
    )
    if repeat is not None:
        found.question(repeat, "feeds_rows", text)
    else:
        found.form(text)


def _label(destination: Destination | None) -> str:
    return str(destination.label) if destination else ""
