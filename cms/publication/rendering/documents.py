"""Files of the library that an item offers: copied into the public tree under an address that changes with their bytes."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.utils.text import slugify
from wagtail.documents.models import Document

from desk.core import words

from ..models import PublicFile
from .answering import DOWNLOADS
from .files import ASSET, Rendered

KILOBYTE, MEGABYTE = 1000, 1_000_000
_OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES = {  # of WAGTAILDOCS_EXTENSIONS; whatever else is there is handed out as plain bytes
    "csv": "text/csv; charset=utf-8",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "txt": "text/plain; charset=utf-8",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "zip": "application/zip",
}
BYTES = "application/octet-stream"


@dataclass(frozen=True)
class Offered:
    """``size`` in bytes."""

    path: str
    size: int

    @property
    def form(self) -> str:
        """``PDF``"""
        return PurePosixPath(self.path).suffix.removeprefix(".").upper()

    @property
    def size_words(self) -> str:
        """``180 kB`` or ``1,8 MB``"""
        if self.size >= MEGABYTE:
            return f"{words.number(self.size / MEGABYTE, 1)} MB"
        return f"{words.number(-(-self.size // KILOBYTE))} kB"


def folder_of(digest: str) -> str:
    """Where a file stands; ``digest``: its hash in the library."""
    return f"{DOWNLOADS}{digest}/"


def type_of(path: str) -> str:
    """Content type by the end of an address."""
    return TYPES.get(PurePosixPath(path).suffix.removeprefix("."), BYTES)


def file_of(assets: Mapping[str, str]) -> tuple[Offered | None, list[Rendered]]:
    """The file that an edition offers, and its bytes when they are not public yet. At most two queries. ``assets`` as in ``Edition``."""
    for name, digest in assets.items():
        if name.startswith("document:") and digest:
            return _offered(int(name.removeprefix("document:")), digest)
    return None, []


def _offered(pk: int, digest: str) -> tuple[Offered | None, list[Rendered]]:
    public = PublicFile.objects.filter(path__startswith=folder_of(digest), removed=False).only("path", "size").first()
    if public is not None:
        return Offered(public.path, public.size), []
    document = Document.objects.filter(pk=pk).first()
    if document is None or document.get_file_hash() != digest:
        return None, []
    extension = document.file_extension.lower()
    stem = slugify(PurePosixPath(document.filename).stem.replace("_", " ")) or "berkas"
    with document.open_file() as file:
        copied = Rendered(f"{folder_of(digest)}{stem}.{extension}", file.read(), type_of(f"/{stem}.{extension}"), ASSET)
    return Offered(copied.path, len(copied.body)), [copied]
