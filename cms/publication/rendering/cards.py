"""Pictures to share a page with: a square one for messages and a wide one for links, the verdict before the claim.

Colours are those of the product (``look/tokens.css``), letters come with the packages of the fonts (SIL OFL 1.1).
"""

import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from font_source_sans_pro import SourceSansPro, SourceSansProSemibold
from font_source_serif_pro import SourceSerifProBold
from PIL import Image, ImageDraw, ImageFont

from desk.core import words
from desk.core.states import STATES

from ..constants import Kind
from ..models import ClarificationPage, Edition, HomePage, VettedPage
from .files import ASSET, HTML, Rendered
from .frame import CARD, Frame

RECIPE = 1  # grows when cards are to be drawn otherwise
SQUARE, WIDE = (1080, 1080), (1200, 630)  # pixels
SIZES = {"wide": WIDE, "square": SQUARE}
COLOURS = 64  # of a palette; letters on plain ground need no more
MARGIN = 72
TITLE_SIZES = (76, 68, 60, 52, 46, 40)
OF_THE_HOME = "Informasi resmi"  # stands where an item says its kind
Font = ImageFont.FreeTypeFont


@dataclass(frozen=True)
class Card:
    """Everything that is written on it. ``tone`` and ``verdict`` empty without a verdict, ``dated`` on the home page's."""

    government: str
    name: str
    label: str
    verdict: str
    tone: str
    title: str
    claim: str
    dated: str
    simulation: bool

    @property
    def digest(self) -> str:
        return hashlib.sha256(repr((RECIPE, *astuple(self))).encode()).hexdigest()[:16]


def paths_of(frame: Frame, page: VettedPage, edition: Edition) -> dict[str, str]:
    """``{"wide": address, "square": address}``"""
    digest = _card(frame, page, edition).digest
    return {name: f"{edition.path}{CARD}{digest}-{width}x{height}.png" for name, (width, height) in SIZES.items()}


def cards_of(frame: Frame, page: VettedPage, edition: Edition) -> tuple[dict[str, str], list[Rendered]]:
    """As ``paths_of``, and the cards that were not drawn yet. One query for a build."""
    paths, card, public = paths_of(frame, page, edition), _card(frame, page, edition), frame.drawn_cards
    fresh = [Rendered(path, draw(card, SIZES[name]), "image/png", ASSET) for name, path in paths.items() if path not in public]
    return paths, fresh


def unnamed(frame: Frame, rendered: Iterable[Rendered]) -> set[str]:
    """Cards that were public when the build began and that no page of a build of everything names."""
    naming = re.compile(rb'property="og:image" content="%s(/[^"]+)"' % re.escape(frame.base_url.encode()))
    named = {path.decode() for file in rendered if file.content_type == HTML for path in naming.findall(file.body)}
    return set(frame.drawn_cards) - named


def _card(frame: Frame, page: VettedPage, edition: Edition) -> Card:
    checked = isinstance(page, ClarificationPage)
    look = STATES[page.verdict] if checked else None
    home = isinstance(page, HomePage)
    return Card(
        government=frame.identity.get("government") or "",
        name=frame.identity["name"],
        label=OF_THE_HOME if home else str(Kind(edition.kind).label),
        verdict=look.word if look else "",
        tone=look.tone if look else "",
        title=page.headline or page.title if home else page.title,
        claim=page.claim if checked else "",
        dated="" if home else words.day(edition.published_at.astimezone(page.reader_zone).date()),
        simulation=frame.simulation,
    )


def draw(card: Card, size: tuple[int, int]) -> bytes:
    """PNG of a card."""
    image = Image.new("RGB", size, colour("surface"))
    pen = ImageDraw.Draw(image)
    top = _head(pen, card, size)
    top = _stamp(pen, card, top) if card.verdict else _line(pen, card.label, top, font(SourceSansProSemibold, 32), colour("accent")) + 14
    bottom = size[1] - MARGIN - 44
    room = bottom - top - (_claim_room(size) if card.claim else 0)
    top = _title(pen, card.title, top, size[0] - 2 * MARGIN, room)
    if card.claim:
        _claim(pen, card, top + 18, size, bottom)
    _foot(pen, card, size)
    out = io.BytesIO()
    image.quantize(COLOURS).save(out, "PNG", optimize=True)
    return out.getvalue()


