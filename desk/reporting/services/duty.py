"""Asking chosen units for a form, once, by a time; cancelling what nobody answered; opening again what is locked.

Answering and cancelling lock the duty's row (``answer_duty``): whichever commits first is what the other one finds. A sending
that has a report already locks that first, the duty second; a cancelling locks duties only, in the order of their keys.
"""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from desk.people.models import Role, User
from desk.people.scope import Unit, scope_of
from desk.regions.models import Region
from forms_config.models import Form

from ..constants import LOG_ASKED, LOG_CANCELLED, LOG_DUTY_REOPENED
from ..errors import DutyLocked, DutyRefused, FormClosed
from ..models import Obligation, ReportRequest
from ..models.duty import ObligationQuerySet
from ..selectors.duty_states import shut_at
from .drafts import CANCELLED

ASKING_ROLES = (Role.OPERATOR, Role.DUTY_OFFICER, Role.HEAD, Role.ADMIN)
LOCKED = "Batas akhir laporan ini sudah lewat dan kiriman sudah dikunci. Isian Anda tersimpan; minta posko membukanya kembali."
LONGEST_MESSAGE = 250  # characters


@transaction.atomic
def ask_for_reports(
    *,
    form: Form,
    region: Region,
    units: Sequence[Unit],
    due_at: datetime,
    user: User,
    period: tuple[date | None, date | None] = (None, None),
    message: str = "",
    uuid: UUID | None = None,
    now: datetime | None = None,
) -> ReportRequest:
    """Make one obligation for each chosen unit of ``region``'s subtree. Raises DutyRefused with the reason.

    ``uuid`` identifies this asking: repeating it returns the first request and asks nobody again.
    """
    now, uuid = now or timezone.now(), uuid or uuid4()
    known = ReportRequest.objects.filter(uuid=uuid, asked_by=user).first()
    if known is not None:
        return known
    chosen = list(dict.fromkeys(units))
    _refuse(form=form, region=region, units=chosen, due_at=due_at, user=user, period=period, now=now)
    start, end = period
    shared = {"form": form, "period_start": start, "period_end": end, "due_at": due_at, "simulation": user.simulation}
    request = ReportRequest.objects.create(
        uuid=uuid,
        region=region,
        message=message.strip()[:LONGEST_MESSAGE],
        asked_by=user,
        asked_at=now,
        **shared,
    )
    Obligation.objects.bulk_create(
        Obligation(request=request, region_id=unit.region_code, agency_id=unit.agency_id, opens_at=now, on_time_until=due_at, **shared)
        for unit in chosen
    )
    log(instance=request, action=LOG_ASKED, user=user, data={"units": len(chosen)}, timestamp=now)
    return request


def _refuse(
    *,
    form: Form,
    region: Region,
    units: Sequence[Unit],
    due_at: datetime,
    user: User,
    period: tuple[date | None, date | None],
    now: datetime,
) -> None:
    if not scope_of(user).serves(region.code, *ASKING_ROLES):
        raise DutyRefused("Peran Anda tidak dapat meminta laporan dari wilayah ini.")
    if form.current_version_id is None or form.retired_at is not None:
        raise DutyRefused(f"Formulir {form.title} tidak dapat diminta: belum terbit atau sudah dihentikan.")
    if not units:
        raise DutyRefused("Belum ada unit yang dipilih. Pilih paling sedikit satu unit.")
    strangers = [unit.name for unit in units if not region.contains(unit.region_code)]
    if strangers:
        raise DutyRefused(f"{strangers[0]} tidak berada di {region.name}. Pilih unit di wilayah posko Anda.")
    if due_at <= now:
        raise DutyRefused("Batas waktu sudah lewat. Pilih waktu yang akan datang.")
    start, end = period
    if start and end and end < start:
        raise DutyRefused("Akhir periode mendahului awal periode. Periksa kembali tanggalnya.")


@transaction.atomic
def cancel_request(*, request: ReportRequest, user: User, now: datetime | None = None) -> int:
    """Cancel the obligations of a request that nobody answered yet; how many. Sent reports stay."""
    if not scope_of(user).serves(request.region_id, *ASKING_ROLES):
        raise DutyRefused("Peran Anda tidak dapat membatalkan permintaan ini.")
    open_ones = Obligation.objects.filter(request=request, cancelled_at=None)
    list(_held(open_ones.order_by("pk")).values_list("pk", flat=True))  # the statement after this one sees what was sent meanwhile
    cancelled = open_ones.exclude(entry__submission_count__gt=0).update(cancelled_at=now or timezone.now())
    if cancelled:
        log(instance=request, action=LOG_CANCELLED, user=user, data={"units": cancelled})
    return cancelled


def answer_duty(obligation: Obligation, *, now: datetime) -> None:
    """Note in the duty's row that its report is sent for the first time, which locks the row until the transaction ends: a duty is
    answered or cancelled, never both.

    FormClosed when it is cancelled or its period has not begun, DutyLocked when its time is over for good.
    """
    duty = Obligation.objects.filter(pk=obligation.pk)
    if duty.filter(~shut_at(now), cancelled_at=None, opens_at__lte=now).update(answered_at=now):
        return
    row = _held(duty).only("cancelled_at", "opens_at", "locks_at", "reopened_until").get()
    if row.cancelled_at is not None:
        raise FormClosed(CANCELLED)
    if row.opens_at > now:
        raise FormClosed("Periode laporan ini belum mulai. Isian Anda dapat dikirim setelah periodenya mulai.")
    if row.is_locked(now):
        raise DutyLocked(LOCKED)
    row.answered_at = now  # opened again between the two statements
    row.save(update_fields=["answered_at"])


@transaction.atomic
def reopen_duty(*, obligation_id: int, until: datetime, user: User, reason: str, now: datetime | None = None) -> Obligation:
    """Let a unit still send a report whose time is over, until ``until``. Raises DutyRefused."""
    now = now or timezone.now()
    parts = ("form", "region", "rule__desk", "request")
    duty = Obligation.objects.select_for_update(of=("self",), no_key=True).select_related(*parts).get(pk=obligation_id)
    if not scope_of(user).serves(duty.asked_in, *ASKING_ROLES):
        raise DutyRefused("Peran Anda tidak dapat membuka kembali laporan ini.")
    if duty.cancelled_at is not None:
        raise DutyRefused("Kewajiban ini sudah dibatalkan, jadi tidak dapat dibuka kembali.")
    if not duty.is_locked(now):
        raise DutyRefused("Laporan ini belum terkunci. Unit masih dapat mengirimnya.")
    if until <= now:
        raise DutyRefused("Waktunya sudah lewat. Pilih waktu yang akan datang.")
    if not reason.strip():
        raise DutyRefused("Alasan belum diisi. Sebutkan mengapa laporan ini dibuka kembali.")
    duty.reopened_until = until
    duty.save(update_fields=["reopened_until"])
    data = {"until": until.isoformat(), "reason": reason.strip()[:LONGEST_MESSAGE]}
    log(instance=duty, action=LOG_DUTY_REOPENED, user=user, data=data, timestamp=now)
    return duty


def _held(obligations: ObligationQuerySet) -> ObligationQuerySet:
    # Not the key: a draft that a colleague begins for the same duty at this moment refers to the row without waiting for it.
    return obligations.select_for_update(of=("self",), no_key=True)
