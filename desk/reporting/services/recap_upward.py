"""A released recap fulfils the duty of its region toward the tier above: an ordinary report, sent as any other."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from desk.core.errors import DeskError
from desk.people.models import User
from desk.people.scope import unit_of
from forms_config.intake import first_values, raw_of
from forms_config.models import FormVersion

from ..errors import AlreadyAnswered, EntryRefused, NotEditable
from ..models import Entry, Obligation, Recap
from ..selectors.filling import context_for, last_accepted_answers
from ..selectors.gathering import gathered
from ..selectors.recap import Content
from ..selectors.recap_answers import answers_from
from ..selectors.recap_upward import duty_above
from .sending import send_entry


@dataclass(frozen=True)
class Told:
    """What became of telling the tier above."""

    entry: Entry | None = None
    hindrance: str = ""


def tell_upward(recap: Recap, content: Content, *, user: User, now: datetime) -> Told:
    """Send the report that the duty above asks for; a report that was returned is sent again. Nothing to do without a duty.

    Questions that begin with the last answers are filled with the region's own last accepted ones. What the upper form refuses does
    not hold up the release: the report stays a draft of the region's office, and why is told.
    """
    found = duty_above(recap)
    if found is None:
        return Told()
    if found.pk != recap.obligation_id:
        recap.obligation = found
        recap.save(update_fields=["obligation"])
    duty = Obligation.objects.select_related("form__current_version", "region", "rule__desk").get(pk=found.pk)
    known = Entry.objects.filter(obligation=duty).first()
    version = duty.form.current_version
    if version is None:
        return Told(hindrance=f"Formulir {duty.form.title} belum diterbitkan, jadi laporan ke posko di atas belum terkirim.")
    try:
        return Told(entry=_sent(recap, content, duty, known, version, user=user, now=now))
    except DeskError as refused:
        return Told(hindrance=_hindrance(refused, duty, known))


def _sent(
    recap: Recap, content: Content, duty: Obligation, known: Entry | None, version: FormVersion, *, user: User, now: datetime
) -> Entry:
    unit = unit_of(region=duty.region)
    last = last_accepted_answers(form=duty.form, unit=unit)
    context = context_for(unit=unit, user=user, now=now, obligation=duty, last_answers=last)
    answers = answers_from(content, version.definition, gathered(recap).reports)
    raw = {**first_values(version.definition, context), **raw_of(version.definition, answers)}
    sent_before = known is not None and known.submission_count > 0
    receipt = send_entry(
        uuid=known.uuid if known else uuid4(),
        submission=uuid4() if sent_before else None,
        form=duty.form,
        unit=unit,
        user=user,
        raw=raw,
        obligation=duty,
        version=version,
        begun=known is not None,
        now=now,
    )
    return receipt.entry


def _hindrance(refused: DeskError, duty: Obligation, known: Entry | None) -> str:
    if isinstance(refused, EntryRefused):
        problems = " ".join(list(refused.reading.errors.values())[:3])
        return f"Laporan ke posko di atas tersimpan sebagai draf di Lapor dan perlu dilengkapi: {problems}"
    if isinstance(refused, AlreadyAnswered):
        return str(refused)
    if isinstance(refused, NotEditable):
        return _standing(duty, known)
    return f"Laporan ke posko di atas belum terkirim. {refused}"


def _standing(duty: Obligation, known: Entry | None) -> str:
    """Why a report that stands at the desk above was not sent again, and the way out."""
    desk = duty.rule.desk.name if duty.rule is not None else "posko di atas"
    told = f"Laporan {known.number} di sana berstatus {known.get_state_display()}" if known is not None else "Laporan di sana sudah ada"
    return f"Rilis ini belum sampai ke {desk}. {told} dan tidak berubah sendiri: minta dikembalikan, lalu terbitkan ralat."
