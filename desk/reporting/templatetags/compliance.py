"""The rows of the compliance matrix: hundreds of cells, so written in Python and not by the template's loops."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from desk.core import words
from desk.regions.models import Region
from forms_config.templatetags.look import symbol

from ..selectors.asking import unit_code
from ..selectors.compliance import Duty, Group, Round, Tally, UnitRow
from ..selectors.duty_states import LOOKS

register = template.Library()
NOT_ASKED = SafeString('<td><span>-<span class="vh"> tidak diminta</span></span></td>')
ALSO_NIL = SafeString('<small class="also">nihil</small>')


@register.simple_tag(takes_context=True)
def matrix_rows(context: dict[str, Any], rows: Sequence[UnitRow], columns: Sequence[Round], address: str, behind: str) -> SafeString:
    """``<tr>`` of every unit, the tiers that begin with it before it. ``address``: query of a cell, ready for ``&sel=``; ``behind``: that
    of the list of duties behind a figure."""
    drawings = {key: symbol(look.icon, sprite=context.get("sprite", "")) for key, look in LOOKS.items()}
    periods = {round_: words_of(round_, context["coverage"].region) for round_ in columns}
    chosen = getattr(context.get("duty"), "pk", None)
    lines: list[SafeString] = []
    for row in rows:
        lines += [_group(group, len(periods), address, behind) for group in row.groups]
        cells = format_html_join("", "{}", ((cell,) for cell in _cells(row, drawings, periods, address, chosen)))
        figures = _shares(row.tally, f"{behind}&dari={unit_code(row.unit)}")
        lines.append(format_html('<tr><th scope="row">{}</th>{}{}</tr>\n', row.unit.name, cells, figures))
    return format_html_join("", "{}", ((line,) for line in lines))


def words_of(round_: Round, region: Region) -> str:
    """``18-24 November 2024`` with the en dash, or ``batas 25 Nov, 10.00`` of a round without a period."""
    if round_.period_start and round_.period_end:
        return f"{words.period(round_.period_start, round_.period_end)} {round_.at_hour}".strip()
    return f"batas {words.when(round_.due_at, region.zone)}"


def _cells(
    row: UnitRow, drawings: dict[str, SafeString], periods: dict[Round, str], address: str, chosen: int | None
) -> Iterator[SafeString]:
    for duty, period in zip(row.cells, periods.values(), strict=True):
        yield NOT_ASKED if duty is None else _cell(duty, drawings[duty.state], period, address, duty.pk == chosen)


def _cell(duty: Duty, drawing: SafeString, period: str, address: str, chosen: bool) -> SafeString:
    look = duty.look
    return format_html(
        '<td data-tone="{}"><a href="?{}&amp;sel={}#rincian"{} aria-label="{}, {}: {}{}">{}<span class="word">{}</span>'
        '<b class="letter" aria-hidden="true">{}</b>{}</a></td>',
        look.tone,
        address,
        duty.pk,
        SafeString(' aria-current="true"') if chosen else "",
        duty.unit.name,
        period,
        look.full,
        ", nihil" if duty.also_nil else "",
        drawing,
        look.word,
        f"{look.letter}n" if duty.also_nil else look.letter,
        ALSO_NIL if duty.also_nil else "",
    )


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
