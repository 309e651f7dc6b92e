"""What is owed (duty), what was filled and sent (entry), what was decided on it (review)."""

from .duty import Obligation, ReportRequest
from .entry import AnswerValue, Attachment, Dispatch, Entry, Submission
from .review import Decision, ReviewChain, ReviewStep

__all__ = [
    "AnswerValue",
    "Attachment",
    "Decision",
    "Dispatch",
    "Entry",
    "Obligation",
    "ReportRequest",
    "ReviewChain",
    "ReviewStep",
    "Submission",
]