def _head(pen: ImageDraw.ImageDraw, card: Card, size: tuple[int, int]) -> int:
    """Whose word it is, above the thick and the thin line of a letterhead; where the next line begins."""
    top = MARGIN - 22
    if card.government:
        top = _line(pen, card.government, top, font(SourceSansPro, 28), colour("ink-2"))
    top = _line(pen, card.name, top, font(SourceSerifProBold, 40), colour("ink")) + 16
    pen.rectangle((MARGIN, top, size[0] - MARGIN, top + 5), fill=colour("ink"))
    pen.rectangle((MARGIN, top + 10, size[0] - MARGIN, top + 11), fill=colour("ink"))
    return top + 44


def _stamp(pen: ImageDraw.ImageDraw, card: Card, top: int) -> int:
    letters = font(SourceSansProSemibold, 46)
    text = card.verdict.upper()
    width = int(pen.textlength(text, letters))
    pen.rounded_rectangle((MARGIN, top, MARGIN + width + 64, top + 78), 12, colour(f"{card.tone}-bg"), colour(f"{card.tone}-line"), width=4)
    pen.text((MARGIN + 32, top + 39), text, colour(card.tone), letters, anchor="lm")
    pen.text((MARGIN + width + 92, top + 39), card.label, colour("ink-2"), font(SourceSansPro, 30), anchor="lm")
    return top + 102


def _title(pen: ImageDraw.ImageDraw, title: str, top: int, width: int, room: int) -> int:
    """In the largest size in which all of it has room."""
    for points in TITLE_SIZES:
        letters, height = font(SourceSerifProBold, points), int(points * 1.18)
        lines = wrapped(title, letters, width)
        if len(lines) * height <= room:
            break
    for line in lines:
        pen.text((MARGIN, top), line, colour("ink"), letters)
        top += height
    return top


def _claim_room(size: tuple[int, int]) -> int:
    return 220 if size == SQUARE else 96


def _claim(pen: ImageDraw.ImageDraw, card: Card, top: int, size: tuple[int, int], bottom: int) -> None:
    letters, height = font(SourceSansPro, 30), 40
    lines = wrapped(f"Kabar yang kami periksa: “{card.claim}”", letters, size[0] - 2 * MARGIN - 24)
    fits = max(1, (bottom - top) // height)
    if len(lines) > fits:
        lines = [*lines[: fits - 1], f"{lines[fits - 1][:-2].rstrip()}…”"]
    pen.rectangle((MARGIN, top + 4, MARGIN + 5, top + len(lines) * height), fill=colour(f"{card.tone}-line"))
    for line in lines:
        top = _line(pen, line, top, letters, colour("ink-2"), left=MARGIN + 24, height=height)


def _foot(pen: ImageDraw.ImageDraw, card: Card, size: tuple[int, int]) -> None:
    text = " · ".join(part for part in (card.dated, "Simulasi, data dan nama rekaan" if card.simulation else "") if part)
    pen.text((MARGIN, size[1] - MARGIN + 8), text, colour("ink-2"), font(SourceSansPro, 28), anchor="lb")


def _line(pen: ImageDraw.ImageDraw, text: str, top: int, letters: Font, ink: str, *, left: int = MARGIN, height: int | None = None) -> int:
    pen.text((left, top), text, ink, letters)
    return top + (height or int(letters.size * 1.3))


def wrapped(text: str, letters: Font, width: int) -> list[str]:
    """Lines of at most ``width`` pixels; a word that is longer is broken."""
    lines = [""]
    for word in text.split():
        for piece in _pieces(word, letters, width):
            longer = f"{lines[-1]} {piece}".strip()
            if letters.getlength(longer) <= width:
                lines[-1] = longer
            else:
                lines.append(piece)
    return lines


def _pieces(word: str, letters: Font, width: int) -> Iterator[str]:
    while letters.getlength(word) > width:
        count = next(number for number in range(len(word) - 1, 0, -1) if letters.getlength(word[:number]) <= width)
        yield word[:count]
        word = word[count:]
    yield word


@cache
def font(path: str, points: int) -> Font:
    return ImageFont.truetype(path, points)


@cache
def _palette() -> dict[str, str]:
    """Colours of the light theme by their name in ``tokens.css``."""
    css = (Path(settings.BASE_DIR) / "cms/static/look/tokens.css").read_text()
    found: Sequence[tuple[str, str]] = re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6})\b", css.partition("}")[0])
    return dict(found)


def colour(name: str) -> str:
    return _palette()[name]
