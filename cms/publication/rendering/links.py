"""Running text as the public gets it: allowed marks only, and links that lead to what is public now."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from django.contrib.contenttypes.models import ContentType
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page, ReferenceIndex
from wagtail.whitelist import Whitelister, allow_without_attributes, attribute_rule, check_url

from ..constants import SECTION_SLUGS, Kind
from ..models import PublicItem, SectionPage
from .marking import plain_words

WITHDRAWN = "(ditarik)"
SCHEMES = {"http", "https", "mailto", "tel"}


class PublicText(Whitelister):
    """What ``RICH_TEXT`` offers to editors; everything else that a text may hold is dropped, its words stay."""

    element_rules = {
        **dict.fromkeys(("[document]", "p", "b", "strong", "i", "em", "br", "ol", "ul", "li"), allow_without_attributes),
        "a": attribute_rule({"href": check_url}),
    }


def public_text(source: str, marks: Mapping[str, SafeString] | None = None) -> SafeString:
    """HTML of a rich text. A link to a page that is not public loses its link; one that was withdrawn says so.

    ``marks``: of corrected paragraphs, as of ``marking.marked_paragraphs``.
    """
    soup = BeautifulSoup(source, "html.parser")
    links = list(soup.find_all("a"))
    wanted = {_number(link.get("id")) for link in links if link.get("linktype") == "page"}
    known = _addresses(wanted) if wanted else {}
    for link in links:
        _resolve(link, known)
    for unwanted in soup.find_all(["script", "style"]):
        unwanted.decompose()
    clean = BeautifulSoup(PublicText().clean(str(soup)), "html.parser")
    for link in clean.find_all("a"):
        if urlsplit(str(link["href"])).netloc:
            link["rel"] = "noreferrer"
    for paragraph in clean.find_all("p") if marks else ():
        _mark(paragraph, marks or {})
    return mark_safe(str(clean))


def linking_to(page_id: int) -> list[int]:
    """Numbers of the public items whose text links to this page. Two queries: Wagtail keeps who refers to whom."""
    references = ReferenceIndex.objects.filter(to_object_id=str(page_id), to_content_type=ContentType.objects.get_for_model(Page))
    pages = {int(number) for number in references.values_list("object_id", flat=True)} - {page_id}
    public = PublicItem.objects.filter(page_id__in=pages, withdrawn_at=None).exclude(kind=Kind.HOME)
    return list(public.values_list("page_id", flat=True))


def _addresses(pages: set[int]) -> dict[int, tuple[str, bool]]:
    """Path and whether it was withdrawn, by number of the page. Two queries."""
    items = PublicItem.objects.filter(page_id__in=pages).values_list("page_id", "path", "withdrawn_at")
    found = {page: (path, withdrawn is not None) for page, path, withdrawn in items}
    for page, kind in SectionPage.objects.filter(pk__in=pages).values_list("pk", "kind"):
        found[page] = (f"/{SECTION_SLUGS[Kind(kind)]}/", False)
    return found


def _resolve(link: Tag, known: dict[int, tuple[str, bool]]) -> None:
    if link.get("linktype") == "page":
        path, withdrawn = known.get(_number(link.get("id")), ("", False))
        link.attrs = {"href": path} if path else {}
        if withdrawn:
            link.insert_after(NavigableString(f" {WITHDRAWN}"))
    if not link.get("href") or urlsplit(str(link["href"])).scheme not in SCHEMES | {""}:
        link.unwrap()


def _mark(paragraph: Tag, marks: Mapping[str, SafeString]) -> None:
    html = marks.get(plain_words(paragraph))
    if html:
        paragraph.clear()
        paragraph.append(BeautifulSoup(html, "html.parser"))


def _number(value: Any) -> int:
    return int(value) if str(value or "").isdigit() else 0
