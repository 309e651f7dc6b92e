"""Conditions in words, so that an officer knows why a question is asked: "Ditanyakan karena Anda memilih Sebagian."."""

from collections.abc import Container, Mapping
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from ..constants import Family, ReadinessValue
from .pieces import Why

YES_NO = {"true": "Ya", "false": "Tidak", "ya": "Ya", "tidak": "Tidak"}
CHOSEN = frozenset({Family.YES_NO, Family.ONE_CHOICE, Family.MANY_CHOICES, Family.READINESS})
COMPARISONS = {"eq": "adalah", "ne": "bukan", "gt": "lebih dari", "ge": "paling sedikit", "lt": "kurang dari", "le": "paling banyak"}


def why(condition: Mapping[str, Any] | None, questions: Mapping[str, Mapping[str, Any]], near: Container[str] = ()) -> Why | None:
    """Both sentences of a condition; None when there is no condition. ``near``: keys that stand in the same section."""
    if not condition or not condition["rules"]:
        return None
    joint = " atau " if condition["match"] == "any" else " dan "
    known = [(rule, questions[rule["question"]]) for rule in condition["rules"] if rule["question"] in questions]
    because = _join(
        joint, [_holds(rule, question) if rule["question"] in near else _would_hold(rule, question) for rule, question in known]
    )
    unless = _join(joint, [_would_hold(rule, question) for rule, question in known])
    return Why(
        format_html("Ditanyakan karena {}.", because),
        format_html("Isi hanya bila {}.", unless),
        near=any(rule["question"] in near for rule, _question in known),
    )


def _join(joint: str, phrases: list[SafeString]) -> SafeString:
    return mark_safe(joint.join(phrases))


def _holds(rule: Mapping[str, Any], question: Mapping[str, Any]) -> SafeString:
    """What the person did: shorter, because the question stands right above."""
    if question["type"] in CHOSEN and rule["op"] in {"eq", "in", "has"}:
        return format_html("Anda memilih {}", _chosen(rule, question))
    return _would_hold(rule, question)


def _chosen(rule: Mapping[str, Any], question: Mapping[str, Any]) -> SafeString:
    """Of several values that would do, scripts tell the one that was chosen."""
    values = _values(rule, question)
    return format_html('<span data-told="{}">{}</span>', rule["question"], values) if rule["op"] == "in" else values


def _would_hold(rule: Mapping[str, Any], question: Mapping[str, Any]) -> SafeString:
    """The rule told with the question's own name."""
    name, op = question["label"], rule["op"]
    if op == "filled":
        return format_html("“{}” terisi", name)
    if op == "empty":
        return format_html("“{}” kosong", name)
    if question["type"] in CHOSEN or op in {"in", "not_in"}:
        negated = op in {"ne", "not_in", "has_not"}
        return format_html("pada “{}” Anda {}memilih {}", name, "tidak " if negated else "", _chosen(rule, question))
    return format_html("“{}” {} {}", name, COMPARISONS[op], _values(rule, question))


def _values(rule: Mapping[str, Any], question: Mapping[str, Any]) -> SafeString:
    value = rule["value"]
    values = value if isinstance(value, list) else [value]
    return _join(" atau ", [format_html("<b>{}</b>", _word(one, question)) for one in values])


def _word(value: Any, question: Mapping[str, Any]) -> str:
    family = question["type"]
    if family == Family.READINESS:
        return str(ReadinessValue(value).label) if value in ReadinessValue.values else str(value)
    if family in {Family.YES_NO, Family.COMPUTED} and str(value).lower() in YES_NO:
        return YES_NO[str(value).lower()]
    labels = {choice["key"]: choice["label"] for choice in question.get("choices", ())}
    word = str(labels.get(value, value))
    return f"{word} {question['unit']}" if question.get("unit") else word
