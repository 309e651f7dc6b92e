"""Puts the problems of a definition beside the questions they belong to, in the terms of StreamField's own errors."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseModelForm
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError

from ..constants import Family
from ..errors import Problem

NOWHERE = ""  # problems of a block as a whole


def place_problems(form: "BaseModelForm[Any]", problems: Iterable[Problem]) -> None:
    """Add every problem to the bound, valid ``form``: at its setting, its block, its stream or the form as a whole."""
    by_stream: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        by_stream[problem.stream if problem.block else ""].append(problem)
    for problem in by_stream.pop("", []):
        form.add_error(problem.field if problem.field in form.fields else None, problem.text)
    for stream, found in by_stream.items():
        form.add_error(stream, _stream_error(form.cleaned_data[stream], found))


def _stream_error(value: Any, problems: list[Problem]) -> ValidationError:
    errors: dict[int, ValidationError] = {}
    lost: list[str] = []
    for index, child in enumerate(value):
        own = [problem for problem in problems if problem.block == child.id and not problem.parent]
        inner = [problem for problem in problems if problem.parent == child.id]
        if own or inner:
            errors[index] = _struct_error(own, child, inner)
    known = {child.id for child in value}
    lost = [str(problem) for problem in problems if (problem.parent or problem.block) not in known]
    error: ValidationError = StreamBlockValidationError(block_errors=errors, non_block_errors=lost)
    return error


def _struct_error(own: list[Problem], child: Any, inner: list[Problem]) -> ValidationError:
    by_setting: dict[str, list[str]] = defaultdict(list)
    for problem in own:
        is_setting = problem.field in child.block.child_blocks and not (child.block_type == Family.REPEAT and problem.field == "questions")
        by_setting[problem.field if is_setting else NOWHERE].append(problem.text)
    whole = by_setting.pop(NOWHERE, [])
    errors: dict[str, ValidationError] = {name: ValidationError(texts) for name, texts in by_setting.items()}
    if inner:
        top_level = [Problem(text=entry.text, block=entry.block, field=entry.field, what=entry.what, label=entry.label) for entry in inner]
        errors["questions"] = _stream_error(child.value["questions"], top_level)
    error: ValidationError = StructBlockValidationError(block_errors=errors, non_block_errors=whole)
    return error
