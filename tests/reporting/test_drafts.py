"""Drafts stay as typed; the later device is told; nothing is overwritten silently."""

from uuid import uuid4

import pytest

from desk.people.scope import scope_of
from desk.reporting.errors import EntryNotFound, StaleDraft
from desk.reporting.models import Entry
from desk.reporting.services.drafts import open_entry, save_draft
from tests.factories import forms, people, regions

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(now):
    regions.make_regions()
    people.desk()
    return people.officer()


@pytest.fixture
def draft(officer, now):
    form = forms.publish(forms.question("short_text", "nama"))
    return open_entry(uuid=uuid4(), form=form, unit=scope_of(officer).units[0], user=officer, now=now)


def test_what_was_typed_is_kept_even_when_it_makes_no_sense(draft, officer, now):
    save_draft(entry=draft, raw={"nama": ["  setengah"], "lain": ["?"]}, revision=0, user=officer, now=now)

    assert Entry.objects.get().draft == {"nama": ["  setengah"], "lain": ["?"]}


def test_the_later_device_is_told_and_overwrites_nothing(draft, officer, now):
    save_draft(entry=draft, raw={"nama": ["ponsel"]}, revision=0, user=officer, now=now)

    with pytest.raises(StaleDraft) as stale:
        save_draft(entry=draft, raw={"nama": ["laptop"]}, revision=0, user=officer, now=now)

    assert (stale.value.revision, stale.value.saved_at, stale.value.saved_by) == (1, now, "Agus Pratama")
    assert Entry.objects.get().draft == {"nama": ["ponsel"]}


def test_opening_the_same_report_twice_makes_one_draft(draft, officer, now):
    again = open_entry(uuid=draft.uuid, form=draft.form, unit=scope_of(officer).units[0], user=officer, now=now)

    assert again.pk == draft.pk
    assert Entry.objects.count() == 1


def test_another_units_draft_is_not_found(draft, now):
    stranger = people.officer(regions.region("33.74.01", "Semarang Tengah", "district"))

    with pytest.raises(EntryNotFound):
        open_entry(uuid=draft.uuid, form=draft.form, unit=scope_of(stranger).units[0], user=stranger, now=now)
