"""Pictures drawn anew: no EXIF, no place, no script, bounded in size, the right way up."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from .errors import DocumentRefused

LONGEST_SIDE = 1_400  # pixels; 80 mm in print at more than 400 dpi
CREST_SIDE = 500
MOST_PIXELS = 60_000_000  # of an upload; phones of today make 50 million
QUALITY = 82
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
FAULTS = (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning)


def photo_jpeg(content: bytes, *, part: str) -> bytes:
    """The photo as JPEG on white; ``part`` names it in a refusal ("Foto 2")."""
    picture = _opened(content, part, LONGEST_SIDE)
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return _saved(ground, "JPEG", quality=QUALITY, optimize=True)


def crest_png(content: bytes) -> bytes:
    """The crest as PNG with its transparency."""
    return _saved(_opened(content, "Lambang", CREST_SIDE), "PNG", optimize=True)


def _opened(content: bytes, part: str, longest: int) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=FORMATS) as source:
                if source.width * source.height > MOST_PIXELS:
                    raise DocumentRefused(f"{part} terlalu besar. Perkecil gambarnya, lalu unggah lagi.")
                source.draft("RGB", (longest, longest))
                picture = ImageOps.exif_transpose(source).convert("RGBA")
    except FAULTS as fault:
        raise DocumentRefused(f"{part} tidak dapat dibaca sebagai gambar. Ganti dengan JPEG, PNG, WebP, atau GIF.") from fault
    picture.thumbnail((longest, longest))
    return picture


def _saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    clean = Image.new(picture.mode, picture.size)
    clean.paste(picture)
    file = io.BytesIO()
    clean.save(file, kind, **options)
    return file.getvalue()
