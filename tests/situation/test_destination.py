from datetime import date
from uuid import uuid4

import pytest

from desk.situation.destinations import SituationDestination
from desk.situation.models import SituationReport
from forms_config.destinations import DestinationRefused
from tests.factories import regions
from tests.factories.submitted import submitted, whole

TOLD = {"general_condition": "Tahapan berjalan lancar di semua kelurahan.", "situation": "kondusif", "period_end": date(2024, 11, 24)}
destination = SituationDestination()


@pytest.fixture(autouse=True)
def _bogor(db):
    regions.bogor()


def test_a_report_becomes_one_row_in_one_query(django_assert_num_queries):
    entry = submitted(whole(**TOLD))

    with django_assert_num_queries(1):
        destination.receive(entry)

    report = SituationReport.objects.get()
    assert (report.source_entry, report.region_id, report.entry_state) == (entry.uuid, "32.71.01", "sent")
    assert (report.situation, report.period_end, report.look) == ("kondusif", date(2024, 11, 24), "conducive")


def test_a_correction_updates_the_same_row():
    uuid = uuid4()
    destination.receive(submitted(whole(**TOLD), uuid=uuid))

    destination.receive(submitted(whole(**TOLD | {"situation": "terganggu"}), uuid=uuid, number=2))

    assert SituationReport.objects.get().situation == "terganggu"


def test_receiving_the_same_submission_again_changes_nothing():
    entry = submitted(whole(**TOLD))
    destination.receive(entry)
    before = SituationReport.objects.values().get()

    destination.receive(entry)

    assert SituationReport.objects.values().get() == before


def test_a_nil_report_needs_no_situation():
    destination.receive(submitted(whole(general_condition="Tidak ada hal yang perlu dilaporkan.", nil=True)))

    report = SituationReport.objects.get()
    assert (report.nil, report.situation, report.word, report.look) == (True, "", "Nihil", "nil")


@pytest.mark.parametrize(("missing", "says"), [("situation", "Situasi wilayah"), ("general_condition", "Kondisi umum")])
def test_a_report_without_its_essentials_is_refused_with_the_question_named(missing, says):
    told = {name: value for name, value in TOLD.items() if name != missing}

    with pytest.raises(DestinationRefused, match=says):
        destination.receive(submitted(whole(**told)))

    assert not SituationReport.objects.exists()


def test_rows_follow_the_state_of_their_entry_and_count_once_accepted(django_assert_num_queries):
    entry = submitted(whole(**TOLD))
    destination.receive(entry)
    assert not SituationReport.objects.accepted().exists()

    with django_assert_num_queries(1):
        destination.follow(entry.uuid, "accepted")

    assert SituationReport.objects.accepted().get().counts
