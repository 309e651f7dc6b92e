"""How questions reach regions, polling stations, agencies and persons without the engine knowing what they are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True)
class Option:
    """One thing a reference question can point to. ``value`` is what the answer stores; ``group`` heads an optgroup."""

    value: str
    label: str
    group: str = ""


class ReferenceSource:
    """One kind of thing. ``key`` equals the question family. Registered by its owner in ``AppConfig.ready``.

    ``unit_code``: region code of the reporting unit. ``within`` "unit" limits to its subtree, "all" to the unit's
    regency or city. ``question`` is the definition of the question, for family settings (``levels`` of a region).
    """

    key: ClassVar[str]

    def options(self, *, unit_code: str, within: str, question: Mapping[str, Any]) -> list[Option]:
        """Everything that may be chosen, in the order to show. One query."""
        raise NotImplementedError

    def labels(self, values: Iterable[str]) -> dict[str, str]:
        """Words for stored values, unknown ones left out. One query."""
        raise NotImplementedError

    def allowed(self, values: Iterable[str], *, unit_code: str, within: str, question: Mapping[str, Any]) -> set[str]:
        """Which of ``values`` exist and may be chosen by this unit. One query."""
        raise NotImplementedError


_registry: dict[str, ReferenceSource] = {}


def register(source: ReferenceSource) -> None:
    """Add a source. A second one with the same key raises ``ValueError``."""
    if source.key in _registry:
        raise ValueError(f"Reference source {source.key!r} is registered twice.")
    _registry[source.key] = source


def source(key: str) -> ReferenceSource:
    return _registry[key]
