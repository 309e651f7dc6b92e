"""What changed since a recap was released: by part, in the words of the released one and of now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from desk.core import words

from .recap import Content
from .recap_annex import chosen_photos

NOTHING = "-"


@dataclass(frozen=True)
class Difference:
    """One part that reads otherwise now. Empty where nothing stood."""

    part: str
    before: str
    after: str


def differences(released: Content, now: Content) -> list[Difference]:
    """In the order of the recap: reports first, then numbers, choices and texts."""
    return [
        *_reports(released, now),
        *_missing(released, now),
        *_numbers(released, now),
        *_choices(released, now),
        *_rows(released, now),
        *_texts(released, now),
        *_annex(released, now),
    ]


def _reports(released: Content, now: Content) -> Iterator[Difference]:
    before, after = ({one["uuid"]: one for one in content["sources"]} for content in (released, now))
    for uuid, one in after.items():
        old = before.get(uuid)
        if old is None:
            yield Difference(f"Laporan {one['unit']}", "", f"{one['number']} diterima")
        elif old["submission"] != one["submission"]:
            yield Difference(
                f"Laporan {one['unit']}",
                f"{one['number']}, kiriman ke-{old['submission']}",
                f"{one['number']}, kiriman ke-{one['submission']}",
            )
    for uuid, one in before.items():
        if uuid not in after:
            yield Difference(f"Laporan {one['unit']}", f"{one['number']} diterima", "tidak lagi berstatus diterima")


def _missing(released: Content, now: Content) -> Iterator[Difference]:
    before, after = (content["units"]["owed"] for content in (released, now))
    if before != after:
        yield Difference("Unit yang wajib melapor", str(before), str(after))


def _numbers(released: Content, now: Content) -> Iterator[Difference]:
    before = {one["key"]: one for one in released["numbers"]}
    names = {code: name for code, name, *_counts in [*released["areas"], *now["areas"]]}
    for one in now["numbers"]:
        old = before.get(one["key"], {"areas": {}, "total": {"value": None}})
        for code in dict.fromkeys([*old["areas"], *one["areas"]]):
            was, is_ = (side["areas"].get(code, {"value": None})["value"] for side in (old, one))
            if was != is_:
                yield Difference(f"{one['label']}, {names.get(code, code)}", figure(was), figure(is_))
        if old["total"]["value"] != one["total"]["value"]:
            yield Difference(f"{one['label']}, jumlah", figure(old["total"]["value"]), figure(one["total"]["value"]))


def figure(value: str | None) -> str:
    """A number of the content in words; a dash where nobody told one."""
    return NOTHING if value is None else words.number(value)  # type: ignore[arg-type]  # goes through its text anyway


def _parts(content: Content, kind: str) -> dict[str, Mapping[str, Any]]:
    return {one["key"]: one for heading in content["headings"] for one in heading[kind]}


def _choices(released: Content, now: Content) -> Iterator[Difference]:
    before, after = _parts(released, "choices"), _parts(now, "choices")
    for key in dict.fromkeys([*before, *after]):
        was, is_ = counted(before.get(key)), counted(after.get(key))
        if was != is_:
            yield Difference((after.get(key) or before[key])["label"], was, is_)


def counted(choices: Mapping[str, Any] | None) -> str:
    """``Kondusif 4, Terganggu 1``"""
    return ", ".join(f"{one['label']} {one['count']}" for one in choices["counts"] if one["count"]) if choices else ""


def _rows(released: Content, now: Content) -> Iterator[Difference]:
    before, after = _parts(released, "repeats"), _parts(now, "repeats")
    for key in dict.fromkeys([*before, *after]):
        was, is_ = ({row["id"]: row["words"] for row in side.get(key, {"rows": []})["rows"]} for side in (before, after))
        label = (after.get(key) or before[key])["label"]
        for row in dict.fromkeys([*was, *is_]):
            if was.get(row) != is_.get(row):
                yield Difference(label, row_words(was.get(row)), row_words(is_.get(row)))


def row_words(row: list[list[str]] | None) -> str:
    """On one line; a full stop of a text gives way to what divides it from the next."""
    return "; ".join(f"{label}: {text.rstrip(' .')}" for label, text in row or ())


def _texts(released: Content, now: Content) -> Iterator[Difference]:
    before = {heading["key"]: heading for heading in released["headings"]}
    for heading in now["headings"]:
        was = before[heading["key"]]["text"]["value"] if heading["key"] in before else ""
        if was != heading["text"]["value"]:
            yield Difference(heading["title"], was, heading["text"]["value"])


def _annex(released: Content, now: Content) -> Iterator[Difference]:
    before, after = chosen_photos(released), chosen_photos(now)
    if [photo["uuid"] for photo in before] != [photo["uuid"] for photo in after]:
        yield Difference("Foto lampiran", _photo_words(before, released), _photo_words(after, now))


def _photo_words(photos: list[dict[str, Any]], content: Content) -> str:
    """``2 foto: Kecamatan Bogor Selatan, Kecamatan Bogor Timur``"""
    units = ", ".join(dict.fromkeys(content["sources"][photo["source"]]["unit"] for photo in photos))
    return f"{len(photos)} foto: {units}" if photos else ""
