"""Answers of the ten-point checklist: figures follow the unit's polling stations, most points are under way."""

from datetime import date, timedelta
from random import Random
from typing import Any

from forms_config.constants import Family, ReadinessValue
from forms_config.definition import Definition, Question, top_questions

from .narratives import Answers, Office

CREW = 7  # members of a KPPS
RACES = 2  # governor and mayor vote at the same station
VOTERS_PER_STATION = 530  # about 815,249 voters at 1,530 stations
PER_STATION = {
    "logistics_boxes": RACES,
    "logistics_ballots": RACES * VOTERS_PER_STATION,
    "logistics_booths": 4,
    "crew_filled": CREW,
    "crew_trained": CREW,
    "outreach_notices": VOTERS_PER_STATION,
    "health_screening": CREW,
    "security_linmas": 2,
}
SMALL = {"stations_hazard_mitigated": 12, "oversight_forwarded": 4, "health_hospitals": 3, "neutrality_cases": 2, "neutrality_briefed": 8}
LATE = frozenset({"logistics_stations", "logistics_ballots", "outreach_notices"})  # nothing to count nine days ahead
NOTES = {
    ReadinessValue.PARTLY: "Sisanya sedang diselesaikan bersama penanggung jawab.",
    ReadinessValue.NO: "Belum dimulai; menunggu jadwal penanggung jawab.",
}


def checklist(random: Random, definition: Definition, office: Office, stations: int, checked_on: date) -> Answers:
    """All indicators of the form answered by this office."""
    answers: Answers = {"checked_on": checked_on.isoformat(), "source": "perangkat_daerah", "classification": "terbatas"}
    for question in top_questions(definition):
        if question["type"] == Family.READINESS:
            answers[question["key"]] = _indicator(random, question, stations, office.villages, checked_on)
    return answers


def _indicator(random: Random, question: Question, stations: int, villages: int, checked_on: date) -> dict[str, Any]:
    answer = _counted(random, question["key"], stations, villages) if question["measure"] == "number" else _judged(random)
    value = ReadinessValue(answer["value"])
    if value in NOTES:
        answer["note"] = NOTES[value]
        answer["due"] = (checked_on + timedelta(days=random.randint(3, 8))).isoformat()
    return answer


def _judged(random: Random) -> dict[str, Any]:
    weights = {ReadinessValue.YES: 62, ReadinessValue.PARTLY: 28, ReadinessValue.NO: 8, ReadinessValue.NOT_APPLICABLE: 2}
    return {"value": str(random.choices(list(weights), list(weights.values()))[0])}


def _counted(random: Random, key: str, stations: int, villages: int) -> dict[str, Any]:
    target = SMALL.get(key) or (villages if key == "outreach_villages" else stations * PER_STATION.get(key, 1))
    percent = random.choice((0, 0, 20) if key in LATE else (70, 85, 92, 97, 100, 100))
    done = target * percent // 100
    value = ReadinessValue.YES if done == target else ReadinessValue.PARTLY if done else ReadinessValue.NO
    return {"value": str(value), "done": done, "target": target}
