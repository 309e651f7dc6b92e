"""Style, drawings and icons of the public pages: files of the tree like the pages, so that the front needs nothing else.

Each stands under the hash of its bytes and is kept by browsers for ever; a changed one has another address.
"""

import hashlib
from functools import cache, lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from wagtail.images.models import Image

from .files import ASSET, Rendered

BELOW = "/aset/"
SHEETS = (
    "look/tokens.css",
    "look/components.css",
    "look/product.css",
    "look/public.css",
    "look/public-item.css",
)  # one file of all, in this order
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


def crest(image_id: int | None) -> Rendered | None:
    """The coat of arms, small; None while there is none. One query, or none."""
    image = Image.objects.filter(pk=image_id).first() if image_id else None
    return _crest(image.pk, image.get_file_hash()) if image is not None else None


@lru_cache(maxsize=4)
def _crest(image_id: int, _file_hash: str) -> Rendered:
    rendition = Image.objects.get(pk=image_id).get_rendition(CREST_SIZE)
    with rendition.file.open("rb") as file:
        return _asset("lambang", "png", file.read(), "image/png")


def _asset(name: str, suffix: str, body: bytes, content_type: str) -> Rendered:
    digest = hashlib.sha256(body).hexdigest()[:16]
    return Rendered(f"{BELOW}{name}.{digest}.{suffix}", body, content_type, cache=ASSET)


def _source(name: str) -> bytes:
    found = finders.find(name)
    if found is None:
        raise FileNotFoundError(f"The public pages need the static file {name}.")
    return Path(found).read_bytes()
