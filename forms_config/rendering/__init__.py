"""A published definition and what was typed into it, as plain view objects for templates. No HTML decisions elsewhere."""

from .pieces import Finding, Group, Item, KeptFile, Row, Section, Sheet
from .sheet import sheet
from .told import Told, ToldRow, ToldSection, labels_of, reference_labels, reference_values, told

__all__ = [
    "Finding",
    "Group",
    "Item",
    "KeptFile",
    "Row",
    "Section",
    "Sheet",
    "Told",
    "ToldRow",
    "ToldSection",
    "labels_of",
    "reference_labels",
    "reference_values",
    "sheet",
    "told",
]
