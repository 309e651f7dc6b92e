"""Drafts: kept on the server as typed, one revision after the other, never merged and never overwritten silently."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from django.core.files.storage import Storage
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import log

from desk.people.models import User
from desk.people.scope import Unit
from forms_config.intake import first_values, raw_of
from forms_config.models import Form, FormVersion
from forms_config.prefills import FillContext
from forms_config.privacy import conceal_raw, reveal_answers, reveal_raw

from ..constants import ACCEPTED_STATES, LOG_DRAFT_DISCARDED, State
from ..errors import AlreadyAnswered, EntryNotFound, FormClosed, NotEditable, StaleDraft
from ..models import Entry, Obligation
from ..selectors.filling import receipt_prefix

EDITABLE = (State.DRAFT, State.RETURNED)
CANCELLED = "Permintaan laporan ini sudah dibatalkan oleh posko. Anda tidak perlu mengisinya."


def belongs(entry: Entry, *, form: Form, unit: Unit) -> bool:
    return entry.form_id == form.pk and entry.region_id == unit.region_code and entry.agency_id == unit.agency_id


def new_entry(
    *, uuid: UUID, form: Form, version: FormVersion, unit: Unit, user: User, obligation: Obligation | None, now: datetime
) -> Entry:
    """An unsaved draft row for this unit. A form that is retired or not open now makes none."""
    if obligation is None and (form.retired_at is not None or not form.report_now):
        raise FormClosed("Formulir ini tidak dibuka untuk laporan baru. Hubungi posko bila Anda perlu melapor.")
    if obligation is not None and obligation.cancelled_at is not None:
        raise FormClosed(CANCELLED)
    return Entry(
        uuid=uuid,
        form=form,
        version=version,
        obligation=obligation,
        region_id=unit.region_code,
        agency_id=unit.agency_id,
        prefix=receipt_prefix(unit=unit, now=now),
        created_at=now,
        created_by=user,
        simulation=user.simulation,
    )


def published(form: Form) -> FormVersion:
    if form.current_version is None:
        raise FormClosed("Formulir ini belum diterbitkan. Hubungi admin.")
    return form.current_version


def open_entry(
    *, uuid: UUID, form: Form, unit: Unit, user: User, obligation: Obligation | None = None, now: datetime | None = None
) -> Entry:
    """The report with this UUID, made as a draft when it is not there yet.

    An obligation has one report: if a colleague opened it under another UUID, that one is returned.
    Raises EntryNotFound for a UUID of another unit or form, FormClosed when no new report may be begun.
    """
    now = now or timezone.now()
    entry = _existing(uuid, obligation)
    if entry is None:
        try:
            with transaction.atomic():
                entry = new_entry(uuid=uuid, form=form, version=published(form), unit=unit, user=user, obligation=obligation, now=now)
                entry.save(force_insert=True)
        except IntegrityError:
            entry = _existing(uuid, obligation)
    if entry is None or not belongs(entry, form=form, unit=unit):
        raise EntryNotFound("Laporan ini tidak ditemukan.")
    return entry


def _existing(uuid: UUID, obligation: Obligation | None) -> Entry | None:
    entries = Entry.objects.select_related("form__current_version", "version", "draft_saved_by")
    if obligation is not None:
        return entries.filter(obligation=obligation).first()
    return entries.filter(uuid=uuid).first()


def raw_for(entry: Entry, context: FillContext) -> dict[str, list[str]]:
    """The controls to begin with: the draft as typed, else the answers sent last, else the first values of the version."""
    definition = entry.version.definition
    if entry.draft is not None:
        return reveal_raw(definition, entry.draft)
    submission = entry.submissions.select_related("version").order_by("-number").first() if entry.submission_count else None
    if submission is not None:
        answers = reveal_answers(submission.version.definition, submission.answers, allowed=True)
        return raw_of(submission.version.definition, answers)
    return first_values(definition, context)


@transaction.atomic
def save_draft(
    *,
    entry: Entry,
    raw: Mapping[str, list[str]],
    revision: int,
    user: User,
    version: FormVersion | None = None,
    now: datetime | None = None,
) -> Entry:
    """Keep what was typed, as typed. ``revision`` is the one the page was opened or last saved on.

    Raises StaleDraft when the draft moved on elsewhere (nothing is overwritten), NotEditable when it is being reviewed.
    """
    locked = Entry.objects.select_for_update(of=("self",)).select_related("version", "draft_saved_by").get(pk=entry.pk)
    refuse_uneditable(locked)
    if revision != locked.draft_revision:
        raise StaleDraft(
            saved_by=str(locked.draft_saved_by or user), saved_at=locked.draft_saved_at or locked.created_at, revision=locked.draft_revision
        )
    return _keep(locked, raw=raw, user=user, version=version, now=now or timezone.now())


@transaction.atomic
def keep_refused(
    *, uuid: UUID, begin: Callable[[], Entry], raw: Mapping[str, list[str]], user: User, version: FormVersion, now: datetime
) -> Entry:
    """Keep what a refused sending held, so that the refusal loses nothing: the newest typing wins over the stored draft.

    ``begin`` makes the draft of a report that was never kept; it may refuse, as when the form was retired meanwhile.
    """
    locked = Entry.objects.select_for_update(of=("self",)).select_related("version").filter(uuid=uuid).first()
    if locked is None:
        locked = begin()
        locked.save(force_insert=True)
    refuse_uneditable(locked)
    return _keep(locked, raw=raw, user=user, version=version, now=now)


def _keep(entry: Entry, *, raw: Mapping[str, list[str]], user: User, version: FormVersion | None, now: datetime) -> Entry:
    entry.version = version or entry.version
    entry.draft = conceal_raw(entry.version.definition, raw)
    entry.draft_revision += 1
    entry.draft_saved_at, entry.draft_saved_by = now, user
    entry.save(update_fields=["version", "draft", "draft_revision", "draft_saved_at", "draft_saved_by"])
    return entry


def refuse_uneditable(entry: Entry) -> None:
    if entry.state in ACCEPTED_STATES:
        raise NotEditable(f"Laporan {entry.number} sudah diterima posko dan tidak dapat diubah. Hubungi posko bila ada yang keliru.")
    if entry.state not in EDITABLE:
        raise NotEditable(f"Laporan {entry.number} sudah terkirim dan sedang menunggu pemeriksaan posko.")


@transaction.atomic
def discard_draft(*, entry: Entry, user: User) -> None:
    """Delete a draft that was never sent, with its files. A sent report is never deleted."""
    locked = Entry.objects.select_for_update(of=("self",)).select_related("form").get(pk=entry.pk)
    if locked.submission_count or locked.state != State.DRAFT:
        raise NotEditable(f"Laporan {locked.number} sudah pernah dikirim, jadi tidak dapat dihapus.")
    log(instance=locked, action=LOG_DRAFT_DISCARDED, user=user)
    for file in locked.attachments.all():
        transaction.on_commit(_deletion(file.file.storage, file.file.name or ""))
        file.delete()
    locked.delete()


def _deletion(storage: Storage, name: str) -> Callable[[], None]:
    return lambda: storage.delete(name)


def refuse_answered(*, obligation: Obligation, uuid: UUID) -> None:
    """Raise AlreadyAnswered when another report than this one answers the obligation."""
    other = Entry.objects.select_related("sent_by", "created_by").filter(obligation=obligation).exclude(uuid=uuid).first()
    if other is not None:
        raise AlreadyAnswered(other)
