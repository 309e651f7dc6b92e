"""The schedules in the database follow what the apps register."""

from datetime import timedelta

import pytest
from django.utils.module_loading import import_string
from django_q.models import Schedule

from desk.core.schedules import AlreadyRegistered, Recurring, register_recurring, write_schedules

pytestmark = pytest.mark.django_db


def test_writing_twice_keeps_one_schedule_each_and_its_next_run(now):
    write_schedules()
    Schedule.objects.update(next_run=now + timedelta(hours=5))

    write_schedules()

    names = list(Schedule.objects.values_list("name", flat=True))
    assert len(names) == len(set(names)) >= 3
    assert set(Schedule.objects.values_list("next_run", flat=True)) == {now + timedelta(hours=5)}


def test_a_schedule_that_nobody_registers_any_more_goes():
    Schedule.objects.create(name="gone", func="desk.gone.run", schedule_type=Schedule.DAILY)

    write_schedules()

    assert not Schedule.objects.filter(name="gone").exists()


def test_every_schedule_can_run_twice():
    write_schedules()

    for path in Schedule.objects.values_list("func", flat=True):
        run = import_string(path)
        run()
        run()


def test_two_pieces_of_work_cannot_share_a_name():
    with pytest.raises(AlreadyRegistered):
        register_recurring(Recurring("clear-sessions", write_schedules, every_minutes=5))
