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
