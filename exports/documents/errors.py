"""Refusals of a document. Nothing was written."""

from desk.core.errors import DeskError


class DocumentRefused(DeskError):
    """The document cannot be written as it stands; the message names the part and the way out."""
