"""Where answers become rows of a capability. The engine knows destinations only through this registry.

A capability registers its destinations in ``AppConfig.ready``. Which question feeds which attribute is chosen by the
admin (``feeds``) and checked for type when a form is published. Each destination must be idempotent: it is called again
for every corrected submission and every retry, and keys its rows by (entry, row).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from .constants import Family


class DestinationRefused(Exception):
    """The destination understands the rows and does not take them; ``str(error)`` says why, in Indonesian."""


@dataclass(frozen=True)
class AttributeType:
    """A kind of value that destinations take, and the question families that give it.

    Python values handed over: text str, whole int, decimal Decimal, yes_no bool, choice str, choices list[str],
    date date, time time, moment aware datetime, reference str (region and polling station: code) or int (agency, person),
    point {"lat": Decimal, "lon": Decimal, "accuracy": int | None}, files list[UUID], readiness dict as in the answer.
    """

    key: str
    families: frozenset[str]


TEXT = AttributeType("text", frozenset({Family.SHORT_TEXT, Family.LONG_TEXT, Family.ONE_CHOICE}))
WHOLE = AttributeType("whole", frozenset({Family.WHOLE_NUMBER, Family.SCALE}))
NUMBER = AttributeType("number", frozenset({Family.WHOLE_NUMBER, Family.DECIMAL, Family.SCALE, Family.COMPUTED}))
YES_NO = AttributeType("yes_no", frozenset({Family.YES_NO, Family.COMPUTED}))
CHOICE = AttributeType("choice", frozenset({Family.ONE_CHOICE}))
CHOICES = AttributeType("choices", frozenset({Family.MANY_CHOICES}))
DATE = AttributeType("date", frozenset({Family.DATE, Family.COMPUTED}))
TIME = AttributeType("time", frozenset({Family.TIME}))
MOMENT = AttributeType("moment", frozenset({Family.DATETIME, Family.COMPUTED}))
REGION = AttributeType("region", frozenset({Family.REGION}))
POLLING_STATION = AttributeType("polling_station", frozenset({Family.POLLING_STATION}))
AGENCY = AttributeType("agency", frozenset({Family.AGENCY}))
PERSON = AttributeType("person", frozenset({Family.PERSON}))
POINT = AttributeType("point", frozenset({Family.GPS}))
FILES = AttributeType("files", frozenset({Family.PHOTOS, Family.FILES}))


@dataclass(frozen=True)
class Attribute:
    """One attribute of a destination. ``choices``: keys that a CHOICE(S) question may offer (empty: any).

    ``identity``: only questions of privacy class ``identitas`` may feed it, and it receives the cipher text
    (``forms_config.identity``), never the plain one; an identity question may feed nothing else.
    """

    name: str
    type: AttributeType
    label: Any = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    identity: bool = False


@dataclass(frozen=True)
class SubmittedRow:
    """What one row of the capability is told: ``row`` is None for the entry as a whole, else the repeat's row id."""

    row: UUID | None
    mapped: Mapping[str, Any]


@dataclass(frozen=True)
class SubmittedEntry:
    """A frozen submission on its way to one destination. Times are aware UTC."""

    uuid: UUID
    number: int  # of the submission, from 1
    receipt: str  # BGR-26-000123
    state: str  # of the entry: sent, accepted, ...
    form_key: str
    version_number: int
    definition: Mapping[str, Any]
    answers: Mapping[str, Any]  # canonical; identity answers as cipher text
    region_code: str
    agency_id: int | None
    period: tuple[Any, Any]  # (date | None, date | None) of the obligation
    sent_at: datetime
    sent_by_id: int
    simulation: bool
    rows: tuple[SubmittedRow, ...] = field(default=())


class Destination:
    """Base of all destinations: translation only, the rule lives in the capability's service."""

    key: ClassVar[str]  # stored: never rename
    label: ClassVar[Any]
    attributes: ClassVar[tuple[Attribute, ...]] = ()
    form_kind: ClassVar[str] = ""  # every published form of this kind feeds it, without a mapping

    def receive(self, entry: SubmittedEntry) -> None:
        """Write or update the rows of this entry; rows of it that are not named any more become withdrawn.

        Runs inside the transaction of the sending. Raise ``DestinationRefused`` to say why not; any other error is
        recorded as a crash. Either way the submission stays saved and can be handed over again.
        """
        raise NotImplementedError

    def follow(self, entry_uuid: UUID, state: str) -> None:
        """The entry's state changed by review: rows of it carry the new one."""

    @classmethod
    def attribute(cls, name: str) -> Attribute | None:
        return next((attribute for attribute in cls.attributes if attribute.name == name), None)


_registry: dict[str, Destination] = {}


def register(destination: Destination) -> None:
    """Add a destination. A second one with the same key is a programming error and raises ``ValueError``."""
    if destination.key in _registry:
        raise ValueError(f"Destination {destination.key!r} is registered twice.")
    _registry[destination.key] = destination


def find(key: str) -> Destination | None:
    return _registry.get(key)


def registered() -> tuple[Destination, ...]:
    return tuple(_registry.values())
