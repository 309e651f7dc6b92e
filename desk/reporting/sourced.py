"""Rows of a capability that came out of a report, keyed by (entry, row): written again by every corrected submission.

Capabilities inherit ``SourcedRow`` and write through ``SourcedQuerySet.put_rows``; rows written on a desk screen have
no entry and count as accepted.
"""

from collections.abc import Sequence
from typing import Any, Self, TypeVar
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from desk.people.models import Agency, User
from desk.people.scope import scope_of
from desk.regions.models import Region
from forms_config.destinations import SubmittedEntry

from .constants import ACCEPTED_STATES, State

WHOLE_ENTRY = UUID(int=0)  # source_row of a row that tells of the entry as a whole; never NULL, so that it is unique
ROW_KEY = ("source_entry", "source_row")
Row = TypeVar("Row", bound="SourcedRow")

IS_ACCEPTED = models.Q(entry_state__in=ACCEPTED_STATES) | models.Q(source_entry=None)


class SourcedQuerySet(models.QuerySet[Row]):
    def visible_to(self, user: User) -> Self:
        """Rows of the regions the user serves and of the units the user files for; every view starts here."""
        scope = scope_of(user)
        return self.filter(scope.regions() | scope.own_units())

    def standing(self) -> Self:
        """Rows that the latest submission of their entry still tells of."""
        return self.filter(withdrawn_at=None)

    def accepted(self) -> Self:
        """What totals, recaps and figures may count."""
        return self.standing().filter(IS_ACCEPTED)

    def put_rows(self, *, entry: SubmittedEntry, rows: Sequence[Row], key: tuple[str, ...] = ROW_KEY) -> None:
        """Write the rows of an entry in one query; from the second submission on, withdraw what it no longer tells of.

        ``key``: the unique fields; the first is ``source_entry``, the last tells the rows of one entry apart.
        """
        for row in rows:
            row.cut_long_texts()
        changing = [field.name for field in self.model._meta.concrete_fields if not field.primary_key and field.name not in key]
        with transaction.atomic(savepoint=False):
            if rows:
                self.bulk_create(rows, update_conflicts=True, unique_fields=list(key), update_fields=changing)
            if entry.number > 1:
                told = [getattr(row, key[-1]) for row in rows]
                gone = self.filter(source_entry=entry.uuid, withdrawn_at=None).exclude(**{f"{key[-1]}__in": told})
                gone.update(withdrawn_at=entry.sent_at)

    def follow(self, entry_uuid: UUID, state: str) -> None:
        """The entry changed its state by review. One query."""
        self.filter(source_entry=entry_uuid).update(entry_state=state)


class SourcedRow(models.Model):
    """Abstract: where a row came from and whether it counts. Subclasses add a unique constraint on their key."""

    source_entry = models.UUIDField(_("laporan asal"), null=True, editable=False)  # empty: written on a desk screen
    source_row = models.UUIDField(_("baris laporan"), default=WHOLE_ENTRY, editable=False)
    entry_state = models.CharField(_("status laporan"), max_length=20, choices=State, blank=True, editable=False)
    receipt = models.CharField(_("nomor laporan"), max_length=30, blank=True, editable=False)
    form_key = models.CharField(_("formulir"), max_length=60, blank=True, editable=False)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", verbose_name=_("wilayah"))
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("perangkat daerah")
    )
    reported_at = models.DateTimeField(_("dilaporkan"))
    withdrawn_at = models.DateTimeField(_("ditarik"), null=True, blank=True, editable=False)
    simulation = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True

    def cut_long_texts(self) -> None:
        """A question may allow more than the column holds: the row has the beginning, the report the whole."""
        for field in self._meta.concrete_fields:
            text, most = getattr(self, field.attname), field.max_length
            if most and isinstance(text, str) and len(text) > most:
                setattr(self, field.attname, f"{text[: most - 1]}…")

    @property
    def counts(self) -> bool:
        """Whether totals count this row."""
        return self.withdrawn_at is None and (self.source_entry is None or self.entry_state in ACCEPTED_STATES)

    @property
    def unit_name(self) -> str:
        return self.agency.name if self.agency else self.region.title


def source_of(entry: SubmittedEntry, row: UUID | None = None) -> dict[str, Any]:
    """Field values of ``SourcedRow`` for one row of a submission (``row`` None: the entry as a whole)."""
    return {
        "source_entry": entry.uuid,
        "source_row": row or WHOLE_ENTRY,
        "entry_state": entry.state,
        "receipt": entry.receipt,
        "form_key": entry.form_key,
        "region_id": entry.region_code,
        "agency_id": entry.agency_id,
        "reported_at": entry.sent_at,
        "withdrawn_at": None,
        "simulation": entry.simulation,
    }
