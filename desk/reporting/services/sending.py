"""Sending a report: one transaction, idempotent on the client's UUID, and the only writer of submissions and answers."""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from desk.core.errors import DeskError
from desk.people.models import User
from desk.people.scope import Unit
from forms_config.definition import has_files, places
from forms_config.intake import Reading, read
from forms_config.logic import logic_of_version
from forms_config.models import Form, FormVersion
from forms_config.privacy import conceal_answers

from ..constants import LOG_RESENT, LOG_SENT, NIL_KEY, State
from ..errors import DutyLocked, EntryNotFound, EntryRefused, NotEditable, VersionWithdrawn
from ..models import Attachment, Entry, Obligation, Submission
from ..selectors.filling import context_for, facts_of, files_of
from .appending import append_first, append_next, needs_no_transaction
from .dispatching import HandoverBroke, hand_over
from .drafts import belongs, keep_refused, new_entry, published, refuse_answered, refuse_uneditable
from .duty import answer_duty
from .logbook import sending_line


@dataclass(frozen=True)
class Receipt:
    """What the sender gets. ``repeated``: this very submission was here already and nothing was written."""

    entry: Entry
    submission: Submission
    repeated: bool = False


@dataclass(frozen=True)
class Sending:
    """One attempt to send. ``guarded``: each destination runs in a savepoint of its own (a first, bare attempt broke)."""

    uuid: UUID
    submission: UUID
    form: Form
    unit: Unit
    user: User
    raw: Mapping[str, list[str]]
    version: FormVersion
    obligation: Obligation | None
    now: datetime
    begun: bool
    guarded: bool = False


def send_entry(
    *,
    uuid: UUID,
    form: Form,
    unit: Unit,
    user: User,
    raw: Mapping[str, list[str]],
    submission: UUID | None = None,
    obligation: Obligation | None = None,
    version: FormVersion | None = None,
    begun: bool = False,
    now: datetime | None = None,
) -> Receipt:
    """Send the report ``uuid`` of ``unit``: validate, append, type, hand to destinations, move the state, log.

    ``submission`` identifies this sending (default: the first one of the report); repeating it returns the first receipt.
    ``version`` is the one the form was filled on (default: the current one). ``begun``: the report is kept already, as far as the
    caller knows; it saves the attempt to write it as a new one. Raises EntryRefused with what to mend (the
    typing is kept as draft), VersionWithdrawn, DutyLocked (kept, too), NotEditable, AlreadyAnswered, FormClosed, EntryNotFound.
    """
    sending = Sending(
        uuid=uuid,
        submission=submission or uuid,
        form=form,
        unit=unit,
        user=user,
        raw=raw,
        version=version or published(form),
        obligation=obligation,
        now=now or timezone.now(),
        begun=begun,
    )
    try:
        return _attempt(sending)
    except EntryRefused as refused:
        _keep_typing(sending)
        raise refused from None
    except (VersionWithdrawn, DutyLocked):
        _keep_typing(sending)
        raise


def _attempt(sending: Sending) -> Receipt:
    """Try bare, which needs the fewest queries; a collision or a broken destination is tried once more, carefully."""
    try:
        receipt = _send(sending) if sending.begun else _send_first(sending)
    except IntegrityError:
        _refuse_answered(sending)
    except HandoverBroke:
        pass
    else:
        if receipt is not None:
            return receipt
    return _attempt_guarded(replace(sending, guarded=True))


def _attempt_guarded(sending: Sending) -> Receipt:
    """A replay that runs beside this one may commit first: then its receipt is the answer."""
    try:
        return _send(sending)
    except IntegrityError:
        _refuse_answered(sending)
        return _send(sending)


def _refuse_answered(sending: Sending) -> None:
    if sending.obligation is not None:
        refuse_answered(obligation=sending.obligation, uuid=sending.uuid)


def _send_first(sending: Sending) -> Receipt | None:
    """The usual case, a new report that passes: written without looking first whether its UUID is known.

    None, and nothing written, when it is known, or when something is to be refused: of a known report that may be wrong.
    """
    alone = needs_no_transaction() and sending.obligation is None and not sending.version.definition["destinations"]
    try:
        with nullcontext() if alone else transaction.atomic():
            _refuse_withdrawn(sending)
            receipt = _write_first(sending)
            if receipt is None and not alone:
                transaction.set_rollback(True)
            return receipt
    except DeskError:
        return None


@transaction.atomic
def _send(sending: Sending) -> Receipt:
    entry = Entry.objects.select_for_update(of=("self",)).filter(uuid=sending.uuid).first()
    repeated = _known(entry, sending) if entry is not None else None
    if repeated is not None:
        return repeated
    _refuse_withdrawn(sending)
    if entry is None:
        receipt = _write_first(sending)
        if receipt is None:  # somebody else's request was here between the two statements
            raise IntegrityError
        return receipt
    refuse_uneditable(entry)
    return _write_next(sending, entry)


