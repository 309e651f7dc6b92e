"""Search over what is public: every word must stand in an item. Withdrawn items and drafts are not in reach of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from wagtail.search.backends import get_search_backend

from ..constants import Kind
from ..models import PublicItem

LONGEST_QUERY = 120  # letters
MOST_WORDS = 8
LONGEST_WORD = 40
PER_PAGE = 10
MOST_PAGES = 50
SNIPPET = 220  # letters around the first hit

SENTENCE_ENDS = tuple(".?!:…”")
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Query:
    """What was asked: the text as typed (bounded), its words, and the kind to look in (None: all)."""

    text: str
    words: tuple[str, ...]
    kind: Kind | None = None
    page: int = 1


@dataclass(frozen=True)
class Hit:
    item: PublicItem
    title: SafeString
    snippet: SafeString


@dataclass(frozen=True)
class Found:
    """``counts``: how many of each kind, whatever kind was asked for. ``pages``: of the kind that was asked for."""

    counts: dict[Kind, int]
    hits: Sequence[Hit]
    count: int
    pages: int

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def query_of(parameters: Any) -> Query:
    """From the address; whatever cannot be meant is left out."""
    text = " ".join(str(parameters.get("q", ""))[:LONGEST_QUERY].split())
    kind, page = str(parameters.get("jenis", "")), str(parameters.get("hal", ""))
    return Query(
        text=text,
        words=tuple(word[:LONGEST_WORD] for word in WORD.findall(text)[:MOST_WORDS]),
        kind=Kind(kind) if kind in Kind.values else None,
        page=min(max(int(page), 1), MOST_PAGES) if page.isdecimal() and len(page) <= len(str(MOST_PAGES)) else 1,
    )


def find(query: Query) -> Found:
    """Two queries; none when no word was asked for."""
    if not query.words:
        return Found({}, [], 0, 0)
    backend = get_search_backend()
    current = PublicItem.objects.filter(withdrawn_at=None)
    told = backend.search(" ".join(query.words), current, operator="and").facet("kind")
    counts = {Kind(kind): count for kind, count in told.items()}
    count = counts.get(query.kind, 0) if query.kind else sum(counts.values())
    if not count:
        return Found(counts, [], 0, 0)
    wanted = current.filter(kind=query.kind) if query.kind else current
    start = (query.page - 1) * PER_PAGE
    items = backend.search(" ".join(query.words), wanted, operator="and")[start : start + PER_PAGE]
    pages = min(-(-count // PER_PAGE), MOST_PAGES)
    return Found(counts, [_hit(item, query.words) for item in items], count, pages)


def _hit(item: PublicItem, words: Sequence[str]) -> Hit:
    mark = _marker(words)
    text = item.summary if mark.search(item.summary) else _running(item)
    return Hit(item, marked(item.title, mark), marked(_around(text or item.summary, mark), mark))


def _running(item: PublicItem) -> str:
    """Its text below the title that stands above the snippet anyway; parts that are no sentences end with a point."""
    lines = [line for line in item.text.splitlines() if line != item.title]
    return " ".join(line if line[-1:] in SENTENCE_ENDS else f"{line}." for line in lines)


def _marker(words: Sequence[str]) -> re.Pattern[str]:
    """Words that begin with one that was asked for: ``pindah`` also marks ``pindahan``."""
    return re.compile(rf"\b(?:{'|'.join(re.escape(word) for word in words)})\w*", re.IGNORECASE)


def _around(text: str, mark: re.Pattern[str]) -> str:
    """The part of the text with the first hit in it, between whole words."""
    line = " ".join(text.split())
    hit = mark.search(line)
    start = max(0, hit.start() - SNIPPET // 3) if hit else 0
    if start:
        start = line.find(" ", start) + 1
    part = line[start : start + SNIPPET]
    if start + SNIPPET < len(line):
        part = f"{part.rsplit(' ', 1)[0]}…"
    return f"…{part}" if start else part


def marked(text: str, mark: re.Pattern[str]) -> SafeString:
    """The text as HTML with the hits in ``mark`` elements."""
    made, last = [], 0
    for hit in mark.finditer(text):
        made += [escape(text[last : hit.start()]), "<mark>", escape(hit[0]), "</mark>"]
        last = hit.end()
    return mark_safe("".join([*made, escape(text[last:])]))
