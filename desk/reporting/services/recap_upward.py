"""A released recap fulfils the duty of its region toward the tier above: an ordinary report, sent as any other."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from desk.core.errors import DeskError
from desk.people.models import User
from desk.people.scope import unit_of
from forms_config.intake import first_values, raw_of

from ..errors import AlreadyAnswered, EntryRefused
from ..models import Entry, Obligation, Recap
from ..selectors.filling import context_for, last_accepted_answers
from ..selectors.gathering import gathered
from ..selectors.recap import Content
from ..selectors.recap_answers import answers_from
from .sending import send_entry


@dataclass(frozen=True)
class Told:
    """What became of telling the tier above."""

    entry: Entry | None = None
    hindrance: str = ""


def tell_upward(recap: Recap, content: Content, *, user: User, now: datetime) -> Told:
    """Send the report that the recap's duty asks for; a report that was returned is sent again. Nothing to do without a duty.

    Questions that begin with the last answers are filled with the region's own last accepted ones. What the upper form refuses does
    not hold up the release: the report stays a draft of the region's office, and why is told.
    """
    if recap.obligation_id is None:
        return Told()
    duty = Obligation.objects.select_related("form__current_version", "region").get(pk=recap.obligation_id)
    known = Entry.objects.filter(obligation=duty).first()
    version = duty.form.current_version
    if version is None:
        return Told(hindrance=f"Formulir {duty.form.title} belum diterbitkan, jadi laporan ke posko di atas belum terkirim.")
    unit = unit_of(region=duty.region)
    last = last_accepted_answers(form=duty.form, unit=unit)
    context = context_for(unit=unit, user=user, now=now, obligation=duty, last_answers=last)
    answers = answers_from(content, version.definition, gathered(recap).reports)
    raw = {**first_values(version.definition, context), **raw_of(version.definition, answers)}
    sent_before = known is not None and known.submission_count > 0
    try:
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
    except EntryRefused as refused:
        problems = " ".join(list(refused.reading.errors.values())[:3])
        return Told(hindrance=f"Laporan ke posko di atas tersimpan sebagai draf di Lapor dan perlu dilengkapi: {problems}")
    except AlreadyAnswered as answered:
        return Told(hindrance=str(answered))
    except DeskError as refused:
        return Told(hindrance=f"Laporan ke posko di atas belum terkirim. {refused}")
    return Told(entry=receipt.entry)
