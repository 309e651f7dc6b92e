"""The starter packs on their whole way: published, sent by an officer, accepted by the desk, rows in the capabilities."""

from collections.abc import Mapping
from uuid import uuid4

import pytest

from desk.incidents.models import Incident
from desk.people.scope import scope_of
from desk.readiness.models import ReadinessAnswer
from desk.reporting.services.review import decide
from desk.reporting.services.sending import send_entry
from desk.situation.models import SituationReport
from forms_config.identity import is_concealed
from forms_config.packing import starter_pack
from forms_config.services import import_pack
from tests.factories import people, regions

from .samples import INCIDENT, INCIDENT_ROW, REPORTER, SITUATION, VIOLATION
from .test_readiness import filled


@pytest.fixture
def officer(db, now):
    regions.bogor()
    return people.officer()


def send(officer, name: str, controls: Mapping[str, str], **where):
    form = import_pack(starter_pack(name) | {"report_now": True}, by=people.admin(), publish=True)
    unit = scope_of(officer).units[0]
    raw = {control: [text] for control, text in controls.items() if text}
    return send_entry(uuid=where.pop("uuid", None) or uuid4(), form=form, unit=unit, user=officer, raw=raw, **where).entry


def test_a_situation_report_becomes_a_situation_and_its_incidents(officer):
    second = {control.replace("-0-", "-1-"): text for control, text in INCIDENT_ROW.items()}

    entry = send(officer, "weekly_situation", SITUATION | {"situation": "perlu_perhatian"} | INCIDENT_ROW | second)

    report = SituationReport.objects.get(source_entry=entry.uuid)
    assert (report.situation, report.region_id, report.receipt, report.counts) == ("perlu_perhatian", "32.71.01", entry.number, False)
    assert Incident.objects.filter(source_entry=entry.uuid).count() == 2

    decide(entry_id=entry.pk, action="accept", user=people.operator())

    assert SituationReport.objects.accepted().get() == report
    assert Incident.objects.accepted().count() == 2


def test_a_returned_report_that_is_sent_again_withdraws_what_it_no_longer_tells(officer):
    entry = send(officer, "weekly_situation", SITUATION | {"situation": "perlu_perhatian"} | INCIDENT_ROW)
    decide(entry_id=entry.pk, action="return", user=people.operator(), reason="Situasi sudah kondusif.")

    send(officer, "weekly_situation", SITUATION, uuid=entry.uuid, submission=uuid4())

    assert SituationReport.objects.get().situation == "kondusif"
    assert Incident.objects.get().withdrawn_at is not None


def test_an_incident_report_becomes_an_incident_with_the_reporter_concealed(officer):
    told = VIOLATION | REPORTER | {"source": "warga", "to_bawaslu": "ya", "actor_name": "Nama Rekaan"}

    entry = send(officer, "incident", INCIDENT | told)

    incident = Incident.objects.get(source_entry=entry.uuid)
    assert is_concealed(incident.reporter_name)
    assert (incident.actor_name, incident.formal_complete, incident.material_complete) == ("Nama Rekaan", True, False)
    assert (incident.bawaslu_deadline - incident.known_at).days == 7


def test_a_checklist_becomes_a_row_per_indicator(officer):
    entry = send(officer, "readiness", filled())

    answers = ReadinessAnswer.objects.filter(source_entry=entry.uuid)
    assert answers.count() == 53
    assert answers.get(indicator="logistics_boxes").point_label == "1. Logistik"
