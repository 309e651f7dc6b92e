"""Keys of rows that a recap repeats from the reports below: made of the report's and the row's own, the same each time."""

from uuid import NAMESPACE_URL, UUID, uuid5

VERSION = 5  # of RFC 9562: of a name; rows that people write have random keys (4)


def gathered_row(report: str, row: str) -> UUID:
    """The key under which a recap repeats this row."""
    return uuid5(NAMESPACE_URL, f"{report}/{row}")


def is_gathered(row: UUID | None) -> bool:
    """Whether the row was repeated from a report below."""
    return row is not None and row.version == VERSION
