"""Chains of review: short or long by report type, back to any earlier step, and nobody takes two steps of one round."""

from datetime import UTC, datetime
from itertools import product

import pytest

from desk.people.models import Role
from desk.reporting.constants import Link, State
from desk.reporting.errors import ChainRefused, OwnReport, OwnStep, StepNotAllowed
from desk.reporting.models import Decision, Entry, Obligation, ReviewChain
from desk.reporting.selectors.queue import waiting_for
from desk.reporting.services.chains import ChainPlan, plan_of, save_chain, save_type
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


class TestLonger:
    """A chain that gets the head's release when reports were accepted already."""

    LONGER = {Link.ACCEPT: EVERYBODY, Link.RELEASE: (Role.HEAD,)}

    def lengthen(self):
        save_chain(chain=ReviewChain.objects.get(key="alur"), plan=ChainPlan(self.LONGER), user=None)

    def choose(self):
        kind = rules.report_type()
        kind.chain = chain(self.LONGER, key="panjang")
        save_type(report_type=kind, user=None)

    @pytest.mark.parametrize("change", [lengthen, choose])
    def test_what_was_accepted_before_waits_for_nobody(self, change):
        entry = report(SHORT)
        take(entry, "accept", people.operator())

        change(self)

        assert not waiting_for(people.head()).exists() and not waiting_for(people.viewer()).exists()
        assert actions(entry, people.head()) == {"return", "back_sent"}

    @pytest.mark.parametrize("change", [lengthen, choose])
    def test_what_was_still_to_be_accepted_passes_the_new_step(self, change):
        entry = report(SHORT)
        change(self)

        take(entry, "accept", people.operator())

        assert waiting_for(people.head()).filter(pk=entry.pk).exists()
        assert take(entry, "release", people.head()).state == State.RELEASED

    def test_what_comes_back_afterwards_passes_it_too(self):
        entry = report(SHORT)
        take(entry, "accept", people.operator())
        self.lengthen()
        take(entry, "return", people.head(), "Angka TPS tidak cocok.")
        reports.send(entry.form, people.officer(), {"uraian": "Aman."}, entry=Entry.objects.get(), now=NOW)

        take(entry, "accept", people.operator())

        assert waiting_for(people.head()).filter(pk=entry.pk).exists()


def test_a_longer_standard_chain_leads_reports_of_a_form_with_its_own_no_further():
    form = rules.form()
    chain(SHORT).forms.add(form)
    standard = {Link.ACCEPT: EVERYBODY, Link.RELEASE: (Role.HEAD,)}
    save_chain(chain=ReviewChain.objects.get(key="standard"), plan=ChainPlan(standard), user=None)
    entry = reports.send(form, people.officer(), {"uraian": "Aman."}, now=NOW)

    take(entry, "accept", people.operator())
    Entry.objects.update(concluded_at=None)  # as one from before the chain of its form was looked at

    assert not waiting_for(people.head()).exists() and "release" not in actions(entry, people.head())


def test_a_type_takes_no_chain_in_which_checked_reports_have_no_way_on():
    entry = report(LONG)
    take(entry, "check", people.duty_officer())
    kind = rules.report_type()

    for other in (chain(SHORT, key="pendek"), None):
        kind.chain = other
        with pytest.raises(ChainRefused, match="1 laporan sedang berstatus Diperiksa"):
            save_type(report_type=kind, user=None)

    assert rules.report_type().chain.key == "alur"


def test_the_standard_chain_is_not_shortened_under_reports_that_wait_in_it():
    save_chain(chain=ReviewChain.objects.get(key="standard"), plan=ChainPlan(FREE), user=None)
    take(report(), "check", people.duty_officer())

    with pytest.raises(ChainRefused, match="1 laporan sedang berstatus Diperiksa"):
        save_chain(chain=ReviewChain.objects.get(key="standard"), plan=ChainPlan(SHORT), user=None)
