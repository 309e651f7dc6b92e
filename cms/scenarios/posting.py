"""Sending and deciding in a simulation's past: the services of reporting with a clock and a generator of their own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from desk.people.models import User
from desk.reporting.models import Entry, Obligation
from desk.reporting.services.review import decide
from desk.reporting.services.sending import send_entry
from forms_config.intake import raw_of
from forms_config.models import Form, FormVersion

from .cast import Writer
from .narratives import Answers, row_id


@dataclass(frozen=True)
class Posting:
    """``now``: aware moment of loading; nothing that was sent or decided lies after it. ``forms`` by the key of their pack."""

    now: datetime
    random: Random
    forms: Mapping[str, Form]

    def past(self, moment: datetime) -> datetime:
        return min(moment, self.now - timedelta(minutes=2))

    def version(self, key: str) -> FormVersion:
        version = self.forms[key].current_version
        if version is None:
            raise RuntimeError(f"The starter form {key} is not published.")
        return version

    def send(
        self,
        key: str,
        writer: Writer,
        answers: Answers,
        *,
        at: datetime,
        obligation: Obligation | None = None,
        again: Entry | None = None,
    ) -> Entry:
        """The report of this writer by this form; ``again``: the returned one that it mends."""
        version = self.version(key)
        receipt = send_entry(
            uuid=again.uuid if again else UUID(row_id(self.random)),
            submission=UUID(row_id(self.random)) if again else None,
            form=self.forms[key],
            version=version,
            unit=writer.unit,
            user=writer.user,
            raw=raw_of(version.definition, answers),
            obligation=obligation,
            now=self.past(at),
        )
        return receipt.entry

    def decide(self, entry: Entry, action: str, *, by: User, at: datetime, reason: str = "", questions: tuple[str, ...] = ()) -> None:
        decide(entry_id=entry.pk, action=action, user=by, reason=reason, questions=questions, now=self.past(at))
