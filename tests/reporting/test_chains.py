"""Chains of review: short or long by report type, back to any earlier step, and nobody takes two steps of one round."""

from datetime import UTC, datetime
from itertools import product

import pytest

from desk.people.models import Role
from desk.reporting.constants import Link, State
from desk.reporting.errors import ChainRefused, OwnReport, OwnStep, StepNotAllowed
from desk.reporting.models import Decision, Entry, Obligation, ReviewChain
from desk.reporting.selectors.queue import waiting_for
from desk.reporting.services.chains import ChainPlan, plan_of, save_chain
from desk.reporting.services.review import decide, steps_for
from tests.factories import people, reports, rules

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 11, 20, 1, tzinfo=UTC)
EVERYBODY = (Role.OPERATOR, Role.DUTY_OFFICER, Role.HEAD)
LONG = {Link.CHECK: (Role.DUTY_OFFICER,), Link.ACCEPT: (Role.OPERATOR,), Link.RELEASE: (Role.HEAD,)}
SHORT = {Link.ACCEPT: EVERYBODY}
FREE = dict.fromkeys(Link, EVERYBODY)


def chain(links, key="alur"):
    return save_chain(chain=ReviewChain(key=key, name=key), plan=ChainPlan(links), user=None)


def report(links=None):
    """A sent weekly report whose type has this chain (None: none of its own)."""
    kind = rules.report_type()
    if links is not None:
        kind.chain = chain(links)
        kind.save()
    rules.saved(now=NOW)
    duty = Obligation.objects.select_related("form").filter(region_id="32.71.01").earliest("due_at")
    return reports.send(duty.form, people.officer(), {"uraian": "Aman."}, obligation=duty, now=NOW)


def take(entry, action, user, reason=""):
    return decide(entry_id=entry.pk, action=action, user=user, reason=reason, now=NOW)


def actions(entry, user):
    return {step.action for step in steps_for(Entry.objects.get(pk=entry.pk), user)}


def test_three_people_take_a_report_from_sent_to_released():
    entry = report(LONG)

    states = [
        take(entry, "check", people.duty_officer()).state,
        take(entry, "accept", people.operator()).state,
        take(entry, "release", people.head()).state,
    ]

    assert states == [State.CHECKED, State.ACCEPTED, State.RELEASED]


def test_no_step_is_skipped():
    entry = report(LONG)

    with pytest.raises(StepNotAllowed):
        take(entry, "release", people.head())
    with pytest.raises(StepNotAllowed):
        take(entry, "check", people.operator())


@pytest.mark.parametrize("second", [Link.ACCEPT, Link.RELEASE])
def test_nobody_takes_two_steps_of_one_round(second):
    entry, piket, operator = report(FREE), people.duty_officer(), people.operator()
    take(entry, "check", piket)
    if second == Link.RELEASE:
        take(entry, "accept", operator)

    with pytest.raises(OwnStep):
        take(entry, second.value, piket)

    assert second.value not in actions(entry, piket)
    assert not waiting_for(piket).filter(pk=entry.pk).exists()


def test_a_superuser_is_no_exception():
    entry, piket = report(FREE), people.duty_officer()
    piket.is_superuser = True
    piket.save()
    take(entry, "check", piket)

    with pytest.raises(OwnStep):
        take(entry, "accept", piket)


def test_the_sender_takes_none_of_them():
    entry, officer = report(FREE), people.officer()
    people.services.assign_role(user=officer, role=Role.OPERATOR, desk=people.desk())
    officer = type(officer).objects.get(pk=officer.pk)

    with pytest.raises(OwnReport):
        take(entry, "check", officer)


@pytest.mark.parametrize(("action", "state"), [("return", State.RETURNED), ("back_sent", State.SENT), ("back_checked", State.CHECKED)])
def test_back_to_any_earlier_step_with_a_reason(action, state):
    entry, head = report(FREE), people.head()
    take(entry, "check", people.duty_officer())
    take(entry, "accept", people.operator())

    with pytest.raises(Exception, match="Alasan"):
        take(entry, action, head)
    take(entry, action, head, "Angka TPS tidak cocok.")

    assert Entry.objects.get().state == state
    assert Decision.objects.latest("pk").reason == "Angka TPS tidak cocok."


def test_a_return_to_the_desk_begins_a_new_round():
    entry, piket = report(FREE), people.duty_officer()
    take(entry, "check", piket)
    take(entry, "back_sent", people.head(), "Baca lagi lampirannya.")

    assert waiting_for(piket).filter(pk=entry.pk).exists()
    take(entry, "check", piket)


def test_a_released_report_counts_as_accepted_and_cannot_be_mended():
    entry = report(LONG)
    for action, who in (("check", people.duty_officer()), ("accept", people.operator()), ("release", people.head())):
        take(entry, action, who)

    with pytest.raises(Exception, match="sudah diterima"):
        reports.send(entry.form, people.officer(), {"uraian": "Lain."}, entry=Entry.objects.get(), now=NOW)


def test_the_type_without_a_chain_keeps_the_standard_one():
    assert actions(report(), people.operator()) == {"accept", "return"}


@pytest.mark.parametrize(
    ("links", "taken"),
    [(links, count) for links, count in product([None, SHORT, LONG, FREE], range(4)) if count <= len(links or SHORT)],
)
def test_the_queue_holds_exactly_what_somebody_may_take_further(links, taken):
    entry = report(links)
    order = [("check", people.duty_officer()), ("accept", people.operator()), ("release", people.head())]
    order = [step for step in order if (links is None and step[0] == "accept") or (links is not None and Link(step[0]) in links)]
    for action, who in order[:taken]:
        take(entry, action, who)

    for user in (people.operator(), people.duty_officer(), people.head()):
        forward = {step.action for step in steps_for(Entry.objects.get(), user)} & {link.value for link in Link}
        assert waiting_for(user).filter(pk=entry.pk).exists() == bool(forward), user


def test_a_reader_sees_what_waits_for_anybody():
    entry = report(SHORT)
    assert waiting_for(people.viewer()).filter(pk=entry.pk).exists()
    take(entry, "accept", people.operator())
    assert not waiting_for(people.viewer()).exists()


def test_a_chain_reads_back_as_it_was_planned():
    made = chain(LONG)

    assert plan_of(made).links == {link: tuple(roles) for link, roles in LONG.items()}


@pytest.mark.parametrize(
    ("links", "told"),
    [
        ({Link.CHECK: EVERYBODY}, "tanpa penerimaan"),
        ({Link.ACCEPT: ()}, "belum punya peran"),
        ({Link.ACCEPT: (Role.VIEWER,)}, "hanya dapat diambil"),
    ],
)
def test_a_chain_that_cannot_be_is_refused(links, told):
    with pytest.raises(ChainRefused, match=told):
        chain(links)

    assert not ReviewChain.objects.filter(key="alur").exists()


def test_a_chain_is_not_shortened_under_reports_that_wait_in_it():
    entry = report(LONG)
    take(entry, "check", people.duty_officer())

    with pytest.raises(ChainRefused, match="1 laporan sedang berstatus Diperiksa"):
        save_chain(chain=ReviewChain.objects.get(key="alur"), plan=ChainPlan(SHORT), user=None)
