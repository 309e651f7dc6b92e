"""Refusals of loading and clearing, in words for whoever typed the command."""

from desk.core.errors import DeskError


class ScenarioRefused(DeskError):
    """The scenario cannot be loaded or cleared as things stand; nothing was changed."""
