"""Definitions and answers for property tests: every family, repeats, tables, formulas, conditions and checks.

Definitions are of the documented shape and have no cycles; conditions and terms may also look forward, since formulas may.
Answers are canonical, absent, or of a wrong type.
"""

from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from forms_config.logic import order

Draw = st.DrawFn
Json = dict[str, Any]

NUMBERS = ("whole_number", "decimal", "scale")
MOMENTS = ("date", "time", "datetime")
REFERENCES = ("region", "polling_station", "agency", "person")
LISTS = ("many_choices", "photos", "files")
TEXTS = ("short_text", "long_text", "one_choice", *REFERENCES)
SIMPLE = (*NUMBERS, *MOMENTS, *TEXTS, *LISTS, "yes_no", "readiness", "gps", "note")
CHOICES = ("ya", "tidak", "sebagian", "lain")
WORDS = ("a", "b", "Cibogor", "Jalan Pajajaran 5", "Ünïcödé ✓", "🗳️ TPS", "ya", "1", " ")
DAYS = (
    "2024-02-28",
    "2024-02-29",
    "2023-02-28",
    "2024-11-25",
    "2024-12-31",
    "2025-01-01",
    "0001-01-01",
    "9999-12-31",
    "2023-02-29",
    "2024-13-01",
)
CLOCKS = ("00:00", "08:30", "23:59")
OFFSETS = ("+07:00", "+08:00", "+09:00")
WRONG = (
    None,
    True,
    False,
    "",
    "x",
    0,
    7,
    -3,
    2.5,
    12.0,
    [],
    {},
    [None],
    [1],
    ["a", 2],
    {"value": 3},
    {"value": ""},
    "1e3",
    "--1",
    "1.",
    ".5",
    "1.2345678",
    "12\n",
)
OPS = ("filled", "empty", "eq", "ne", "in", "not_in", "has", "has_not", "gt", "ge", "lt", "le")

number_texts = st.one_of(
    st.sampled_from(["0", "1", "-1", "12.5", "-3", "0.000001", "-0.000001", "999999999999999", "-999999999999999.999999", "0.5", "2.005"]),
    st.decimals(-(10**15) + 1, 10**15 - 1, allow_nan=False, places=6).map(lambda number: canonical_text(f"{number:f}")),
)
whole_numbers = st.one_of(st.integers(-5, 20), st.integers(-(10**15) + 1, 10**15 - 1), st.sampled_from([2**53, -(2**53), 2**53 - 1]))


def canonical_text(text: str) -> str:
    text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def value_of(family: str) -> st.SearchStrategy[Any]:
    """A canonical answer of a family."""
    day, clock = st.sampled_from(DAYS), st.sampled_from(CLOCKS)
    texts = st.sampled_from(WORDS)
    if family in LISTS:
        return st.lists(st.sampled_from(CHOICES), min_size=1, max_size=3, unique=True)
    table: dict[str, st.SearchStrategy[Any]] = {
        "whole_number": whole_numbers,
        "scale": st.integers(1, 5),
        "decimal": number_texts,
        "yes_no": st.booleans(),
        "date": day,
        "time": clock,
        "datetime": st.builds("{}T{}{}".format, day, clock, st.sampled_from(OFFSETS)),
        "readiness": st.fixed_dictionaries({"value": st.sampled_from(CHOICES)}, optional={"note": texts, "done": whole_numbers}),
        "gps": st.just({"lat": "-6.6", "lon": "106.8", "accuracy": 12}),
        "one_choice": st.sampled_from(CHOICES),
        "note": st.just("x"),
    }
    return table.get(family, texts)


def given_for(family: str) -> st.SearchStrategy[Any]:
    """What may arrive for a family: mostly canonical, at times wrong."""
    good = value_of(family)
    return st.one_of(good, good, good, good, st.sampled_from(WRONG))


@dataclass
class Place:
    """Questions that stand before the one being drawn, as a condition or term may name them."""

    families: dict[str, str] = field(default_factory=dict)  # key -> family; "computed:OP" for computed ones
    repeats: dict[str, "Place"] = field(default_factory=dict)

    def within(self, repeat: "Place") -> "Place":
        return Place({**self.families, **repeat.families}, self.repeats)

    def keys(self, *families: str) -> list[str]:
        return [key for key, family in self.families.items() if family in families]


