"""Words of a recap that are too long to write out."""

from collections.abc import Sequence

from django import template

from desk.core import words

register = template.Library()
MOST_NAMED = 12


@register.simple_tag
def some_of(units: Sequence[str]) -> str:
    """``Kecamatan Bogor Barat, Kecamatan Bogor Timur dan 30 unit lain``"""
    named = ", ".join(units[:MOST_NAMED])
    return f"{named} dan {words.number(len(units) - MOST_NAMED)} unit lain" if len(units) > MOST_NAMED else named
