"""The two streams of a form, and the model field that keeps their block definitions out of migrations."""

from threading import RLock
from typing import Any

from wagtail.blocks import StreamBlock
from wagtail.fields import StreamField

from ..constants import Family
from .structure import SIMPLE_BLOCKS, CheckBlock, RepeatBlock, SectionBlock, TableBlock

# Wagtail defers 'required' by writing to the shared block definitions while a draft is saved. Without the lock another
# thread that publishes meanwhile would validate against those loosened definitions.
_validation = RLock()


class SerialValidation(StreamBlock):
    """A top-level stream whose validations, deferred or not, never overlap in time."""

    def clean(self, value: Any) -> Any:
        with _validation:
            return super().clean(value)

    def clean_deferred(self, value: Any) -> Any:
        with _validation:
            return super().clean_deferred(value)


class FormBodyBlock(SerialValidation):
    """One flat stream, so that a question moves to another section by being dragged past its heading."""

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        blocks: list[tuple[str, Any]] = [
            ("section", SectionBlock()),
            *SIMPLE_BLOCKS,
            (str(Family.TABLE), TableBlock()),
            (str(Family.REPEAT), RepeatBlock()),
        ]
        super().__init__([*blocks, *(local_blocks or ())], **kwargs)

    class Meta:
        collapsed = True


class FormChecksBlock(SerialValidation):
    check = CheckBlock()

    class Meta:
        collapsed = True


class FormStreamField(StreamField):
    """A StreamField whose migrations name no blocks: question families are code, not schema."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super(StreamField, self).deconstruct()
        return name, path, [[]], kwargs

    def formfield(self, **kwargs: Any) -> Any:
        """Django hands a callable default to the form as it is; the form's widget needs the stream made of it."""
        return super().formfield(**{"initial": self.get_default, "show_hidden_initial": False, **kwargs})


def default_body() -> list[dict[str, Any]]:
    """What a new form starts with: one section, so that the first question has a home."""
    return [{"type": "section", "value": {"label": "Bagian 1"}}]
