"""The steps of a text through the one door: handed in, reviewed, approved, returned. Who writes does not let out.

Rules of persons (enforced here, whatever Wagtail's own permissions say, superusers included):
reviewer and approver hold a publication role and wrote nothing of the text since its last edition was handed in;
the approver also did not hand it in. A text that changed after it was handed in is handed in again.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log, registry
from wagtail.models import Page, Revision, WorkflowState

from desk.core.errors import DeskError
from desk.people.models import Role, User
from desk.people.scope import scope_of

from ..completeness import faults
from ..constants import LOG_APPROVED, LOG_CANCELLED, LOG_HANDED_IN, LOG_RETURNED, LOG_REVIEWED, OPEN_STEPS, Event, Kind, Step
from ..content import assets_of, fingerprint, frozen
from ..errors import Incomplete, NotWaiting, NotYours, TextChanged
from ..models import Edition, HandIn, HomePage, InstallationSettings, VettedPage
from . import proposals, publishing

REVIEWERS = frozenset({Role.EDITOR, Role.APPROVER})
OWN_TEXT = "Anda ikut menulis naskah ini. Minta orang lain {doing}."
NO_ROLE = "Hanya {who} yang dapat {doing}. Minta rekan yang memegang peran itu."


@transaction.atomic
def hand_in(*, page: Page, by: User, workflow_state: WorkflowState | None = None, now: datetime | None = None) -> HandIn:
    """Freeze the latest draft of the page and put it before the second person. Raises Incomplete, GateShut, TextChanged.

    A text that was handed in before and not let out yet is replaced.
    """
    now = now or timezone.now()
    draft = _latest_draft(page)
    last = last_edition(page)
    event = event_of(draft, last)
    content, assets = frozen(draft), assets_of(draft)
    print_of_it = fingerprint(content, assets)
    _refuse_incomplete(draft, last, event, print_of_it)
    outgoing = publishing.outgoing_of(draft, event=event, last=last)
    if draft.publish_at and draft.publish_at > now:
        publishing.refuse_shut(outgoing, draft.publish_at)
    _close_open(page, by=by, now=now)
    row = HandIn.objects.create(
        page=page,
        event=event,
        workflow_state=workflow_state,
        revision=draft.latest_revision,
        content=content,
        assets=assets,
        fingerprint=print_of_it,
        note=draft.correction.strip() if event == Event.CORRECTED or last is not None else "",
        authors=sorted(authors_since(page) | {by.pk}),
        publish_at=draft.publish_at,
        handed_in_at=now,
        handed_in_by=by,
    )
    log(instance=page.specific, action=LOG_HANDED_IN, user=by, data={"hand_in": row.pk})
    proposals.follow(row, by=by, now=now)
    return row


@transaction.atomic
def propose_withdrawal(*, page: Page, by: User, reason: str, now: datetime | None = None) -> HandIn:
    """Ask to take a published item back. The public keeps its title, its date and ``reason`` once a second person approves."""
    now = now or timezone.now()
    _lock(page)
    last = last_edition(page)
    if last is None or last.event == Event.WITHDRAWN:
        raise NotWaiting("Halaman ini tidak sedang terbit, jadi tidak ada yang ditarik.")
    if last.kind == Kind.HOME:
        raise Incomplete("Beranda tidak dapat ditarik. Ubah isinya, lalu serahkan untuk ditinjau.")
    if not reason.strip():
        raise Incomplete("Tulis alasan penarikan. Alasan ini tampil untuk publik.")
    if not REVIEWERS.intersection(scope_of(by).roles):
        raise NotYours(NO_ROLE.format(who="redaktur atau penyetuju", doing="mengusulkan penarikan"))
    _close_open(page, by=by, now=now)
    row = HandIn.objects.create(
        page=page,
        event=Event.WITHDRAWN,
        step=Step.REVIEWED,
        content=last.content,
        assets=last.assets,
        fingerprint=last.fingerprint,
        note=reason.strip(),
        authors=[by.pk],
        handed_in_at=now,
        handed_in_by=by,
    )
    log(instance=page.specific, action=LOG_HANDED_IN, user=by, data={"hand_in": row.pk, "event": Event.WITHDRAWN.value})
    return row


@transaction.atomic
def review(*, hand_in_id: int, by: User, now: datetime | None = None) -> HandIn:
    """Note that a second pair of eyes read the text; then it waits for the approver."""
    row = waiting(hand_in_id, Step.HANDED_IN)
    refuse_reviewer(row.authors, by)
    _refuse_cut_off(row)
    refuse_changed(row)
    row.step, row.reviewed_at, row.reviewed_by = Step.REVIEWED, now or timezone.now(), by
    row.save(update_fields=["step", "reviewed_at", "reviewed_by"])
    log(instance=row.page.specific, action=LOG_REVIEWED, user=by, data={"hand_in": row.pk})
    proposals.follow(row, by=by, now=row.reviewed_at)
    return row


@transaction.atomic
def approve(*, hand_in_id: int, by: User, now: datetime | None = None) -> HandIn:
    """Let the text out at its time; ``publishing.release`` does it. Raises GateShut when it may not go out at that time."""
    now = now or timezone.now()
    row = waiting(hand_in_id, Step.REVIEWED)
    refuse_approver([*row.authors, row.handed_in_by_id], by)
    _refuse_cut_off(row)
    refuse_changed(row)
    goes_out_at = max(now, row.publish_at) if row.publish_at else now
    publishing.refuse_shut(publishing.outgoing_of_row(row), goes_out_at)
    row.step, row.approved_at, row.approved_by = Step.APPROVED, now, by
    row.save(update_fields=["step", "approved_at", "approved_by"])
    log(instance=row.page.specific, action=LOG_APPROVED, user=by, data={"hand_in": row.pk})
    proposals.follow(row, by=by, now=now)
    return row


@transaction.atomic
def send_back(*, hand_in_id: int, by: User, reason: str, now: datetime | None = None) -> HandIn:
    """Return the text to its editors with a reason."""
    row = waiting(hand_in_id, Step.HANDED_IN, Step.REVIEWED)
    if not reason.strip():
        raise Incomplete("Tulis alasannya, supaya redaktur tahu apa yang perlu diperbaiki.")
    if not REVIEWERS.intersection(scope_of(by).roles):
        raise NotYours(NO_ROLE.format(who="redaktur atau penyetuju", doing="mengembalikan naskah"))
    _close(row, Step.RETURNED, by=by, now=now or timezone.now(), reason=reason.strip())
    log(instance=row.page.specific, action=LOG_RETURNED, user=by, data={"hand_in": row.pk, "reason": row.reason})
    proposals.follow(row, by=by, now=row.closed_at)
    return row


@transaction.atomic
def cancel(*, hand_in_id: int, by: User, now: datetime | None = None) -> HandIn:
    """Take a text back before it went out: an editor's second thought, or an approved one that shall not go out after all."""
    row = waiting(hand_in_id, *OPEN_STEPS)
    if not REVIEWERS.intersection(scope_of(by).roles):
        raise NotYours(NO_ROLE.format(who="redaktur atau penyetuju", doing="membatalkan naskah"))
    _take_back(row, by=by, now=now or timezone.now())
    log(instance=row.page.specific, action=LOG_CANCELLED, user=by, data={"hand_in": row.pk})
    proposals.follow(row, by=by, now=row.closed_at)
    return row


