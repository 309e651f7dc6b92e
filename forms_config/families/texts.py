import re
from typing import Any, ClassVar

from ..constants import Family as Type
from .base import Desk, Family, Question, Raw, first, label_of, short

PATTERNS = {
    "url": (re.compile(r"https?://[^\s]{3,}$"), "harus berupa tautan yang dimulai dengan https://"),
    "phone": (re.compile(r"\+?[0-9][0-9 .\-]{6,18}$"), "harus berupa nomor telepon, misalnya 0251 000 0000"),
    "nip": (re.compile(r"[0-9]{18}$"), "harus berupa 18 angka tanpa spasi"),
}
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
SHORT_LENGTH = 250
LONG_LENGTH = 2000


class ShortText(Family):
    type: ClassVar[str] = Type.SHORT_TEXT
    longest: ClassVar[int] = SHORT_LENGTH

    def read(self, question: Question, raw: Raw, control: str, desk: Desk) -> str | None:
        text = self.clean(first(raw, control))
        if not text:
            return None
        longest = question.get("max_length") or self.longest
        shortest = question.get("min_length") or 0
        pattern = question.get("pattern")
        if len(text) > longest:
            desk.refuse(
                control, f"{label_of(question)} paling banyak {short(longest)} huruf. Anda menulis {short(len(text))}. Persingkat isinya."
            )
        elif len(text) < shortest:
            desk.refuse(
                control, f"{label_of(question)} paling sedikit {short(shortest)} huruf. Anda menulis {short(len(text))}. Lengkapi isinya."
            )
        elif pattern and not PATTERNS[pattern][0].match(text):
            desk.refuse(control, f"{label_of(question)} {PATTERNS[pattern][1]}. Periksa kembali isinya.")
        else:
            return text
        return None

    def clean(self, text: str) -> str:
        return CONTROL_CHARACTERS.sub("", " ".join(text.split("\n"))).strip()


class LongText(ShortText):
    type: ClassVar[str] = Type.LONG_TEXT
    longest: ClassVar[int] = LONG_LENGTH

    def clean(self, text: str) -> str:
        return CONTROL_CHARACTERS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


class Note(Family):
    """Text for the reader of the form; it never has an answer."""

    type: ClassVar[str] = Type.NOTE

    def read(self, question: Question, raw: Raw, control: str, desk: Desk) -> None:
        return None

    def columns(self, question: Question) -> list[Any]:
        return []
