"""What an item is, for machines: schema.org in JSON-LD. Times on the item's own clock, corrections as the page shows them."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from ..constants import Event, Verdict
from ..models import (
    AgendaPage,
    AnnouncementPage,
    ClarificationPage,
    DocumentPage,
    Edition,
    EducationPage,
    ReleasePage,
    VettedPage,
)
from .documents import Offered, type_of
from .frame import Frame

Described = dict[str, Any]
RATINGS = {Verdict.FALSE: 1, Verdict.MISLEADING: 3, Verdict.TRUE: 5}  # 1 to 5, as ClaimReview counts
ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}  # nothing in a text ends the element it stands in


@dataclass(frozen=True)
class Told:
    """An item as it is described. ``editions`` oldest first; ``images``: absolute addresses; ``url``: its permalink."""

    frame: Frame
    page: VettedPage
    editions: list[Edition]
    url: str
    images: list[str]
    file: Offered | None

    def time(self, moment: datetime) -> str:
        return moment.astimezone(self.page.reader_zone).isoformat(timespec="seconds")


def as_element(described: Described) -> SafeString:
    """A data block: browsers never run it, so the policy without scripts lets it stand."""
    text = json.dumps({"@context": "https://schema.org", **described}, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


def organization(frame: Frame) -> Described:
    """Who publishes: the installation as its home page names it."""
    identity = frame.identity
    told = {
        "telephone": identity.get("phone"),
        "email": identity.get("email"),
        "address": identity.get("address"),
        "logo": f"{frame.base_url}{frame.crest.path}" if frame.crest else "",
    }
    above = identity.get("government")
    return {
        "@type": "GovernmentOrganization",
        "name": identity["name"],
        "url": f"{frame.base_url}/",
        **{name: value for name, value in told.items() if value},
        **({"parentOrganization": {"@type": "GovernmentOrganization", "name": above}} if above else {}),
    }


def describe(told: Told) -> Described:
    """The item with the properties of its kind."""
    return KINDS[type(told.page)](told)


def _work(told: Told, kind: str) -> Described:
    """What every text has."""
    publisher = organization(told.frame)
    corrections = [
        {"@type": "CorrectionComment", "text": edition.note, "datePublished": told.time(edition.published_at)}
        for edition in told.editions
        if edition.event == Event.CORRECTED
    ]
    return {
        "@type": kind,
        "mainEntityOfPage": told.url,
        "url": told.url,
        "headline": told.page.title,
        "description": told.page.summary,
        "inLanguage": "id",
        "image": told.images,
        "datePublished": told.time(told.editions[0].published_at),
        "dateModified": told.time(told.editions[-1].published_at),
        "author": publisher,
        "publisher": publisher,
        "isAccessibleForFree": True,
        **({"correction": corrections} if corrections else {}),
    }


def _release(told: Told) -> Described:
    page = told.page
    return {**_work(told, "NewsArticle"), "identifier": page.number, "dateline": page.place}


def _announcement(told: Told) -> Described:
    page, posted = told.page, told.time(told.editions[0].published_at)
    expires = {"expires": page.valid_until.isoformat()} if page.valid_until else {}
    work = _work(told, "SpecialAnnouncement")
    return {**work, "name": page.title, "text": page.summary, "category": page.list_label, "datePosted": posted, **expires}


def _clarification(told: Told) -> Described:
    page = told.page
    rating = {
        "@type": "Rating",
        "ratingValue": RATINGS[Verdict(page.verdict)],
        "worstRating": min(RATINGS.values()),
        "bestRating": max(RATINGS.values()),
        "alternateName": str(page.get_verdict_display()),
    }
    since = {"datePublished": page.claimed_on.isoformat()} if page.claimed_on else {}
    claim = {"@type": "Claim", "name": page.claim, **since}
    based = [source.value["link"] for source in page.sources if source.value["link"]]
    cited = {"citation": based} if based else {}
    return {**_work(told, "ClaimReview"), "claimReviewed": page.claim, "reviewRating": rating, "itemReviewed": claim, **cited}


def _agenda(told: Told) -> Described:
    page, publisher = told.page, organization(told.frame)
    return {
        "@type": "Event",
        "name": page.title,
        "description": page.summary,
        "url": told.url,
        "image": told.images,
        "startDate": told.time(page.starts_at),
        **({"endDate": told.time(page.ends_at)} if page.ends_at else {}),
        "location": {"@type": "Place", "name": page.place, "address": page.place},
        "audience": {"@type": "Audience", "audienceType": page.audience},
        "organizer": {"@type": "Organization", "name": page.organiser} if page.organiser else publisher,
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "isAccessibleForFree": True,
    }


def _education(told: Told) -> Described:
    audience = {"@type": "Audience", "audienceType": told.page.audience}
    return {**_work(told, "LearningResource"), "name": told.page.title, "audience": audience, **_encoding(told)}


def _document(told: Told) -> Described:
    page = told.page
    made = {"dateCreated": page.issued_on.isoformat()} if page.issued_on else {}
    named = {"identifier": page.number} if page.number else {}
    return {**_work(told, "DigitalDocument"), "name": page.title, **named, **made, **_encoding(told)}


def _encoding(told: Told) -> Described:
    if told.file is None:
        return {}
    media = {"contentUrl": f"{told.frame.base_url}{told.file.path}", "encodingFormat": type_of(told.file.path)}
    return {"encoding": {"@type": "MediaObject", **media, "contentSize": told.file.size_words}}


KINDS: dict[type[VettedPage], Callable[[Told], Described]] = {
    ReleasePage: _release,
    AnnouncementPage: _announcement,
    ClarificationPage: _clarification,
    AgendaPage: _agenda,
    EducationPage: _education,
    DocumentPage: _document,
}
