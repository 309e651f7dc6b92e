"""Reporting rules of Kota Bogor's desk, as an admin would save them."""

from datetime import date, datetime, time
from typing import Any

from desk.people.models import Desk
from desk.reporting.constants import Rhythm, Tier, Units
from desk.reporting.models import ReportingRule, ReportType
from desk.reporting.services import rules as services
from forms_config.models import Form

from . import forms, people

MONDAY = 0
WEEKLY = {
    "name": "Laporan mingguan kecamatan",
    "units": Units.TIER,
    "tier": Tier.DISTRICT,
    "rhythm": Rhythm.WEEKLY,
    "weekdays": [MONDAY],
    "due_time": time(10),
    "starts_on": date(2024, 11, 1),
    "ends_on": date(2024, 12, 16),
}


def report_type(key: str = "mingguan", *, name: str = "Laporan mingguan") -> ReportType:
    return ReportType.objects.get_or_create(key=key, defaults={"name": name})[0]


def form() -> Form:
    return Form.objects.filter(key="uji").first() or forms.publish(
        forms.question("yes_no", "is_nil"), forms.question("long_text", "uraian")
    )


def rule(*, desk: Desk | None = None, **values: Any) -> ReportingRule:
    """A rule that is filled in and not saved: weekly, Monday 10.00, both kecamatan, until 16 December 2024."""
    parts = {**WEEKLY, **values}
    parts.setdefault("report_type", None)
    parts["report_type"] = parts["report_type"] or report_type()
    parts.setdefault("form", None)
    parts["form"] = parts["form"] or form()
    return ReportingRule(desk=desk or people.desk(), **parts)


def save(made: ReportingRule, *, now: datetime, **chosen: Any) -> ReportingRule:
    services.save_rule(rule=made, user=None, now=now, **chosen)
    return made


def saved(*, now: datetime, **values: Any) -> ReportingRule:
    return save(rule(**values), now=now)
