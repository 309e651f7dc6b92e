"""Three destinations that behave on purpose: one takes the rows, one refuses them, one crashes."""

from collections.abc import Generator
from dataclasses import dataclass, field
from uuid import UUID

import pytest

from forms_config import destinations
from forms_config.destinations import TEXT, Attribute, Destination, DestinationRefused, SubmittedEntry

REFUSAL = "Tujuan percobaan menolak. Perbaiki isian, lalu coba lagi."


class Succeeding(Destination):
    """Remembers what it was handed, newest last."""

    key = "demo_succeed"
    label = "Tujuan percobaan yang menerima"
    attributes = (Attribute("text", TEXT, "Teks", required=True),)

    def __init__(self) -> None:
        self.received: list[SubmittedEntry] = []
        self.followed: list[tuple[UUID, str]] = []

    def receive(self, entry: SubmittedEntry) -> None:
        self.received.append(entry)

    def follow(self, entry_uuid: UUID, state: str) -> None:
        self.followed.append((entry_uuid, state))


class Refusing(Succeeding):
    """Understands the rows and does not take them, until ``willing`` is set."""

    key = "demo_refuse"
    label = "Tujuan percobaan yang menolak"

    def __init__(self) -> None:
        super().__init__()
        self.willing = False

    def receive(self, entry: SubmittedEntry) -> None:
        if not self.willing:
            raise DestinationRefused(REFUSAL)
        super().receive(entry)


class Crashing(Succeeding):
    """Breaks with an error of its own, until ``mended`` is set."""

    key = "demo_crash"
    label = "Tujuan percobaan yang rusak"

    def __init__(self) -> None:
        super().__init__()
        self.mended = False

    def receive(self, entry: SubmittedEntry) -> None:
        if not self.mended:
            raise RuntimeError("demo destination crashed")
        super().receive(entry)


@dataclass
class DemoDestinations:
    succeeding: Succeeding = field(default_factory=Succeeding)
    refusing: Refusing = field(default_factory=Refusing)
    crashing: Crashing = field(default_factory=Crashing)

    def __iter__(self) -> Generator[Succeeding]:
        yield from (self.succeeding, self.refusing, self.crashing)


@pytest.fixture
def demo_destinations() -> Generator[DemoDestinations]:
    """The three, registered for one test. A form feeds them through ``feeds: "demo_succeed.text"`` and so on."""
    demo = DemoDestinations()
    for destination in demo:
        destinations.register(destination)
    yield demo
    for destination in demo:
        del destinations._registry[destination.key]
