"""What stands around every public page: the installation's identity as two people saw it, the menu, the clock."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string

from ..constants import SECTION_SLUGS, Kind, Zone
from ..models import Edition, HomePage, InstallationSettings, PublicItem
from .files import Rendered

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

    def context(self, path: str) -> dict[str, Any]:
        """Context of a public template; ``installation`` has the names that the shared templates use."""
        return {
            "installation": {**self.identity, "simulation": self.simulation, "crest_url": CREST if self.identity.get("crest") else ""},
            "menu": [{"label": kind.label, "path": f"/{SECTION_SLUGS[kind]}/"} for kind in self.kinds],
            "path": path,
            "base_url": self.base_url,
            "canonical": f"{self.base_url}{path}",
            "zone": self.zone,
            "now": self.now,
            "today": self.now.astimezone(self.zone).date(),
            "is_public": True,
        }

    def page(self, path: str, template: str, context: dict[str, Any], *, status: int = 200) -> Rendered:
        """One page made of a template."""
        html = render_to_string(template, {**self.context(path), **context})
        return Rendered(path=path, body=html.encode(), status=status)


CREST = "/lambang.png"


def frame_at(now: datetime) -> Frame:
    """Read once for a build. Three queries."""
    home = Edition.objects.filter(kind=Kind.HOME).order_by("-number").first()
    settings_row = InstallationSettings.load()
    identity = (home.content.get("identity") if home else None) or {"name": settings_row.name}
    present = set(PublicItem.objects.values_list("kind", flat=True).distinct())
    kinds = tuple(kind for kind in SECTION_SLUGS if kind in present)
    return Frame(identity=identity, simulation=settings_row.simulation, home=home, now=now, kinds=kinds)


def home_page() -> HomePage | None:
    page: HomePage | None = HomePage.objects.first()
    return page
