"""What a text is made of: frozen and fingerprinted. Pure apart from the pictures' own hashes."""

import hashlib
import json
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Page, ReferenceIndex

from .models import VettedPage

BOOKKEEPING = frozenset(  # of Wagtail's
    {field.name for field in Page._meta.get_fields() if field.concrete and field.name not in {"title", "slug"}} | {"pk", "page_ptr"}
)
# What also says only when and why it goes out; everything else is what people read.
NOT_CONTENT = BOOKKEEPING | {"correction", "publish_at", "comments"}
# What Wagtail takes from the page's own row when it thaws; each would cost a query to look whether it is still there.
OF_THE_ROW = frozenset({"alias_of", "content_type", "latest_revision", "locale", "locked_by", "owner", "translation_key"})
FILES = {Image: "image", Document: "document"}
GONE = ""  # hash of a picture or file that is no longer in the library


def frozen(page: VettedPage) -> dict[str, Any]:
    """The page as JSON, in the shape of a Wagtail revision; ``thawed`` makes the page of it again."""
    content: dict[str, Any] = json.loads(json.dumps(page.serializable_data(), cls=DjangoJSONEncoder))
    return content


def same_writing(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether editors would find the same in both; ``one`` and ``other`` as of ``frozen`` or of a Wagtail revision."""
    return all(one.get(name) == other.get(name) for name in (one.keys() | other.keys()) - BOOKKEEPING)


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
