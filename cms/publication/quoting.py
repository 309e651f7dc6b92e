"""Vetted figures that pages quote by reference: ``figure|part|region``. Their latest vetted snapshot is what is shown."""

from typing import Any


def series_choices() -> list[tuple[str, str]]:
    """For the editor: every series that has a vetted snapshot. Its path stands in migrations: never move it."""
    return []


def quotes_results(page: Any) -> bool:
    """Whether the page quotes a figure that is a result of the count."""
    return False
