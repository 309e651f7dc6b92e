"""Review: steps are data, nobody accepts what they sent, a return says why."""

from uuid import uuid4

import pytest

from desk.people.models import Role
from desk.people.scope import forget_scope, scope_of
from desk.reporting.constants import State
from desk.reporting.errors import OwnReport, ReasonMissing, StepNotAllowed
from desk.reporting.models import Decision, Entry, ReviewChain, ReviewStep
from desk.reporting.services.review import decide, steps_for
from desk.reporting.services.sending import send_entry
from forms_config.append_only import AppendOnlyError
from tests.factories import forms, people, regions

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(now):
    regions.make_regions()
    people.desk()
    return people.officer()


@pytest.fixture
def sent(officer, now, demo_destinations):
    target = {"key": "demo_succeed", "rows": None, "map": {"text": "nama"}}
    form = forms.publish(forms.question("short_text", "nama"), destinations=[target])
    return send_entry(uuid=uuid4(), form=form, unit=scope_of(officer).units[0], user=officer, raw={"nama": ["Rani"]}, now=now).entry


def test_an_operator_accepts_and_the_rows_follow(sent, now, demo_destinations):
    operator = people.operator()

    entry = decide(entry_id=sent.pk, action="accept", user=operator, now=now)

    assert (entry.state, entry.decided_by, entry.decided_at) == (State.ACCEPTED, operator, now)
    assert demo_destinations.succeeding.followed == [(sent.uuid, State.ACCEPTED)]
    assert Decision.objects.get().submission.number == 1


def test_a_return_needs_a_reason_and_keeps_it(sent, now):
    operator = people.operator()

    with pytest.raises(ReasonMissing):
        decide(entry_id=sent.pk, action="return", user=operator, reason="  ", now=now)
    entry = decide(entry_id=sent.pk, action="return", user=operator, reason="Jumlah TPS keliru.", questions=["nama"], now=now)

    assert (entry.state, entry.reason) == (State.RETURNED, "Jumlah TPS keliru.")
    assert Decision.objects.get().questions == ["nama"]


def test_the_second_of_two_operators_is_told_who_was_quicker(sent, now):
    decide(entry_id=sent.pk, action="accept", user=people.operator(), now=now)

    with pytest.raises(StepNotAllowed, match="sudah berstatus Diterima"):
        decide(entry_id=sent.pk, action="accept", user=people.duty_officer(), now=now)

    assert Decision.objects.count() == 1


def test_nobody_decides_on_what_they_sent(officer, sent, now):
    people.services.assign_role(user=officer, role=Role.OPERATOR, desk=people.desk())
    forget_scope(officer)

    assert steps_for(sent, officer) == []
    with pytest.raises(OwnReport):
        decide(entry_id=sent.pk, action="accept", user=officer, now=now)


@pytest.mark.parametrize("who", ["semarang", "viewer", "admin"])
def test_only_the_roles_of_the_step_in_that_region_decide(sent, now, who):
    user = {"semarang": lambda: people.operator(regions.semarang()), "viewer": people.viewer, "admin": people.admin}[who]()

    with pytest.raises(StepNotAllowed):
        decide(entry_id=sent.pk, action="accept", user=user, now=now)

    assert Entry.objects.get().state == State.SENT


def test_a_report_sent_again_meanwhile_must_be_read_first(sent, now):
    with pytest.raises(StepNotAllowed, match="dikirim ulang"):
        decide(entry_id=sent.pk, action="accept", user=people.operator(), seen=2, now=now)


def test_a_form_may_have_a_longer_chain_of_its_own(sent, now):
    chain = ReviewChain.objects.create(key="dua-tingkat", name="Dua tingkat")
    chain.forms.add(sent.form)
    for action, start, end, role in (
        ("check", State.SENT, State.CHECKED, Role.OPERATOR),
        ("accept", State.CHECKED, State.ACCEPTED, Role.HEAD),
    ):
        ReviewStep.objects.create(chain=chain, action=action, label=action, from_state=start, to_state=end, roles=[role])
    operator, head = people.operator(), people.head()

    decide(entry_id=sent.pk, action="check", user=operator, now=now)
    with pytest.raises(StepNotAllowed):
        decide(entry_id=sent.pk, action="accept", user=operator, now=now)
    decide(entry_id=sent.pk, action="accept", user=head, now=now)

    assert list(Decision.objects.values_list("action", "decided_by")) == [("check", operator.pk), ("accept", head.pk)]


def test_a_decision_is_never_changed(sent, now):
    decide(entry_id=sent.pk, action="accept", user=people.operator(), now=now)

    with pytest.raises(AppendOnlyError):
        Decision.objects.update(reason="lain")
