"""Asking chosen units for a form, once, by a time; cancelling what nobody answered.

Answering and cancelling lock the duty's row (``hold_duty``): whichever commits first is what the other one finds. A sending
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

from ..constants import LOG_ASKED, LOG_CANCELLED
from ..errors import DutyRefused, FormClosed
from ..models import Obligation, ReportRequest
from ..models.duty import ObligationQuerySet
from .drafts import CANCELLED

ASKING_ROLES = (Role.OPERATOR, Role.DUTY_OFFICER, Role.HEAD, Role.ADMIN)
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
        Obligation(request=request, region_id=unit.region_code, agency_id=unit.agency_id, opens_at=now, **shared) for unit in chosen
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


def hold_duty(obligation: Obligation) -> None:
    """Lock a duty until the transaction ends, so that it is answered or cancelled, never both. FormClosed when it is cancelled."""
    if _held(Obligation.objects.filter(pk=obligation.pk)).values_list("cancelled_at", flat=True).get() is not None:
        raise FormClosed(CANCELLED)


def _held(obligations: ObligationQuerySet) -> ObligationQuerySet:
    # Not the key: a draft that a colleague begins for the same duty at this moment refers to the row without waiting for it.
    return obligations.select_for_update(of=("self",), no_key=True)
