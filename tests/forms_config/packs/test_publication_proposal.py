import pytest

from desk.vetted.models import Proposal

from .samples import PHOTO, PROPOSAL, answer
from .test_sending import officer, send  # noqa: F401 - fixture

NAME = "publication_proposal"
CLARIFICATION = {"kind": "clarification", "claim": "TPS tutup pukul 10.00.", "sources": "KPU Kota Bogor"}
AGENDA = {
    "kind": "agenda",
    "event_date": "2024-11-26",
    "event_time": "09:00",
    "place": "Aula Kecamatan",
    "audience": "Pemilih pemula",
}


@pytest.mark.parametrize("changes", [{}, CLARIFICATION, AGENDA, {"kind": "education", "audience": "Warga RW 03"}, {"kind": "release"}])
def test_each_kind_is_complete_with_what_it_needs(changes):
    assert answer(NAME, PROPOSAL, changes).errors == {}


@pytest.mark.parametrize(
    ("changes", "control"),
    [
        ({"title": "x" * 91}, "title"),
        ({"text": "Terlalu pendek."}, "text"),
        ({"contact_phone": ""}, "contact_phone"),
        ({**CLARIFICATION, "claim": ""}, "claim"),
        ({**CLARIFICATION, "sources": ""}, "sources"),
        ({**AGENDA, "event_date": ""}, "event_date"),
        ({**AGENDA, "place": ""}, "place"),
        ({"kind": "document"}, "info_class"),
        ({"kind": "document", "info_class": "berkala"}, "documents"),
    ],
)
def test_what_is_missing_is_refused_at_its_question(changes, control):
    assert control in answer(NAME, PROPOSAL, changes).errors


def test_a_photo_needs_its_caption_and_its_credit():
    reading = answer(NAME, PROPOSAL, {"photos-kept": PHOTO}, files_key="photos")

    assert set(reading.errors) == {"photo_caption", "photo_credit"}


def test_a_sent_proposal_waits_at_the_editors(officer):  # noqa: F811
    entry = send(officer, NAME, PROPOSAL | CLARIFICATION)

    proposal = Proposal.objects.get(source_entry=entry.uuid)
    assert (proposal.kind, proposal.title, proposal.state) == ("clarification", PROPOSAL["title"], "received")
    assert proposal.details["claim"] == "TPS tutup pukul 10.00."