def _write_first(sending: Sending) -> Receipt | None:
    _answer_duty(sending)
    entry = _begin(sending)
    submission = _move_to_sent(entry, sending, _read(sending, ()))
    if not append_first(entry, submission, sending_line(LOG_SENT, user=sending.user, now=sending.now)):
        return None
    return _handed_over(entry, submission, sending)


def _write_next(sending: Sending, entry: Entry) -> Receipt:
    """Of a report that was kept before: a draft that is sent, or a correction. ``entry`` is locked."""
    entry.form = sending.form
    if sending.obligation is not None:
        entry.obligation = sending.obligation
    elif entry.obligation_id is not None:  # sent from the address of a form for any time: it still answers its duty
        sending = replace(sending, obligation=entry.obligation)
    if not entry.submission_count:  # what was sent before may be mended, whatever became of the duty
        _answer_duty(sending)
    with_files = any(has_files(place.question) for place in places(sending.version.definition))
    submission = _move_to_sent(entry, sending, _read(sending, files_of(entry) if with_files else ()))
    entry.save(force_update=True)
    action = LOG_SENT if submission.number == 1 else LOG_RESENT
    append_next(entry, submission, sending_line(action, user=sending.user, now=sending.now))
    return _handed_over(entry, submission, sending)


def _handed_over(entry: Entry, submission: Submission, sending: Sending) -> Receipt:
    if hand_over(entry=entry, submission=submission, guarded=sending.guarded, now=sending.now):
        entry.handover_failed = True
        entry.save(update_fields=["handover_failed"])
    return Receipt(entry, submission)


def _answer_duty(sending: Sending) -> None:
    if sending.obligation is not None:
        answer_duty(sending.obligation, now=sending.now)


def _begin(sending: Sending) -> Entry:
    return new_entry(
        uuid=sending.uuid,
        form=sending.form,
        version=sending.version,
        unit=sending.unit,
        user=sending.user,
        obligation=sending.obligation,
        now=sending.now,
    )


def _known(entry: Entry, sending: Sending) -> Receipt | None:
    """The receipt of this very submission, if it was sent before. A report of somebody else is not found."""
    if not belongs(entry, form=sending.form, unit=sending.unit):
        raise EntryNotFound("Laporan ini tidak ditemukan.")
    if sending.obligation is not None and entry.obligation_id != sending.obligation.pk:
        raise EntryNotFound("Laporan ini tidak ditemukan.")
    if not entry.submission_count:
        return None
    submission = Submission.objects.filter(uuid=sending.submission).first()
    if submission is None:
        return None
    if submission.entry_id != entry.pk:
        raise EntryNotFound("Laporan ini tidak ditemukan.")
    entry.form = sending.form
    return Receipt(entry, submission, repeated=True)


def _refuse_withdrawn(sending: Sending) -> None:
    version = sending.version
    if version.form_id != sending.form.pk:
        raise NotEditable("Versi formulir ini tidak dikenal. Muat ulang halaman, lalu kirim kembali.")
    withdrawal = getattr(version, "withdrawal", None) if version.pk != sending.form.current_version_id else None
    if withdrawal is not None:
        raise VersionWithdrawn(withdrawal.reason)


def _read(sending: Sending, files: Sequence[Attachment]) -> Reading:
    definition = sending.version.definition
    reading = read(
        definition,
        sending.raw,
        context_for(unit=sending.unit, user=sending.user, now=sending.now, obligation=sending.obligation),
        files=facts_of(files),
        logic=logic_of_version(sending.version.sha256, definition),
    )
    if not reading.complete:
        raise EntryRefused(reading, sending.raw)
    return reading


def _move_to_sent(entry: Entry, sending: Sending, reading: Reading) -> Submission:
    """The report as it is after this sending, and its submission; neither is saved yet."""
    entry.state, entry.reason = State.SENT, ""
    entry.version = sending.version
    entry.first_sent_at = entry.first_sent_at or sending.now
    entry.sent_at, entry.sent_by = sending.now, sending.user
    entry.submission_count += 1
    entry.nil = reading.answers.get(NIL_KEY) is True
    entry.draft, entry.draft_saved_at, entry.draft_saved_by = None, None, None
    entry.draft_revision += 1
    entry.decided_at, entry.decided_by, entry.concluded_at, entry.handover_failed = None, None, None, False
    return Submission(
        uuid=sending.submission,
        number=entry.submission_count,
        version=sending.version,
        answers=conceal_answers(sending.version.definition, reading.answers),
        findings=reading.findings,
        sent_at=sending.now,
        sent_by=sending.user,
        late=sending.obligation is not None and sending.now > sending.obligation.on_time_until,
        simulation=entry.simulation,
    )


def _keep_typing(sending: Sending) -> None:
    """A refusal loses nothing: what was typed stays as the draft of the report."""
    try:
        keep_refused(
            uuid=sending.uuid,
            begin=lambda: _begin(sending),
            raw=sending.raw,
            user=sending.user,
            version=sending.version,
            now=sending.now,
        )
    except IntegrityError:
        _refuse_answered(sending)  # another report answers the obligation; the page itself still holds the typing
        raise
