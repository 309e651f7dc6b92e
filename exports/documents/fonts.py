"""The fonts of a letter, from pinned packages and never from the machine, and the texts they can show."""

import re
import unicodedata
from functools import cache
from pathlib import Path

import fontpkg_arimo
import fontpkg_noto_sans_arabic
import typst
from fontTools.ttLib import TTFont

FAMILIES = ("Arimo", "Noto Sans Arabic")  # Arimo has the widths of Arial, which letters of the government are set in
FOLDERS = (Path(fontpkg_arimo.ROOT) / "files", Path(fontpkg_noto_sans_arabic.ROOT) / "files")
MISSING = "\u25a1"  # a box where no font has the character: what was written there is not hidden
BREAK = "\u200b"  # a place to break a line, without width
KEPT_CONTROLS = "\n\t"
NOT_LETTERS = {"Cc", "Cf", "Cs", "Co", "Cn"}  # controls, direction marks, halves of characters, private use, unassigned
ANY_SPACE = re.compile(r"[^\S\n]+")
MANY_LINES = re.compile(r"\n{3,}")


@cache
def loaded() -> typst.Fonts:
    """Read once per process; safe to share."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder) for folder in FOLDERS])


@cache
def _covered() -> frozenset[str]:
    files = [file for folder in FOLDERS for file in folder.glob("*.ttf") if "Italic" not in file.name]
    return frozenset(chr(code) for file in files for code in TTFont(file, lazy=True).getBestCmap())


def printable(text: str) -> str:
    """``text`` without what no reader sees (controls, direction marks), and a box for each character that no font has."""
    shown = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n"))
    kept = "".join(_shown(character) for character in shown)
    lines = ANY_SPACE.sub(" ", kept).split("\n")
    return MANY_LINES.sub("\n\n", "\n".join(line.strip() for line in lines)).strip()


def _shown(character: str) -> str:
    if character in KEPT_CONTROLS:
        return character
    category = unicodedata.category(character)
    if category in NOT_LETTERS or unicodedata.name(character, "").startswith("VARIATION SELECTOR"):
        return MISSING if category in {"Co", "Cn", "Cs"} else ""
    return character if character in _covered() else "" if category == "Mn" else MISSING


def breakable(text: str, longest: int) -> str:
    """``printable`` text in which no word of more than ``longest`` characters runs over the edge."""
    return re.sub(rf"\S{{{longest}}}(?=\S)", lambda found: found.group() + BREAK, printable(text))
