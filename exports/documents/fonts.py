"""The fonts of a letter, from pinned packages and never from the machine, and the texts they can show."""

import re
import unicodedata
from functools import cache
from pathlib import Path

import fontpkg_arimo
import fontpkg_noto_sans_arabic
import typst
from fontTools.ttLib import TTFont

from .texts import MISSING, visible

# Arimo has the widths of Arial, in which letters of the government are set.
FOLDERS = (Path(fontpkg_arimo.ROOT) / "files", Path(fontpkg_noto_sans_arabic.ROOT) / "files")
BREAK = "\u200b"  # a place to break a line, without width
PIECE = 4  # characters of an over-long word between two such places
VARIATION_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


@cache
def loaded() -> typst.Fonts:
    """Read once per process; safe to share."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder) for folder in FOLDERS])


@cache
def _covered() -> frozenset[str]:
    files = [file for folder in FOLDERS for file in folder.glob("*.ttf") if "Italic" not in file.name]
    return frozenset(chr(code) for file in files for code in TTFont(file, lazy=True).getBestCmap())


def printable(text: str) -> str:
    """``visible`` with a box for each character that no font has."""
    return "".join(map(_shown, VARIATION_SELECTORS.sub("", visible(text))))


def _shown(character: str) -> str:
    if character == "\n" or character in _covered():
        return character
    return "" if unicodedata.combining(character) else MISSING


def breakable(text: str, longest: int) -> str:
    """``printable`` text in which no word of more than ``longest`` characters runs over the edge."""
    return re.sub(rf"\S{{{longest + 1},}}", lambda word: BREAK.join(_pieces(word.group())), printable(text))


def _pieces(word: str) -> list[str]:
    return [word[start : start + PIECE] for start in range(0, len(word), PIECE)]
