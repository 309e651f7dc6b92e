"""Whether a value written into a definition (of a condition, of a prefill) is an answer that the question can have."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

from ..constants import Family, ReadinessValue
from ..question_settings import REFERENCES, WITH_CHOICES, number_text, whole

Question = Mapping[str, Any]
TRUTHS = {"true": True, "ya": True, "false": False, "tidak": False}


def choice_keys(question: Question) -> list[str]:
    """Keys that may be chosen, for families that have a fixed list; empty for the others."""
    if question["type"] == Family.READINESS:
        return list(ReadinessValue.values)
    return [choice["key"] for choice in question.get("choices", ())]


def _chosen(value: Any, question: Question) -> str:
    if value not in choice_keys(question):
        raise ValueError(f"Pilihan “{value}” tidak ada (lagi) pada pertanyaan “{question['label']}”. Pilih yang lain.")
    return str(value)


def _text(value: Any, question: Question) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("Isi nilainya.")
    return value.strip()


def _whole(value: Any, question: Question) -> int:
    return whole(value)


def _number(value: Any, question: Question) -> str:
    return number_text(value)


def _scale(value: Any, question: Question) -> int:
    number = whole(value)
    if not question["min"] <= number <= question["max"]:
        raise ValueError(f"Nilai skala “{question['label']}” dari {question['min']} sampai {question['max']}.")
    return number


def _truth(value: Any, question: Question) -> bool:
    if isinstance(value, bool):
        return value
    if str(value) not in TRUTHS:
        raise ValueError("Pilih ya atau tidak.")
    return TRUTHS[str(value)]


def _date(value: Any, question: Question) -> str:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise ValueError("Tulis tanggal yang benar.") from None


def _time(value: Any, question: Question) -> str:
    try:
        return time.fromisoformat(str(value)).strftime("%H:%M")
    except ValueError:
        raise ValueError("Tulis jam yang benar, misalnya 08:30.") from None


def _moment(value: Any, question: Question) -> str:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        raise ValueError("Tulis tanggal dan jam yang benar.") from None
    return moment.isoformat(timespec="minutes")


READERS: dict[str, Callable[[Any, Question], Any]] = {
    Family.SHORT_TEXT: _text,
    Family.LONG_TEXT: _text,
    Family.WHOLE_NUMBER: _whole,
    Family.DECIMAL: _number,
    Family.SCALE: _scale,
    Family.YES_NO: _truth,
    Family.ONE_CHOICE: _chosen,
    Family.MANY_CHOICES: _chosen,
    Family.READINESS: _chosen,
    Family.DATE: _date,
    Family.TIME: _time,
    Family.DATETIME: _moment,
    "number": _number,  # results of computed values
    "yes_no": _truth,
} | dict.fromkeys(REFERENCES, _text)


# Families whose first answer can be a written value.
PREFILLABLE = frozenset(READERS) - {Family.READINESS, *REFERENCES, "number"}


def fitting(value: Any, question: Question, result: str) -> Any:
    """The canonical form of ``value`` for a question whose answers are of kind ``result``; ``ValueError`` says why not."""
    reader = READERS.get(result)
    if reader is None:
        raise ValueError("Pertanyaan ini tidak dapat dibandingkan dengan sebuah nilai.")
    return reader(value, question)


def constant_answer(value: Any, question: Question) -> Any:
    """A written first answer in canonical form."""
    if question["type"] == Family.MANY_CHOICES:
        chosen = value if isinstance(value, list) else [value]
        for item in chosen:
            _chosen(item, question)
        return [key for key in choice_keys(question) if key in chosen]
    if question["type"] not in PREFILLABLE:
        raise ValueError("Jenis pertanyaan ini tidak dapat diisi lebih dahulu dengan nilai tetap.")
    return fitting(value, question, question["type"])


def has_choices(question: Question) -> bool:
    return question["type"] in WITH_CHOICES or question["type"] == Family.READINESS
