from .base import Author, Statement, VettedPage
from .home import HomePage
from .installation import InstallationSettings
from .public import PublicFile, PublicItem, Quotation, TreeState
from .sections import SectionPage
from .statements import AgendaPage, AnnouncementPage, ClarificationPage, DocumentPage, EducationPage, ReleasePage
from .subscriptions import Delivery, SubscribedKind, Subscriber, SubscriptionRequest, VisitorTry
from .vetting import Edition, HandIn
from .workflow import OneDoorTask, ReviewTask

__all__ = [
    "AgendaPage",
    "AnnouncementPage",
    "Author",
    "ClarificationPage",
    "Delivery",
    "DocumentPage",
    "Edition",
    "EducationPage",
    "HandIn",
    "HomePage",
    "InstallationSettings",
    "OneDoorTask",
    "PublicFile",
    "PublicItem",
    "Quotation",
    "ReleasePage",
    "ReviewTask",
    "SectionPage",
    "Statement",
    "SubscribedKind",
    "Subscriber",
    "SubscriptionRequest",
    "TreeState",
    "VettedPage",
    "VisitorTry",
]
