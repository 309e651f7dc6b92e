"""``{% icon "check" %}``: one drawing of the sprite. Decoration only; the word stands beside it."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """The symbol ``i-<name>`` of ``look/icons.svg``; ``css`` adds classes."""
    return format_html(
        '<svg class="i{}" aria-hidden="true"><use href="{}#i-{}"></use></svg>', f" {css}" if css else "", static("look/icons.svg"), name
    )