@st.composite
def rules(draw: Draw, place: Place) -> Json:
    key = draw(st.sampled_from(sorted(place.families)))
    family, op = place.families[key], draw(st.sampled_from(OPS))
    item = st.one_of(constant_for(family), constant_for(family), st.sampled_from(WRONG))
    value = draw(st.lists(item, max_size=3) if op in ("in", "not_in") else item)
    return {"question": key, "op": op, "value": None if op in ("filled", "empty") else value}


def constant_for(family: str) -> st.SearchStrategy[Any]:
    if family in ("computed:sum", "computed:percent", *NUMBERS):
        return st.one_of(number_texts, st.integers(-5, 20))
    if family == "computed:days_after":
        return value_of("date")
    if family in ("readiness", *LISTS):
        return st.sampled_from(CHOICES)
    return value_of("yes_no" if family == "computed:all_filled" else family)


@st.composite
def conditions(draw: Draw, place: Place) -> Json | None:
    if not place.families or draw(st.integers(0, 2)):
        return None
    return {"match": draw(st.sampled_from(["all", "any"])), "rules": draw(st.lists(rules(place), max_size=3))}


@st.composite
def terms(draw: Draw, place: Place) -> Json:
    numeric = place.keys("computed:sum", "computed:percent", *NUMBERS)
    counted = [*place.repeats, *place.keys(*LISTS)]
    summed = [key for inner in place.repeats.values() for key in inner.keys("computed:sum", "computed:percent", *NUMBERS)]
    tables = place.keys("table")
    options = [st.builds(lambda text: {"number": text}, number_texts)]
    options += [
        st.sampled_from(keys).map(lambda key: {"question": key}) for keys in (numeric, numeric, summed, list(place.families)) if keys
    ]
    if tables:
        options.append(
            st.builds(lambda key, column: {"question": key, "column": column}, st.sampled_from(tables), st.sampled_from(["k1", "k2", None]))
        )
    if counted:
        options.append(st.sampled_from(counted).flatmap(lambda key: counts(key, place)))
    term = draw(st.one_of(options))
    return {**term, "sign": -1} if draw(st.booleans()) else term


def counts(key: str, place: Place) -> st.SearchStrategy[Json]:
    where = conditions(place.within(place.repeats[key])) if key in place.repeats else st.none()
    return where.map(lambda condition: {"count": key, "where": condition})


@st.composite
def formulas(draw: Draw, place: Place) -> Json:
    sides = st.lists(terms(place), max_size=3)
    moments = place.keys("computed:days_after", *MOMENTS)
    op = draw(st.sampled_from(["sum", "percent", "all_filled", *(["days_after", "days_after"] if moments else [])]))
    if op == "sum":
        return {"op": op, "terms": draw(sides)}
    if op == "percent":
        return {"op": op, "part": draw(sides), "whole": draw(sides)}
    if op == "days_after":
        return {"op": op, "question": draw(st.sampled_from(moments)), "days": draw(st.sampled_from([0, 1, 7, -1, -366, 40, 3_000_000]))}
    keys = st.lists(st.sampled_from(sorted(place.families)), max_size=3) if place.families else st.just([])
    return {"op": op, "questions": draw(keys)}


@st.composite
def simple_questions(draw: Draw, key: str, place: Place, families: tuple[str, ...]) -> Json:
    """A question of one family, named in ``place`` under that family."""
    family = draw(st.sampled_from(families))
    question: Json = {"id": f"id-{key}", "key": key, "type": family, "shown_if": draw(conditions(place))}
    question["required"] = draw(st.sampled_from(["always", "never", "if"]))
    question["required_if"] = draw(conditions(place)) if question["required"] == "if" else None
    if family == "computed":
        question |= {"formula": draw(formulas(place)), "places": draw(st.sampled_from([0, 1, 2, 6]))}
    if family == "table":
        question |= {"rows": [{"key": "r1"}, {"key": "r2"}], "columns": [{"key": "k1"}, {"key": "k2"}]}
    return question


