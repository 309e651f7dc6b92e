from typing import Any, ClassVar

from ..constants import Family as Type
from .base import Desk, Family, Labels, Question, Raw, TypedValue, label_of

MOST_PHOTOS, MOST_FILES = 5, 3


def kept_files(question: Question, raw: Raw, control: str, desk: Desk) -> list[str]:
    """Uuids under ``control-kept`` that are files of this question, each once, in the order given."""
    kept: list[str] = []
    for text in raw.get(f"{control}-kept", ()):
        facts = desk.files.get(text.strip())
        if facts is not None and facts.key == question["key"] and text.strip() not in kept:
            kept.append(text.strip())
        elif facts is None or facts.key != question["key"]:
            desk.refuse(control, f"Satu berkas pada {label_of(question)} tidak ditemukan lagi. Unggah kembali berkasnya.")
    return kept


class Files(Family):
    type: ClassVar[str] = Type.FILES
    most: ClassVar[int] = MOST_FILES
    thing: ClassVar[str] = "berkas"

    def read(self, question: Question, raw: Raw, control: str, desk: Desk) -> list[str] | None:
        kept = kept_files(question, raw, control, desk)
        if not kept:
            return None
        most, fewest = question.get("max_files") or self.most, question.get("min_files") or 0
        if len(kept) > most:
            desk.refuse(control, f"{label_of(question)} paling banyak {most} {self.thing}. Anda melampirkan {len(kept)}. Hapus sebagian.")
            return None
        if len(kept) < fewest:
            desk.refuse(
                control, f"{label_of(question)} paling sedikit {fewest} {self.thing}. Anda melampirkan {len(kept)}. Tambahkan lagi."
            )
            return None
        return kept

    def raw(self, question: Question, answer: Any, control: str) -> dict[str, list[str]]:
        return {f"{control}-kept": list(answer)}

    def display(self, question: Question, answer: Any, labels: Labels) -> str:
        return f"{len(answer)} {self.thing}"

    def typed(self, question: Question, answer: Any) -> list[TypedValue]:
        return [TypedValue("", uuid) for uuid in answer]


class Photos(Files):
    type: ClassVar[str] = Type.PHOTOS
    most: ClassVar[int] = MOST_PHOTOS
    thing: ClassVar[str] = "foto"
