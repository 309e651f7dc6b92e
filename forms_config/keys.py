"""Keys of questions: their shape, the reserved ones, and proposals made from labels."""

import re
import unicodedata
from collections.abc import Collection

LONGEST_KEY = 60  # characters; docs/form-definition.md
KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")
CHOICE_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}")
CELL_KEY = re.compile(r"[a-z0-9][a-z0-9_]{0,59}")  # rows and columns of tables: no hyphen, it separates the parts of a control's name
RESERVED = frozenset({"entry", "submission", "revision", "action", "csrfmiddlewaretoken", "version"})  # control names of the sending form


def is_key(text: str) -> bool:
    return KEY.fullmatch(text) is not None


def propose_key(label: str, taken: Collection[str] = ()) -> str:
    """A free key made from a label: 'Jumlah TPS terdampak' becomes ``jumlah_tps_terdampak``."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    if not stem or not stem[0].isalpha():
        stem = f"isian_{stem}".rstrip("_")
    stem = stem[:50].rstrip("_")
    unusable = RESERVED.union(taken)
    if stem not in unusable:
        return stem
    return next(key for key in (f"{stem}_{number}" for number in range(2, len(unusable) + 3)) if key not in unusable)
