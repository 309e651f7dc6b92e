"""Taking a figure, and the second pair of eyes on it."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import log

from desk.people.models import User
from desk.people.scope import scope_of
from desk.people.selectors import desk_for
from desk.regions.models import Region

from .. import figures, followers, sources
from ..constants import LOG_REFUSED, LOG_TAKEN, LOG_VETTED, LONGEST_REASON, NO_DESK, TAKING_ROLES, VETTING_ROLES, Verdict
from ..errors import (
    AlreadyDecided,
    FigureMoved,
    NothingAccepted,
    NotYourRole,
    Overtaken,
    OwnFigure,
    ReasonMissing,
    SourceChanged,
    SourceNotAccepted,
    UnknownFigure,
)
from ..figures import Figure, FigureValue, Offer
from ..hashing import listed
from ..models import FigureDecision, FigureSnapshot

LONGEST_LABEL = 250  # characters of a part's name


def take_snapshot(
    *, figure: str, region: Region, by: User, part: str = "", uuid: UUID | None = None, seen: str = "", now: datetime | None = None
) -> FigureSnapshot:
    """Freeze a figure of ``region`` from accepted data. ``uuid`` (of the page) makes a repeated taking harmless.

    ``seen``: fingerprint of the value that the person read before; another one now raises FigureMoved. Also raises
    NotYourRole, UnknownFigure, NothingAccepted, SourceNotAccepted; nothing is written then.
    """
    uuid, now = uuid or uuid4(), now or timezone.now()
    known = _taken_before(uuid, by)
    if known is not None:
        return known
    try:
        return _take(figure, part, region, by=by, uuid=uuid, seen=seen, now=now)
    except IntegrityError:  # the same page sent twice at once: the first one's snapshot is the answer
        known = _taken_before(uuid, by)
        if known is None:
            raise
        return known


def _taken_before(uuid: UUID, by: User) -> FigureSnapshot | None:
    return FigureSnapshot.objects.filter(uuid=uuid, taken_by=by).first()


@transaction.atomic
def _take(figure: str, part: str, region: Region, *, by: User, uuid: UUID, seen: str, now: datetime) -> FigureSnapshot:
    if not scope_of(by).serves(region.code, *TAKING_ROLES):
        raise NotYourRole
    kind, offer = _offered(figure, region, part, now)
    value = offer.value
    if value is None:
        raise NothingAccepted(offer.reason)
    if seen and seen != value.fingerprint:
        raise FigureMoved
    _refuse_unaccepted(value)
    snapshot = _frozen(kind, offer, value, region)
    snapshot.uuid, snapshot.taken_at, snapshot.taken_by, snapshot.simulation = uuid, now, by, by.simulation
    snapshot.save(force_insert=True)
    log(instance=snapshot, action=LOG_TAKEN, user=by, data={"value": snapshot.words, "sha256": snapshot.sha256}, timestamp=now)
    return snapshot


def _offered(key: str, region: Region, part: str, now: datetime) -> tuple[Figure, Offer]:
    figure = figures.find(key)
    offer = figure.offer(region, part, now) if figure else None
    if figure is None or offer is None:
        raise UnknownFigure
    return figure, offer


def _refuse_unaccepted(value: FigureValue) -> None:
    """The capability promises accepted data; this holds it to that."""
    found = sources.named([uuid for uuid, _number in value.entries])
    open_ones = sorted(found[uuid].receipt if uuid in found else "-" for uuid, _number in value.entries if not _stands(found.get(uuid)))
    if open_ones:
        raise SourceNotAccepted(", ".join(open_ones))


def _stands(entry: sources.SourceEntry | None) -> bool:
    return entry is not None and entry.accepted


def _frozen(figure: Figure, offer: Offer, value: FigureValue, region: Region) -> FigureSnapshot:
    desk = desk_for(region.code)
    snapshot = FigureSnapshot(
        figure=figure.key,
        part=offer.part,
        label=str(figure.label),
        part_label=offer.label[:LONGEST_LABEL],
        unit=str(figure.unit),
        results=figure.results,
        region=region,
        prefix=desk.short_code if desk else NO_DESK,
        value=value.value,
        out_of=value.out_of,
        numerator=value.share.numerator if value.share else None,
        denominator=value.share.denominator if value.share else None,
        counted=value.share.counted if value.share else None,
        as_of=value.as_of,
        source=value.source,
        sources=listed(value.entries),
    )
    snapshot.sha256 = snapshot.content_hash()
    return snapshot


@transaction.atomic
def vet_snapshot(*, snapshot_id: int, by: User, now: datetime | None = None) -> FigureSnapshot:
    """The second person approves: from now on this is the figure of its series, and whoever quotes it is told.

    Raises NotYourRole, OwnFigure, AlreadyDecided, Overtaken (a newer one was taken), SourceChanged (a report behind it was
    corrected, returned or withdrawn since).
    """
    now = now or timezone.now()
    snapshot = _undecided(snapshot_id, by)
    _refuse_changed(snapshot)
    _decide(snapshot, Verdict.VETTED, by=by, now=now)
    log(instance=snapshot, action=LOG_VETTED, user=by, data={"value": snapshot.words, "sha256": snapshot.sha256}, timestamp=now)
    followers.tell(snapshot.series)
    return snapshot


@transaction.atomic
def refuse_snapshot(*, snapshot_id: int, by: User, reason: str, now: datetime | None = None) -> FigureSnapshot:
    """The second person does not approve; what was vetted before stays. Raises as ``vet_snapshot``, and ReasonMissing."""
    now = now or timezone.now()
    snapshot = _undecided(snapshot_id, by)
    reason = reason.replace("\x00", "").strip()[:LONGEST_REASON]
    if not reason:
        raise ReasonMissing("Alasan belum diisi. Sebutkan apa yang tidak sesuai pada angka ini.")
    _decide(snapshot, Verdict.REFUSED, by=by, now=now, reason=reason)
    log(instance=snapshot, action=LOG_REFUSED, user=by, data={"reason": reason}, timestamp=now)
    return snapshot


def _undecided(snapshot_id: int, by: User) -> FigureSnapshot:
    """The snapshot, locked: of two people who decide at once the second finds the first one's decision."""
    snapshot = FigureSnapshot.objects.select_for_update(of=("self",)).select_related("region").get(pk=snapshot_id)
    if not scope_of(by).serves(snapshot.region_id, *VETTING_ROLES):
        raise NotYourRole
    decision = FigureDecision.objects.filter(snapshot=snapshot).select_related("decided_by").first()
    if decision is not None:
        raise AlreadyDecided(by=str(decision.decided_by), vetted=decision.verdict == Verdict.VETTED)
    if snapshot.taken_by_id == by.pk:
        raise OwnFigure
    newer = FigureSnapshot.objects.of_series(snapshot.series).filter(pk__gt=snapshot.pk).select_related("taken_by").first()
    if newer is not None:
        raise Overtaken(number=newer.number, by=str(newer.taken_by))
    return snapshot


def _refuse_changed(snapshot: FigureSnapshot) -> None:
    found = sources.named(list(snapshot.source_numbers))
    changed = [
        found[uuid].receipt if uuid in found else "-"
        for uuid, number in snapshot.source_numbers.items()
        if not _stands(found.get(uuid)) or found[uuid].number != number
    ]
    if changed:
        raise SourceChanged(", ".join(sorted(changed)))


def _decide(snapshot: FigureSnapshot, verdict: Verdict, *, by: User, now: datetime, reason: str = "") -> None:
    FigureDecision(
        snapshot=snapshot,
        verdict=verdict,
        reason=reason,
        decided_at=now,
        decided_by=by,
        taken_by_id=snapshot.taken_by_id,
        simulation=snapshot.simulation,
    ).save(force_insert=True)
