"""Drafts of definitions for tests of the compiler: as little as compiles, to be spoiled one thing at a time."""

from typing import Any
from uuid import uuid4

from forms_config.editing import from_definition
from forms_config.models import Form
from forms_config.services import save_draft


def q(type_: str, key: str, **settings: Any) -> dict[str, Any]:
    """A question of a draft; settings that are left out mean their defaults."""
    return {"id": str(uuid4()), "type": type_, "key": key, "label": key.capitalize(), **settings}


def choice(*keys: str) -> list[dict[str, str]]:
    return [{"key": key, "label": key.capitalize()} for key in keys]


def rule(question: str, op: str = "filled", value: Any = None) -> dict[str, Any]:
    return {"match": "all", "rules": [{"question": question, "op": op, "value": value}]}


def section(*questions: dict[str, Any], **settings: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "label": "Isian", "questions": list(questions), **settings}


def check(**settings: Any) -> dict[str, Any]:
    usual = {"id": str(uuid4()), "label": "Jumlah", "message": "Periksa jumlahnya.", "severity": "reject", "op": "eq"}
    return {**usual, "left": [{"question": "jumlah"}], "right": [{"number": "3"}], **settings}


def draft(*questions: dict[str, Any], sections: Any = None, checks: Any = (), kind: str = "report", key: str = "uji") -> dict[str, Any]:
    return {"key": key, "title": "Laporan uji", "kind": kind, "sections": sections or [section(*questions)], "checks": list(checks)}


def saved(definition: dict[str, Any], by: Any = None) -> Form:
    """The draft as a form in the editor, not published."""
    form = Form(key=definition["key"], title=definition["title"], kind=definition["kind"])
    form.body, form.checks = from_definition(definition)
    save_draft(form=form, by=by)
    return Form.objects.get(pk=form.pk)


def redraft(form: Form, definition: dict[str, Any], by: Any = None) -> Form:
    """The form with a new draft; what is published stays."""
    edited = form.get_latest_revision_as_object()
    edited.body, edited.checks = from_definition(definition)
    edited.title = definition["title"]
    save_draft(form=edited, by=by)
    return Form.objects.get(pk=form.pk)
