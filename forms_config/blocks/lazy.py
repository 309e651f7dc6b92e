"""Struct blocks that the browser draws only when they are opened (``static/forms_config/admin/lazy.js``).

A block that nobody changed is posted as one JSON text, the form state that the page was given for it.
"""

import json
from typing import Any

from django import forms
from wagtail.admin.telepath import register
from wagtail.blocks import BooleanBlock, MultipleChoiceBlock, StreamBlock, StreamValue, StructBlock
from wagtail.blocks.struct_block import StructBlockAdapter

from .parts import JsonBlock

FOLDED = "desk_folded"


def from_form_state(block: Any, state: Any) -> Any:
    """The value that the drawn controls of ``block`` would have posted for this form state."""
    if isinstance(block, StructBlock):
        given = state if isinstance(state, dict) else {}
        return block._to_struct_value([(name, from_form_state(child, given.get(name))) for name, child in block.child_blocks.items()])
    if isinstance(block, StreamBlock):
        return _stream(block, state)
    if isinstance(block, JsonBlock):
        return block.from_text(state)
    return _simple(block, state)


def _simple(block: Any, state: Any) -> Any:
    if isinstance(block, BooleanBlock):
        return bool(state)
    if isinstance(block, MultipleChoiceBlock):
        return [str(item) for item in state or ()]
    single = (state[0] if state else "") if isinstance(state, list) else state  # a select's state is a list
    return block.value_from_form(str(single) if isinstance(single, int | float) else single)


def _stream(block: StreamBlock, state: Any) -> StreamValue:
    known = [child for child in state or () if isinstance(child, dict) and child.get("type") in block.child_blocks]
    return StreamValue(
        block, [(child["type"], from_form_state(block.child_blocks[child["type"]], child.get("value")), child.get("id")) for child in known]
    )


class LazyStructBlock(StructBlock):  # type: ignore[misc, unused-ignore]
    """A StructBlock in every way but how the browser opens it."""

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> Any:
        text = data.get(f"{prefix}-{FOLDED}")
        if text is None:
            return super().value_from_datadict(data, files, prefix)
        try:
            state = json.loads(text)
        except ValueError:
            state = {}
        return from_form_state(self, state)


class LazyStructAdapter(StructBlockAdapter):  # type: ignore[misc, unused-ignore]
    js_constructor = "desk.LazyStruct"

    @property
    def media(self) -> forms.Media:
        media: forms.Media = super().media + forms.Media(js=["forms_config/admin/lazy.js"])
        return media


register(LazyStructAdapter(), LazyStructBlock)