def refuse_reviewer(authors: Iterable[int], by: User) -> None:
    if not by.is_active or not REVIEWERS.intersection(scope_of(by).roles):
        raise NotYours(NO_ROLE.format(who="redaktur atau penyetuju", doing="meninjau naskah"))
    if by.pk in set(authors):
        raise NotYours(OWN_TEXT.format(doing="meninjaunya"))


def refuse_approver(authors: Iterable[int], by: User) -> None:
    if not by.is_active or Role.APPROVER not in scope_of(by).roles:
        raise NotYours(NO_ROLE.format(who="penyetuju", doing="menyetujui naskah"))
    if by.pk in set(authors):
        raise NotYours(OWN_TEXT.format(doing="menyetujuinya"))


def last_edition(page: Page) -> Edition | None:
    return Edition.objects.filter(page_id=page.pk).order_by("-number").first()


def event_of(draft: VettedPage, last: Edition | None) -> Event:
    """A changed statement is a correction; the home page is brought up to date as a matter of course."""
    if last is None or last.event == Event.WITHDRAWN or draft.kind == Kind.HOME:
        return Event.PUBLISHED
    return Event.CORRECTED


def authors_since(page: Page) -> set[int]:
    """Ids of everybody who wrote on the page since the text that the public had last was handed in. Three queries, five for the home page.

    A withdrawal is an edition without a text of its own: whoever wrote before it wrote what waits after it.
    """
    written, revised = page.authors.all(), Revision.page_revisions.filter(object_id=str(page.pk)).exclude(user=None)
    last = Edition.objects.filter(page_id=page.pk).exclude(event=Event.WITHDRAWN).order_by("-number").only("handed_in_at").first()
    if last is not None:
        written, revised = written.filter(wrote_at__gt=last.handed_in_at), revised.filter(created_at__gt=last.handed_in_at)
    authors = set(written.values_list("user_id", flat=True)) | set(revised.values_list("user_id", flat=True))
    return authors | _named_installation(last) if issubclass(page.specific_class, HomePage) else authors


