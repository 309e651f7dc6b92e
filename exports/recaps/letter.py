"""A released recap as the letter that ``exports.documents`` writes."""

from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from wagtail.images import get_image_model

from desk.core import words
from desk.reporting.models import Attachment, RecapRelease
from desk.reporting.selectors.recap_annex import chosen_photos
from desk.reporting.selectors.recap_difference import counted, figure, row_words
from exports.documents.letter import (
    Block,
    Column,
    Letter,
    Letterhead,
    PageSize,
    Paragraph,
    Photo,
    Points,
    Section,
    Signature,
    Subheading,
    Table,
)

MOST_NAMED = 30  # units that have not reported; more are counted, and stand in the table of areas
MOST_COLUMNS = 8  # numbers beside each other in one table of the letter; more become a table of their own
Content = Mapping[str, Any]


def letter_of_release(release: RecapRelease) -> Letter:
    """The letter. Three queries, whatever its size; the pictures are read from their files."""
    content: dict[str, Any] = release.content
    frame: dict[str, Any] = release.letter or {}  # releases from before letters have none; the addresses leave them out
    about, photos = content["about"], _photos(content)
    subject = f"Laporan rekapitulasi {about['type'][:1].lower()}{about['type'][1:]} {about['region']} periode {about['period']}"
    return Letter(
        letterhead=Letterhead(
            **{name: frame[name] for name in ("government", "unit", "address", "phone", "website", "email")}, crest=_crest(frame)
        ),
        number=frame["number"],
        subject=f"Ralat {subject[:1].lower()}{subject[1:]}" if release.number > 1 else subject,
        place=frame["place"],
        date=date.fromisoformat(frame["date"]),
        addressees=tuple(frame["addressees"]),
        signature=Signature(
            office=frame["office"], name=frame["name"], rank=frame["rank"], nip=frame["nip"], standing=frame.get("standing", "")
        ),
        issued_at=datetime.fromisoformat(frame["issued_at"]),
        classification=frame["classification"],
        attachments=f"{len(photos)} foto" if photos else "-",
        opening=_opening(release),
        sections=(*_sections(content), *_area_sections(content)),
        closing="Demikian laporan ini disampaikan. Atas perhatian Bapak/Ibu, kami ucapkan terima kasih.",
        photos=photos,
        copies=tuple(frame["copies"]),
        simulation=frame["simulation"],
        page_size=PageSize(frame["paper"]),
    )


def _opening(release: RecapRelease) -> str:
    content = release.content
    about, units = content["about"], content["units"]
    text = f"Bersama ini kami laporkan rekapitulasi {about['region']} periode {about['period']}. {units['accepted']} dari {units['owed']} laporan sudah diterima"
    text += f", {len(units['nil'])} di antaranya nihil." if units["nil"] else "."
    absent = [*units["missing"], *units["waiting"], *units["returned"]]
    if absent:
        text += f" Belum termasuk: {', '.join(absent) if len(absent) <= MOST_NAMED else f'{words.number(len(absent))} unit'}."
    return f"Surat ini meralat rilis sebelumnya: {release.note} {text}" if release.note else text


def _sections(content: Content) -> Iterator[Section]:
    for heading in content["headings"]:
        blocks = tuple(_blocks(heading, content))
        if blocks:
            yield Section(heading["title"], blocks)


def _blocks(heading: Mapping[str, Any], content: Content) -> Iterator[Block]:
    facts = [*_figures(heading, content), *(f"{one['label']}: {counted(one)}." for one in heading["choices"])]
    if facts:
        yield Points(tuple(facts))
    yield from _texts(heading, content["sources"])
    for table in heading["tables"]:
        rows = tuple((row["label"], *row["cells"]) for row in table["rows"])
        yield Table(table["label"], (Column("Jenis"), *(Column(label, numeric=True) for label in table["columns"])), rows)
    for repeat in heading["repeats"]:
        yield Subheading(repeat["label"])
        sources = content["sources"]
        yield Points(tuple(f"{row_words(row['words'])} ({sources[row['source']]['unit']})." for row in repeat["rows"]), ordered=True)


def _figures(heading: Mapping[str, Any], content: Content) -> Iterator[str]:
    for one in content["numbers"]:
        if one["heading"] == heading["key"] and one["total"]["value"] is not None:
            how = "rata-rata " if one["how"] == "mean" else ""
            yield f"{one['label']}: {how}{figure(one['total']['value'])} {one['unit']}".strip() + "."


def _texts(heading: Mapping[str, Any], sources: Sequence[Mapping[str, Any]]) -> Iterator[Block]:
    """What a person wrote in place of the units' words, else theirs, each with its unit."""
    if "by" in heading["text"]:
        yield from (Paragraph(line.strip()) for line in heading["text"]["value"].splitlines() if line.strip())
        return
    told = [one for one in heading["narratives"] if one["text"] is not None]
    labels = list(dict.fromkeys(one["label"] for one in told))
    for label in labels:
        if len(labels) > 1:
            yield Subheading(label)
        yield from (Paragraph(one["text"], sources[one["source"]]["unit"]) for one in told if one["label"] == label)


def _area_sections(content: Content) -> Iterator[Section]:
    """The numbers of each part of the region, as many tables as they need."""
    about = content["about"]
    numbers = [one for one in content["numbers"] if one["areas"]]
    title = f"Rekap per {about['area_word'].lower()}"
    tables = [_area_table(title, content, numbers[start : start + MOST_COLUMNS]) for start in range(0, max(len(numbers), 1), MOST_COLUMNS)]
    yield Section(title, tuple(tables))


def _area_table(title: str, content: Content, numbers: Sequence[Mapping[str, Any]]) -> Table:
    def cell(held: Mapping[str, Any] | None) -> Decimal | None:
        return Decimal(held["value"]) if held and held["value"] is not None else None

    columns = [Column(content["about"]["area_word"]), Column("Laporan diterima", numeric=True), Column("Wajib lapor", numeric=True)]
    columns += [Column(f"{one['label']} ({one['unit']})" if one["unit"] else one["label"], numeric=True) for one in numbers]
    rows = tuple(
        (name, accepted, owed, *(cell(one["areas"].get(code)) for one in numbers)) for code, name, owed, accepted in content["areas"]
    )
    units = content["units"]
    return Table(title, tuple(columns), rows, ("Jumlah", units["accepted"], units["owed"], *(cell(one["total"]) for one in numbers)))


def _crest(frame: Mapping[str, Any]) -> bytes | None:
    """As it was at the release. Releases from before crests were frozen read the picture of now."""
    if "crest_png" in frame:
        return b64decode(frame["crest_png"]) or None
    image = get_image_model().objects.filter(pk=frame["crest"]).first() if frame["crest"] else None
    if image is None:
        return None
    with image.file.open("rb") as file:
        content: bytes = file.read()
    return content


def _photos(content: Content) -> tuple[Photo, ...]:
    """The photos of the annex."""
    chosen = chosen_photos(content)
    found = Attachment.objects.filter(uuid__in=[photo["uuid"] for photo in chosen], kind=Attachment.Kind.PHOTO)
    files = {str(one.uuid): one for one in found}
    return tuple(_photo(files[photo["uuid"]], content["sources"][photo["source"]]) for photo in chosen if photo["uuid"] in files)


def _photo(attachment: Attachment, source: Mapping[str, Any]) -> Photo:
    with attachment.file.open("rb") as file:
        content = file.read()
    return Photo(content, caption=f"Dokumentasi {source['unit']}", source=f"Laporan {source['number']}")
