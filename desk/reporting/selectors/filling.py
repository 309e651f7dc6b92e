"""What a person needs to fill a form: the context of the unit, the last accepted answers, the files."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.core.cache import cache

from desk.core.statements import Part, fetch
from desk.people.models import Role, User
from desk.people.scope import Unit
from desk.people.selectors import desk_for, position_of
from forms_config.families import FileFacts
from forms_config.models import Form, FormVersion
from forms_config.prefills import FillContext
from forms_config.privacy import reveal_answers

from ..constants import ACCEPTED_STATES, SIGNED_KEY
from ..models import Attachment, Entry, Obligation, Submission

PREFIX_SECONDS = 300  # how long the short code of a unit's desk is remembered in a process
NO_DESK = "LAP"
FORM = Part(Form, "form", "id", "key", "title", "report_now", "retired_at", "current_version")
VERSION = Part(FormVersion, "version", "id", "form", "number", "sha256")  # the definition is remembered by its hash
PUBLISHED_FORM = f"""
    SELECT {FORM.columns}, {VERSION.columns}
    FROM forms_config_form form JOIN forms_config_formversion version ON version.id = form.current_version_id
    WHERE form.key = %s
"""  # noqa: S608 - columns of our own


def published_form(key: str) -> Form | None:
    """The form with its current version, as far as filling reads them; None when nothing was published under this key. One query."""
    rows = fetch(PUBLISHED_FORM, [key])
    if not rows:
        return None
    form = FORM.made_of(rows[0][: FORM.size])
    form.current_version = VERSION.made_of(rows[0][FORM.size :])
    return form


def context_for(
    *, unit: Unit, user: User, now: datetime, obligation: Obligation | None = None, last_answers: dict[str, Any] | None = None
) -> FillContext:
    """Who fills for which unit, and when. No query until a form asks for the office of whoever fills."""
    return FillContext(
        unit_code=unit.region_code,
        unit_name=unit.name,
        timezone=unit.timezone,
        now=now,
        agency_id=unit.agency_id,
        user_name=str(user),
        user_phone=user.phone,
        user_position=partial(_position, user, last_answers or {}),
        period=(obligation.period_start, obligation.period_end) if obligation else (None, None),
        last_answers=last_answers or {},
    )


def _position(user: User, last_answers: dict[str, Any]) -> str:
    """The office on record, else what the unit's last accepted report was signed with, else what everybody is who files reports."""
    return position_of(user) or str(last_answers.get(SIGNED_KEY) or "") or str(Role.OFFICER.label)


def last_accepted_answers(*, form: Form, unit: Unit) -> dict[str, Any]:
    """Answers of the unit's last accepted report of this form, readable; empty when there is none. One query."""
    submission = (
        Submission.objects.filter(entry__in=Entry.objects.of_unit(unit).filter(form=form, state__in=ACCEPTED_STATES))
        .select_related("version")
        .order_by("-sent_at")
        .first()
    )
    return reveal_answers(submission.version.definition, submission.answers, allowed=True) if submission else {}


def files_of(entry: Entry | None) -> list[Attachment]:
    """Files of a report that were not taken out again, oldest first. One query."""
    return list(Attachment.objects.filter(entry=entry, removed_at=None)) if entry is not None else []


def facts_of(files: Sequence[Attachment]) -> dict[str, FileFacts]:
    return {str(file.uuid): FileFacts(key=file.key, kind=file.kind, name=file.name) for file in files}


def receipt_prefix(*, unit: Unit, now: datetime) -> str:
    """First part of a receipt number: the short code of the unit's desk and the year on the unit's clock (BGR-26)."""
    key = f"receipt-prefix:{unit.region_code}"
    short_code = cache.get(key)
    if short_code is None:
        desk = desk_for(unit.region_code)
        short_code = desk.short_code if desk else NO_DESK
        cache.set(key, short_code, PREFIX_SECONDS)
    return f"{short_code}-{now.astimezone(ZoneInfo(unit.timezone)):%y}"
