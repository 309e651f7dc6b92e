"""The corrected words in the text itself, where most readers look first; the notice above tells old and new."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from ..constants import Event
from ..models import Edition

MOST_CHANGED = 0.5  # of the words; a text that is mostly new has no single words to point at


def marked_lead(editions: Sequence[Edition]) -> SafeString:
    """HTML of the newest lead, oldest edition first; after a correction its new words stand in ``mark``."""
    newest = editions[-1]
    lead = str(newest.content["summary"])
    if newest.event != Event.CORRECTED:
        return escape(lead)
    before, now = str(editions[-2].content["summary"]).split(), lead.split()
    return mark_safe(" ".join(_marked(before, now))) if before != now else escape(lead)


def _marked(before: list[str], now: list[str]) -> Iterator[str]:
    matcher = SequenceMatcher(None, before, now, autojunk=False)
    pointed = matcher.ratio() >= MOST_CHANGED
    for kind, _first, _last, start, end in matcher.get_opcodes():
        words = escape(" ".join(now[start:end]))
        if words:
            yield words if kind == "equal" or not pointed else f"<mark>{words}</mark>"
