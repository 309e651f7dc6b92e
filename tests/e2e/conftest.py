"""An officer with a duty and phones of their own, for the browser tests of the officers' door."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.browser import PHONE
from tests.e2e.lapor import weekly
from tests.factories import duties, people, regions


@pytest.fixture
def officer(db):
    regions.make_regions()
    people.desk()
    return people.officer()


@pytest.fixture
def duty(officer):
    now = timezone.now()
    return duties.owe(weekly(), "32.71.01", opens_at=now, due_at=now + timedelta(hours=2))


@pytest.fixture
def phone_of(open_page, sign_in, officer):
    """``phone_of()``: a page of the officer, each on a device of its own."""

    def give(viewport=PHONE, **options):
        return sign_in(open_page(viewport, **options), officer)

    return give
