"""Small checklists: two points, and answers of units to them."""

from typing import Any
from uuid import UUID

from django.utils import timezone

from desk.readiness.destinations import ReadinessDestination
from forms_config.destinations import SubmittedEntry
from forms_config.models import Form, FormVersion
from tests.factories.submitted import submitted


def indicator(key: str, **settings: Any) -> dict[str, Any]:
    return {
        "key": key,
        "type": "readiness",
        "label": key.capitalize(),
        "measure": "choice",
        "critical": False,
        "weight": 1,
        "evidence": "none",
        "fresh_days": None,
        "responsible": "",
        "unit": "",
    } | settings


def definition(*points: tuple[str, int, list[dict[str, Any]]]) -> dict[str, Any]:
    sections = [
        {"id": key, "label": key.capitalize(), "weight": weight, "responsible": "KPU", "questions": questions}
        for key, weight, questions in points
    ]
    return {"key": "readiness", "title": "10 Poin Kesiapan", "kind": "checklist", "sections": sections, "checks": [], "destinations": []}


TWO_POINTS = definition(
    ("logistik", 15, [indicator("kotak", critical=True), indicator("bilik"), indicator("gudang", weight=2)]),
    ("petugas", 5, [indicator("terisi"), indicator("cadangan", evidence="optional")]),
)


def publish(frozen: dict[str, Any] | None = None) -> Form:
    """Publish (the next version of) the checklist."""
    form, _new = Form.objects.get_or_create(key="readiness", defaults={"title": "10 Poin Kesiapan", "kind": "checklist"})
    version = FormVersion(
        form=form, number=form.versions.count() + 1, sha256="0" * 64, definition=frozen or TWO_POINTS, published_at=timezone.now()
    )
    version.save()
    form.current_version = version
    form.save()
    return form


def told(
    region: str, state: str = "accepted", frozen: dict[str, Any] | None = None, uuid: UUID | None = None, **values: str
) -> SubmittedEntry:
    """A checklist of a unit that arrived: indicator key = value; ``key="ya+"`` has one piece of evidence."""
    answers = {
        key: {"value": value.removesuffix("+"), **({"evidence": ["bukti"]} if value.endswith("+") else {})} for key, value in values.items()
    }
    entry = submitted(uuid=uuid, region=region, state=state, definition=frozen or TWO_POINTS, answers=answers, form_key="readiness")
    ReadinessDestination().receive(entry)
    return entry
