"""Two people who vet the same figure at the same moment: one decision."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from desk.vetted.errors import AlreadyDecided
from desk.vetted.models import FigureDecision, FigureSnapshot
from desk.vetted.services.figures import refuse_snapshot, take_snapshot, vet_snapshot
from tests.demo_figures import KEY
from tests.factories import people, regions

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_of_two_who_decide_at_once_one_wins_and_the_other_is_told(demo_figures, now):
    regions.make_regions()
    bogor = regions.bogor()
    operator, head, duty_officer = people.operator(bogor), people.head(bogor), people.duty_officer(bogor)
    demo_figures.put("32.71", "4", now=now)
    snapshot = take_snapshot(figure=KEY, region=bogor, by=operator)
    barrier = Barrier(2, timeout=60)

    def decide(work):
        try:
            barrier.wait()
            return work()
        except AlreadyDecided as late:
            return str(late)
        finally:
            connection.close()

    works = [
        lambda: vet_snapshot(snapshot_id=snapshot.pk, by=head),
        lambda: refuse_snapshot(snapshot_id=snapshot.pk, by=duty_officer, reason="Keliru."),
    ]
    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(decide, works))

    assert FigureDecision.objects.count() == 1
    assert sum(isinstance(outcome, str) for outcome in outcomes) == 1


def test_the_same_page_sent_twice_at_once_takes_one_figure(demo_figures, now):
    regions.make_regions()
    bogor = regions.bogor()
    operator, page = people.operator(bogor), uuid4()
    demo_figures.put("32.71", "4", now=now)
    barrier = Barrier(4, timeout=60)

    def take(_number):
        try:
            barrier.wait()
            return take_snapshot(figure=KEY, region=bogor, by=operator, uuid=page).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        taken = set(pool.map(take, range(4)))

    assert taken == {FigureSnapshot.objects.get().pk}
