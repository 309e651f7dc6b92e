"""The canonical form of what is vetted, so that equal content has an equal hash on every database."""

import hashlib
import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID


def plain(value: Decimal | None) -> str | None:
    """Without trailing zeros, which a column of fixed places adds: ``72.5``, ``100``."""
    return None if value is None else f"{value.normalize():f}"


def listed(entries: Iterable[tuple[UUID, int]]) -> list[list[Any]]:
    """Reports with their submission number, in one order."""
    return sorted([str(uuid), number] for uuid, number in entries)


def digest(content: dict[str, Any]) -> str:
    """SHA-256 of the content as compact JSON with sorted keys."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
