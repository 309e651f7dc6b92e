"""What public templates ask for: the vetted figure of a series."""

from typing import Any

from django import template
from django.utils import timezone

from desk.vetted.models import FigureSnapshot

from ..quoting import shown_figures

register = template.Library()


@register.simple_tag(takes_context=True)
def figure(context: template.Context, series: str) -> FigureSnapshot | None:
    """The vetted snapshot of a quoted series. A build has read them all before; a preview asks here."""
    known: dict[str, Any] | None = context.get("figures")
    if known is None:
        known = shown_figures([series], timezone.now())
    return known.get(series)
