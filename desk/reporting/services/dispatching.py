"""Handing submissions to destinations, keeping what failed, and trying it again."""

import logging
import traceback
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from desk.people.models import User
from forms_config import destinations
from forms_config.definition import is_identity, question_by_key
from forms_config.destinations import Destination, DestinationRefused, SubmittedEntry, SubmittedRow
from forms_config.families import family

from ..constants import LOG_HANDOVER_RETRIED, HandoverState
from ..models import Dispatch, Entry, Submission

logger = logging.getLogger(__name__)
LONGEST_ERROR = 500  # characters kept of a crash
TRACE_LINES = 6


class HandoverBroke(Exception):
    """A destination failed outside a savepoint, so the whole transaction has to be taken back and tried guarded."""


def hand_over(*, entry: Entry, submission: Submission, guarded: bool, now: datetime) -> bool:
    """Give the submission to every destination of its version; True when one of them failed.

    Not ``guarded``: a failure raises HandoverBroke. Guarded: it is undone alone and kept on its Dispatch row.
    """
    dispatches = []
    for destination, submitted in _addressed(entry, submission):
        error = _receive_guarded(destination, submitted) if guarded else _receive_bare(destination, submitted)
        dispatches.append(
            Dispatch(
                entry=entry,
                destination=destination.key,
                state=HandoverState.FAILED if error else HandoverState.DONE,
                attempts=1,
                error=error,
                attempted_at=now,
                submission_number=submission.number,
                simulation=entry.simulation,
            )
        )
    if dispatches:
        Dispatch.objects.bulk_create(
            dispatches,
            update_conflicts=True,
            unique_fields=["entry", "destination"],
            update_fields=["state", "attempts", "error", "attempted_at", "submission_number"],
        )
    return any(dispatch.state == HandoverState.FAILED for dispatch in dispatches)


def _receive_bare(destination: Destination, submitted: SubmittedEntry) -> str:
    try:
        destination.receive(submitted)
    except Exception as broken:
        raise HandoverBroke from broken
    return ""


def _receive_guarded(destination: Destination, submitted: SubmittedEntry) -> str:
    """The sentence to keep when the destination failed, empty when it took the rows."""
    try:
        with transaction.atomic():
            destination.receive(submitted)
    except DestinationRefused as refused:
        return str(refused)
    except Exception as crash:
        _log_crash(destination, submitted, crash)
        return f"Kesalahan sistem ({type(crash).__name__}). Laporan tetap tersimpan; coba teruskan lagi."[:LONGEST_ERROR]
    return ""


def _log_crash(destination: Destination, submitted: SubmittedEntry, crash: Exception) -> None:
    """Where it broke, without the error's own words: a database puts answers and names into them."""
    where = traceback.format_tb(crash.__traceback__)[-TRACE_LINES:]
    told = {"destination": destination.key, "entry": str(submitted.uuid), "error": type(crash).__name__, "where": where}
    logger.error("destination failed", extra=told)


def _addressed(entry: Entry, submission: Submission) -> Iterator[tuple[Destination, SubmittedEntry]]:
    """Each destination of the version with its rows. A first submission without rows for one has nothing to tell it.

    A correction also goes, without rows, to what an earlier version fed: what it was told then is withdrawn.
    """
    definition = submission.version.definition
    rows: dict[str, list[SubmittedRow]] = defaultdict(list)
    for target in definition["destinations"]:
        rows[target["key"]].extend(_rows(definition, target, submission.answers))
    if submission.number > 1:
        for key in entry.dispatches.values_list("destination", flat=True):
            rows.setdefault(key, [])
    if not rows:
        return
    whole = _submitted(entry, submission)
    for key, told in rows.items():
        destination = destinations.find(key)
        if destination is not None and (told or submission.number > 1):
            yield destination, replace(whole, rows=tuple(told))


def _rows(definition: Mapping[str, Any], target: Mapping[str, Any], answers: Mapping[str, Any]) -> Iterator[SubmittedRow]:
    if target["rows"] is None:
        yield SubmittedRow(row=None, mapped=_mapped(definition, target["map"], answers))
        return
    for row in answers.get(target["rows"], ()):
        yield SubmittedRow(row=UUID(row["id"]), mapped=_mapped(definition, target["map"], row["answers"]))


def _mapped(definition: Mapping[str, Any], attributes: Mapping[str, str], answers: Mapping[str, Any]) -> dict[str, Any]:
    mapped = {}
    for attribute, key in attributes.items():
        question = question_by_key(definition, key)
        if question is not None and key in answers:
            mapped[attribute] = answers[key] if is_identity(question) else family(question["type"]).python(question, answers[key])
    return mapped


def _submitted(entry: Entry, submission: Submission) -> SubmittedEntry:
    obligation = entry.obligation
    return SubmittedEntry(
        uuid=entry.uuid,
        number=submission.number,
        receipt=entry.number,
        state=entry.state,
        form_key=entry.form.key,
        version_number=submission.version.number,
        definition=submission.version.definition,
        answers=submission.answers,
        region_code=entry.region_id,
        agency_id=entry.agency_id,
        period=(obligation.period_start, obligation.period_end) if obligation else (None, None),
        sent_at=submission.sent_at,
        sent_by_id=submission.sent_by_id,
        simulation=entry.simulation,
    )


def tell_destinations(entry: Entry, submission: Submission) -> None:
    """The entry's state changed by review: rows made of it carry the new one."""
    for key in {target["key"] for target in submission.version.definition["destinations"]}:
        destination = destinations.find(key)
        if destination is not None:
            destination.follow(entry.uuid, entry.state)


@transaction.atomic
def retry(*, entry_id: int, destination: str, user: User, now: datetime | None = None) -> Dispatch:
    """Hand the latest submission to one destination again. Safe to repeat: a done one stays done."""
    entry = Entry.objects.select_for_update(of=("self",)).select_related("form", "obligation").get(pk=entry_id)
    dispatch = Dispatch.objects.get(entry=entry, destination=destination)
    if dispatch.state == HandoverState.DONE:
        return dispatch
    submission = entry.submissions.select_related("version").order_by("-number")[0]
    for target, submitted in _addressed(entry, submission):
        if target.key == destination:
            dispatch.error = _receive_guarded(target, submitted)
            dispatch.state = HandoverState.FAILED if dispatch.error else HandoverState.DONE
    dispatch.attempts += 1
    dispatch.attempted_at = now or timezone.now()
    dispatch.submission_number = submission.number
    dispatch.save()
    entry.handover_failed = entry.dispatches.filter(state=HandoverState.FAILED).exists()
    entry.save(update_fields=["handover_failed"])
    log(instance=entry, action=LOG_HANDOVER_RETRIED, user=user, data={"destination": destination, "state": dispatch.state})
    return dispatch
