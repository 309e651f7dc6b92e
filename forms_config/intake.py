"""From posted controls to canonical answers and back, against one published definition.

Controls (``Raw``) are texts by control name, exactly as a plain POST gives them (docs/form-definition.md). Reading never
raises on what people send: every problem becomes a sentence under its control, and the rest is kept.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.http import QueryDict

from . import prefills, references
from .constants import Family, Severity
from .definition import Definition, Question, named_check, places, top_questions
from .families import REFERENCES, Desk, FileFacts, Raw, family
from .families.base import first, label_of
from .logic import Logic, evaluate
from .prefills import FillContext

NOT_ANSWERS = frozenset({"csrfmiddlewaretoken", "entry", "submission", "revision", "action", "version"})
EXPLAIN = "explain-"
EXPLANATIONS = "_explanations"
LONGEST_EXPLANATION = 1000
MOST_ROWS = 50


@dataclass(frozen=True)
class Reading:
    """What was read. ``answers``: visible ones only, computed filled in. ``errors``: control -> sentence, "" = whole form."""

    answers: dict[str, Any]
    errors: dict[str, str]
    evaluation: Mapping[str, Any]
    findings: list[dict[str, Any]] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        return not self.errors


def raw_from_post(data: QueryDict) -> dict[str, list[str]]:
    """The answer controls of a POST, texts only, null characters dropped; no control of ours has one in its name."""
    return {
        name: [text.replace("\x00", "") for text in texts] for name, texts in data.lists() if name not in NOT_ANSWERS and "\x00" not in name
    }


def read(
    definition: Definition, raw: Raw, context: FillContext, *, files: Mapping[str, FileFacts] | None = None, logic: Logic | None = None
) -> Reading:
    """Read, judge and complete the answers. One query per kind of reference asked for, none otherwise.

    ``logic``: the definition made ready (``logic_of_version``), to save making it again.
    """
    desk = Desk(context, files or {})
    answers, controls = _read_all(definition, raw, desk)
    _refuse_unknown_references(definition, answers, controls, desk)
    explanations = _explanations(definition, raw, desk)
    evaluation = evaluate(logic or definition, answers)
    visible = evaluation["visible"]
    errors = {control: problem.message for control, problem in desk.problems.items() if visible.get(problem.path, True)}
    _require(definition, evaluation, controls, errors)
    findings = _judge(definition, evaluation, explanations, errors)
    kept = dict(evaluation["answers"])
    told = {finding["check"] for finding in findings}
    explained = {check: text for check, text in explanations.items() if check in told}
    if explained:
        kept[EXPLANATIONS] = explained
    return Reading(kept, errors, evaluation, findings)


def _read_all(definition: Definition, raw: Raw, desk: Desk) -> tuple[dict[str, Any], dict[str, str]]:
    """Answers by key, and for every path of the evaluation the control it stands under."""
    answers: dict[str, Any] = {}
    controls: dict[str, str] = {}
    for question in top_questions(definition):
        key = question["key"]
        controls[key] = desk.path = key
        if question["type"] == Family.REPEAT:
            answer: Any = _read_rows(question, raw, desk, controls)
        else:
            answer = family(question["type"]).read(question, raw, key, desk)
        if answer is not None:
            answers[key] = answer
    return answers, controls


def row_numbers(repeat: Question, raw: Raw) -> list[int]:
    """Numbers N of the rows that have controls ``key-N-...``, in order."""
    pattern = re.compile(rf"{re.escape(repeat['key'])}-(\d{{1,6}})-")
    return sorted({int(match[1]) for match in map(pattern.match, raw) if match})


def _read_rows(repeat: Question, raw: Raw, desk: Desk, controls: dict[str, str]) -> list[dict[str, Any]] | None:
    rows: list[dict[str, Any]] = []
    seen: set[str] = set()
    filled = _filled_rows(repeat, raw)
    most = repeat.get("max_rows") or MOST_ROWS
    for number in filled[:most]:
        prefix = f"{repeat['key']}-{number}-"
        row_id = _row_id(first(raw, f"{prefix}id"), seen)
        answers = {}
        for question in repeat["questions"]:
            desk.path = f"{repeat['key']}.{row_id}.{question['key']}"
            controls[desk.path] = prefix + question["key"]
            answer = family(question["type"]).read(question, raw, prefix + question["key"], desk)
            if answer is not None:
                answers[question["key"]] = answer
        rows.append({"id": row_id, "answers": answers})
    desk.path = repeat["key"]
    if len(filled) > most:
        desk.refuse(repeat["key"], f"{label_of(repeat)} paling banyak {most} baris. Anda mengisi {len(filled)}. Hapus sebagian baris.")
    return rows or None


def _filled_rows(repeat: Question, raw: Raw) -> list[int]:
    """Numbers of the rows in which something was typed, in order. One pass over the controls, however many there are."""
    pattern = re.compile(rf"{re.escape(repeat['key'])}-(0|[1-9]\d{{0,5}})-(?!id$)")
    matches = ((pattern.match(control), texts) for control, texts in raw.items())
    return sorted({int(match[1]) for match, texts in matches if match and any(text.strip() for text in texts)})


def _row_id(text: str, seen: set[str]) -> str:
    try:
        row_id = str(UUID(text))
    except ValueError:
        row_id = str(uuid4())
    if row_id in seen:
        row_id = str(uuid4())
    seen.add(row_id)
    return row_id


def _answers_at(place_key: str, repeat: Question | None, answers: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    """(evaluation path, answer) of a question, once for each row when it stands in a repeat."""
    if repeat is None:
        if place_key in answers:
            yield place_key, answers[place_key]
        return
    for row in answers.get(repeat["key"], ()):
        if place_key in row["answers"]:
            yield f"{repeat['key']}.{row['id']}.{place_key}", row["answers"][place_key]


def _refuse_unknown_references(definition: Definition, answers: dict[str, Any], controls: Mapping[str, str], desk: Desk) -> None:
    asked: dict[tuple[str, str, tuple[str, ...]], list[tuple[str, str, Question]]] = defaultdict(list)
    for place in places(definition):
        question = place.question
        if question["type"] in REFERENCES:
            same = (question["type"], question.get("within", "unit"), tuple(question.get("levels") or ()))
            for path, answer in _answers_at(question["key"], place.repeat, answers):
                asked[same].append((path, answer, question))
    for (kind, within, _levels), mentions in asked.items():
        allowed = references.source(kind).allowed(
            {answer for _path, answer, _question in mentions}, unit_code=desk.context.unit_code, within=within, question=mentions[0][2]
        )
        for path, answer, question in mentions:
            if answer not in allowed:
                message = f"Pilihan pada {label_of(question)} tidak ada di wilayah Anda. Pilih kembali dari daftar."
                desk.path = path
                desk.refuse(controls[path], message)
                _drop(answers, path)


def _drop(answers: dict[str, Any], path: str) -> None:
    repeat, _, rest = path.partition(".")
    if not rest:
        answers.pop(path)
        return
    row_id, _, key = rest.partition(".")
    for row in answers[repeat]:
        if row["id"] == row_id:
            row["answers"].pop(key)


def _require(definition: Definition, evaluation: Mapping[str, Any], controls: Mapping[str, str], errors: dict[str, str]) -> None:
    answers = evaluation["answers"]
    for place in places(definition):
        question = place.question
        if question["type"] in {Family.NOTE, Family.COMPUTED}:
            continue
        if place.repeat is None:
            missing = _missing(question, answers.get(question["key"]), evaluation["required"].get(question["key"]))
            _note_missing(missing, controls.get(question["key"], question["key"]), errors)
            continue
        for row in answers.get(place.repeat["key"], ()):
            path = f"{place.repeat['key']}.{row['id']}.{question['key']}"
            missing = _missing(question, row["answers"].get(question["key"]), evaluation["required"].get(path))
            _note_missing(missing, controls.get(path, path), errors)


def _note_missing(sentence: str, control: str, errors: dict[str, str]) -> None:
    if sentence and not any(wrong == control or wrong.startswith(f"{control}-") for wrong in errors):
        errors[control] = sentence


def _missing(question: Question, answer: Any, required: bool | None) -> str:
    """The sentence for an answer that must be there and is not; ``required`` is None for a hidden question."""
    if required is None:
        return ""
    if question["type"] == Family.REPEAT:
        fewest = max(question.get("min_rows") or 0, int(required))
        return f"{label_of(question)} memerlukan paling sedikit {fewest} baris. Tambahkan barisnya." if len(answer or ()) < fewest else ""
    return f"{label_of(question)} belum diisi. {_way_out(question)}" if required and answer is None else ""


def _way_out(question: Question) -> str:
    if question["type"] in {Family.ONE_CHOICE, Family.YES_NO, Family.SCALE, Family.READINESS, *REFERENCES}:
        return "Pilih salah satu jawaban."
    if question["type"] == Family.MANY_CHOICES:
        return "Pilih paling sedikit satu."
    if question["type"] == Family.PHOTOS:
        return "Ambil atau pilih foto."
    if question["type"] == Family.FILES:
        return "Unggah berkasnya."
    return "Isi lebih dahulu, lalu kirim ulang."


def _explanations(definition: Definition, raw: Raw, desk: Desk) -> dict[str, str]:
    explanations = {}
    desk.path = ""
    for check in definition["checks"]:
        control = f"{EXPLAIN}{check['id']}"
        text = first(raw, control).replace("\r\n", "\n")
        if len(text) > LONGEST_EXPLANATION:
            desk.refuse(control, f"Penjelasan paling banyak {LONGEST_EXPLANATION} huruf. Anda menulis {len(text)}. Persingkat isinya.")
        if text:
            explanations[check["id"]] = text[:LONGEST_EXPLANATION]
    return explanations


def _judge(
    definition: Definition, evaluation: Mapping[str, Any], explanations: Mapping[str, str], errors: dict[str, str]
) -> list[dict[str, Any]]:
    findings = []
    for finding in evaluation["findings"]:
        check = named_check(definition, finding["check"]) or {}
        words = check.get("message") or f"{check.get('label', '')} tidak sesuai."
        if finding["severity"] == Severity.REJECT:
            errors.setdefault(_control_of(check), f"{words} Periksa kembali isian yang terkait.")
        elif finding["severity"] == Severity.EXPLAIN and finding["check"] not in explanations:
            errors.setdefault(
                f"{EXPLAIN}{finding['check']}",
                f"{words} Bila memang demikian pada dokumen, tulis penjelasannya; isian Anda tidak diubah.",
            )
        findings.append({**finding, "explanation": explanations.get(finding["check"], "")})
    return findings


def _control_of(check: Mapping[str, Any]) -> str:
    """The control that carries the sentence of a check: its first question outside a repeat, else the whole form."""
    if check.get("rows"):
        return str(check["rows"])
    for term in [*check.get("left", ()), *check.get("right", ())]:
        if "question" in term or "count" in term:
            return str(term.get("question") or term.get("count"))
    return ""


def raw_of(definition: Definition, answers: Mapping[str, Any]) -> dict[str, list[str]]:
    """Controls that read back as ``answers``: for a returned report, a prefill or a preview."""
    raw: dict[str, list[str]] = {}
    for question in top_questions(definition):
        answer = answers.get(question["key"])
        if answer is None:
            continue
        if question["type"] == Family.REPEAT:
            _raw_of_rows(question, answer, raw)
        else:
            raw.update(family(question["type"]).raw(question, answer, question["key"]))
    raw.update({f"{EXPLAIN}{check}": [text] for check, text in answers.get(EXPLANATIONS, {}).items()})
    return raw


def _raw_of_rows(repeat: Question, rows: Iterable[Mapping[str, Any]], raw: dict[str, list[str]]) -> None:
    for number, row in enumerate(rows):
        prefix = f"{repeat['key']}-{number}-"
        raw[f"{prefix}id"] = [row["id"]]
        for question in repeat["questions"]:
            if question["key"] in row["answers"]:
                raw.update(family(question["type"]).raw(question, row["answers"][question["key"]], prefix + question["key"]))


def first_values(definition: Definition, context: FillContext) -> dict[str, list[str]]:
    """Controls of a fresh form: what prefills and constants give, answers of the last accepted entry where asked for."""
    answers = {}
    for question in top_questions(definition):
        answer = _first_answer(question, context)
        if answer is not None:
            answers[question["key"]] = answer
    return raw_of(definition, answers)


def _first_answer(question: Question, context: FillContext) -> Any:
    prefill = question.get("prefill")
    if not prefill:
        return None
    if prefill["source"] == "constant":
        return prefill.get("value")
    if prefill["source"] == "last":
        return _last_answer(question, context.last_answers.get(question["key"]))
    source = prefills.find(prefill["source"])
    return source.provide(context) if source and question["type"] in source.families else None


def _last_answer(question: Question, answer: Any) -> Any:
    """The last accepted answer as a first value: rows get new ids, files stay with the entry they were sent in."""
    if answer is None or question["type"] in {Family.PHOTOS, Family.FILES}:
        return None
    if question["type"] == Family.READINESS:
        return {part: value for part, value in answer.items() if part != "evidence"}
    if question["type"] == Family.REPEAT:
        rows = []
        for row in answer:
            kept = {inner["key"]: _last_answer(inner, row["answers"].get(inner["key"])) for inner in question["questions"]}
            rows.append({"id": str(uuid4()), "answers": {key: value for key, value in kept.items() if value is not None}})
        return rows
    return answer
