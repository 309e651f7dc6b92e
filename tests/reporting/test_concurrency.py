"""Many senders at once: as many rows as UUIDs, one acceptance, one draft, one answer to an obligation."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from desk.reporting.errors import DeskError
from desk.reporting.models import Decision, Entry, Obligation, Submission
from desk.reporting.services.review import decide
from tests.factories import forms, people, regions

THREADS = 32

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def at_once(work, items):
    """``work(item)`` for every item in a thread of its own, all let go at the same moment; what each returned."""
    barrier = Barrier(len(items), timeout=60)

    def one(item):
        try:
            barrier.wait()
            return work(item)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(items)) as pool:
        return list(pool.map(one, items))


@pytest.fixture
def officer():
    regions.make_regions()
    people.desk()
    return people.officer()


@pytest.fixture
def form():
    return forms.publish(forms.question("short_text", "nama", required="always"))


def clients(officer, count):
    made = []
    for _number in range(count):
        client = Client()
        client.force_login(officer)
        made.append(client)
    return made


def test_replays_and_new_reports_make_as_many_rows_as_uuids(officer, form):
    uuids = [uuid4() for _number in range(THREADS // 4)]
    address = reverse("reporting:fill_new", args=[form.key])
    work = list(zip(clients(officer, THREADS), uuids * 4, strict=True))

    answers = at_once(lambda item: item[0].post(address, {"entry": str(item[1]), "nama": "Rani"}), work)

    assert {answer.status_code for answer in answers} == {303}
    assert {entry.uuid for entry in Entry.objects.all()} == set(uuids)
    assert Submission.objects.count() == len(uuids)
    assert len({answer["Location"] for answer in answers}) == len(uuids)


def test_one_obligation_is_answered_by_one_of_many(officer, form):
    now = timezone.now()
    obligation = Obligation.objects.create(form=form, region_id="32.71.01", opens_at=now, due_at=now)
    address = reverse("reporting:fill_obligation", args=[obligation.pk])
    work = [(client, uuid4()) for client in clients(officer, 8)]

    answers = at_once(lambda item: item[0].post(address, {"entry": str(item[1]), "nama": "Rani"}), work)

    assert Submission.objects.count() == Entry.objects.count() == 1
    assert max(answer.status_code for answer in answers) < 500


def test_two_operators_at_once_make_one_decision(officer, form):
    officer_client = clients(officer, 1)[0]
    officer_client.post(reverse("reporting:fill_new", args=[form.key]), {"entry": str(uuid4()), "nama": "Rani"})
    entry = Entry.objects.get()
    deciders = [people.operator(), people.duty_officer(), people.head()]

    def accept(user):
        try:
            decide(entry_id=entry.pk, action="accept", user=user)
        except DeskError as refused:
            return str(refused)
        return ""

    answers = at_once(accept, deciders)

    assert sorted(bool(answer) for answer in answers) == [False, True, True]
    assert Decision.objects.count() == 1
