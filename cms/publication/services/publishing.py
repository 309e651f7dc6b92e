"""Letting an approved text out: an edition, the item, Wagtail's own state of the page, the prerendered files.

All of it in one transaction; the only place where anything becomes public.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.log_actions import log
from wagtail.models import Page

from desk.core.errors import DeskError
from desk.people.models import User

from .. import one_door
from ..comparing import passages
from ..constants import LOG_PUBLISHED, LOG_REFUSED, LOG_WITHDRAWN, Event, Step
from ..content import assets_of, same_writing, thawed
from ..errors import GateShut, NotWaiting, TextChanged
from ..gates import Outgoing, refusals
from ..models import Edition, HandIn, HomePage, InstallationSettings, PublicItem, Quotation, VettedPage
from ..quoting import quoted_series, quotes_results
from ..rendering import assets, build
from ..rendering.pictures import drawn_ahead
from . import deliveries, proposals

logger = logging.getLogger(__name__)

BROKEN = "Penerbitan gagal karena gangguan sistem dan dicoba lagi setiap menit. Bila berlanjut, hubungi pengelola sistem."


def outgoing_of(page: VettedPage, *, event: str, last: Edition | None) -> Outgoing:
    """What the gates judge of a page that would go out as ``event`` after ``last``."""
    before = thawed(page, last.content) if last is not None else None
    return Outgoing(
        service=page.is_service_information(before),
        withdrawal=event == Event.WITHDRAWN,
        results=quotes_results(page),
        region_code=page.region_id,
        embargo_until=getattr(page, "embargo_until", None),
    )


def outgoing_of_row(row: HandIn) -> Outgoing:
    last = Edition.objects.filter(page_id=row.page_id).order_by("-number").first()
    return outgoing_of(thawed(row.page, row.content), event=row.event, last=last)


def refuse_shut(outgoing: Outgoing, at: datetime) -> None:
    """Raise GateShut with every reason why this may not go out at ``at``."""
    reasons = refusals(outgoing, at)
    if reasons:
        raise GateShut(reasons)


@contextmanager
def prepared(hand_in_id: int, *, now: datetime | None = None) -> Iterator[None]:
    """Around the transaction that may let a text out: its pictures are drawn before. Raises PictureUnreadable."""
    waits = HandIn.objects.filter(pk=hand_in_id, step__in=(Step.REVIEWED, Step.APPROVED)).exclude(publish_at__gt=now or timezone.now())
    with drawn_ahead(waits.values_list("assets", flat=True).first() or {}):
        yield


def release_if_due(*, hand_in_id: int, now: datetime | None = None) -> Edition | None:
    """Publish an approved text whose time has come; None when it still waits."""
    now = now or timezone.now()
    publish_at = HandIn.objects.values_list("publish_at", flat=True).get(pk=hand_in_id)
    if publish_at is not None and publish_at > now:
        return None
    return release(hand_in_id=hand_in_id, now=now)


@transaction.atomic
def release(*, hand_in_id: int, now: datetime) -> Edition:
    """Make the approved text the page's newest edition. Raises NotWaiting, GateShut, TextChanged; then nothing changed."""
    row = HandIn.objects.select_for_update(of=("self",)).select_related("page").get(pk=hand_in_id)
    if row.step != Step.APPROVED or (row.publish_at is not None and row.publish_at > now):
        raise NotWaiting("Naskah ini tidak sedang menunggu waktu terbit.")
    refuse_shut(outgoing_of_row(row), now)
    page = thawed(row.page, row.content)
    if row.event != Event.WITHDRAWN and assets_of(page) != row.assets:
        raise TextChanged("Gambar atau berkasnya diganti sesudah disetujui. Batalkan naskah ini, lalu serahkan lagi.")
    if isinstance(page, HomePage) and page.identity.get("crest") and assets.crest(page.identity) is None:
        raise TextChanged("Lambang daerah diganti sesudah beranda diserahkan. Batalkan naskah ini, simpan beranda, lalu serahkan lagi.")
    edition = _append(row, page, now)
    _write_item(edition, page)
    row.step, row.closed_at, row.refusal = Step.PUBLISHED, now, ""
    row.save(update_fields=["step", "closed_at", "refusal"])
    _follow_in_wagtail(row, edition)
    action = LOG_WITHDRAWN if edition.event == Event.WITHDRAWN else LOG_PUBLISHED
    log(instance=row.page.specific, action=action, user=row.approved_by, data={"edition": edition.number, "event": edition.event})
    proposals.follow(row, by=row.approved_by, now=now)
    build.after_edition(edition, now=now)
    deliveries.announce(edition)
    return edition


