"""Fields of question blocks whose value is structured: one hidden JSON control each, opened up by an ES module of the editor.

One control per condition, list or formula keeps a form of sixty questions quick to open.
"""

import copy
import json
from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import FieldBlock

from .. import destinations, prefills
from ..constants import Family


class Unreadable(str):
    """A posted text that should have been JSON."""

    __slots__ = ()


class JsonBlock(FieldBlock):
    """A JSON value in a hidden control. ``controller`` names the Stimulus controller that draws its editor."""

    controller = ""
    empty: Any = None

    def __init__(self, required: bool = False, help_text: str = "", attrs: dict[str, str] | None = None, **kwargs: Any) -> None:
        data = {"data-controller": self.controller, **(attrs or {})}
        self.field = forms.JSONField(
            required=required,
            help_text=help_text,
            widget=forms.HiddenInput(attrs=data),
        )
        super().__init__(**kwargs)

    def get_default(self) -> Any:
        return copy.deepcopy(self.empty)

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> Any:
        return self.from_text(data.get(prefix))

    def from_text(self, text: str | None) -> Any:
        """The value in a control's text. What is not JSON stays a text of its own kind, for ``clean`` to refuse."""
        if not text:
            return self.get_default()
        try:
            value = json.loads(text)
        except ValueError:
            return Unreadable(text)
        return self.get_default() if value is None else value

    def clean(self, value: Any) -> Any:
        if isinstance(value, Unreadable):
            raise ValidationError(_("Isian ini tidak terbaca. Muat ulang halaman, lalu isi kembali."))
        return self.get_default() if value is None else value

    def get_form_state(self, value: Any) -> str:
        return str(value) if isinstance(value, Unreadable) else json.dumps(value)

    class Meta:
        icon = "sliders"


class ConditionBlock(JsonBlock):
    """A condition, or None. Chosen from the questions above, never typed."""

    controller = "desk-condition"


class TermsBlock(JsonBlock):
    controller = "desk-terms"
    empty: Any = []


class FormulaBlock(JsonBlock):
    controller = "desk-formula"


class ChoicesBlock(JsonBlock):
    controller = "desk-list"
    empty: Any = []


class PrefillBlock(JsonBlock):
    """Where the first value comes from; the sources that fit the family are offered."""

    controller = "desk-prefill"


class RepeatPickBlock(JsonBlock):
    """The key of a repeat of this form, or nothing."""

    controller = "desk-repeat-pick"
    empty: Any = ""


def fitting_attributes(family: str) -> list[tuple[str, Any]]:
    """Attributes that questions of a family can feed, grouped by destination, as choices of a select."""
    groups: list[tuple[str, Any]] = []
    for destination in destinations.registered():
        fitting = [
            (f"{destination.key}.{attribute.name}", _attribute_label(attribute))
            for attribute in destination.attributes
            if family in attribute.type.families
        ]
        groups += [(str(destination.label), fitting)] if fitting else []
    return groups


def _attribute_label(attribute: destinations.Attribute) -> str:
    return f"{attribute.label or attribute.name}{' (wajib)' if attribute.required else ''}"


def row_destinations() -> list[tuple[str, Any]]:
    return [(entry.key, entry.label) for entry in destinations.registered() if entry.attributes and not entry.form_kind]


def shared_lists() -> list[tuple[str, str]]:
    choice_list = apps.get_model("forms_config", "ChoiceList")  # the models themselves are made of these blocks
    return list(choice_list._default_manager.values_list("key", "title"))


def prefill_sources() -> list[dict[str, Any]]:
    """For the editor: the registered sources, their words and families."""
    return [{"key": source.key, "label": str(source.label), "families": sorted(source.families)} for source in prefills.registered()]


class FeedsBlock(JsonBlock):
    """Which attribute of which destination the answer becomes; those that fit the family are offered."""

    controller = "desk-feeds"
    empty: Any = ""


def is_answered(family: str) -> bool:
    return family not in (Family.NOTE, Family.COMPUTED)
