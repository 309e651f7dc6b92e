"""The persons of the one door."""

import pytest

from desk.people.models import Role
from tests.factories import people, publication


@pytest.fixture
def editor():
    return publication.editor()


@pytest.fixture
def approver():
    return publication.approver()


@pytest.fixture
def second_approver():
    return people.with_role(Role.APPROVER, username="penyetuju.dua", name="Bayu Saputra")
