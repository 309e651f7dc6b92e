"""Recurring work of the public page, run by the worker. Each may run twice without harm."""

from .services.publishing import publish_due


def publish_approved() -> None:
    """Let out what was approved for a time that has come."""
    publish_due()
