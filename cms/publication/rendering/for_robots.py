"""What programs that go through the site are told: ``/robots.txt`` and ``/sitemap.xml``."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import StringIO
from typing import NamedTuple
from xml.sax.xmlreader import AttributesImpl

from django.utils.xmlutils import SimplerXMLGenerator

from ..constants import SECTION_SLUGS
from .files import Rendered
from .frame import Frame
from .news import News

ROBOTS, SITEMAP = "/robots.txt", "/sitemap.xml"
# Doors that need signing in and pages made for one visitor have nothing for a search engine.
CLOSED = ("/admin/", "/akun/", "/cari/", "/langganan/", "/lapor/", "/layar/", "/masuk/", "/posko/")
SPACES = {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9", "xmlns:xhtml": "http://www.w3.org/1999/xhtml"}
LARGEST = 50_000  # addresses of one map; sitemaps.org


class Place(NamedTuple):
    """``english``: the path of its English summary, if it has one."""

    path: str
    changed_at: datetime | None
    english: str = ""


def robots(frame: Frame) -> Rendered:
    """A simulation is for nobody's index."""
    closed = ("/",) if frame.simulation else CLOSED
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), "", f"Sitemap: {frame.base_url}{SITEMAP}", ""]
    return Rendered(ROBOTS, "\n".join(lines).encode(), "text/plain; charset=utf-8")


def sitemap(frame: Frame, news: Sequence[News]) -> Rendered:
    """Home page, lists and every item that was not withdrawn, with when they changed."""
    current = [one for one in news if one.withdrawn_at is None]
    lists = [Place(f"/{SECTION_SLUGS[kind]}/", _newest(one for one in news if one.kind == kind)) for kind in frame.kinds]
    home = Place("/", frame.home.published_at if frame.home else None)
    items = [Place(one.path, one.changed_at, f"{one.path}en/" if one.english else "") for one in current]
    return Rendered(SITEMAP, _xml(frame, [home, *lists, *items][:LARGEST]).encode(), "application/xml; charset=utf-8")


def _newest(news: Iterable[News]) -> datetime | None:
    return max((one.changed_at for one in news), default=None)


def _xml(frame: Frame, places: Sequence[Place]) -> str:
    written = StringIO()
    xml = SimplerXMLGenerator(written, "utf-8")
    xml.startDocument()
    xml.startElement("urlset", AttributesImpl(SPACES))
    for place in places:
        xml.startElement("url", AttributesImpl({}))
        xml.addQuickElement("loc", f"{frame.base_url}{place.path}")
        if place.changed_at:
            xml.addQuickElement("lastmod", place.changed_at.astimezone(frame.zone).isoformat(timespec="seconds"))
        if place.english:
            for language, path in (("id", place.path), ("en", place.english)):
                link = {"rel": "alternate", "hreflang": language, "href": f"{frame.base_url}{path}"}
                xml.addQuickElement("xhtml:link", attrs=link)
        xml.endElement("url")
    xml.endElement("urlset")
    xml.endDocument()
    return written.getvalue()
