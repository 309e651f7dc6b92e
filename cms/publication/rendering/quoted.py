"""Vetted figures for the pages that quote them."""

from typing import Any

from ..models import VettedPage
from ..quoting import quoted_series, shown_figures
from .frame import Frame


def figures(page: VettedPage, frame: Frame) -> dict[str, Any]:
    """``figures``: the vetted snapshot to show for each series that the page quotes."""
    return {"figures": shown_figures(quoted_series(page), frame.now)}
