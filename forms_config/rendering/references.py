"""The options of reference questions as HTML, made once per question and sheet: a city has 1,530 polling stations."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe

from .. import references
from ..prefills import FillContext


class OptionsOf:
    """``OptionsOf(context)(question, chosen)``: the ``<option>`` elements with the chosen one marked."""

    def __init__(self, context: FillContext) -> None:
        self.context = context
        self._made: dict[str, str] = {}

    def __call__(self, question: Mapping[str, Any], chosen: str) -> SafeString:
        if question["key"] not in self._made:
            self._made[question["key"]] = self._options(question)
        html = self._made[question["key"]]
        if not chosen:
            return mark_safe(html)
        marked = html.replace(f'value="{escape(chosen)}"', f'value="{escape(chosen)}" selected', 1)
        if marked == html:
            marked = format_html('<option value="{}" selected>{} (tidak dapat dipilih lagi)</option>', chosen, chosen) + html
        return mark_safe(marked)

    def _options(self, question: Mapping[str, Any]) -> str:
        options = references.source(question["type"]).options(
            unit_code=self.context.unit_code, within=question.get("within") or "unit", question=question
        )
        html = []
        for group, members in groupby(options, key=lambda option: option.group):
            inner = "".join(
                f'<option value="{conditional_escape(option.value)}">{conditional_escape(option.label)}</option>' for option in members
            )
            html.append(f'<optgroup label="{escape(group)}">{inner}</optgroup>' if group else inner)
        return "".join(html)