def _named_installation(last: Edition | None) -> set[int]:
    """Ids of everybody who changed the settings that go out with the home page (``HomePage.identity``). Two queries."""
    changes = registry.get_logs_for_instance(InstallationSettings.load()).filter(action="wagtail.edit").exclude(user=None)
    if last is not None:
        changes = changes.filter(timestamp__gt=last.handed_in_at)
    return set(changes.values_list("user_id", flat=True))


def _latest_draft(page: Page) -> VettedPage:
    """What the editors wrote last. The page's row is locked: two who hand in at once come one after the other."""
    draft: VettedPage = _lock(page).specific.get_latest_revision_as_object()
    return draft


def _lock(page: Page) -> Page:
    return Page.objects.select_for_update().get(pk=page.pk)


def _refuse_incomplete(draft: VettedPage, last: Edition | None, event: Event, print_of_it: str) -> None:
    wrong = faults(draft)
    if wrong:
        raise Incomplete(f"Naskah belum lengkap. {' '.join(wrong)}")
    if last is None:
        return
    if event != Event.PUBLISHED and last.fingerprint == print_of_it:
        raise Incomplete("Tidak ada yang berubah sejak halaman ini terbit. Ubah isinya lebih dahulu.")
    if draft.kind == Kind.HOME:
        return
    note = draft.correction.strip()
    if not note:
        raise Incomplete("Halaman ini sudah pernah terbit. Isi penjelasan ralat pada tab Penerbitan: apa yang keliru dan apa yang benar.")
    if note == last.note:
        raise Incomplete("Penjelasan ralat masih yang lama. Tulis penjelasan untuk perubahan yang sekarang.")


def _refuse_cut_off(row: HandIn) -> None:
    """Somebody ended Wagtail's workflow around the text without taking the text back."""
    state = row.workflow_state
    if state is not None and state.status != WorkflowState.STATUS_IN_PROGRESS:
        raise NotWaiting("Alur naskah ini dihentikan di luar Satu pintu. Batalkan penyerahannya, lalu minta redaktur menyerahkan lagi.")


