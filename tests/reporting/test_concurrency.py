"""Many senders at once: as many rows as UUIDs, one acceptance, one draft, one answer to an obligation, which is then not cancelled."""

import os
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from desk.people.scope import scope_of
from desk.reporting.errors import DeskError, FormClosed
from desk.reporting.models import Decision, Entry, Obligation, ReportRequest, Submission
from desk.reporting.services.drafts import open_entry
from desk.reporting.services.duty import cancel_request
from desk.reporting.services.review import decide
from desk.reporting.services.sending import send_entry
from tests.factories import duties, forms, people, regions

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


@contextmanager
def beside(work):
    """``work()`` in a thread with a connection of its own; gives its future once it is done or stands at a lock of ours."""
    backend: Future[int] = Future()

    def one():
        connection.ensure_connection()
        backend.set_result(connection.connection.info.backend_pid)
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(one)
        while not future.done() and not _stands(backend.result(timeout=60)):
            os.sched_yield()
        yield future


def _stands(backend):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid() = ANY(pg_blocking_pids(%s))", [backend])
        return cursor.fetchone()[0]


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
    obligation = duties.owe(form, "32.71.01", opens_at=now, due_at=now)
    address = reverse("reporting:fill_obligation", args=[obligation.pk])
    work = [(client, uuid4()) for client in clients(officer, 8)]

    answers = at_once(lambda item: item[0].post(address, {"entry": str(item[1]), "nama": "Rani"}), work)

    assert Submission.objects.count() == Entry.objects.count() == 1
    assert max(answer.status_code for answer in answers) < 500


@pytest.fixture
def asked(officer, form):
    """A request with one duty, and ``send(uuid)``: what the officer does who opened it before."""
    operator, now = people.operator(), timezone.now()
    request = ReportRequest.objects.create(form=form, region_id="32.71", due_at=now, asked_at=now, asked_by=operator)
    duty = duties.owe(form, "32.71.01", request=request, opens_at=now, due_at=now)
    answer = {"form": form, "unit": scope_of(officer).units[0], "user": officer, "raw": {"nama": ["Rani"]}, "obligation": duty}
    return lambda: cancel_request(request=request, user=operator), lambda uuid: send_entry(uuid=uuid, **answer), duty


@pytest.mark.parametrize("begun", [False, True])
def test_a_duty_that_is_being_answered_is_not_cancelled(officer, form, asked, begun):
    cancel, send, duty = asked
    uuid = uuid4()
    if begun:
        open_entry(uuid=uuid, form=form, unit=scope_of(officer).units[0], user=officer, obligation=duty)

    with ExitStack() as cancelling, transaction.atomic():
        send(uuid)
        cancelled = cancelling.enter_context(beside(cancel))

    assert cancelled.result() == 0
    assert Obligation.objects.get().cancelled_at is None


@pytest.mark.parametrize("begun", [False, True])
def test_a_duty_cancelled_at_this_moment_is_not_answered(officer, form, asked, begun):
    cancel, send, duty = asked
    uuid = uuid4()
    if begun:
        open_entry(uuid=uuid, form=form, unit=scope_of(officer).units[0], user=officer, obligation=duty)

    with ExitStack() as sending, transaction.atomic():
        cancel()
        sent = sending.enter_context(beside(lambda: send(uuid)))

    with pytest.raises(FormClosed, match="dibatalkan"):
        sent.result()
    assert not Submission.objects.exists()


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
