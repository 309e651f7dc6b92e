"""What stands around every public page: the installation's identity as two people saw it, the menu, the clock."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string

from ..constants import SECTION_SLUGS, Kind, Zone
from ..models import Edition, InstallationSettings, PublicFile, PublicItem
from ..quoting import NOT_OFFICIAL
from . import assets
from .files import Rendered

CARD = "kartu-"  # the name of a card begins so; no other file of the tree does that is a PNG
FALLBACK_ZONE = ZoneInfo(Zone.WIB.value)


@dataclass(frozen=True)
class Frame:
    """The same for every page of one build. ``identity`` as ``InstallationSettings.as_identity``; ``home``: its edition."""

    identity: dict[str, Any]
    simulation: bool
    home: Edition | None
    now: datetime
    kinds: tuple[Kind, ...]

    @property
    def zone(self) -> ZoneInfo:
        name = self.home.content.get("zone") if self.home else None
        return ZoneInfo(name) if name else FALLBACK_ZONE

    @property
    def base_url(self) -> str:
        return str(settings.PUBLIC_URL)

    def with_home(self, edition: Edition) -> "Frame":
        """The frame as it would be with this edition of the home page."""
        return replace(self, home=edition, identity=edition.content.get("identity") or self.identity)

    @cached_property
    def crest(self) -> Rendered | None:
        return assets.crest(self.identity)

    @cached_property
    def drawn_cards(self) -> frozenset[str]:
        """Addresses of the cards that were public when the build began."""
        public = PublicFile.objects.filter(path__contains=f"/{CARD}", path__endswith=".png", removed=False)
        return frozenset(public.values_list("path", flat=True))

    def context(self, path: str) -> dict[str, Any]:
        """Context of a public template; ``installation`` has the names that the shared templates use."""
        return {
            "installation": {**self.identity, "simulation": self.simulation, "crest_url": self.crest.path if self.crest else ""},
            "style": assets.style().path,
            "sprite": assets.sprite().path,
            "favicon": assets.favicon().path,
            "menu": [{"label": section_name(kind), "path": section_path(kind)} for kind in self.kinds],
            "path": path,
            "base_url": self.base_url,
            "canonical": f"{self.base_url}{path}",
            "desk_url": settings.DESK_URL,
            "zone": self.zone,
            "now": self.now,
            "today": self.now.astimezone(self.zone).date(),
            "is_public": True,
            "not_official": NOT_OFFICIAL,
        }

    def page(self, path: str, template: str, context: dict[str, Any], *, status: int = 200) -> Rendered:
        """One page made of a template."""
        html = render_to_string(template, {**self.context(path), **context})
        return Rendered(path=path, body=html.encode(), status=status)

    def assets(self) -> Iterator[Rendered]:
        """The files that its pages name."""
        yield from (assets.style(), assets.sprite(), assets.favicon(), *([self.crest] if self.crest else []))


def section_path(kind: Kind) -> str:
    return f"/{SECTION_SLUGS[kind]}/"


def section_name(kind: Kind) -> str:
    """The short name of a section, as menus say it: ``Siaran pers``, ``Edukasi``."""
    return SECTION_SLUGS[kind].replace("-", " ").capitalize()


def frame_at(now: datetime) -> Frame:
    """Read once for a build. Three queries."""
    home = Edition.objects.filter(kind=Kind.HOME).order_by("-number").first()
    settings_row = InstallationSettings.load()
    identity = (home.content.get("identity") if home else None) or {"name": settings_row.name}
    present = set(PublicItem.objects.values_list("kind", flat=True).distinct())
    kinds = tuple(kind for kind in SECTION_SLUGS if kind in present)
    return Frame(identity=identity, simulation=settings_row.simulation, home=home, now=now, kinds=kinds)
