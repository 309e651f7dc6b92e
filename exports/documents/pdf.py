"""A letter as PDF: archivable (PDF/A-2a), accessible (PDF/UA-1), the same bytes for the same letter."""

import json
from datetime import UTC
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from . import fonts
from .layout import letter_data
from .letter import Letter
from .pictures import crest_png, photo_jpeg

TEMPLATE = "letter.typ"


def letter_pdf(letter: Letter) -> bytes:
    """The PDF. Texts reach the template as data only, so none of them is read as markup. ``DocumentRefused`` names what cannot be printed.

    Nothing but the letter and the pinned packages has a say in the bytes: no clock, no font of the machine, no network.
    """
    sources = {
        TEMPLATE: (files(__package__) / TEMPLATE).read_bytes(),
        "letter.json": json.dumps(letter_data(letter)).encode(),
        **_pictures(letter),
    }
    with TemporaryDirectory(prefix="letter-") as folder:
        for name, content in sources.items():
            (Path(folder) / name).write_bytes(content)
        return typst.compile(
            str(Path(folder) / TEMPLATE),
            root=folder,
            font_paths=fonts.loaded(),
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=["a-2a", "ua-1"],
            timestamp=letter.issued_at.astimezone(UTC).replace(microsecond=0),
        )


def _pictures(letter: Letter) -> dict[str, bytes]:
    photos = {
        f"photo-{number}.jpg": photo_jpeg(photo.content, part=f"Foto {number}") for number, photo in enumerate(letter.photos, start=1)
    }
    crest = letter.letterhead.crest
    return photos if crest is None else {**photos, "crest.png": crest_png(crest)}
