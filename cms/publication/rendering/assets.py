"""Style, drawings and icons of the public pages: files of the tree like the pages, so that the front needs nothing else.

Each stands under the hash of its bytes and is kept by browsers for ever; a changed one has another address.
"""

import hashlib
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from wagtail.images.models import Image

from ..models import PublicFile
from . import folder
from .files import ASSET, Rendered

BELOW = "/aset/"
SHEETS = (
    "look/tokens.css",
    "look/components.css",
    "look/product.css",
    "look/public.css",
    "look/public-item.css",
)  # one file of all, in this order
CREST_TYPE = "image/png"
CREST_SIZE = "max-160x192|format-png"  # pixels: twice the largest place it stands in


@cache
def style() -> Rendered:
    """The one stylesheet of every public page."""
    return _asset("gaya", "css", b"\n".join(_source(name) for name in SHEETS), "text/css; charset=utf-8")


@cache
def sprite() -> Rendered:
    """All drawings; a page names one by its fragment."""
    return _asset("gambar", "svg", _source("look/icons.svg"), "image/svg+xml")


@cache
def favicon() -> Rendered:
    return _asset("ikon", "svg", _source("look/favicon.svg"), "image/svg+xml")


def crest(identity: Mapping[str, Any]) -> Rendered | None:
    """The coat of arms that two people saw (``InstallationSettings.as_identity``), small; None while there is none. One query or two.

    Its address carries the hash of the original: once public it stays as it is, whatever becomes of the picture in the library.
    """
    if not identity.get("crest"):
        return None
    digest = identity.get("crest_hash", "")
    path = f"{BELOW}lambang.{digest[:16]}.png"
    public = PublicFile.objects.filter(path=path, removed=False).first() if digest else None
    if public is not None:
        return Rendered(path, folder.body_of(public), CREST_TYPE, cache=ASSET)
    image = Image.objects.filter(pk=identity["crest"]).first()
    if image is None or (digest and image.get_file_hash() != digest):
        return None
    body = _crest(image.pk, image.get_file_hash())
    return Rendered(path, body, CREST_TYPE, cache=ASSET) if digest else _asset("lambang", "png", body, CREST_TYPE)


@lru_cache(maxsize=4)
def _crest(image_id: int, _file_hash: str) -> bytes:
    rendition = Image.objects.get(pk=image_id).get_rendition(CREST_SIZE)
    with rendition.file.open("rb") as file:
        body: bytes = file.read()
    return body


def _asset(name: str, suffix: str, body: bytes, content_type: str) -> Rendered:
    digest = hashlib.sha256(body).hexdigest()[:16]
    return Rendered(f"{BELOW}{name}.{digest}.{suffix}", body, content_type, cache=ASSET)


def _source(name: str) -> bytes:
    found = finders.find(name)
    if found is None:
        raise FileNotFoundError(f"The public pages need the static file {name}.")
    return Path(found).read_bytes()