def refuse_changed(row: HandIn) -> None:
    """What waits must be what the page's draft says now, pictures and files included."""
    if row.event == Event.WITHDRAWN:
        return
    draft: VettedPage = row.page.specific.get_latest_revision_as_object()
    if fingerprint(frozen(draft), assets_of(draft)) != row.fingerprint:
        raise TextChanged(
            "Naskah atau gambarnya berubah setelah diserahkan. Serahkan ulang, supaya yang diperiksa sama dengan yang terbit."
        )


def waiting(hand_in_id: int, *steps: Step) -> HandIn:
    """The row, locked, when it stands at one of these steps; NotWaiting when somebody was quicker."""
    row = HandIn.objects.select_for_update(of=("self",)).select_related("page", "handed_in_by", "workflow_state").get(pk=hand_in_id)
    if row.step not in steps:
        raise NotWaiting(f"Naskah ini sudah berstatus “{row.get_step_display()}”. Muat ulang halaman untuk melihat keadaan terakhir.")
    return row


def _close_open(page: Page, *, by: User, now: datetime) -> None:
    for row in HandIn.objects.select_for_update(of=("self",)).select_related("workflow_state").filter(page=page, step__in=OPEN_STEPS):
        _take_back(row, by=by, now=now)


def _take_back(row: HandIn, *, by: User, now: datetime) -> None:
    """The text waits no longer, in Wagtail's workflow neither: left open there, nobody could hand the page in again."""
    _close(row, Step.CANCELLED, by=by, now=now)
    if row.workflow_state is not None and row.workflow_state.is_active:
        row.workflow_state.cancel(user=by)


def _close(row: HandIn, step: Step, *, by: User, now: datetime, reason: str = "") -> None:
    row.step, row.closed_at, row.closed_by, row.reason = step, now, by, reason
    row.save(update_fields=["step", "closed_at", "closed_by", "reason"])


class WorkflowVetting:
    """``one_door.Vetting``: what the steps of Wagtail's workflow ask. The page is always the workflow's own."""

    def handed_in(self, *, workflow_state: WorkflowState, by: User) -> None:
        page = _page_of(workflow_state)
        try:
            hand_in(page=page, by=by, workflow_state=workflow_state)
        except DeskError as refusal:
            refusal.page_id = page.pk  # the admin leads back into its editor
            raise

    def reviewed(self, *, workflow_state: WorkflowState, by: User) -> None:
        review(hand_in_id=_row_of(workflow_state).pk, by=by)

    def approved(self, *, workflow_state: WorkflowState, by: User) -> None:
        approve(hand_in_id=_row_of(workflow_state).pk, by=by)

    def returned(self, *, workflow_state: WorkflowState, by: User, reason: str) -> None:
        send_back(hand_in_id=_row_of(workflow_state).pk, by=by, reason=reason)

    def release(self, *, workflow_state: WorkflowState) -> None:
        row = HandIn.objects.get(workflow_state=workflow_state, step=Step.APPROVED)
        publishing.release_if_due(hand_in_id=row.pk)

    def may_review(self, *, page: Page, user: User) -> bool:
        return self._may(page, Step.HANDED_IN, user, refuse_reviewer)

    def may_approve(self, *, page: Page, user: User) -> bool:
        return self._may(page, Step.REVIEWED, user, refuse_approver)

    def _may(self, page: Page, step: Step, user: User, refuse: Any) -> bool:
        row = HandIn.objects.filter(page_id=page.pk, step=step).first()
        if row is None:
            return False
        try:
            refuse([*row.authors, row.handed_in_by_id], user)
        except NotYours:
            return False
        return True


def _page_of(workflow_state: WorkflowState) -> Page:
    page: Page = workflow_state.content_object
    return page


def _row_of(workflow_state: WorkflowState) -> HandIn:
    row = HandIn.objects.filter(workflow_state=workflow_state, step__in=OPEN_STEPS).first()
    if row is None:
        raise NotWaiting("Naskah ini tidak sedang menunggu. Muat ulang halaman untuk melihat keadaan terakhir.")
    return row
