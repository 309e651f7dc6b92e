"""Whether a draft is whole: asked when it is handed in, because autosave and code may leave one behind that is not."""

from collections.abc import Iterator

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from wagtail.fields import StreamField

from .models import VettedPage


def faults(draft: VettedPage) -> list[str]:
    """One sentence for each field that is missing or wrong, in the order of the page; empty when the draft is whole."""
    found = dict(_of_fields(draft))
    found |= {name: sentence for name, sentence in _of_streams(draft) if name not in found}
    order = [field.name for field in draft._meta.get_fields()]
    return [found[name] for name in sorted(found, key=lambda name: order.index(name) if name in order else len(order))]


def _of_fields(draft: VettedPage) -> Iterator[tuple[str, str]]:
    try:
        draft.full_clean()
    except ValidationError as invalid:
        for name, messages in invalid.message_dict.items():
            told = " ".join(messages)
            yield name, told if name == NON_FIELD_ERRORS else f"{_label(draft, name)}: {told}"


def _of_streams(draft: VettedPage) -> Iterator[tuple[str, str]]:
    """Wagtail checks blocks in the editor's form only."""
    for field in draft._meta.get_fields():
        if not isinstance(field, StreamField):
            continue
        stream = getattr(draft, field.name)
        try:
            stream.stream_block.clean(stream)
        except ValidationError:
            yield field.name, f"{_label(draft, field.name)}: ada bagian yang belum diisi atau keliru."


def _label(draft: VettedPage, name: str) -> str:
    return str(draft._meta.get_field(name).verbose_name).capitalize()
