"""The corrected words in the text itself, where most readers look first; the notice above tells old and new."""

import json
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
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


def marked_paragraphs(editions: Sequence[Edition]) -> dict[str, SafeString]:
    """HTML of the paragraphs of the body that the newest edition corrected, by their words; only those of plain text.

    A paragraph that is mostly new has no words to point at and is left out, as one with links or accents is: the notice tells it.
    """
    newest = editions[-1]
    if newest.event != Event.CORRECTED:
        return {}
    before, now = (_paragraphs(edition) for edition in (editions[-2], newest))
    marked = {}
    for kind, first, last, start, end in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if kind == "replace":
            for old, new in zip(before[first:last], now[start:end], strict=False):
                marked[new] = mark_safe(" ".join(_marked(old.split(), new.split())))
    return {words: html for words, html in marked.items() if "<mark>" in html}


def plain_words(paragraph: Tag) -> str:
    """The words of a paragraph that is nothing but text; empty for any other."""
    inside = paragraph.contents
    return " ".join(str(inside[0]).split()) if len(inside) == 1 and type(inside[0]) is NavigableString else ""


def _paragraphs(edition: Edition) -> list[str]:
    texts = [part["value"] for part in json.loads(edition.content.get("body") or "[]") if part["type"] == "paragraph"]
    found = (plain_words(paragraph) for text in texts for paragraph in BeautifulSoup(text, "html.parser").find_all("p"))
    return [words for words in found if words]


def _marked(before: list[str], now: list[str]) -> Iterator[str]:
    matcher = SequenceMatcher(None, before, now, autojunk=False)
    pointed = matcher.ratio() >= MOST_CHANGED
    for kind, _first, _last, start, end in matcher.get_opcodes():
        words = escape(" ".join(now[start:end]))
        if words:
            yield words if kind == "equal" or not pointed else f"<mark>{words}</mark>"
