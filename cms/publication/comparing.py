"""Two texts beside each other: what readers of the one would find changed in the other.

Pure: frozen content, hashes and the words of figures only.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import SequenceMatcher
from html import unescape
from typing import Any

from bs4 import BeautifulSoup
from django.utils.html import strip_tags
from wagtail import blocks
from wagtail.documents.models import Document
from wagtail.images.blocks import ImageChooserBlock
from wagtail.rich_text import RichText

from desk.core import words

from .content import NOT_CONTENT
from .models import VettedPage
from .quoting import SERIES

Hashes = Mapping[str, str]  # as of ``content.assets_of``
Figures = Mapping[str, str]  # as of ``quoting.exchanged_figures``
NOT_READ = NOT_CONTENT | {"slug", "region", "proposal", "identity"}


@dataclass(frozen=True)
class Passage:
    """A piece of a page under the label of its field, as ``Judul`` or ``Isi``. Two are the same when label and ``key`` are:

    the words themselves, the address of a link, the hash of a picture.
    """

    label: str
    text: str = field(compare=False)
    key: str

    @classmethod
    def of_words(cls, label: Any, text: str) -> "Passage":
        return cls(str(label), text, text)


@dataclass(frozen=True)
class Difference:
    """What a correction changed: ``old`` and ``new`` under their label; one of them is empty for added or removed text."""

    label: str
    old: str
    new: str

    @property
    def replaced(self) -> bool:
        """Whether what was changed goes by the same words: a file under its title, a link on the same words."""
        return self.old == self.new


def passages(page: VettedPage) -> list[Passage]:
    """Everything readable in the page, field by field, long texts in paragraphs."""
    return [Passage.of_words(_label(each), text) for each in _fields(page) for text in _texts(page, each)]


@dataclass(frozen=True)
class Known:
    """What is known of a page beside its text."""

    hashes: Hashes
    figures: Figures


def differences(old: VettedPage, new: VettedPage, *, hashes: tuple[Hashes, Hashes], figures: Figures | None = None) -> list[Difference]:
    """What readers of ``old`` would find changed in ``new``: the words in the order of the page, then what stands behind them.

    ``hashes``: of the pictures and files of each. ``figures``: words of what they quote; one without words is only called replaced.
    """
    found = list(_changes(_words(old), _words(new)))
    told = (Known(known, figures or {}) for known in hashes)
    before, after = (_by_label(_behind(page, known)) for page, known in zip((old, new), told, strict=True))
    for label in {**after, **before}:
        found += _changes(before.get(label, []), after.get(label, []))
    return found


def _changes(before: Sequence[Passage], after: Sequence[Passage]) -> Iterator[Difference]:
    for kind, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        removed, added = before[first:last], after[start:end]
        for number in range(max(len(removed), len(added))):
            was = removed[number] if number < len(removed) else None
            now = added[number] if number < len(added) else None
            label = (now or was).label if (now or was) else ""  # type: ignore[union-attr]
            yield Difference(label, was.text if was else "", now.text if now else "")


def _fields(page: VettedPage) -> list[Any]:
    return [each for each in page._meta.get_fields() if each.concrete and each.name not in NOT_READ]


def _label(each: Any) -> str:
    return str(each.verbose_name).capitalize()


def _words(page: VettedPage) -> list[Passage]:
    """Its passages without the titles of files, which ``_behind`` tells."""
    return [Passage.of_words(_label(each), text) for each in _fields(page) if not _is_file(each) for text in _texts(page, each)]


def _texts(page: VettedPage, each: Any) -> Iterator[str]:
    value = getattr(page, each.name)
    if value in (None, ""):
        return
    if hasattr(value, "stream_block"):
        for child in value:
            yield from _readable(child.block.get_searchable_content(child.value))
    elif each.is_relation:
        yield str(value)
    elif isinstance(value, datetime):
        yield words.when(value, page.reader_zone)
    elif isinstance(value, date):
        yield words.day(value)
    elif each.choices:
        yield str(getattr(page, f"get_{each.name}_display")())
    else:
        yield from _readable([str(value)])


def _readable(texts: list[str]) -> Iterator[str]:
    for text in texts:
        for paragraph in unescape(strip_tags(str(text).replace("</p>", "\n").replace("<br/>", "\n"))).split("\n"):
            if paragraph.strip():
                yield " ".join(paragraph.split())


def _is_file(each: Any) -> bool:
    return bool(each.is_relation and issubclass(each.related_model, Document))


def _behind(page: VettedPage, known: Known) -> Iterator[Passage]:
    """What a page has beside its words: where links lead, days of sources, which picture, which file, which figure."""
    for each in _fields(page):
        value = getattr(page, each.name)
        if hasattr(value, "stream_block"):
            for child in value:
                yield from _of_block(child.block, child.value, child.block, known)
        elif _is_file(each) and value is not None:
            yield Passage(_label(each), str(value), known.hashes.get(f"document:{value.pk}", str(value.pk)))


def _of_block(block: blocks.Block, value: Any, owner: blocks.Block, known: Known) -> Iterator[Passage]:
    """``owner``: the block whose label says what it is about, as ``Sumber``."""
    if isinstance(block, blocks.BaseStructBlock):
        for name, inner in block.child_blocks.items():
            yield from _of_part(name, inner, value, block, known)
    elif isinstance(block, blocks.ListBlock):
        for inner in value:
            yield from _of_block(block.child_block, inner, block.child_block, known)
    elif isinstance(block, blocks.RichTextBlock):
        yield from _links(value, f"Tautan dalam {_lowered(block)}")
    elif value and isinstance(block, blocks.URLBlock):
        yield Passage.of_words(f"{block.label} {_lowered(owner)}", str(value))
    elif value and isinstance(block, blocks.DateBlock):
        yield Passage.of_words(f"{block.label} {_lowered(owner)}", words.day(value))


def _of_part(name: str, block: blocks.Block, whole: Any, owner: blocks.Block, known: Known) -> Iterator[Passage]:
    """Part of a struct. A picture goes by its caption; a figure by what it says, else by the name of its block."""
    value = whole.get(name)
    if isinstance(block, ImageChooserBlock):
        if value is not None:
            yield Passage(str(block.label), str(whole.get("caption") or block.label), known.hashes.get(f"image:{value.pk}", str(value.pk)))
    elif name == SERIES:
        yield Passage(str(block.label), known.figures.get(str(value), str(owner.label)), str(value))
    else:
        yield from _of_block(block, value, owner, known)


def _links(text: RichText, label: str) -> Iterator[Passage]:
    """Each link by its address; one to a page of ours by its own words, since that page has more addresses than one."""
    for link in BeautifulSoup(text.source if text else "", "html.parser").find_all("a"):
        if link.get("href"):
            yield Passage.of_words(label, str(link["href"]).removeprefix("mailto:").removeprefix("tel:"))
        elif link.get("linktype"):
            yield Passage(label, f"“{link.get_text(strip=True)}”", f"{link['linktype']}:{link.get('id')}")


def _lowered(block: blocks.Block) -> str:
    label = str(block.label)
    return label[:1].lower() + label[1:]


def _by_label(found: Iterable[Passage]) -> dict[str, list[Passage]]:
    grouped: dict[str, list[Passage]] = {}
    for passage in found:
        grouped.setdefault(passage.label, []).append(passage)
    return grouped
