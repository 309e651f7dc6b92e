from datetime import date
from uuid import uuid4

import pytest

from desk.readiness.destinations import ReadinessDestination
from desk.readiness.models import ReadinessAnswer
from tests.factories import regions
from tests.factories.submitted import submitted

DEFINITION = {
    "sections": [
        {
            "id": "s0",
            "label": "Keterangan",
            "weight": 0,
            "responsible": "",
            "questions": [{"key": "source", "type": "one_choice", "label": "Sumber"}],
        },
        {
            "id": "s1",
            "label": "1. Logistik",
            "weight": 15,
            "responsible": "KPU",
            "questions": [
                {
                    "key": "boxes",
                    "type": "readiness",
                    "label": "Kotak suara",
                    "measure": "number",
                    "unit": "kotak",
                    "critical": True,
                    "weight": 2,
                    "evidence": "optional",
                    "fresh_days": 7,
                    "responsible": "",
                },
                {
                    "key": "dry",
                    "type": "readiness",
                    "label": "Gudang kering",
                    "measure": "choice",
                    "critical": False,
                    "weight": 1,
                    "evidence": "none",
                    "fresh_days": None,
                    "responsible": "Camat",
                },
            ],
        },
    ]
}
ANSWERS = {
    "source": "kpu",
    "boxes": {"value": "sebagian", "done": 12, "target": 20, "note": "Menyusul", "due": "2024-11-26", "evidence": ["a", "b"]},
    "dry": {"value": "ya"},
}
destination = ReadinessDestination()


@pytest.fixture(autouse=True)
def _bogor(db):
    regions.bogor()


def test_every_indicator_becomes_a_row_in_one_query(django_assert_num_queries):
    entry = submitted(definition=DEFINITION, answers=ANSWERS)

    with django_assert_num_queries(1):
        destination.receive(entry)

    boxes, dry = ReadinessAnswer.objects.order_by("indicator")
    assert (boxes.value, boxes.done, boxes.target, boxes.note, boxes.due) == ("sebagian", 12, 20, "Menyusul", date(2024, 11, 26))
    assert (boxes.point, boxes.point_weight, boxes.weight, boxes.critical, boxes.evidence_count, boxes.fresh_days) == (
        "s1",
        15,
        2,
        True,
        2,
        7,
    )
    assert (boxes.responsible, dry.responsible, dry.evidence_count) == ("KPU", "Camat", 0)


def test_a_correction_updates_and_withdraws_by_indicator():
    uuid = uuid4()
    destination.receive(submitted(definition=DEFINITION, answers=ANSWERS, uuid=uuid))

    destination.receive(submitted(definition=DEFINITION, answers={"dry": {"value": "tidak"}}, uuid=uuid, number=2))

    assert ReadinessAnswer.objects.standing().values_list("indicator", "value").get() == ("dry", "tidak")
    assert ReadinessAnswer.objects.count() == 2


def test_a_checklist_feeds_the_destination_without_a_mapping():
    assert destination.form_kind == "checklist"
    assert not destination.attributes
