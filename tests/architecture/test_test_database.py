"""The test database itself: what migrations wrote is there for every test, whatever the one before committed."""

import pytest
from wagtail.models import Page

from desk.core.models import Purge
from desk.reporting.models import ReviewChain


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_a_test_that_commits_leaves_the_database_as_migrations_left_it(turn, now):
    assert Purge.objects.count() == 0
    assert ReviewChain.objects.filter(key="standard").exists()
    assert Page.objects.filter(depth=1).exists()

    Purge.objects.create(scenario="left behind", started_at=now)
    ReviewChain.objects.all().delete()


@pytest.mark.django_db
def test_an_ordinary_test_sees_what_migrations_wrote():
    assert ReviewChain.objects.filter(key="standard").exists()
