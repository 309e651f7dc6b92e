"""Reports on their way through a desk, written through the services as officers and operators would."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from desk.people.models import User
from desk.people.scope import scope_of
from desk.reporting.models import Entry, Obligation
from desk.reporting.services.review import decide
from desk.reporting.services.sending import send_entry
from forms_config.models import Form


def send(
    form: Form,
    officer: User,
    answers: Mapping[str, str | list[str]],
    *,
    entry: Entry | None = None,
    obligation: Obligation | None = None,
    now: datetime | None = None,
) -> Entry:
    """The officer's own unit sends the form with these controls; with ``entry`` it sends that report again."""
    return send_entry(
        uuid=entry.uuid if entry else uuid4(),
        submission=uuid4() if entry else None,
        form=form,
        unit=scope_of(officer).units[0],
        user=officer,
        raw={control: value if isinstance(value, list) else [value] for control, value in answers.items()},
        obligation=obligation or (entry.obligation if entry else None),
        now=now,
    ).entry


def send_back(entry: Entry, operator: User, reason: str = "Mohon dilengkapi.", **options: Any) -> Entry:
    return decide(entry_id=entry.pk, action="return", user=operator, reason=reason, **options)


def accept(entry: Entry, operator: User, **options: Any) -> Entry:
    return decide(entry_id=entry.pk, action="accept", user=operator, **options)
