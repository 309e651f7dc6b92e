"""Pictures of the library as the public gets them: drawn anew, upright, without anything that a camera wrote into the file.

A picture is drawn once for each original: its addresses carry the hash of the original, so whoever builds a page again finds them
among the public files. What is shown is what was approved, also when somebody replaces the picture in the library.
"""

import io
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import reduce
from operator import or_
from types import MappingProxyType
from typing import Any

from django.db.models import Q
from PIL import Image as Drawing
from PIL import ImageOps, UnidentifiedImageError
from wagtail.images.models import Image

from ..errors import PictureUnreadable
from ..models import PublicFile
from .files import ASSET, Rendered

BASE = "/gambar/"
RECIPE = 1  # grows when pictures are to be drawn otherwise: their addresses change
WIDTHS = (480, 960, 1600)  # pixels
WIDEST = WIDTHS[-1]
AVIF, WEBP, JPEG = "avif", "webp", "jpg"
TYPES = {AVIF: "image/avif", WEBP: "image/webp", JPEG: "image/jpeg"}  # in the order in which browsers are offered them
SAVED_AS: dict[str, tuple[str, dict[str, Any]]] = {
    AVIF: ("AVIF", {"quality": 55, "speed": 10}),
    WEBP: ("WEBP", {"quality": 75}),
    JPEG: ("JPEG", {"quality": 80, "progressive": True, "optimize": True}),
}

_ahead: ContextVar[Mapping[str, list[Rendered]]] = ContextVar("pictures that were drawn ahead, by folder", default=MappingProxyType({}))


@dataclass(frozen=True)
class Size:
    """One file of a picture. ``width``, ``height``: pixels."""

    path: str
    form: str
    width: int
    height: int


@dataclass(frozen=True)
class Picture:
    """All files of one picture, narrow ones first."""

    sizes: tuple[Size, ...]

    @property
    def fallback(self) -> Size:
        """For browsers that choose nothing; its width and height keep the place while it loads."""
        return self._of(JPEG)[len(self._of(JPEG)) // 2]

    @property
    def largest(self) -> Size:
        """To take away and print."""
        return self._of(JPEG)[-1]

    @property
    def sources(self) -> list[dict[str, str]]:
        """``type`` and ``srcset`` of each ``source`` element."""
        return [{"type": TYPES[form], "srcset": _srcset(self._of(form))} for form in TYPES if self._of(form)]

    def _of(self, form: str) -> list[Size]:
        return sorted((size for size in self.sizes if size.form == form), key=lambda size: size.width)


def in_library(image: Image) -> Picture:
    """A picture that is not public yet, for whoever works in the admin."""
    small = image.get_rendition(f"max-{WIDTHS[1]}x{WIDTHS[1]}|format-jpeg")
    return Picture((Size(small.url, JPEG, small.width, small.height),))


def _srcset(sizes: list[Size]) -> str:
    return ", ".join(f"{size.path} {size.width}w" for size in sizes)


def folder_of(digest: str) -> str:
    """Where the files of an original stand; ``digest``: its hash in the library."""
    return f"{BASE}{digest}-{RECIPE}/"


def pictures_of(assets: Mapping[str, str]) -> tuple[dict[int, Picture], list[Rendered]]:
    """The pictures of an edition by their number in the library, and the files that are not public yet. At most two queries.

    ``assets`` as in ``Edition``. One that is gone from the library and was never public is left out. Raises PictureUnreadable.
    """
    wanted = {int(name.removeprefix("image:")): digest for name, digest in assets.items() if name.startswith("image:") and digest}
    known = _public({folder_of(digest) for digest in wanted.values()})
    missing = Image.objects.in_bulk([pk for pk, digest in wanted.items() if folder_of(digest) not in known])
    drawn: list[Rendered] = []
    for pk, image in missing.items():
        if image.get_file_hash() == wanted[pk] and folder_of(wanted[pk]) not in known:
            files = _ahead.get().get(folder_of(wanted[pk])) or list(draw(image, folder_of(wanted[pk])))
            drawn += files
            known[folder_of(wanted[pk])] = Picture(tuple(_size(file.path) for file in files))
    return {pk: known[folder_of(digest)] for pk, digest in wanted.items() if folder_of(digest) in known}, drawn


@contextmanager
def drawn_ahead(assets: Mapping[str, str]) -> Iterator[None]:
    """Draw what a publication will need before its transaction begins: it takes about a second for each picture, and while
    SQLite writes nobody else does. Raises PictureUnreadable.
    """
    drawn: dict[str, list[Rendered]] = {}
    for file in pictures_of(assets)[1]:
        drawn.setdefault(f"{file.path.rpartition('/')[0]}/", []).append(file)
    token = _ahead.set(drawn)
    try:
        yield
    finally:
        _ahead.reset(token)


def _public(folders: set[str]) -> dict[str, Picture]:
    if not folders:
        return {}
    below = reduce(or_, (Q(path__startswith=folder) for folder in folders))
    sizes: dict[str, list[Size]] = {}
    for path in PublicFile.objects.filter(below, removed=False).values_list("path", flat=True):
        sizes.setdefault(f"{path.rpartition('/')[0]}/", []).append(_size(path))
    return {folder: Picture(tuple(found)) for folder, found in sizes.items()}


def _size(path: str) -> Size:
    name, _dot, form = path.rpartition("/")[2].partition(".")
    width, _by, height = name.partition("x")
    return Size(path, form, int(width), int(height))


def draw(image: Image, folder: str) -> Iterator[Rendered]:
    """The files of one picture of the library. Raises PictureUnreadable."""
    try:
        upright = _upright(image)
    except (UnidentifiedImageError, OSError, ValueError, Drawing.DecompressionBombError) as broken:
        raise PictureUnreadable(image.title) from broken
    for width in _widths(upright.width):
        height = max(1, round(upright.height * width / upright.width))
        resized = upright.resize((width, height), Drawing.Resampling.LANCZOS, reducing_gap=3.0)
        for form, content_type in TYPES.items():
            yield Rendered(f"{folder}{width}x{height}.{form}", _saved(resized, form), content_type, ASSET)


def _upright(image: Image) -> Drawing.Image:
    """Pixels alone, at most twice as wide as the widest file, the way the camera was held; transparent places become white."""
    with image.open_file() as file, Drawing.open(file) as original:
        original.draft("RGB", (2 * WIDEST, 2 * WIDEST))  # a JPEG of 40 megapixels is read in a smaller scale
        turned = ImageOps.exif_transpose(original).convert("RGBA")
    ground = Drawing.new("RGB", turned.size, "white")
    ground.paste(turned, mask=turned)
    return ground


def _widths(original: int) -> Iterable[int]:
    """Never wider than the original, whose own width is the last one when it is narrow."""
    return sorted({min(width, original) for width in WIDTHS})


def _saved(pixels: Drawing.Image, form: str) -> bytes:
    name, options = SAVED_AS[form]
    out = io.BytesIO()
    pixels.save(out, name, **options)
    return out.getvalue()
