import re
from decimal import Decimal
from typing import Any, ClassVar

from ..constants import Family as Type
from .base import Column, Desk, Family, Labels, Question, Raw, TypedValue, first, label_of
from .quantities import canonical, whole_in

MARGIN = {"lat": Decimal(90), "lon": Decimal(180)}  # degrees
DEGREES = re.compile(r"-?\d{1,3}(\.\d{1,17})?$")
PLACES = 6  # about 0.1 m


class Reference(Family):
    """Region, polling station, agency or person: the stored value is checked against its source by intake, in one query."""

    def __init__(self, type_: str) -> None:
        self.reference = type_

    def read(self, question: Question, raw: Raw, control: str, desk: Desk) -> str | None:
        return first(raw, control) or None

    def display(self, question: Question, answer: Any, labels: Labels) -> str:
        return labels.get(self.reference, {}).get(answer, str(answer))

    def python(self, question: Question, answer: Any) -> Any:
        return int(answer) if self.reference in {Type.AGENCY, Type.PERSON} else answer

    def typed(self, question: Question, answer: Any) -> list[TypedValue]:
        return [TypedValue("", str(answer))]

    def columns(self, question: Question) -> list[Column]:
        key, label = question["key"], question["label"]
        return [Column(key, label), Column(f"{key}.code", f"{label}: kode", "code")]

    def cells(self, question: Question, answer: Any, labels: Labels) -> dict[str, Any]:
        return {"": self.display(question, answer, labels), "code": str(answer)}


class Gps(Family):
    type: ClassVar[str] = Type.GPS

    def read(self, question: Question, raw: Raw, control: str, desk: Desk) -> dict[str, Any] | None:
        texts = {part: first(raw, f"{control}-{part}") for part in ("lat", "lon")}
        if not any(texts.values()):
            return None
        name = label_of(question)
        answer: dict[str, Any] = {}
        for part, words in (("lat", "lintang"), ("lon", "bujur")):
            text = texts[part].replace(",", ".")
            number = Decimal(text) if DEGREES.match(text) else None
            if number is None or abs(number) > MARGIN[part]:
                desk.refuse(f"{control}-{part}", f"{name}: {words} harus berupa angka derajat, misalnya -6,597100. Periksa kembali isinya.")
                return None
            answer[part] = canonical(number.quantize(Decimal(1).scaleb(-PLACES)))
        accuracy = whole_in(first(raw, f"{control}-accuracy").split(".")[0])
        if accuracy is not None and accuracy >= 0:
            answer["accuracy"] = min(accuracy, 1_000_000)
        return answer

    def raw(self, question: Question, answer: Any, control: str) -> dict[str, list[str]]:
        return {f"{control}-{part}": [str(answer[part])] for part in ("lat", "lon", "accuracy") if part in answer}

    def display(self, question: Question, answer: Any, labels: Labels) -> str:
        accuracy = f" (ketelitian {answer['accuracy']} meter)" if "accuracy" in answer else ""
        return f"{answer['lat']}, {answer['lon']}{accuracy}"

    def python(self, question: Question, answer: Any) -> Any:
        return {"lat": Decimal(answer["lat"]), "lon": Decimal(answer["lon"]), "accuracy": answer.get("accuracy")}

    def typed(self, question: Question, answer: Any) -> list[TypedValue]:
        return [TypedValue(part, Decimal(str(answer[part]))) for part in ("lat", "lon", "accuracy") if part in answer]

    def columns(self, question: Question) -> list[Column]:
        key, label = question["key"], question["label"]
        return [Column(key, label), Column(f"{key}.lat", f"{label}: lintang", "lat"), Column(f"{key}.lon", f"{label}: bujur", "lon")]

    def cells(self, question: Question, answer: Any, labels: Labels) -> dict[str, Any]:
        return {"": f"{answer['lat']}, {answer['lon']}", "lat": Decimal(answer["lat"]), "lon": Decimal(answer["lon"])}
