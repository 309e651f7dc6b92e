"""A drawing in place of a photo: a polling place without people, letters of a party or colours of anybody. Made by code, in milliseconds."""

import io

from font_source_sans_pro import SourceSansProSemibold
from PIL import Image, ImageDraw

from cms.publication.rendering.cards import colour, font

SIZE = (960, 640)  # pixels
SHARP = 2  # drawn larger and made smaller, so that slanting lines have no steps
GROUND, TABLE = 470, 420  # height of the horizon and of the table
POLES, BOOTHS = (90, 480, 870), (540, 700)  # from the left


def polling_place() -> bytes:
    """JPEG."""
    width, height = (side * SHARP for side in SIZE)
    image = Image.new("RGB", (width, height), colour("tint"))
    pen = ImageDraw.Draw(image)
    _box(pen, (0, GROUND, SIZE[0], SIZE[1]), "sunken")
    _tent(pen)
    _table(pen)
    for left in BOOTHS:
        _booth(pen, left)
    pen.text(
        (24 * SHARP, (SIZE[1] - 24) * SHARP),
        "Simulasi: gambar rekaan",
        colour("ink-2"),
        font(SourceSansProSemibold, 26 * SHARP),
        anchor="lb",
    )
    out = io.BytesIO()
    image.reduce(SHARP).save(out, "JPEG", quality=85)
    return out.getvalue()


def _tent(pen: ImageDraw.ImageDraw) -> None:
    for left in POLES:
        _box(pen, (left - 6, 190, left + 6, 540), "edge")
    _shape(pen, [(40, 200), (270, 80), (690, 80), (920, 200)], "accent")
    for left in range(40, 920, 80):  # the hem
        _shape(pen, [(left, 200), (left + 80, 200), (left + 40, 232)], "accent")


def _table(pen: ImageDraw.ImageDraw) -> None:
    """With the ballot box on it."""
    _box(pen, (150, TABLE, 430, TABLE + 18), "ink-2")
    for left in (170, 396):
        _box(pen, (left, TABLE + 18, left + 14, 550), "ink-2")
    _box(pen, (230, TABLE - 120, 360, TABLE), "surface", "edge")
    _box(pen, (222, TABLE - 136, 368, TABLE - 112), "line", "edge")
    _box(pen, (265, TABLE - 128, 325, TABLE - 121), "ink")
    _box(pen, (276, TABLE - 176, 314, TABLE - 126), "surface", "edge")  # a folded sheet on its way into the box


def _booth(pen: ImageDraw.ImageDraw, left: int) -> None:
    _box(pen, (left, 330, left + 100, 440), "surface", "edge")
    _shape(pen, [(left, 330), (left - 18, 318), (left - 18, 450), (left, 440)], "line")
    _shape(pen, [(left + 100, 330), (left + 118, 318), (left + 118, 450), (left + 100, 440)], "line")
    _box(pen, (left - 10, 440, left + 110, 452), "ink-2")
    for leg in (left + 6, left + 84):
        _box(pen, (leg, 452, leg + 10, 530), "ink-2")


def _box(pen: ImageDraw.ImageDraw, corners: tuple[int, int, int, int], fill: str, edge: str = "") -> None:
    """``corners``: left, top, right, bottom."""
    pen.rectangle([side * SHARP for side in corners], colour(fill), colour(edge) if edge else None, width=3 * SHARP if edge else 0)


def _shape(pen: ImageDraw.ImageDraw, points: list[tuple[int, int]], fill: str) -> None:
    pen.polygon([(x * SHARP, y * SHARP) for x, y in points], colour(fill))
