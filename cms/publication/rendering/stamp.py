"""What the tree was built with: the code, the style and settings that shape every page, and the day that the pages count from."""

import hashlib
from datetime import datetime
from functools import cache
from pathlib import Path

from django.conf import settings

from .frame import frame_at

SHAPING = ("cms/publication", "cms/templates/look", "cms/static/look", "cms/locale", "desk/core", "forms_config/templatetags")
SUFFIXES = {".py", ".html", ".css", ".svg", ".po"}


def stamp_at(now: datetime) -> str:
    """``2024-11-25 3f2c...``: another one when pages built before may be wrong. The day is the home page's own."""
    day = now.astimezone(frame_at(now).zone).date()
    return f"{day} {_code()}"


@cache
def _code() -> str:
    """Of this process: it keeps the code that it started with."""
    digest = hashlib.sha256(f"{settings.PUBLIC_URL} {settings.DESK_URL}".encode())
    for folder in SHAPING:
        for path in sorted(Path(settings.BASE_DIR, folder).rglob("*")):
            if path.suffix in SUFFIXES:
                digest.update(path.read_bytes())
    return digest.hexdigest()
