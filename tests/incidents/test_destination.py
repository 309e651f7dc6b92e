from datetime import UTC, datetime
from decimal import Decimal
from uuid import uuid4

import pytest

from desk.incidents.destinations import IncidentDestination
from desk.incidents.models import Incident
from desk.reporting.gathered_rows import gathered_row
from forms_config.destinations import DestinationRefused
from tests.factories import people, regions
from tests.factories.submitted import SENT_AT, row, submitted, whole

OCCURRED = datetime(2024, 11, 24, 19, 5, tzinfo=UTC)
TOLD = {"kind": "bencana", "title": "Genangan di TPS 014", "occurred_at": OCCURRED, "severity": "sedang"}
destination = IncidentDestination()


@pytest.fixture(autouse=True)
def _bogor(db):
    regions.bogor()


@pytest.mark.parametrize("count", [1, 20])
def test_every_row_becomes_an_incident_in_one_query(django_assert_num_queries, count):
    entry = submitted(*[row(**TOLD) for _number in range(count)])

    with django_assert_num_queries(1):
        destination.receive(entry)

    assert Incident.objects.filter(source_entry=entry.uuid).count() == count


def test_a_correction_updates_by_row_and_withdraws_what_it_no_longer_names(django_assert_num_queries):
    uuid, first, second = uuid4(), uuid4(), uuid4()
    destination.receive(submitted(row(first, **TOLD), row(second, **TOLD), uuid=uuid))
    correction = submitted(row(first, **TOLD | {"severity": "tinggi"}), row(**TOLD | {"title": "Pohon tumbang"}), uuid=uuid, number=2)

    with django_assert_num_queries(2):
        destination.receive(correction)

    assert Incident.objects.count() == 3
    assert Incident.objects.get(source_row=first).severity == "tinggi"
    assert Incident.objects.get(source_row=second).withdrawn_at == correction.sent_at
    assert set(Incident.objects.standing().values_list("title", flat=True)) == {"Genangan di TPS 014", "Pohon tumbang"}


def test_a_withdrawn_row_that_is_named_again_stands_again():
    uuid, told = uuid4(), uuid4()
    destination.receive(submitted(row(told, **TOLD), uuid=uuid))
    destination.receive(submitted(uuid=uuid, number=2))
    assert not Incident.objects.standing().exists()

    destination.receive(submitted(row(told, **TOLD), uuid=uuid, number=3))

    assert Incident.objects.standing().count() == 1


def test_what_a_recap_repeats_from_below_is_not_counted_twice(django_assert_num_queries):
    told, other = uuid4(), uuid4()
    below = submitted(row(told, **TOLD), region="32.71.01")
    destination.receive(below)
    repeated = row(gathered_row(str(below.uuid), str(told)), **TOLD)
    unknown = row(gathered_row(str(uuid4()), str(other)), **TOLD | {"title": "Pohon tumbang"})  # its form below keeps no incidents
    typed = row(**TOLD)  # somebody wrote it in the recap's report: another incident

    recap = submitted(repeated, unknown, typed, region="32.71")

    with django_assert_num_queries(2):
        destination.receive(recap)

    found = list(Incident.objects.order_by("title", "region_id").values_list("title", "region_id"))
    assert found == [("Genangan di TPS 014", "32.71"), ("Genangan di TPS 014", "32.71.01"), ("Pohon tumbang", "32.71")]


def test_what_a_recap_repeats_of_another_region_is_kept():
    told = uuid4()
    elsewhere = submitted(row(told, **TOLD), region="32.71.02")
    destination.receive(elsewhere)

    destination.receive(submitted(row(gathered_row(str(elsewhere.uuid), str(told)), **TOLD), region="32.71.01"))

    assert Incident.objects.count() == 2


def test_a_whole_report_keeps_place_point_evidence_and_cipher_text():
    regions.make_polling_stations("32.71.01.1001", 1)
    evidence = uuid4()

    destination.receive(
        submitted(
            whole(
                **TOLD,
                known_at=SENT_AT,
                polling_station="32.71.01.1001.001",
                point={"lat": Decimal("-6.62"), "lon": Decimal("106.81"), "accuracy": 12},
                evidence=[evidence],
                reporter_name="enc:gAAAA",
            )
        )
    )

    incident = Incident.objects.get()
    assert (incident.polling_station_id, incident.latitude, incident.evidence) == ("32.71.01.1001.001", Decimal("-6.62"), [str(evidence)])
    assert incident.reporter_name == "enc:gAAAA"
    assert incident.status == "baru"


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"title": ""}, "Judul belum diisi"),
        ({"severity": None}, "Tingkat belum diisi"),
        ({"known_at": datetime(2024, 11, 24, 18, 0, tzinfo=UTC)}, "Waktu diketahui lebih awal"),
        ({"decision_body": "bawaslu"}, "bersama dokumennya"),
    ],
)
def test_what_cannot_be_an_incident_is_refused_whole(told, says):
    with pytest.raises(DestinationRefused, match=says):
        destination.receive(submitted(row(**TOLD), row(**TOLD | told)))

    assert not Incident.objects.exists()


def test_a_suspected_violation_is_a_finding_until_a_body_decides_with_a_document():
    destination.receive(submitted(whole(**TOLD | {"kind": "politik_uang"})))
    assert Incident.objects.get().standing_word == "Temuan"

    decided = {"kind": "politik_uang", "decision_body": "bawaslu", "decision_file": [uuid4()]}
    destination.receive(submitted(whole(**TOLD | decided)))

    assert Incident.objects.latest("pk").standing_word == "Diputus oleh Bawaslu"


def test_the_reported_are_named_to_desk_staff_of_the_region_only():
    destination.receive(submitted(whole(**TOLD | {"actor_name": "Nama Rekaan"})))
    incident = Incident.objects.get()

    assert incident.actor_shown_to(people.operator())
    assert not incident.actor_shown_to(people.viewer())
    assert not incident.actor_shown_to(people.operator(regions.semarang()))


def test_incidents_are_visible_to_the_desk_above_and_the_unit_itself_only():
    destination.receive(submitted(whole(**TOLD)))
    semarang = regions.semarang()

    for user, sees in [(people.operator(), 1), (people.officer(), 1), (people.operator(semarang), 0), (people.agency_officer(), 0)]:
        assert Incident.objects.visible_to(user).count() == sees
