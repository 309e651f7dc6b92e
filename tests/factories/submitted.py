"""Submissions on their way to a destination, without a form or an entry behind them."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from forms_config.destinations import SubmittedEntry, SubmittedRow

from . import people

SENT_AT = datetime(2024, 11, 25, 1, 31, tzinfo=UTC)  # 08.31 WIB


def submitted(
    *rows: SubmittedRow,
    uuid: UUID | None = None,
    number: int = 1,
    state: str = "sent",
    region: str = "32.71.01",
    agency: int | None = None,
    definition: dict[str, Any] | None = None,
    answers: dict[str, Any] | None = None,
    form_key: str = "form",
    simulation: bool = False,
    sent_at: datetime | None = None,
) -> SubmittedEntry:
    """The ``number``-th submission of an entry of Kecamatan Bogor Selatan; the region must be in the database."""
    return SubmittedEntry(
        uuid=uuid or uuid4(),
        number=number,
        receipt="BGR-24-000001",
        state=state,
        form_key=form_key,
        version_number=1,
        definition=definition or {"sections": []},
        answers=answers or {},
        region_code=region,
        agency_id=agency,
        period=(None, None),
        sent_at=sent_at or SENT_AT + timedelta(hours=number - 1),
        sent_by_id=people.user("pengirim").pk,
        simulation=simulation,
        rows=rows,
    )


def whole(**mapped: Any) -> SubmittedRow:
    """The entry as a whole."""
    return SubmittedRow(None, mapped)


def row(uuid: UUID | None = None, **mapped: Any) -> SubmittedRow:
    """One row of a repeated section."""
    return SubmittedRow(uuid or uuid4(), mapped)
