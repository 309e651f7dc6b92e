"""Duties put straight into the ledger, for what only reads them."""

from datetime import datetime
from typing import Any

from desk.reporting.models import Obligation
from forms_config.models import Form


def owe(form: Form, region_id: str, *, opens_at: datetime, due_at: datetime, **values: Any) -> Obligation:
    """The office of this region owes the form, without grace."""
    return Obligation.objects.create(
        form=form, region_id=region_id, opens_at=opens_at, due_at=due_at, **{"on_time_until": due_at, **values}
    )
