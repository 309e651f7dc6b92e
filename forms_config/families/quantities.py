import re
from decimal import Decimal
from typing import Any, ClassVar

from ..constants import Family as Type
from .base import Desk, Family, Labels, Question, Raw, TypedValue, first, label_of, short

GROUPED = re.compile(r"-?\d{1,3}(\.\d{3})+$")
PLAIN = re.compile(r"-?\d+$")
FRACTION = re.compile(r"-?\d+[.,]\d+$")
GROUPED_FRACTION = re.compile(r"-?\d{1,3}(\.\d{3})+,\d+$")
LONGEST = 40  # characters of a number; Python refuses to read much longer ones
LARGEST = 10**15  # exact in the browser's numbers and in the typed column


def whole_in(text: str) -> int | None:
    """The whole number in ``1250``, ``1.250`` or ``1 250``; None when it is something else."""
    text = text.replace(" ", "").replace("\u00a0", "")
    if len(text) > LONGEST or not (PLAIN.match(text) or GROUPED.match(text)):
        return None
    return int(text.replace(".", ""))


def decimal_in(text: str) -> Decimal | None:
    """The number in ``84,77``, ``84.77`` or ``1.250,5``; None when it is something else."""
    text = text.replace(" ", "").replace("\u00a0", "")
    if len(text) > LONGEST:
        return None
    if GROUPED.match(text) or GROUPED_FRACTION.match(text):
        text = text.replace(".", "").replace(",", ".")
    elif FRACTION.match(text):
        text = text.replace(",", ".")
    elif not PLAIN.match(text):
        return None
    return Decimal(text)


def canonical(number: Decimal) -> str:
    """Number text without exponent and without trailing zeros."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def with_unit(text: str, question: Question) -> str:
    unit = question.get("unit") or ""
    return f"{text} {unit}".strip()


class WholeNumber(Family):
    type: ClassVar[str] = Type.WHOLE_NUMBER

    def read(self, question: Question, raw: Raw, control: str, desk: Desk) -> int | None:
        text = first(raw, control)
        if not text:
            return None
        return read_whole(text, question, control, desk, lowest=question.get("min", 0), highest=question.get("max"))

    def display(self, question: Question, answer: Any, labels: Labels) -> str:
        return with_unit(short(answer), question)

    def python(self, question: Question, answer: Any) -> Any:
        return int(answer)

    def typed(self, question: Question, answer: Any) -> list[TypedValue]:
        return [TypedValue("", Decimal(answer))]

    def cells(self, question: Question, answer: Any, labels: Labels) -> dict[str, Any]:
        return {"": answer}


def read_whole(
    text: str, question: Question, control: str, desk: Desk, *, lowest: int | None, highest: int | None, name: str = ""
) -> int | None:
    """A whole number within its limits, or None with the problem noted."""
    name = name or label_of(question)
    number = whole_in(text)
    if number is None:
        desk.refuse(control, f"{name} harus berupa angka bulat. Anda menulis “{text[:40]}”. Tulis angkanya saja, misalnya 12.")
    elif lowest is not None and number < lowest:
        desk.refuse(control, f"{name} paling sedikit {short(lowest)}. Anda menulis {short(number)}. Periksa kembali angkanya.")
    elif number > (highest if highest is not None else LARGEST):
        desk.refuse(
            control,
            f"{name} paling banyak {short(highest if highest is not None else LARGEST)}. Anda menulis {short(number)}. Periksa kembali angkanya.",
        )
    else:
        return number
    return None


class DecimalNumber(Family):
    type: ClassVar[str] = Type.DECIMAL

    def read(self, question: Question, raw: Raw, control: str, desk: Desk) -> str | None:
        text = first(raw, control)
        if not text:
            return None
        name = label_of(question)
        number = decimal_in(text)
        places = question.get("places", 2)
        if number is None or abs(number) > LARGEST:
            desk.refuse(control, f"{name} harus berupa angka. Anda menulis “{text[:40]}”. Tulis misalnya 84,77.")
            return None
        if -int(number.as_tuple().exponent) > places:
            desk.refuse(control, f"{name} paling banyak {places} angka di belakang koma. Anda menulis {text[:40]}. Bulatkan angkanya.")
            return None
        if self._outside(question, number, control, desk, name):
            return None
        return canonical(number)

    def _outside(self, question: Question, number: Decimal, control: str, desk: Desk, name: str) -> bool:
        lowest, highest = question.get("min"), question.get("max")
        if lowest is not None and number < Decimal(lowest):
            desk.refuse(control, f"{name} paling sedikit {short(Decimal(lowest))}. Anda menulis {short(number)}. Periksa kembali angkanya.")
            return True
        if highest is not None and number > Decimal(highest):
            desk.refuse(control, f"{name} paling banyak {short(Decimal(highest))}. Anda menulis {short(number)}. Periksa kembali angkanya.")
            return True
        return False

    def raw(self, question: Question, answer: Any, control: str) -> dict[str, list[str]]:
        return {control: [str(answer).replace(".", ",")]}

    def display(self, question: Question, answer: Any, labels: Labels) -> str:
        return with_unit(short(Decimal(answer)), question)

    def python(self, question: Question, answer: Any) -> Any:
        return Decimal(answer)

    def cells(self, question: Question, answer: Any, labels: Labels) -> dict[str, Any]:
        return {"": Decimal(answer)}


class Scale(WholeNumber):
    type: ClassVar[str] = Type.SCALE

    def read(self, question: Question, raw: Raw, control: str, desk: Desk) -> int | None:
        text = first(raw, control)
        if not text:
            return None
        return read_whole(text, question, control, desk, lowest=question.get("min", 1), highest=question.get("max", 5))

    def display(self, question: Question, answer: Any, labels: Labels) -> str:
        return f"{answer} dari {question.get('max', 5)}"
