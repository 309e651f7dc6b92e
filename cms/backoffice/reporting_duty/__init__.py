"""Reporting duty in the admin: kinds of report, rules, reminder ladders, review chains."""

from .viewsets import ReportingDutyGroup

__all__ = ["ReportingDutyGroup"]
