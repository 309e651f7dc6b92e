"""Refusals of a whole file, and of one cell."""

from desk.core.errors import DeskError


class FileRefused(DeskError):
    """The file as a whole cannot be taken; nothing of it was kept."""


class NotReady(DeskError):
    """The list cannot be applied as it stands."""


class WrongCell(ValueError):
    """What is wrong in a cell and how to mend it. import-export gathers these by field."""

    def __init__(self, problem: str, way_out: str) -> None:
        super().__init__(f"{problem}\n{way_out}")
