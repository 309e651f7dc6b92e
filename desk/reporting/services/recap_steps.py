"""Taking a recap through its desk: checked, accepted, released by the head, returned with a reason, corrected after the release."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from desk.people.models import Desk, User

from ..constants import (
    LOG_RECAP_ACCEPTED,
    LOG_RECAP_CHECKED,
    LOG_RECAP_CORRECTED,
    LOG_RECAP_RELEASED,
    LOG_RECAP_RETURNED,
    RecapAct,
    RecapState,
)
from ..errors import OwnReport, ReasonMissing, RecapRefused, StepNotAllowed
from ..models import Entry, Recap, RecapDecision, RecapRelease
from ..selectors.recap import Content, content_of, fingerprint
from ..selectors.recap_letter import letter_of
from ..selectors.recap_steps import RESULT, earlier_states, may_take, next_act, steps_of_type, took_part
from ..selectors.recap_upward import unread_of
from .crests import frozen_crest
from .recap import LONGEST_REASON, locked_recap
from .recap_upward import tell_upward

LOGS = {RecapAct.CHECK: LOG_RECAP_CHECKED, RecapAct.ACCEPT: LOG_RECAP_ACCEPTED, RecapAct.RELEASE: LOG_RECAP_RELEASED}
OWN = "Anda ikut menyusun atau memeriksa rekap ini, jadi orang lain yang mengambil langkah berikutnya."
CHANGED = "Isi rekap berubah sejak Anda membukanya. Baca isi terbarunya, lalu putuskan kembali."


@dataclass(frozen=True)
class Outcome:
    """A recap after a step. ``entry``: the report that its release sent upward; ``hindrance``: why none was sent."""

    recap: Recap
    release: RecapRelease | None = None
    entry: Entry | None = None
    hindrance: str = ""


@transaction.atomic
def take_step(*, recap_id: int, act: RecapAct, user: User, seen: str, now: datetime | None = None) -> Outcome:
    """Take the next step. ``seen``: fingerprint of the content that the person read.

    Raises StepNotAllowed (also when a colleague was quicker or the content changed) and OwnReport; nothing is written then.
    """
    now, recap = now or timezone.now(), locked_recap(recap_id)
    if next_act(recap, steps_of_type(recap.report_type)) != act:
        raise StepNotAllowed(f"Rekap ini sudah berstatus {recap.get_state_display()}. Muat ulang halaman untuk melihat keadaan terbaru.")
    _refuse_person(recap, act, user)
    content = _content_as_seen(recap, seen)
    outcome = _release(recap, content, user=user, now=now, note="") if act == RecapAct.RELEASE else Outcome(recap)
    _decide(recap, act, RESULT[act], user=user, now=now)
    log(instance=recap, action=LOGS[act], user=user, timestamp=now)
    return outcome


@transaction.atomic
def return_recap(*, recap_id: int, to_state: str, reason: str, user: User, now: datetime | None = None) -> Recap:
    """Return a recap to an earlier step, with a reason. Whoever could take the next step may return it."""
    now, recap = now or timezone.now(), locked_recap(recap_id)
    steps = steps_of_type(recap.report_type)
    act = next_act(recap, steps)
    if act is None or to_state not in earlier_states(recap, steps):
        raise StepNotAllowed(f"Rekap ini berstatus {recap.get_state_display()} dan tidak dapat dikembalikan ke sana. Muat ulang halaman.")
    if not may_take(user, recap, act):
        raise StepNotAllowed("Peran Anda tidak mengembalikan rekap ini.")
    reason = reason.replace("\x00", "").strip()[:LONGEST_REASON]
    if not reason:
        raise ReasonMissing("Alasan belum diisi. Sebutkan apa yang perlu diperbaiki.")
    _decide(recap, RecapAct.RETURN, RecapState(to_state), user=user, now=now, reason=reason)
    log(instance=recap, action=LOG_RECAP_RETURNED, user=user, data={"reason": reason}, timestamp=now)
    return recap


@transaction.atomic
def correct_release(*, recap_id: int, note: str, user: User, seen: str, now: datetime | None = None) -> Outcome:
    """Release what changed since the last release as the next number, a ralat, with an explanation. For the head, who did not write it.

    Nothing needs to have changed when the report above was returned and does not hold the last release yet: it is sent again.
    """
    now, recap = now or timezone.now(), locked_recap(recap_id)
    if recap.state != RecapState.RELEASED:
        raise StepNotAllowed("Rekap ini belum dirilis, jadi belum dapat diralat.")
    _refuse_person(recap, RecapAct.RELEASE, user)
    note = note.replace("\x00", "").strip()[:LONGEST_REASON]
    if not note:
        raise ReasonMissing("Penjelasan ralat belum diisi. Sebutkan apa yang diperbaiki.")
    content = _content_as_seen(recap, seen)
    unread = unread_of(recap)
    if fingerprint(content) == latest_release(recap).sha256 and not (unread and unread.may_be_sent):
        raise RecapRefused("Tidak ada yang berubah sejak rilis terakhir, jadi tidak ada yang diralat.")
    outcome = _release(recap, content, user=user, now=now, note=note)
    _decide(recap, RecapAct.RELEASE, RecapState.RELEASED, user=user, now=now, reason=note)
    log(instance=recap, action=LOG_RECAP_CORRECTED, user=user, data={"note": note}, timestamp=now)
    return outcome


def latest_release(recap: Recap) -> RecapRelease:
    return recap.releases.order_by("-number")[0]


def _refuse_person(recap: Recap, act: RecapAct, user: User) -> None:
    if not may_take(user, recap, act):
        raise StepNotAllowed("Peran Anda tidak mengambil langkah ini pada rekap posko ini.")
    if user.pk in took_part(recap):
        raise OwnReport(OWN)


def _content_as_seen(recap: Recap, seen: str) -> Content:
    content = content_of(recap)
    if fingerprint(content) != seen:
        raise StepNotAllowed(CHANGED)
    return content


def _release(recap: Recap, content: Content, *, user: User, now: datetime, note: str) -> Outcome:
    told = tell_upward(recap, content, user=user, now=now)
    Desk.objects.select_for_update().get(pk=recap.desk_id)  # letters of one desk are numbered one after the other
    letter = letter_of(recap, released_by=user, now=now)
    release = RecapRelease(
        recap=recap,
        number=recap.releases.count() + 1,
        content=content,
        sha256=fingerprint(content),
        letter={**letter, "crest_png": frozen_crest(letter["crest"])},
        note=note,
        entry=told.entry,
        released_by=user,
        released_at=now,
        simulation=recap.simulation,
    )
    release.save(force_insert=True)
    return Outcome(recap, release, told.entry, told.hindrance)


def _decide(recap: Recap, act: RecapAct, to_state: RecapState, *, user: User, now: datetime, reason: str = "") -> None:
    ended = RecapDecision.objects.filter(recap=recap, act__in=[RecapAct.RETURN, RecapAct.RELEASE]).count()
    RecapDecision(
        recap=recap,
        round=ended + 1,
        act=act,
        to_state=to_state,
        reason=reason,
        decided_by=user,
        decided_at=now,
        simulation=recap.simulation,
    ).save(force_insert=True)
    recap.state = to_state
    recap.save(update_fields=["state"])
