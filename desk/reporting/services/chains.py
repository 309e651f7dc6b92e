"""Review chains as admins make them: which of the steps check, accept and release a report passes, and who takes each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from wagtail.log_actions import log

from desk.people.models import Role, User

from ..constants import DEFAULT_CHAIN, LOG_CHAIN_SAVED, LOG_TYPE_SAVED, Link, State
from ..errors import ChainRefused
from ..models import Entry, ReportType, ReviewChain, ReviewStep

STATE_AFTER = {Link.CHECK: State.CHECKED, Link.ACCEPT: State.ACCEPTED, Link.RELEASE: State.RELEASED}
BUTTONS = {Link.CHECK: "Tandai diperiksa", Link.ACCEPT: "Terima", Link.RELEASE: "Rilis"}
DECIDERS = (Role.OPERATOR, Role.DUTY_OFFICER, Role.HEAD)
BACK_WORDS = {
    State.RETURNED: "Kembalikan ke petugas",
    State.SENT: "Kembalikan ke awal pemeriksaan",
    State.CHECKED: "Kembalikan ke penerima",
    State.ACCEPTED: "Batalkan rilis",
}


@dataclass(frozen=True)
class ChainPlan:
    """The links that a chain has and the roles (values of ``Role``) that take each, in the order check, accept, release."""

    links: Mapping[Link, Sequence[str]]


def plan_of(chain: ReviewChain) -> ChainPlan:
    """The chain as a plan. One query."""
    links = {}
    for step in chain.steps.order_by("pk"):
        link = next((link for link, after in STATE_AFTER.items() if after == step.to_state and step.action == link.value), None)
        if link is not None:
            links[link] = tuple(step.roles)
    return ChainPlan({link: links[link] for link in Link if link in links})


@transaction.atomic
def save_chain(*, chain: ReviewChain, plan: ChainPlan, user: User | None) -> ReviewChain:
    """Write the chain with the steps of ``plan``, and from each state a return to every earlier one, with a reason.

    Raises ChainRefused: without acceptance, for a link nobody may take, or while reports stand in a state that would have no way on.
    """
    _refuse(plan)
    states = [State.SENT, *(STATE_AFTER[link] for link in plan.links)]
    if chain.pk is not None:
        _refuse_stranding(chain, states)
    chain.save()
    chain.steps.all().delete()
    ReviewStep.objects.bulk_create([*_forward(chain, plan, states), *_backward(chain, plan, states)])
    log(instance=chain, action=LOG_CHAIN_SAVED, user=user, data={"links": [link.value for link in plan.links]})
    return chain


def _refuse(plan: ChainPlan) -> None:
    if Link.ACCEPT not in plan.links:
        raise ChainRefused("Alur tanpa penerimaan tidak menghasilkan laporan yang dapat dihitung. Tambahkan langkah Terima.")
    for link, roles in plan.links.items():
        if not roles:
            raise ChainRefused(f"Langkah {link.label} belum punya peran. Pilih paling sedikit satu.")
        strange = set(roles) - set(DECIDERS)
        if strange:
            raise ChainRefused(f"Langkah {link.label} hanya dapat diambil operator, perwira piket, atau ketua posko.")


@transaction.atomic
def save_type(*, report_type: ReportType, user: User | None) -> ReportType:
    """Write the report type with the chain it names. Raises ChainRefused while reports stand in a state that has no way on there."""
    if report_type.pk is not None and not _steps_out_of_checked(report_type):
        standing = Entry.objects.filter(obligation__report_type=report_type, state=State.CHECKED).count()
        if standing:
            raise ChainRefused(f"{standing} laporan sedang berstatus Diperiksa. Selesaikan dahulu, lalu pilih alur tanpa langkah Periksa.")
    report_type.save()
    log(instance=report_type, action=LOG_TYPE_SAVED, user=user)
    return report_type


def _steps_out_of_checked(report_type: ReportType) -> bool:
    steps = ReviewStep.objects.filter(from_state=State.CHECKED)
    chosen = steps.filter(chain__key=DEFAULT_CHAIN) if report_type.chain_id is None else steps.filter(chain_id=report_type.chain_id)
    return chosen.exists()


def _refuse_stranding(chain: ReviewChain, states: Sequence[State]) -> None:
    if State.CHECKED in states:
        return
    standing = Entry.objects.filter(_passes(chain), state=State.CHECKED).count()
    if standing:
        raise ChainRefused(f"{standing} laporan sedang berstatus Diperiksa. Selesaikan dahulu, lalu hapus langkah Periksa.")


def _passes(chain: ReviewChain) -> Q:
    """Reports of this chain: the rule of ``reviewing.steps_of``."""
    without_type = Q(obligation=None) | Q(obligation__report_type=None) | Q(obligation__report_type__chain=None)
    forms = Q(form__review_chains=chain)
    if chain.key == DEFAULT_CHAIN:
        forms |= Q(form__review_chains=None)
    return Q(obligation__report_type__chain=chain) | (without_type & forms)


def _forward(chain: ReviewChain, plan: ChainPlan, states: Sequence[State]) -> list[ReviewStep]:
    return [
        ReviewStep(chain=chain, action=link.value, label=BUTTONS[link], from_state=before, to_state=STATE_AFTER[link], roles=list(roles))
        for before, (link, roles) in zip(states, plan.links.items(), strict=False)
    ]


def _backward(chain: ReviewChain, plan: ChainPlan, states: Sequence[State]) -> list[ReviewStep]:
    """Out of a state whoever may take the next step or took the one into it gives back; a released report the releasers."""
    found = []
    links = list(plan.links)
    for number, state in enumerate(states):
        near = [plan.links[link] for link in links[max(number - 1, 0) : number + 1]]
        roles = [role for role in DECIDERS if any(role in some for some in near)]
        for target in [State.RETURNED, *states[:number]]:
            action = "return" if target == State.RETURNED else f"back_{target.value}"
            found.append(
                ReviewStep(
                    chain=chain,
                    action=action,
                    label=BACK_WORDS[target],
                    from_state=state,
                    to_state=target,
                    roles=roles,
                    needs_reason=True,
                )
            )
    return found
