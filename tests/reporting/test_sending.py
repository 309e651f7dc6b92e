"""Sending: one transaction, one row per UUID, nothing half-written, nothing lost."""

from contextlib import nullcontext
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from desk.people.scope import scope_of
from desk.reporting.constants import HandoverState, State
from desk.reporting.errors import AlreadyAnswered, EntryNotFound, EntryRefused, FormClosed, NotEditable, VersionWithdrawn
from desk.reporting.models import AnswerValue, Dispatch, Entry, Obligation, Submission
from desk.reporting.selectors.filling import context_for
from desk.reporting.services.dispatching import retry
from desk.reporting.services.drafts import discard_draft, open_entry, raw_for, save_draft
from desk.reporting.services.review import decide
from desk.reporting.services.sending import send_entry
from forms_config.identity import is_concealed
from forms_config.models import VersionWithdrawal
from tests.factories import duties, forms, people, regions

pytestmark = pytest.mark.django_db

WHO = forms.question("short_text", "nama", required="always")
HOW_MANY = forms.question("whole_number", "jumlah", max=292)


@pytest.fixture
def officer(now):
    regions.make_regions()
    people.desk()
    return people.officer()


@pytest.fixture
def unit(officer):
    return scope_of(officer).units[0]


@pytest.fixture
def obligation(officer, now):
    form = forms.publish(WHO, HOW_MANY)
    return duties.owe(form, "32.71.01", opens_at=now, due_at=now)


def test_a_sent_report_becomes_a_row_typed_values_and_a_receipt(officer, unit, now):
    form = forms.publish(WHO, HOW_MANY)

    receipt = send_entry(
        uuid=uuid4(), form=form, unit=unit, user=officer, raw={"nama": ["Rani"], "jumlah": ["1.2"]} | {"jumlah": ["12"]}, now=now
    )

    assert receipt.entry.state == State.SENT
    assert receipt.entry.number.startswith("BGR-24-")
    assert receipt.submission.answers == {"nama": "Rani", "jumlah": 12}
    assert {(value.key, value.text, value.number) for value in AnswerValue.objects.all()} == {("nama", "Rani", None), ("jumlah", None, 12)}
    assert ModelLogEntry.objects.filter(action="desk.entry.send", user=officer).count() == 1


def test_sending_the_same_report_again_returns_the_first_receipt(officer, unit, now):
    form, uuid = forms.publish(WHO), uuid4()

    first = send_entry(uuid=uuid, form=form, unit=unit, user=officer, raw={"nama": ["Rani"]}, now=now)
    second = send_entry(uuid=uuid, form=form, unit=unit, user=officer, raw={"nama": ["Lain"]}, now=now)

    assert second.repeated
    assert second.submission.pk == first.submission.pk
    assert Submission.objects.get().answers == {"nama": "Rani"}


def test_a_refused_report_names_the_question_and_keeps_the_typing_as_draft(officer, unit, now):
    form, uuid = forms.publish(WHO, HOW_MANY), uuid4()

    with pytest.raises(EntryRefused) as refused:
        send_entry(uuid=uuid, form=form, unit=unit, user=officer, raw={"jumlah": ["312"]}, now=now)

    entry = Entry.objects.get(uuid=uuid)
    assert set(refused.value.reading.errors) == {"nama", "jumlah"}
    assert entry.state == State.DRAFT
    assert entry.draft == {"jumlah": ["312"]}
    assert not Submission.objects.exists()


def test_sending_takes_the_same_few_queries_for_twenty_questions_as_for_two(officer, unit, now):
    few = forms.publish(WHO, HOW_MANY, key="sedikit")
    many = forms.publish(*[forms.question("short_text", f"q{n}", required="always") for n in range(20)], key="banyak")
    send_entry(uuid=uuid4(), form=few, unit=unit, user=officer, raw={"nama": ["x"]}, now=now)  # warms the desk's short code

    with CaptureQueriesContext(connection) as short:
        send_entry(uuid=uuid4(), form=few, unit=unit, user=officer, raw={"nama": ["x"], "jumlah": ["1"]}, now=now)
    with CaptureQueriesContext(connection) as long:
        send_entry(uuid=uuid4(), form=many, unit=unit, user=officer, raw={f"q{n}": ["x"] for n in range(20)}, now=now)

    assert len(short) == len(long) <= 7


