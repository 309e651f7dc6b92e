"""What a text is made of: frozen, fingerprinted, read aloud and compared. Pure apart from the pictures' own hashes."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher
from html import unescape
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.html import strip_tags
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Page, ReferenceIndex

from desk.core import words

from .models import VettedPage

# Fields of a page that are bookkeeping of Wagtail's or say when it goes out; everything else is what people read.
NOT_CONTENT = frozenset(
    {field.name for field in Page._meta.get_fields() if field.concrete and field.name not in {"title", "slug"}}
    | {"pk", "page_ptr", "correction", "publish_at", "comments"}
)
# What Wagtail takes from the page's own row when it thaws; each would cost a query to look whether it is still there.
OF_THE_ROW = frozenset({"alias_of", "content_type", "latest_revision", "locale", "locked_by", "owner", "translation_key"})
FILES = {Image: "image", Document: "document"}
GONE = ""  # hash of a picture or file that is no longer in the library


def frozen(page: VettedPage) -> dict[str, Any]:
    """The page as JSON, in the shape of a Wagtail revision; ``thawed`` makes the page of it again."""
    content: dict[str, Any] = json.loads(json.dumps(page.serializable_data(), cls=DjangoJSONEncoder))
    return content


def thawed(page: Page, content: dict[str, Any]) -> VettedPage:
    """The page as the frozen content tells it, in memory only."""
    made: VettedPage = page.with_content_json({name: value for name, value in content.items() if name not in OF_THE_ROW})
    return made


def assets_of(page: VettedPage) -> dict[str, str]:
    """``{"image:5": hash, "document:7": hash}`` of every picture and file the page shows; ``GONE`` for one that was deleted."""
    kinds = {ContentType.objects.get_for_model(model).pk: (model, name) for model, name in FILES.items()}
    found: dict[str, str] = {}
    for content_type, object_id, *_paths in ReferenceIndex._extract_references_from_object(page):
        if content_type not in kinds:
            continue
        model, name = kinds[content_type]
        file = model.objects.filter(pk=object_id).first()
        found[f"{name}:{object_id}"] = file.get_file_hash() if file is not None else GONE
    return dict(sorted(found.items()))


def fingerprint(content: dict[str, Any], assets: dict[str, str]) -> str:
    """SHA-256 of what people would read and see. Two texts with the same one are the same text."""
    readable = {name: value for name, value in content.items() if name not in NOT_CONTENT}
    canonical = json.dumps({"content": readable, "assets": assets}, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


@dataclass(frozen=True)
class Passage:
    """A piece of text under the label of its field, as ``Judul`` or ``Isi``."""

    label: str
    text: str


@dataclass(frozen=True)
class Difference:
    """What a correction changed: ``old`` and ``new`` under their label; one of them is empty for added or removed text."""

    label: str
    old: str
    new: str


def passages(page: VettedPage) -> list[Passage]:
    """Everything readable in the page, field by field, long texts in paragraphs."""
    return [
        Passage(str(field.verbose_name).capitalize(), text)
        for field in page._meta.get_fields()
        if field.concrete and field.name not in NOT_CONTENT and field.name not in {"slug", "region", "proposal", "identity"}
        for text in _texts(page, field)
    ]


def _texts(page: VettedPage, field: Any) -> Iterator[str]:
    value = getattr(page, field.name)
    if value in (None, ""):
        return
    if hasattr(value, "stream_block"):
        for child in value:
            yield from _readable(child.block.get_searchable_content(child.value))
    elif field.is_relation:
        yield str(value)
    elif isinstance(value, datetime):
        yield words.when(value, page.reader_zone)
    elif isinstance(value, date):
        yield words.day(value)
    elif field.choices:
        yield str(getattr(page, f"get_{field.name}_display")())
    else:
        yield from _readable([str(value)])


def _readable(texts: list[str]) -> Iterator[str]:
    for text in texts:
        for paragraph in unescape(strip_tags(str(text).replace("</p>", "\n").replace("<br/>", "\n"))).split("\n"):
            if paragraph.strip():
                yield " ".join(paragraph.split())


def differences(old: VettedPage, new: VettedPage) -> list[Difference]:
    """What readers of ``old`` would find changed in ``new``, in the order of the page."""
    before, after = passages(old), passages(new)
    found = []
    for kind, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        removed, added = before[first:last], after[start:end]
        for number in range(max(len(removed), len(added))):
            was = removed[number] if number < len(removed) else None
            now = added[number] if number < len(added) else None
            label = (now or was).label if (now or was) else ""  # type: ignore[union-attr]
            found.append(Difference(label, was.text if was else "", now.text if now else ""))
    return found
