"""A long form takes as few queries to send as a short one, on every database."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from desk.people.scope import scope_of
from desk.reporting.models import AnswerValue
from desk.reporting.services.sending import send_entry
from tests.factories import forms, people, regions

pytestmark = pytest.mark.django_db


def test_three_hundred_questions_take_as_many_queries_as_three(now):
    regions.make_regions()
    people.desk()
    officer = people.officer()
    unit = scope_of(officer).units[0]
    counts = []
    for many in (3, 3, 300):  # the first warms what a process remembers
        form = forms.publish(*[forms.question("short_text", f"q{number}") for number in range(many)], key=f"form{many}")
        with CaptureQueriesContext(connection) as queries:
            send_entry(uuid=uuid4(), form=form, unit=unit, user=officer, raw={f"q{number}": ["x"] for number in range(many)}, now=now)
        counts.append(len(queries))

    assert counts[1] == counts[2]
    assert AnswerValue.objects.count() == 306
