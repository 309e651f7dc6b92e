"""Each public page as bytes: the home page, lists, the log of changes, and what is said when something is missing."""

import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from ..constants import Kind
from ..content import thawed
from ..listing import Listing
from ..models import Edition, HomePage, PublicFile, PublicItem, VettedPage
from .cards import cards_of
from .files import Rendered
from .folder import AWAY, MISSING
from .frame import Frame, section_name, section_path
from .quoted import figures
from .structured import as_element, organization

PER_LIST = 20  # items of one page of a list
UPDATES = "/pembaruan/"
INTRODUCTIONS = {  # under the heading of each list
    Kind.RELEASE: _("Keterangan resmi untuk media, masing-masing dengan nomor, narahubung, dan riwayat ralatnya."),
    Kind.ANNOUNCEMENT: _("Pemberitahuan dan informasi layanan seputar pemilihan."),
    Kind.CLARIFICATION: _("Kabar yang beredar, diperiksa kepada sumbernya. Hasil pemeriksaan selalu disebut lebih dahulu."),
    Kind.AGENDA: _("Kegiatan sosialisasi: apa, di mana, kapan, dan untuk siapa."),
    Kind.EDUCATION: _("Bahan untuk dibaca, dicetak, dan dibagikan."),
    Kind.DOCUMENT: _("Informasi publik menurut golongannya: berkala, serta-merta, dan setiap saat."),
}


def home(frame: Frame, *, draft: bool = False) -> Iterator[Rendered]:
    """The one information page and those of its cards that were not drawn yet; before the first edition only whose page it is.

    ``draft``: a look at what is not public yet, which has no cards.
    """
    if frame.home is None:
        yield frame.page("/", "publication/public/before.html", {})
        return
    page = thawed(frame.home.page, frame.home.content)
    cards, drawn = ({}, []) if draft else cards_of(frame, page, frame.home)
    context = {"page": page, "self": page, "edition": frame.home, "structured": as_element(organization(frame)), "cards": cards}
    yield frame.page("/", page.template, {**context, **home_context(page, frame)})
    yield from drawn


def home_context(page: HomePage | VettedPage, frame: Frame) -> dict[str, Any]:
    """What the sections of the home page list and quote. One query for each kind that is listed."""
    return {"listing": Listing(frame.now, frame.zone), **figures(page, frame)}


def list_path(kind: Kind, number: int) -> str:
    return section_path(kind) if number == 1 else f"{section_path(kind)}{number}/"


def section_lists(frame: Frame, kind: Kind) -> Iterator[Rendered]:
    """The list of a kind, newest first, in pages of ``PER_LIST``."""
    items = list(PublicItem.objects.filter(kind=kind, withdrawn_at=None).defer("text").order_by("-published_at"))
    pages = [items[start : start + PER_LIST] for start in range(0, len(items), PER_LIST)] or [[]]
    for number, chunk in enumerate(pages, start=1):
        context = {
            "heading": section_name(kind),
            "kind": kind,
            "items": chunk,
            "count": len(items),
            "introduction": INTRODUCTIONS[kind],
            "number": number,
            "pages": len(pages),
            "newer": list_path(kind, number - 1) if number > 1 else "",
            "older": list_path(kind, number + 1) if number < len(pages) else "",
        }
        yield frame.page(list_path(kind, number), "publication/public/list.html", context)


def built_lists(kind: Kind) -> set[str]:
    """Addresses of its list that are public now. One query."""
    base = section_path(kind)
    below = PublicFile.objects.filter(path__startswith=base, removed=False).values_list("path", flat=True)
    return {path for path in below if re.fullmatch(r"(\d+/)?", path.removeprefix(base))}


def updates(frame: Frame) -> Rendered:
    """The public log: what was published, corrected and withdrawn, newest first."""
    editions = Edition.objects.defer("content", "assets").order_by("-published_at")[:200]
    return frame.page(UPDATES, "publication/public/updates.html", {"editions": editions})


def notes(frame: Frame) -> Iterator[Rendered]:
    """What the front says when an address is not there, or when search and subscription are away."""
    yield frame.page(MISSING, "publication/public/missing.html", {}, status=404)
    yield frame.page(AWAY, "publication/public/away.html", {}, status=503)
