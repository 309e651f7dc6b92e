"""The rows of the compliance matrix: hundreds of cells, so written in Python and not by the template's loops."""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

from django import template
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from desk.core import words
from desk.regions.models import Region
from forms_config.templatetags.look import symbol

from ..selectors.asking import unit_code
from ..selectors.compliance import Group, Tally, UnitRow
from ..selectors.compliance_rounds import Round
from ..selectors.duty_states import LOOKS

register = template.Library()
NOT_ASKED = SafeString('<td><span>-<span class="vh"> tidak diminta</span></span></td>')
ALSO_NIL = SafeString('<small class="also">nihil</small>')


@register.simple_tag(takes_context=True)
def matrix_rows(context: dict[str, Any], rows: Sequence[UnitRow], columns: Sequence[Round], address: str, behind: str) -> SafeString:
    """``<tr>`` of every unit, the tiers that begin with it before it. ``address``: query of a cell, ready for ``&sel=``; ``behind``: that
    of the list of duties behind a figure."""
    looks = _looks_of_cells(address, context.get("sprite", ""))
    periods = {round_: escape(words_of(round_, context["coverage"].region)) for round_ in columns}
    chosen = getattr(context.get("duty"), "pk", None)
    lines: list[str] = []
    for row in rows:
        lines += [_group(group, len(periods), address, behind) for group in row.groups]
        cells = SafeString("".join(_cells(row, looks, periods, chosen)))
        figures = _shares(row.tally, f"{behind}&dari={unit_code(row.unit)}")
        lines.append(format_html('<tr><th scope="row">{}</th>{}{}</tr>\n', row.unit.name, cells, figures))
    return SafeString("".join(lines))


def words_of(round_: Round, region: Region) -> str:
    """``18-24 November 2024`` with the en dash, or ``batas 25 Nov, 10.00`` of a round without a period."""
    if round_.period_start and round_.period_end:
        return f"{words.period(round_.period_start, round_.period_end)} {round_.at_hour}".strip()
    return f"batas {words.when(round_.due_at, region.zone)}"


def _looks_of_cells(address: str, sprite: str) -> dict[tuple[str, bool], tuple[str, str]]:
    """What stands before the number of the duty and after its period in a cell, by state and ``also_nil``."""
    looks: dict[tuple[str, bool], tuple[str, str]] = {}
    for (state, look), nil in product(LOOKS.items(), (False, True)):
        before = format_html('<td data-tone="{}"><a href="?{}&amp;sel=', look.tone, address)
        after = format_html(
            ': {}{}">{}<span class="word">{}</span><b class="letter" aria-hidden="true">{}</b>{}</a></td>',
            look.full,
            ", nihil" if nil else "",
            symbol(look.icon, sprite=sprite),
            look.word,
            f"{look.letter}n" if nil else look.letter,
            ALSO_NIL if nil else "",
        )
        looks[state, nil] = before, after
    return looks


def _cells(
    row: UnitRow, looks: dict[tuple[str, bool], tuple[str, str]], periods: dict[Round, SafeString], chosen: int | None
) -> Iterator[str]:
    unit = escape(row.unit.name)
    for duty, period in zip(row.cells, periods.values(), strict=True):
        if duty is None:
            yield NOT_ASKED
        else:
            before, after = looks[duty.state, duty.also_nil]
            current = ' aria-current="true"' if duty.pk == chosen else ""
            yield f'{before}{duty.pk}#rincian"{current} aria-label="{unit}, {period}{after}'


def _group(group: Group, columns: int, address: str, behind: str) -> SafeString:
    code = group.region.code
    return format_html(
        '<tr class="group"><th scope="row"><a href="?{}&amp;wilayah={}">{}</a> <small>{} unit</small></th><td colspan="{}"></td>{}</tr>\n',
        address,
        code,
        group.region.title,
        group.units,
        columns,
        _shares(group.tally, f"{behind}&dari={code}*"),
    )


@register.simple_tag
def shares(tally: Tally, behind: str) -> SafeString:
    """The cells of completeness and timeliness of all units."""
    return _shares(tally, behind)


def _shares(tally: Tally, behind: str) -> SafeString:
    """Completeness and timeliness with what they are a share of; each leads to the duties that it counts."""
    address = f"?{behind}&bentuk=daftar&keadaan=dihitung"
    told = ((words.percent(part, tally.counted), part, tally.counted, address) for part in (tally.reported, tally.timely))
    return format_html_join("", '<td class="num"><a href="{3}" title="{1} dari {2}">{0}</a></td>', told)
