"""Many people at one recap at the same moment: begun once, written by one, checked by one, released once."""

import pytest

from desk.core.errors import DeskError
from desk.people.models import Desk, Role
from desk.reporting.constants import RecapAct
from desk.reporting.models import Recap, RecapDecision, RecapEdit, RecapRelease
from desk.reporting.selectors.recap import content_of, fingerprint
from desk.reporting.services.recap import edit_recap
from desk.reporting.services.recap_steps import take_step
from tests.factories import people, recaps, regions
from tests.reporting.test_concurrency import at_once
from tests.reporting.test_recap import FULL, SOUTH

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(clock):
    regions.make_regions()
    home = recaps.owed(desk=people.desk())
    recaps.report(SOUTH, FULL, accepted_by=people.operator())
    return Desk.objects.select_related("region").get(pk=home.pk)


def staff(role, desk, count):
    return [people.with_role(role, desk=desk, username=f"{role}{number}") for number in range(count)]


def refused(work):
    """Whether the work was refused in words."""
    try:
        work()
    except DeskError:
        return True
    return False


def test_many_begin_one_recap(desk):
    begun = at_once(lambda user: recaps.begun(desk, user).pk, staff(Role.OPERATOR, desk, 8))

    assert set(begun) == {Recap.objects.get().pk}


def test_of_many_who_write_a_part_one_is_kept_and_the_others_are_told(desk):
    recap = recaps.begun(desk, people.operator())

    def write(user):
        return refused(lambda: edit_recap(recap_id=recap.pk, part="text:dasar", value=str(user.pk), user=user))

    assert sorted(at_once(write, staff(Role.OPERATOR, desk, 8))) == [False, *[True] * 7]
    assert RecapEdit.objects.count() == 1


def test_of_many_heads_one_releases(desk):
    recap = recaps.begun(desk, people.operator())
    for act, user in zip((RecapAct.CHECK, RecapAct.ACCEPT), staff(Role.DUTY_OFFICER, desk, 2), strict=True):
        recaps.taken(recap, act, user)
    seen = fingerprint(content_of(recap))

    def release(user):
        return refused(lambda: take_step(recap_id=recap.pk, act=RecapAct.RELEASE, user=user, seen=seen))

    assert sorted(at_once(release, staff(Role.HEAD, desk, 6))) == [False, *[True] * 5]
    assert RecapRelease.objects.count() == 1 and RecapDecision.objects.filter(act=RecapAct.RELEASE).count() == 1
