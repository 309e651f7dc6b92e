"""Refusals of the form engine. Their texts are shown to admins as they are."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing in a definition that stands in the way of publishing.

    ``block`` is the id of the question, section or check it belongs to ("" for the form as a whole), ``parent`` the id of the
    repeat around it, ``field`` the setting ("" for the block as a whole), ``stream`` the field of the form: "body" or "checks".
    """

    text: str
    block: str = ""
    parent: str = ""
    field: str = ""
    stream: str = "body"
    what: str = ""  # 'Pertanyaan', 'Bagian', 'Pemeriksaan'
    label: str = ""
    key: str = ""

    def __str__(self) -> str:
        if not self.what:
            return self.text
        name = f" “{self.label}”" if self.label else ""
        key = f" ({self.key})" if self.key else ""
        return f"{self.what}{name}{key}: {self.text}"


class FormsConfigError(Exception):
    """Base of all refusals; ``str(error)`` is safe to show."""


class FormNotPublishable(FormsConfigError):
    """The definition does not compile. ``problems`` names every question, what is wrong and the way out."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("Formulir belum dapat diterbitkan. " + " ".join(str(problem) for problem in self.problems))


class PackRefused(FormsConfigError):
    """The file is not a form pack that this installation understands."""


class ActionRefused(FormsConfigError):
    """A form or version is not in a state that allows what was asked."""
