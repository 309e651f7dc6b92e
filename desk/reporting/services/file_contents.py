"""Looking into uploaded bytes: what they really are, pictures drawn anew, what EXIF tells kept apart."""

import hashlib
import io
import math
import struct
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pillow_heif
from PIL import Image, ImageOps, UnidentifiedImageError
from PIL.ExifTags import GPS, IFD, Base

from ..errors import FileRefused
from ..models import Attachment

pillow_heif.register_heif_opener()  # iPhones send HEIC

LONGEST_SIDE = 1600  # pixels of a kept picture
QUALITY = 82
MOST_PIXELS = 60_000_000  # a decompression bomb has more
PICTURE_FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
# What broken bytes make Pillow raise, in the picture itself or in what the camera wrote beside it.
UNREADABLE = (
    UnidentifiedImageError,
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    struct.error,
    Image.DecompressionBombError,
)
OFFICE_PARTS = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "csv": "text/csv",
    "txt": "text/plain",
}
DOCUMENT_KINDS = (*CONTENT_TYPES, "jpg", "jpeg", "png")


@dataclass(frozen=True)
class Content:
    """Bytes as they will be kept, and what is known of them. ``taken_at`` is aware."""

    kind: str
    data: bytes
    suffix: str
    content_type: str
    taken_at: datetime | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def photo_content(name: str, data: bytes, *, zone: ZoneInfo) -> Content:
    """A picture drawn anew as JPEG, without metadata. EXIF time is read on the unit's clock. Raises FileRefused."""
    try:
        with Image.open(io.BytesIO(data), formats=PICTURE_FORMATS) as picture:
            too_large = picture.width * picture.height > MOST_PIXELS
            taken_at, (latitude, longitude) = _noted_by_camera(picture, zone)
            upright = None if too_large else ImageOps.exif_transpose(picture).convert("RGB")
    except UNREADABLE as broken:
        raise FileRefused(f"Berkas {name} bukan foto yang dapat dibaca. Ambil ulang fotonya atau pilih foto lain.") from broken
    if upright is None:
        raise FileRefused(f"Foto {name} terlalu besar, lebih dari {MOST_PIXELS // 1_000_000} megapiksel. Kecilkan dahulu atau ambil ulang.")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    target = io.BytesIO()
    upright.save(target, "JPEG", quality=QUALITY, optimize=True)
    return Content(Attachment.Kind.PHOTO, target.getvalue(), ".jpg", "image/jpeg", taken_at, latitude, longitude)


def _noted_by_camera(picture: Image.Image, zone: ZoneInfo) -> tuple[datetime | None, tuple[Decimal | None, Decimal | None]]:
    """Time and place from EXIF. A good picture is not refused because its metadata are broken."""
    try:
        exif = picture.getexif()
        return _taken_at(exif, zone), _position(exif)
    except UNREADABLE:
        return None, (None, None)


def _taken_at(exif: Image.Exif, zone: ZoneInfo) -> datetime | None:
    text = exif.get_ifd(IFD.Exif).get(Base.DateTimeOriginal) or exif.get(Base.DateTime)
    try:
        return datetime.strptime(str(text), "%Y:%m:%d %H:%M:%S").replace(tzinfo=zone)
    except ValueError:
        return None


def _position(exif: Image.Exif) -> tuple[Decimal | None, Decimal | None]:
    """Degrees, or nothing: a camera without a fix writes 0/0, which is no number."""
    gps = exif.get_ifd(IFD.GPSInfo)
    try:
        latitude = _degrees(gps[GPS.GPSLatitude], gps[GPS.GPSLatitudeRef] == "S", 90)
        longitude = _degrees(gps[GPS.GPSLongitude], gps[GPS.GPSLongitudeRef] == "W", 180)
    except UNREADABLE:
        return None, None
    return latitude, longitude


def _degrees(parts: tuple[float, float, float], negative: bool, most: int) -> Decimal:
    degrees = float(parts[0]) + float(parts[1]) / 60 + float(parts[2]) / 3600
    if not math.isfinite(degrees) or degrees > most:
        raise ValueError(degrees)
    return Decimal(f"{-degrees if negative else degrees:.6f}")


def document_content(name: str, data: bytes, *, kinds: Collection[str], zone: ZoneInfo) -> Content:
    """A file whose bytes agree with its name and with the kinds the question takes. Pictures are drawn anew."""
    kind = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    wanted = tuple(kinds) or DOCUMENT_KINDS
    if kind not in DOCUMENT_KINDS or (kind not in wanted and not (kind == "jpeg" and "jpg" in wanted)):
        raise FileRefused(f"Berkas {name} tidak dapat diterima. Jenis yang diterima: {', '.join(wanted)}.")
    if kind in {"jpg", "jpeg", "png"}:
        return photo_content(name, data, zone=zone)
    if not _is(kind, data):
        raise FileRefused(f"Isi berkas {name} bukan {kind.upper()} yang sebenarnya. Simpan ulang berkasnya, lalu unggah kembali.")
    return Content(Attachment.Kind.FILE, data, f".{kind}", CONTENT_TYPES[kind])


def _is(kind: str, data: bytes) -> bool:
    if kind == "pdf":
        return data[:1024].lstrip().startswith(b"%PDF-")
    if kind in OFFICE_PARTS:
        return _is_office(kind, data)
    return _is_text(data)


def _is_office(kind: str, data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return False
    macros = any(name.endswith("vbaProject.bin") for name in names)
    return "[Content_Types].xml" in names and any(name.startswith(OFFICE_PARTS[kind]) for name in names) and not macros


def _is_text(data: bytes) -> bool:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return "\x00" not in text
