"""What a reader can see of a text that somebody typed or pasted."""

import re
import unicodedata

KEPT_CONTROLS = "\n\t"
INVISIBLE = {"Cc", "Cf"}  # controls; direction marks and joiners
NOT_CHARACTERS = {"Cs", "Co", "Cn"}  # halves of characters, private use, unassigned
MISSING = "\u25a1"  # a box: what was written there is not hidden
LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
ANY_SPACE = re.compile(r"[^\S\n]+")
MANY_LINES = re.compile(r"\n{3,}")


def visible(text: str) -> str:
    """``text`` composed, without controls and direction marks, with single spaces; line breaks stay, at most one empty line between."""
    lines = LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text))
    kept = "".join(_visible(character) for character in lines)
    return MANY_LINES.sub("\n\n", "\n".join(line.strip() for line in ANY_SPACE.sub(" ", kept).split("\n"))).strip()


def one_line(text: str) -> str:
    return " ".join(visible(text).split())


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category in NOT_CHARACTERS:
        return MISSING
    return "" if category in INVISIBLE and character not in KEPT_CONTROLS else character
