"""Complete a definition: every setting present, in its stored shape. What cannot be read is reported and replaced by the default."""

from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from ..constants import DEFINITION_SCHEMA, Family, FormKind, Privacy, Required, Severity
from ..question_settings import OWN, number_text
from .places import Findings

CHECK_OPS = ("eq", "le", "ge", "lt", "gt")
HEAVIEST = 100  # weight of one point or indicator
JsonObject = dict[str, Any]


UNREADABLE = "Isian ini tidak terbaca. Susun kembali, atau hapus."


def unreadable(raw: Mapping[str, Any]) -> list[str]:
    """Settings that hold something else than they should: dropping them in silence would change what the form asks."""
    shapes: dict[str, type] = {
        **dict.fromkeys(("shown_if", "required_if", "prefill", "when", "formula"), dict),
        **dict.fromkeys(("left", "right"), list),
    }
    broken = [name for name, shape in shapes.items() if raw.get(name) and not isinstance(raw[name], shape)]
    conditions = [name for name in ("shown_if", "required_if", "when") if isinstance(raw.get(name), dict)]
    return broken + [name for name in conditions if not _readable_rules(raw[name])]


def _readable_rules(raw: Mapping[str, Any]) -> bool:
    rules = raw.get("rules") or []
    return isinstance(rules, list) and all(isinstance(rule, dict) for rule in rules)


def text_of(value: Any) -> str:
    return str(value).strip() if value is not None else ""


def lines_of(value: Any) -> str:
    return text_of(value).replace("\r\n", "\n")


def derived_id(*parts: str) -> str:
    """The id of a block that came without one: the same parts always give the same id."""
    return str(uuid5(NAMESPACE_URL, "desk-pilkada:" + "/".join(parts)))


def normalise(raw: Mapping[str, Any], found: Findings) -> JsonObject:
    """A complete copy of ``raw`` without ``order`` and ``destinations``."""
    key = text_of(raw.get("key"))
    kind = str(raw["kind"] if raw.get("kind") in FormKind.values else FormKind.REPORT.value)
    return {
        "schema": DEFINITION_SCHEMA,
        "key": key,
        "title": text_of(raw.get("title")),
        "summary": text_of(raw.get("summary")),
        "kind": kind,
        "sections": [_section(section, f"{key}/{number}", kind, found) for number, section in enumerate(raw.get("sections") or ())],
        "checks": [_check(check, f"{key}/checks/{number}", found) for number, check in enumerate(raw.get("checks") or ())],
    }


def _section(raw: Mapping[str, Any], path: str, kind: str, found: Findings) -> JsonObject:
    is_point = kind == FormKind.CHECKLIST
    section: JsonObject = {
        "id": text_of(raw.get("id")) or derived_id(path),
        "label": text_of(raw.get("label")),
        "help": lines_of(raw.get("help")),
        "shown_if": condition(raw.get("shown_if")),
        "weight": None,
        "critical": bool(raw.get("critical")) and is_point,
        "responsible": text_of(raw.get("responsible")),
    }
    for name in unreadable(raw):
        found.section(section, name, UNREADABLE)
    if is_point:
        section["weight"] = _weight(raw.get("weight"), section, found)
    form_key = path.partition("/")[0]
    section["questions"] = [_question(question, form_key, None, found) for question in raw.get("questions") or ()]
    return section


def _weight(value: Any, section: JsonObject, found: Findings) -> int:
    try:
        weight = int(number_text(value)) if value not in (None, "") else 0
    except ValueError:
        weight = -1
    if not 0 <= weight <= HEAVIEST:
        found.section(section, "weight", "Bobot harus angka bulat dari 0 sampai 100. Perbaiki bobotnya.")
        return 0
    return weight


def _question(raw: Mapping[str, Any], form_key: str, repeat: JsonObject | None, found: Findings) -> JsonObject:
    family, key = text_of(raw.get("type")), text_of(raw.get("key"))
    question: JsonObject = {
        "id": text_of(raw.get("id")) or derived_id(form_key, repeat["key"] if repeat else "", key),
        "key": key,
        "type": family,
        "label": text_of(raw.get("label")),
        "help": lines_of(raw.get("help")),
    }
    if family not in OWN:
        found.about(question, repeat, "", f"Jenis pertanyaan “{family}” tidak dikenal. Hapus pertanyaan ini atau ganti jenisnya.")
        question["type"] = family = Family.NOTE.value
    for name in unreadable(raw):
        found.about(question, repeat, name, UNREADABLE)
    question |= _common(raw, family)
    question |= _own(raw, question, repeat, found)
    if family == Family.REPEAT:
        question["questions"] = [_question(inner, form_key, question, found) for inner in raw.get("questions") or ()]
    return question