def family_name(question: Json) -> str:
    return f"computed:{question['formula']['op']}" if question["type"] == "computed" else str(question["type"])


@st.composite
def repeats(draw: Draw, key: str, place: Place) -> tuple[Json, Place]:
    inner, questions = Place(), []
    for number in range(draw(st.integers(1, 4))):
        question = draw(simple_questions(f"{key}_s{number}", place.within(inner), (*SIMPLE, "computed", "computed")))
        inner.families[question["key"]] = family_name(question)
        questions.append(question)
    common = {"id": f"id-{key}", "key": key, "type": "repeat", "required": "never", "shown_if": draw(conditions(place))}
    return {**common, "questions": draw(st.permutations(questions))}, inner


@st.composite
def checks(draw: Draw, number: int, place: Place) -> Json:
    repeat = draw(st.sampled_from([None, *place.repeats]))
    here = place.within(place.repeats[repeat]) if repeat else place
    sides: Any = st.lists(terms(here), max_size=3)
    moments = here.keys("computed:days_after", *MOMENTS)
    if moments and draw(st.booleans()):
        sides = st.sampled_from(moments).map(lambda key: [{"question": key}])
    severity, op = draw(st.sampled_from(["reject", "explain", "warn"])), draw(st.sampled_from(["eq", "le", "ge", "lt", "gt"]))
    check = {"id": f"check-{number}", "severity": severity, "op": op, "rows": repeat, "when": draw(conditions(here))}
    return {**check, "left": draw(sides), "right": draw(sides)}


@st.composite
def definitions(draw: Draw) -> Json:
    """A definition without cycles, the questions of each section in any order."""
    place, sections = Place(), []
    for section in range(draw(st.integers(1, 3))):
        shown_if, questions = draw(conditions(place)), []
        for number in range(draw(st.integers(0, 5))):
            key = f"q{section}_{number}"
            if draw(st.integers(0, 4)) == 0:
                question, inner = draw(repeats(key, place))
                place.families[key], place.repeats[key] = "repeat", inner
            else:
                question = draw(simple_questions(key, place, (*SIMPLE, "table", "computed", "computed", "computed")))
                place.families[key] = family_name(question)
            questions.append(question)
        sections.append({"id": f"section-{section}", "shown_if": shown_if, "questions": draw(st.permutations(questions))})
    found = [draw(checks(number, place)) for number in range(draw(st.integers(0, 4)))]
    definition: Json = {"schema": 1, "sections": sections, "checks": found}
    return {**definition, "order": order(definition)}


@st.composite
def answers_for(draw: Draw, definition: Json) -> Any:
    """Answers for most questions of a definition, rows and explanations too; at times something that is no answers at all."""
    given: Json = {}
    for section in definition["sections"]:
        for question in section["questions"]:
            if draw(st.integers(0, 4)):
                given[question["key"]] = draw(answer(question))
    if draw(st.booleans()):
        given["_explanations"] = {check["id"]: draw(st.sampled_from(["", "karena", 3])) for check in definition["checks"]}
    return draw(st.sampled_from([*[given] * 19, []]))


def answer(question: Json) -> st.SearchStrategy[Any]:
    cell = st.one_of(whole_numbers, st.sampled_from(WRONG))
    if question["type"] == "table":
        row = st.one_of(st.dictionaries(st.sampled_from(["k1", "k2", "constructor"]), cell), st.sampled_from(WRONG))
        return st.one_of(st.dictionaries(st.sampled_from(["r1", "r2", "r9"]), row), st.sampled_from(WRONG))
    if question["type"] == "repeat":
        subs = {sub["key"]: given_for(sub["type"]) for sub in question["questions"]}
        row = st.builds(
            lambda row_id, answers: {"id": row_id, "answers": answers},
            st.sampled_from(["r-1", "r-2", "r-3"]),
            st.fixed_dictionaries({}, optional=subs),
        )
        return st.one_of(
            st.lists(row, max_size=4), st.lists(row, max_size=4), st.lists(st.sampled_from(WRONG), max_size=2), st.sampled_from(WRONG)
        )
    return given_for(question["type"])
