"""Where each question of a definition stands, and the problems found there."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ..constants import Family
from ..errors import Problem

Question = dict[str, Any]
RESULT_OF_OP = {"sum": "number", "percent": "number", "all_filled": "yes_no"}


@dataclass(frozen=True)
class Place:
    """A question and where it stands. ``rank`` counts all questions of the form; ``repeat`` is the one around it."""

    question: Question
    section: int
    rank: int
    repeat: Question | None = None

    @property
    def key(self) -> str:
        return str(self.question["key"])

    @property
    def family(self) -> str:
        return str(self.question["type"])

    @property
    def container(self) -> str:
        return str(self.repeat["key"]) if self.repeat else ""


class Outline:
    """All questions of a definition by key, in the order of the form."""

    def __init__(self, definition: Mapping[str, Any]) -> None:
        self.definition = definition
        self.places = list(self._walk(definition))
        self.by_key: dict[str, Place] = {}
        for place in self.places:
            self.by_key.setdefault(place.key, place)

    @staticmethod
    def _walk(definition: Mapping[str, Any]) -> Iterator[Place]:
        rank = 0
        for number, section in enumerate(definition["sections"]):
            for question in section["questions"]:
                yield Place(question, number, rank)
                rank += 1
                for inner in question.get("questions", ()):
                    yield Place(inner, number, rank, repeat=question)
                    rank += 1

    def told(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """The problems in the order of the form, its own first and those of checks last; what has no name is told by its place."""
        standing: dict[str, tuple[int, int]] = {}
        for number, section in enumerate(self.definition["sections"]):
            standing[str(section.get("id") or "")] = (number, -1)
        standing |= {str(place.question.get("id") or ""): (place.section, place.rank) for place in self.places}
        nameless = {str(place.question.get("id") or ""): self._in_words(place) for place in self.places if not place.question["label"]}
        last = (len(standing), 0)
        ordered = sorted(problems, key=lambda problem: standing.get(problem.block, last) if problem.stream else (-1, 0))
        return tuple(
            replace(problem, what=nameless[problem.block]) if problem.block in nameless and problem.stream == "body" else problem
            for problem in ordered
        )

    def _in_words(self, place: Place) -> str:
        section = self.definition["sections"][place.section]
        siblings = place.repeat["questions"] if place.repeat else section["questions"]
        number = next(number for number, question in enumerate(siblings, 1) if question is place.question)
        if place.repeat:
            return f"Pertanyaan ke-{number} dalam isian berulang “{place.repeat.get('label') or '-'}”"
        return f"Pertanyaan ke-{number} di bagian “{section.get('label') or place.section + 1}”"

    def top(self) -> list[Place]:
        return [place for place in self.places if place.repeat is None]

    def inside(self, repeat_key: str) -> list[Place]:
        return [place for place in self.places if place.container == repeat_key and repeat_key]

    def seen_from(self, key: Any, container: str) -> Place | None:
        """The question that ``key`` names for something inside ``container``: a sibling of the row, else a top-level one."""
        place = self.by_key.get(key) if isinstance(key, str) else None
        return place if place and place.container in ("", container) else None

    def result(self, place: Place) -> str:
        """What a computed value is: number, yes_no, date, datetime; for other questions their family."""
        if place.family != Family.COMPUTED:
            return place.family
        formula = place.question.get("formula")
        if not isinstance(formula, Mapping):
            return "number"
        op = formula.get("op")
        if op == "days_after":
            source = self.by_key.get(str(formula.get("question")))
            return source.family if source and source.family in (Family.DATE, Family.DATETIME) else Family.DATE
        return RESULT_OF_OP.get(str(op), "number")


@dataclass
class Findings:
    """Collects problems (which refuse publishing) and warnings (which do not)."""

    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def question(self, place: Place, setting: str, text: str) -> None:
        self.about(place.question, place.repeat, setting, text)

    def about(self, question: Mapping[str, Any], repeat: Mapping[str, Any] | None, setting: str, text: str) -> None:
        self.problems.append(
            Problem(
                text,
                block=str(question.get("id") or ""),
                parent=str(repeat.get("id") or "") if repeat else "",
                field=setting,
                what="Pertanyaan",
                label=str(question.get("label") or ""),
                key=str(question.get("key") or ""),
            )
        )

    def section(self, section: Mapping[str, Any], setting: str, text: str) -> None:
        self.problems.append(
            Problem(text, block=str(section.get("id") or ""), field=setting, what="Bagian", label=str(section.get("label") or ""))
        )

    def check(self, check: Mapping[str, Any], setting: str, text: str) -> None:
        self.problems.append(
            Problem(
                text,
                block=str(check.get("id") or ""),
                field=setting,
                stream="checks",
                what="Pemeriksaan",
                label=str(check.get("label") or ""),
            )
        )

    def form(self, text: str, setting: str = "") -> None:
        self.problems.append(Problem(text, field=setting, stream=""))
