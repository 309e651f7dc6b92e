"""Published forms made straight from questions, without the editor."""

import hashlib
import json
from typing import Any
from uuid import uuid4

from django.utils import timezone

from forms_config.logic import order
from forms_config.models import Form, FormVersion


def question(type_: str, key: str, **settings: Any) -> dict[str, Any]:
    """A question of a definition with every common setting at its default."""
    return {
        "id": str(uuid4()),
        "key": key,
        "type": type_,
        "label": settings.pop("label", key.replace("_", " ").capitalize()),
        "help": "",
        "required": "never",
        "required_if": None,
        "shown_if": None,
        "prefill": None,
        "privacy": "biasa",
        "feeds": "",
    } | settings


def definition(*questions: dict[str, Any], checks: Any = (), destinations: Any = (), key: str = "uji") -> dict[str, Any]:
    """A definition of one section."""
    made = {
        "schema": 1,
        "key": key,
        "title": "Laporan Uji",
        "summary": "",
        "kind": "report",
        "sections": [
            {
                "id": str(uuid4()),
                "label": "Isian",
                "help": "",
                "shown_if": None,
                "weight": None,
                "critical": False,
                "responsible": "",
                "questions": list(questions),
            }
        ],
        "checks": list(checks),
        "destinations": list(destinations),
    }
    return made | {"order": order(made)}


def publish(*questions: dict[str, Any], key: str = "uji", report_now: bool = True, **parts: Any) -> Form:
    """A form whose next version is published with these questions. The same key again publishes a newer version."""
    return published(definition(*questions, key=key, **parts), report_now=report_now)


def published(frozen: dict[str, Any], *, report_now: bool = True) -> Form:
    """The form of a whole definition, its next version published."""
    form, _new = Form.objects.get_or_create(key=frozen["key"], defaults={"title": frozen["title"], "report_now": report_now})
    version = FormVersion(
        form=form,
        number=form.versions.count() + 1,
        sha256=hashlib.sha256(json.dumps(frozen, sort_keys=True).encode()).hexdigest(),
        definition=frozen,
        published_at=timezone.now(),
    )
    version.save()
    form.current_version = version
    form.save()
    return form
