"""``{% icon "check" %}``: one drawing of the sprite. Decoration only; the word stands beside it."""

from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def icon(context: dict[str, Any], name: str, css: str = "") -> SafeString:
    """The drawing in the page's own sprite: public pages name theirs in ``sprite``, all others have ``look/icons.svg``."""
    return symbol(name, css, sprite=context.get("sprite", ""))


def symbol(name: str, css: str = "", sprite: str = "") -> SafeString:
    """The symbol ``i-<name>`` of ``sprite`` (an address; by default ``look/icons.svg``); ``css`` adds classes."""
    return format_html(
        '<svg class="i{}" aria-hidden="true"><use href="{}#i-{}"></use></svg>',
        f" {css}" if css else "",
        sprite or static("look/icons.svg"),
        name,
    )


@register.simple_tag
def meter(part: int, whole: int, tone: str = "", label: str = "") -> SafeString:
    """A bar filled to ``part`` of ``whole``. Decoration beside a written figure, unless ``label`` names it for everybody."""
    percentage = min(100 * part // whole, 100) if whole else 0
    told = (
        format_html(' role="progressbar" aria-label="{}" aria-valuemin="0" aria-valuemax="{}" aria-valuenow="{}"', label, whole, part)
        if label
        else SafeString(' aria-hidden="true"')
    )
    coloured = format_html(' data-tone="{}"', tone) if tone else ""
    return format_html(
        '<div class="meter"{}{}><svg width="{}%" height="100%" aria-hidden="true"></svg></div>', coloured, told, str(percentage)
    )