def test_another_units_report_is_not_found(officer, unit, now):
    form, uuid = forms.publish(WHO), uuid4()
    send_entry(uuid=uuid, form=form, unit=unit, user=officer, raw={"nama": ["Rani"]}, now=now)
    stranger = people.officer(regions.region("33.74.01", "Semarang Tengah", "district"))

    with pytest.raises(EntryNotFound):
        send_entry(uuid=uuid, form=form, unit=scope_of(stranger).units[0], user=stranger, raw={"nama": ["Curi"]}, now=now)

    assert Submission.objects.get().answers == {"nama": "Rani"}


def test_an_obligation_is_answered_once(officer, unit, obligation, now):
    arguments = {"form": obligation.form, "unit": unit, "user": officer, "obligation": obligation, "now": now}
    send_entry(uuid=uuid4(), raw={"nama": ["Rani"]}, **arguments)

    with pytest.raises(AlreadyAnswered):
        send_entry(uuid=uuid4(), raw={"nama": ["Lagi"]}, **arguments)
    with pytest.raises(AlreadyAnswered):
        send_entry(uuid=uuid4(), raw={}, **arguments)

    assert Submission.objects.count() == Entry.objects.count() == 1


def test_a_duty_knows_when_its_report_was_first_sent_and_nothing_else_moves_that(officer, unit, obligation, now):
    uuid, later = uuid4(), now + timedelta(hours=1)
    arguments = {"form": obligation.form, "unit": unit, "user": officer, "obligation": obligation}
    begun = open_entry(uuid=uuid, now=now, **arguments)
    told = []

    def attempt(refusal=None, **changed):
        with pytest.raises(refusal) if refusal else nullcontext():
            send_entry(**arguments | {"uuid": uuid, "raw": {"nama": ["Rani"]}, "now": later} | changed)
        told.append(Obligation.objects.get().answered_at)

    attempt(EntryRefused, raw={})
    attempt(EntryNotFound, form=forms.publish(WHO, key="lain"))  # a known UUID, met only after the duty was noted
    attempt(now=now)
    attempt()  # a replay
    attempt(AlreadyAnswered, uuid=uuid4())
    decide(entry_id=begun.pk, action="return", user=people.operator(), reason="Lengkapi nama.", now=now)
    attempt(submission=uuid4(), raw={"nama": ["Rani W."]})

    assert told == [None, None, now, now, now, now]
    assert Entry.objects.get().first_sent_at == now
    assert Submission.objects.count() == 2


def test_a_duty_cancelled_since_it_was_opened_takes_no_first_report_but_mends(officer, unit, obligation, now):
    arguments = {"form": obligation.form, "unit": unit, "user": officer, "obligation": obligation, "now": now}
    sent = send_entry(uuid=uuid4(), raw={"nama": ["Rani"]}, **arguments).entry
    decide(entry_id=sent.pk, action="return", user=people.operator(), reason="Lengkapi nama.", now=now)
    Obligation.objects.update(cancelled_at=now)
    other = duties.owe(obligation.form, "32.71.01", opens_at=now, due_at=now)
    begun = open_entry(uuid=uuid4(), form=obligation.form, unit=unit, user=officer, obligation=other, now=now)
    Obligation.objects.update(cancelled_at=now)

    send_entry(uuid=sent.uuid, submission=uuid4(), raw={"nama": ["Rani W."]}, **arguments)
    with pytest.raises(FormClosed, match="dibatalkan"):
        send_entry(uuid=begun.uuid, raw={"nama": ["Rani"]}, **arguments | {"obligation": other})

    assert Submission.objects.count() == 2


def test_a_report_after_its_time_is_marked_late(officer, unit, obligation, now, clock):
    clock.shift(60)

    receipt = send_entry(uuid=uuid4(), form=obligation.form, unit=unit, user=officer, raw={"nama": ["R"]}, obligation=obligation)

    assert receipt.submission.late


def test_a_report_filled_on_an_older_version_is_accepted_against_it(officer, unit, now):
    form = forms.publish(WHO)
    old = form.current_version
    form = forms.publish(WHO, forms.question("short_text", "baru", required="always"))

    receipt = send_entry(uuid=uuid4(), form=form, unit=unit, user=officer, raw={"nama": ["Rani"]}, version=old, now=now)

    assert receipt.submission.version == old


def test_a_withdrawn_version_is_refused_and_the_typing_stays(officer, unit, now):
    form, uuid = forms.publish(WHO), uuid4()
    old = form.current_version
    VersionWithdrawal(version=old, reason="Salah satuan.", withdrawn_at=now).save()
    form = forms.publish(WHO, HOW_MANY)

    with pytest.raises(VersionWithdrawn):
        send_entry(uuid=uuid, form=form, unit=unit, user=officer, raw={"nama": ["Rani"]}, version=old, now=now)

    assert Entry.objects.get(uuid=uuid).draft == {"nama": ["Rani"]}