def _common(raw: Mapping[str, Any], family: str) -> JsonObject:
    answered = family not in (Family.NOTE, Family.COMPUTED)
    required = raw.get("required") if raw.get("required") in Required.values and answered else Required.NEVER.value
    privacy = raw.get("privacy") if raw.get("privacy") in Privacy.values else Privacy.ORDINARY.value
    return {
        "required": str(required),
        "required_if": condition(raw.get("required_if")) if required == Required.IF else None,
        "shown_if": condition(raw.get("shown_if")),
        "prefill": _prefill(raw.get("prefill")) if answered else None,
        "privacy": str(privacy),
        "feeds": text_of(raw.get("feeds")) if family != Family.NOTE else "",
    }


def _own(raw: Mapping[str, Any], question: JsonObject, repeat: JsonObject | None, found: Findings) -> JsonObject:
    values: JsonObject = {}
    for name, setting in OWN[question["type"]].items():
        default = list(setting.default) if isinstance(setting.default, tuple) else setting.default
        given = raw.get(name, default)
        try:
            values[name] = setting.read(given if given is not None else default)
        except ValueError as error:
            found.about(question, repeat, name, f"{setting.label}: {error}")
            values[name] = default
        if given is None and setting.default is not None and _may_be_empty(setting):
            values[name] = None
    return values


def _may_be_empty(setting: Any) -> bool:
    """Whether an emptied setting means 'none' and not its default: a smallest value that was cleared."""
    try:
        return setting.read(None) is None
    except (ValueError, TypeError):
        return False


def _prefill(raw: Any) -> JsonObject | None:
    if not isinstance(raw, Mapping) or not raw.get("source"):
        return None
    source = text_of(raw["source"])
    return {"source": source, "value": raw.get("value")} if source == "constant" else {"source": source}


def condition(raw: Any) -> JsonObject | None:
    """The stored shape of a condition; without rules there is none."""
    if not isinstance(raw, Mapping):
        return None
    rules = [rule for rule in raw.get("rules") or () if isinstance(rule, Mapping)] if _readable_rules(raw) else []
    if not rules:
        return None
    match = "any" if raw.get("match") == "any" else "all"
    return {"match": match, "rules": [{name: rule.get(name) for name in ("question", "op", "value")} for rule in rules]}


def terms(raw: Any) -> list[JsonObject]:
    """The stored shape of a list of terms."""
    return [_term(term) for term in raw or () if isinstance(term, Mapping)] if isinstance(raw, list) else []


def _term(raw: Mapping[str, Any]) -> JsonObject:
    term: JsonObject = {}
    if "count" in raw:
        term = {"count": raw["count"], "where": condition(raw.get("where"))}
    elif "number" in raw:
        try:
            term = {"number": number_text(raw["number"])}
        except ValueError:
            term = {"number": None}
    else:
        term = {"question": raw.get("question")}
        if raw.get("column"):
            term["column"] = raw["column"]
    if raw.get("sign") in (-1, "-1"):
        term["sign"] = -1
    return term


def _check(raw: Mapping[str, Any], path: str, found: Findings) -> JsonObject:
    check: JsonObject = {
        "id": text_of(raw.get("id")) or derived_id(path),
        "label": text_of(raw.get("label")),
        "message": text_of(raw.get("message")),
        "severity": raw.get("severity"),
        "op": raw.get("op"),
        "left": terms(raw.get("left")),
        "right": terms(raw.get("right")),
        "rows": text_of(raw.get("rows")) or None,
        "when": condition(raw.get("when")),
    }
    for name in unreadable(raw):
        found.check(check, name, UNREADABLE)
    if check["severity"] not in Severity.values:
        found.check(check, "severity", "Pilih akibatnya: tolak, wajib dijelaskan, atau peringatan.")
    if check["op"] not in CHECK_OPS:
        found.check(check, "op", "Pilih perbandingannya: sama dengan, paling banyak, dan seterusnya.")
    return check
