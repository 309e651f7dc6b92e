"""Checklists arrive here: every published form of kind ``checklist`` feeds it, without a mapping."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from forms_config.constants import FormKind
from forms_config.destinations import Destination, SubmittedEntry

from .services import follow_entry, record_answers


class ReadinessDestination(Destination):
    """One ``ReadinessAnswer`` per answered readiness question."""

    key = "readiness"  # stored: never rename
    label = _("Kesiapan")
    form_kind = FormKind.CHECKLIST

    def receive(self, entry: SubmittedEntry) -> None:
        record_answers(entry=entry)

    def follow(self, entry_uuid: UUID, state: str) -> None:
        follow_entry(entry_uuid=entry_uuid, state=state)