def test_identity_answers_rest_as_cipher_text_everywhere(officer, unit, now):
    form, uuid = forms.publish(forms.question("short_text", "pelapor", privacy="identitas"), HOW_MANY), uuid4()
    entry = open_entry(uuid=uuid, form=form, unit=unit, user=officer, now=now)
    save_draft(entry=entry, raw={"pelapor": ["Budi"]}, revision=0, user=officer, now=now)
    draft = Entry.objects.get().draft["pelapor"][0]

    send_entry(uuid=uuid, form=form, unit=unit, user=officer, raw={"pelapor": ["Budi"]}, now=now)

    assert is_concealed(draft)
    assert is_concealed(Submission.objects.get().answers["pelapor"])
    assert is_concealed(AnswerValue.objects.get().cipher)
    assert AnswerValue.objects.get().text is None


def test_a_retired_form_takes_no_new_report_but_an_open_draft_may_be_finished(officer, unit, now):
    form, begun = forms.publish(WHO), uuid4()
    open_entry(uuid=begun, form=form, unit=unit, user=officer, now=now)
    form.retired_at = now
    form.save()

    with pytest.raises(FormClosed):
        send_entry(uuid=uuid4(), form=form, unit=unit, user=officer, raw={"nama": ["R"]}, now=now)
    send_entry(uuid=begun, form=form, unit=unit, user=officer, raw={"nama": ["R"]}, now=now)

    assert Submission.objects.count() == 1


DESTINATIONS = [{"key": key, "rows": None, "map": {"text": "nama"}} for key in ("demo_succeed", "demo_refuse", "demo_crash")]


def test_a_destination_that_fails_leaves_the_submission_and_can_be_tried_again(officer, unit, now, demo_destinations):
    form = forms.publish(WHO, destinations=DESTINATIONS)

    receipt = send_entry(uuid=uuid4(), form=form, unit=unit, user=officer, raw={"nama": ["Rani"]}, now=now)

    states = dict(Dispatch.objects.values_list("destination", "state"))
    assert Submission.objects.count() == 1
    assert Entry.objects.get().handover_failed
    assert states == {"demo_succeed": HandoverState.DONE, "demo_refuse": HandoverState.FAILED, "demo_crash": HandoverState.FAILED}

    again = retry(entry_id=receipt.entry.pk, destination="demo_crash", user=officer, now=now)

    assert (again.state, again.attempts) == (HandoverState.FAILED, 2)


def test_a_correction_is_a_new_submission_and_the_old_one_stays(officer, unit, now):
    operator = people.operator()
    form, uuid, correction = forms.publish(WHO), uuid4(), uuid4()
    entry = send_entry(uuid=uuid, form=form, unit=unit, user=officer, raw={"nama": ["Rani"]}, now=now).entry
    with pytest.raises(NotEditable):
        send_entry(uuid=uuid, submission=correction, form=form, unit=unit, user=officer, raw={"nama": ["R"]}, now=now)
    decide(entry_id=entry.pk, action="return", user=operator, reason="Lengkapi nama.", now=now)

    entry = Entry.objects.get()
    assert raw_for(entry, context_for(unit=unit, user=officer, now=now)) == {"nama": ["Rani"]}
    replay = send_entry(uuid=uuid, form=form, unit=unit, user=officer, raw={"nama": ["X"]}, now=now)
    mended = send_entry(uuid=uuid, submission=correction, form=form, unit=unit, user=officer, raw={"nama": ["Rani W."]}, now=now)
    twice = send_entry(uuid=uuid, submission=correction, form=form, unit=unit, user=officer, raw={"nama": ["Y"]}, now=now)

    assert replay.repeated
    assert twice.submission.pk == mended.submission.pk
    assert list(Submission.objects.values_list("number", "answers")) == [(1, {"nama": "Rani"}), (2, {"nama": "Rani W."})]


def test_a_draft_is_discarded_only_before_it_was_ever_sent(officer, unit, now):
    form = forms.publish(WHO)
    draft = open_entry(uuid=uuid4(), form=form, unit=unit, user=officer, now=now)
    sent = send_entry(uuid=uuid4(), form=form, unit=unit, user=officer, raw={"nama": ["R"]}, now=now).entry

    discard_draft(entry=draft, user=officer)
    with pytest.raises(NotEditable):
        discard_draft(entry=sent, user=officer)

    assert list(Entry.objects.all()) == [sent]
