"""Between the two shapes of a form: blocks of the editor and the plain definition (docs/form-definition.md).

The editor's body is one flat stream: a ``section`` block starts a section, the questions after it belong to it.
A block's value carries the same names as the definition; only ``choice_list`` exists in the editor alone.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.apps import apps

from .constants import Family
from .errors import Problem
from .keys import propose_key
from .question_settings import QUESTION_DEFAULTS, defaults

if TYPE_CHECKING:
    from .models import Form

SECTION = "section"
CHECK = "check"
SECTION_SETTINGS = ("label", "help", "shown_if", "weight", "critical", "responsible")
Block = dict[str, Any]  # {"type", "value", "id"} as StreamField stores it
Lists = Mapping[str, list[dict[str, str]]] | None


def to_definition(form: "Form", *, keep_lists: bool = False) -> tuple[dict[str, Any], list[Problem]]:
    """The form as it stands in memory as a definition that is not yet completed or checked, with what is missing around it.

    Shared choice lists are replaced by their choices; ``keep_lists`` leaves them named by ``choice_list`` (for a pack).
    """
    blocks: list[Block] = form.body.get_prep_value()
    lists = None if keep_lists else _choice_lists(blocks)
    problems: list[Problem] = []
    sections: list[dict[str, Any]] = []
    for block in blocks:
        if block["type"] == SECTION:
            sections.append({"id": block["id"], **block["value"], "questions": []})
            continue
        question = _question(block, lists, problems)
        if sections:
            sections[-1]["questions"].append(question)
        else:
            problems.append(_homeless(question))
            sections.append({"id": str(uuid4()), "label": "-", "questions": [question]})
    return {
        "key": form.key,
        "title": form.title,
        "summary": form.summary,
        "kind": form.kind,
        "sections": sections,
        "checks": [{"id": block["id"], **block["value"]} for block in form.checks.get_prep_value()],
    }, problems


def _homeless(question: Mapping[str, Any]) -> Problem:
    return Problem(
        "Pertanyaan ini belum masuk ke bagian mana pun. Tambahkan sebuah bagian di atasnya.",
        block=str(question["id"]),
        what="Pertanyaan",
        label=str(question.get("label") or ""),
        key=str(question.get("key") or ""),
    )


def _question(block: Block, lists: Lists, problems: list[Problem], repeat: str = "") -> dict[str, Any]:
    value = dict(block["value"])
    question = {"id": block["id"], "type": block["type"], **value}
    chosen = question.pop("choice_list", "") if lists is not None else ""
    if lists is not None and chosen:
        question["choices"] = lists.get(chosen, [])
        if chosen not in lists:
            problems.append(
                Problem(
                    f"Daftar pilihan “{chosen}” tidak ada lagi. Pilih daftar lain, atau tulis pilihannya di sini.",
                    block=str(block["id"]),
                    parent=repeat,
                    field="choice_list",
                    what="Pertanyaan",
                    label=str(value.get("label") or ""),
                    key=str(value.get("key") or ""),
                )
            )
    if block["type"] == Family.REPEAT:
        question["questions"] = [_question(inner, lists, problems, str(block["id"])) for inner in value.get("questions") or ()]
    return question


def _choice_lists(blocks: Iterable[Block]) -> dict[str, list[dict[str, str]]]:
    wanted = set(used_choice_lists(blocks))
    if not wanted:
        return {}
    model = apps.get_model("forms_config", "ChoiceList")  # the models themselves compile and preview with this module
    found = model._default_manager.filter(key__in=wanted).prefetch_related("choices")
    return {choice_list.key: choice_list.as_choices() for choice_list in found}


def used_choice_lists(blocks: Iterable[Block]) -> list[str]:
    """Keys of the shared lists that questions of these blocks take their choices from, in the order of the form."""
    keys: list[str] = []
    for block in blocks:
        keys += [block["value"]["choice_list"]] if block["value"].get("choice_list") else []
        if block["type"] == Family.REPEAT:
            keys += used_choice_lists(block["value"].get("questions") or ())
    return list(dict.fromkeys(keys))


def from_definition(definition: Mapping[str, Any]) -> tuple[list[Block], list[Block]]:
    """Blocks of body and checks for a definition. A question may name a shared list by ``choice_list`` in place of choices."""
    body: list[Block] = []
    for section in definition.get("sections") or ():
        body.append(_block(SECTION, section.get("id"), {name: section.get(name) for name in SECTION_SETTINGS if name in section}))
        body += [_question_block(question) for question in section.get("questions") or ()]
    checks = [
        _block(CHECK, check.get("id"), {name: value for name, value in check.items() if name != "id"})
        for check in definition.get("checks") or ()
    ]
    return body, checks


def _question_block(question: Mapping[str, Any]) -> Block:
    given = {name: entry for name, entry in question.items() if name not in ("id", "type", "questions")}
    value = {**QUESTION_DEFAULTS, **defaults(question["type"]), **given}
    if question["type"] == Family.REPEAT:
        value["questions"] = [_question_block(inner) for inner in question.get("questions") or ()]
    return _block(question["type"], question.get("id"), value)


def _block(kind: str, identity: Any, value: dict[str, Any]) -> Block:
    return {"type": kind, "id": str(identity or uuid4()), "value": value}


def fresh_ids(blocks: list[Block]) -> list[Block]:
    """The same blocks under new identities: for a copy, whose questions have a life of their own."""
    copies = []
    for block in blocks:
        value = dict(block["value"])
        if block["type"] == Family.REPEAT:
            value["questions"] = fresh_ids(value.get("questions") or [])
        copies.append({**block, "id": str(uuid4()), "value": value})
    return copies


def with_keys(blocks: list[Block], taken: Iterable[str] = ()) -> list[Block]:
    """The same blocks, each question without a key given one that is proposed from its label."""
    used = {*taken, *_keys(blocks)}
    return _filled(blocks, used)


def _filled(blocks: list[Block], used: set[str]) -> list[Block]:
    filled = []
    for block in blocks:
        value = dict(block["value"])
        if block["type"] != SECTION and not value.get("key") and value.get("label"):
            value["key"] = propose_key(value["label"], used)
            used.add(value["key"])
        if block["type"] == Family.REPEAT:
            value["questions"] = _filled(value.get("questions") or [], used)
        filled.append({**block, "value": value})
    return filled


def _keys(blocks: Iterable[Block]) -> set[str]:
    keys: set[str] = set()
    for block in blocks:
        keys.add(block["value"].get("key") or "")
        keys |= _keys(block["value"].get("questions") or ()) if block["type"] == Family.REPEAT else set()
    return keys - {""}
