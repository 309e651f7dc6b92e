"""Two people who vet the same figure at the same moment: one decision."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from desk.vetted.errors import AlreadyDecided
from desk.vetted.models import FigureDecision
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
