"""Django answers a refused token with the template ``403_csrf.html`` and nothing else: there the held form is asked for by a tag."""

from typing import Any

from django import template

from ..views.held import Held, held_from_here

register = template.Library()


@register.simple_tag(takes_context=True)
def held_form(context: dict[str, Any]) -> Held | None:
    """The officer's form whose token was refused; None for anything else."""
    request = context.get("request")
    return held_from_here(request) if request is not None else None
