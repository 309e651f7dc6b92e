"""Public pages, taken through the one door by an editor and an approver."""

from typing import Any

from cms.publication import services
from cms.publication.models import AnnouncementPage, ReleasePage, VettedPage
from desk.people.models import User

from . import people

RELEASE = {
    "title": "Tiga TPS pindah lokasi",
    "slug": "tiga-tps-pindah",
    "number": "045/SP-DESK/XI/2024",
    "place": "Kota Bogor",
    "summary": "KPU Kota Bogor menetapkan lokasi pengganti bagi tiga TPS.",
    "body": [("paragraph", "<p>Lokasi semula tergenang.</p>")],
    "contact_name": "Arum Prameswari",
    "contact_position": "Juru bicara",
    "contact_phone": "0251 000 0000",
}
ANNOUNCEMENT = {"title": "Jam buka TPS", "slug": "jam-buka-tps", "summary": "TPS buka pukul 07.00 sampai 13.00 WIB."}


def editor() -> User:
    return User.objects.filter(username="redaktur").first() or people.editor()


def approver() -> User:
    return User.objects.filter(username="penyetuju").first() or people.approver()


def publish_home(**values: Any) -> VettedPage:
    return services.publish_home(author=editor(), approver=approver(), **values)


def draft_release(**values: Any) -> ReleasePage:
    return services.write_page(ReleasePage, by=editor(), **{**RELEASE, **values})


def draft_announcement(**values: Any) -> AnnouncementPage:
    return services.write_page(AnnouncementPage, by=editor(), **{**ANNOUNCEMENT, **values})


def publish(page: VettedPage, **more: Any) -> VettedPage:
    services.take_through(page, author=editor(), approver=approver(), **more)
    return page


def correct(page: VettedPage, *, correction: str, **values: Any) -> VettedPage:
    """The page changed and out again, as a correction."""
    return publish(services.write_page(type(page), by=editor(), page=page, correction=correction, **values))
