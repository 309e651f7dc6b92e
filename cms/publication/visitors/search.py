"""``/cari/``: search in what is public. A plain form and plain links; no script, no cookie."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from ..constants import Kind
from .finding import LONGEST_QUERY, Found, Query, find, query_of
from .pages import answer


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    query = query_of(request.GET)
    found = find(query)
    context = {"query": query, "found": found, "longest": LONGEST_QUERY, "filters": _filters(query, found), **_turns(query, found)}
    return answer(reverse("publication:search"), "search.html", "Cari", context)


def _filters(query: Query, found: Found) -> list[dict[str, Any]]:
    """A link for all and for each kind with hits."""
    kinds: list[Kind | None] = [None, *(kind for kind in Kind if found.counts.get(kind) and kind != Kind.HOME)]
    return [
        {
            "label": str(kind.label) if kind else "Semua",
            "count": found.counts[kind] if kind else found.total,
            "address": _address(replace(query, kind=kind, page=1)),
            "chosen": kind == query.kind,
        }
        for kind in kinds
    ]


def _turns(query: Query, found: Found) -> dict[str, str]:
    return {
        "before": _address(replace(query, page=query.page - 1)) if 1 < query.page <= found.pages else "",
        "after": _address(replace(query, page=query.page + 1)) if query.page < found.pages else "",
    }


def _address(query: Query) -> str:
    told = {"q": query.text, "jenis": query.kind.value if query.kind else "", "hal": query.page if query.page > 1 else ""}
    return f"{reverse('publication:search')}?{urlencode({name: value for name, value in told.items() if value})}"
