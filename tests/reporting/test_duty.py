"""Asking chosen units for a form, once, by a time."""

from datetime import timedelta

import pytest

from desk.people.selectors import units_below
from desk.reporting.errors import DutyRefused
from desk.reporting.models import Obligation
from desk.reporting.services.duty import ask_for_reports, cancel_request
from tests.factories import forms, people, regions

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(now):
    regions.make_regions()
    operator = people.operator()
    arguments = {
        "form": forms.publish(forms.question("short_text", "nama")),
        "region": regions.bogor(),
        "units": units_below("32.71", levels=["district"]),
        "due_at": now + timedelta(hours=1),
        "user": operator,
        "now": now,
    }
    return lambda **changed: ask_for_reports(**(arguments | changed))


def test_asking_makes_one_obligation_for_each_unit(ask, now):
    request = ask(message="Mohon segera.")

    assert list(Obligation.objects.values_list("region_id", "request")) == [("32.71.01", request.pk), ("32.71.02", request.pk)]
    assert {duty.due_at for duty in Obligation.objects.all()} == {now + timedelta(hours=1)}


def test_a_unit_named_twice_owes_once(ask):
    units = units_below("32.71", levels=["district"])

    ask(units=units + units)

    assert Obligation.objects.count() == len(units)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        (lambda now: {"units": []}, "Belum ada unit"),
        (lambda now: {"units": units_below("33.74", levels=["district"])}, "tidak berada di"),
        (lambda now: {"due_at": now}, "sudah lewat"),
        (lambda now: {"period": (now.date(), now.date() - timedelta(days=1))}, "mendahului"),
        (lambda now: {"user": people.operator(regions.semarang())}, "Peran Anda"),
        (lambda now: {"user": people.viewer()}, "Peran Anda"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused_whole(ask, now, changed, words):
    with pytest.raises(DutyRefused, match=words):
        ask(**changed(now))

    assert not Obligation.objects.exists()


def test_a_retired_form_is_not_asked_for(ask, now):
    form = forms.publish(forms.question("short_text", "nama"))
    form.retired_at = now
    form.save()

    with pytest.raises(DutyRefused, match="dihentikan"):
        ask(form=form)


def test_cancelling_twice_cancels_once(ask, now):
    request = ask()

    assert cancel_request(request=request, user=people.operator(), now=now) == 2
    assert cancel_request(request=request, user=people.operator(), now=now) == 0