def publish_due(now: datetime | None = None) -> int:
    """Let out what was approved for a time that has come; what a gate keeps in says why on its row. Safe to repeat."""
    now, done = now or timezone.now(), 0
    due = HandIn.objects.filter(Q(publish_at=None) | Q(publish_at__lte=now), step=Step.APPROVED).order_by("publish_at")
    for pk in list(due.values_list("pk", flat=True)):
        try:
            with prepared(pk, now=now):
                release(hand_in_id=pk, now=now)
            done += 1
        except NotWaiting:  # another process was quicker
            continue
        except DeskError as refused:
            _keep_refusal(pk, str(refused))
        except Exception:
            logger.exception("scheduled publication failed", extra={"hand_in": pk})
            _keep_refusal(pk, BROKEN)
    return done


@transaction.atomic
def _keep_refusal(pk: int, reason: str) -> None:
    row = HandIn.objects.select_for_update(of=("self",)).select_related("page").get(pk=pk)
    if row.step != Step.APPROVED or row.refusal == reason:
        return
    row.refusal = reason
    row.save(update_fields=["refusal"])
    log(instance=row.page.specific, action=LOG_REFUSED, user=row.approved_by, data={"hand_in": pk, "reason": reason})


def _append(row: HandIn, page: VettedPage, now: datetime) -> Edition:
    last = Edition.objects.filter(page_id=row.page_id).order_by("-number").first()
    if row.approved_at is None or row.approved_by_id is None:
        raise NotWaiting("Naskah ini belum disetujui.")
    return Edition.objects.create(
        page_id=row.page_id,
        number=last.number + 1 if last else 1,
        event=row.event,
        kind=page.kind,
        path=last.path if last else page.public_path,
        title=page.title,
        content=row.content,
        assets=row.assets,
        fingerprint=row.fingerprint,
        note=row.note,
        authors=row.authors,
        handed_in_at=row.handed_in_at,
        handed_in_by_id=row.handed_in_by_id,
        reviewed_at=row.reviewed_at,
        reviewed_by_id=row.reviewed_by_id,
        approved_at=row.approved_at,
        approved_by_id=row.approved_by_id,
        approver_name=User.objects.get(pk=row.approved_by_id).get_full_name(),
        published_at=now,
        simulation=InstallationSettings.load().simulation,
    )


def _write_item(edition: Edition, page: VettedPage) -> None:
    withdrawn = edition.event == Event.WITHDRAWN
    values = {
        "edition": edition,
        "kind": edition.kind,
        "path": edition.path,
        "title": edition.title,
        "summary": getattr(page, "summary", ""),
        "label": page.list_label,
        "order_on": getattr(page, "starts_at", None),
        "text": "" if withdrawn else "\n".join(passage.text for passage in passages(page)),
        "region_id": page.region_id,
        "changed_at": edition.published_at,
        "withdrawn_at": edition.published_at if withdrawn else None,
        "simulation": edition.simulation,
    }
    if edition.event == Event.CORRECTED:
        values["corrected_at"] = edition.published_at
    first = {**values, "published_at": edition.published_at}
    item, _made = PublicItem.objects.update_or_create(page_id=edition.page_id, defaults=values, create_defaults=first)
    item.quotations.all().delete()
    if not withdrawn:
        Quotation.objects.bulk_create([Quotation(item=item, series=key) for key in sorted(quoted_series(page))])


def _follow_in_wagtail(row: HandIn, edition: Edition) -> None:
    """The page's own row shows in Wagtail what the public sees; it is never what the public side reads."""
    page: Page = row.page.specific
    with one_door.opened():
        if edition.event == Event.WITHDRAWN:
            UnpublishPageAction(page, user=row.approved_by).execute(skip_permission_checks=True)
            return
        revision = row.revision
        if revision is None or not same_writing(revision.content, row.content):
            revision = thawed(row.page, row.content).save_revision(user=row.handed_in_by, clean=False)
        revision.publish(user=row.approved_by, skip_permission_checks=True)
