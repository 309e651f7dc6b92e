"""What is configured (rules), what is owed (duty), what was filled and sent (entry), what was decided on it (review),
what was told upward (recap)."""

from .duty import Obligation, ReportRequest
from .entry import AnswerValue, Attachment, Dispatch, Entry, Submission
from .recap import Recap, RecapDecision, RecapEdit, RecapRelease
from .reminders import Reminder
from .review import Decision, ReviewChain, ReviewStep
from .rules import ReminderLadder, ReminderStep, ReportingRule, ReportType

__all__ = [
    "AnswerValue",
    "Attachment",
    "Decision",
    "Dispatch",
    "Entry",
    "Obligation",
    "Recap",
    "RecapDecision",
    "RecapEdit",
    "RecapRelease",
    "Reminder",
    "ReminderLadder",
    "ReminderStep",
    "ReportRequest",
    "ReportType",
    "ReportingRule",
    "ReviewChain",
    "ReviewStep",
    "Submission",
]
