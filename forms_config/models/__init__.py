"""Definitions (edited, drafted) and versions (published, never changed)."""

from .choice_list import Choice, ChoiceList
from .definition import Form
from .version import FormVersion, VersionWithdrawal

__all__ = ["Choice", "ChoiceList", "Form", "FormVersion", "VersionWithdrawal"]
