"""Who has reported, as a matrix, a list and what waits longest; a cell opens whom to call and what to write."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from desk.people.coverage import coverage_of
from desk.people.doors import requires_door
from desk.people.selectors import desk_for

from ..constants import Tier
from ..selectors.asking import may_ask
from ..selectors.compliance import Figures, among_units, duties_in, names_of, table_of, tally_of
from ..selectors.compliance_choice import AGENCIES, GROUPS, WEEKS, Choice, choice_of, subjects_of, with_state
from ..selectors.compliance_rounds import Round, rounds_of
from ..selectors.duty_states import LOOKS
from ..selectors.longest import absent_longest, undecided_longest
from .access import DeskRequest
from .duty_panel import panel_of

UNITS_SHOWN, DUTIES_SHOWN = 50, 100
ROUNDS_SHOWN, ROUNDS_ON_PAPER = 8, 26
UNITS_ON_PAPER = 400
LONGEST = "terlama"
SHAPES = {"": "Matriks", "daftar": "Daftar", LONGEST: "Paling lama ditunggu"}  # of the page
UNITS = {"": "Semua unit", **{tier.value: tier.label for tier in Tier}, AGENCIES: "Perangkat daerah"}


@never_cache
@require_safe
@requires_door("posko")
def compliance(request: DeskRequest) -> HttpResponse:
    """``/posko/kepatuhan/?wilayah=&formulir=&keadaan=&unit=&cari=&minggu=&sampai=&bentuk=&halaman=&kolom=&sel=``

    ``dari`` and ``dengan`` come from figures (``Choice.part``, ``Choice.among``).
    """
    coverage = coverage_of(request.user, request.GET.get("wilayah", ""))
    if coverage is None:
        raise Http404
    now, shape = timezone.now(), request.GET.get("bentuk", "")
    shape = shape if shape in SHAPES else ""
    subjects = [] if shape == LONGEST else subjects_of(coverage.region, now)
    choice = choice_of(coverage.region, subjects, request.GET.dict())
    if choice is None and request.GET.get("formulir"):
        raise Http404
    context: dict[str, Any] = {
        "coverage": coverage,
        "zone": coverage.region.zone,
        "now": now,
        "place": coverage.region.title,
        "subjects": subjects,
        "choice": choice,
        "shape": shape,
        "shapes": SHAPES,
        "groups": {key: group.label for key, group in GROUPS.items()},
        "tiers": UNITS,
        "weeks": WEEKS,
        "legend": list(LOOKS.values()),
        "may_ask": may_ask(request.user),
    }
    if shape == LONGEST:
        context |= {
            "absent": absent_longest(request.user, coverage.region, now),
            "undecided": undecided_longest(request.user, coverage.region),
        }
    elif choice is not None:
        rounds = rounds_of(choice, request.user, now)
        context |= {"rounds": rounds} | _links(choice)
        context |= (_list if shape else _table)(request, choice, rounds, now)
        context |= panel_of(request, now)
    return render(request, "reporting/posko/compliance.html", context)


def _links(choice: Choice) -> dict[str, Any]:
    return {"query": choice.query, "base": choice.unfiltered.query, "narrowed": choice.unfiltered != choice}


def _table(request: DeskRequest, choice: Choice, rounds: Sequence[Round], now: datetime) -> dict[str, Any]:
    paper = request.GET.get("cetak") == "1"
    choice = replace(choice, round="", group=choice.group or choice.among, among="")
    figures = Figures(choice, request.user, now)
    page = Paginator(figures.units, UNITS_ON_PAPER if paper else UNITS_SHOWN).get_page(request.GET.get("halaman"))
    columns = Paginator(rounds, ROUNDS_ON_PAPER if paper else ROUNDS_SHOWN).get_page(request.GET.get("kolom"))
    table = table_of(figures, list(page.object_list), list(columns.object_list), request.user, now)
    return {
        "rows": table.rows,
        "page": page,
        "columns": columns,
        "paper": paper,
        "desk": desk_for(choice.region.code) if paper else None,  # named on paper
        "total": figures.total,
        "behind": choice.behind_figures.query,
        "place_query": choice.query + _place(page.number, columns.number, paper),
        "tiers_below": table.tiers,
        **_newest(choice, rounds, request, now),
    }


def _place(units: int, rounds: int, paper: bool) -> str:
    """Which part of the table is shown, for addresses that lead back to it."""
    shown = {"halaman": units if units > 1 else "", "kolom": rounds if rounds > 1 else "", "cetak": "1" if paper else ""}
    return "".join(f"&{name}={value}" for name, value in shown.items() if value)


def _newest(choice: Choice, rounds: Sequence[Round], request: DeskRequest, now: datetime) -> dict[str, Any]:
    if not rounds:
        return {}
    return {"newest": rounds[0], "counts": tally_of(choice, rounds[0], request.user, now)}


def _list(request: DeskRequest, choice: Choice, rounds: Sequence[Round], now: datetime) -> dict[str, Any]:
    """Every duty of the choice as a row: what a figure of the matrix counts."""
    owed = with_state(choice.owed(request.user, now), now)
    if choice.group:
        owed = owed.filter(GROUPS[choice.group].holds)
    if choice.among:
        owed = owed.filter(among_units(Figures(replace(choice, group=choice.among, among=""), request.user, now).units))
    if choice.round:
        named = [one.duties for one in rounds if choice.round in (one.key, one.period)]
        if not named:
            raise Http404
        owed = owed.filter(reduce(or_, named))
    page = Paginator(owed.order_by("-due_at", "region_id", "agency_id", "pk"), DUTIES_SHOWN).get_page(request.GET.get("halaman"))
    shown = [(duty.pk, (str(duty.region_id), duty.agency_id)) for duty in page.object_list]
    _regions, names = names_of([unit for _pk, unit in shown])
    duties = {duty.pk: duty for duty in duties_in(owed.filter(pk__in=[pk for pk, _unit in shown]), names, rounds, now)}
    return {"page": page, "duties": [duties[pk] for pk, _unit in shown if pk in duties]}
