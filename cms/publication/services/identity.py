"""The installation's identity goes public with the home page: what changed since, and handing the home page in for it."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import transaction

from desk.people.models import User

from ..comparing import Difference
from ..constants import OPEN_STEPS
from ..errors import NotWaiting
from ..models import Edition, HandIn, HomePage, InstallationSettings
from ..models.installation import IDENTITY_FIELDS
from . import acting

PICTURE = "gambar lambang"


def changed_identity() -> list[str]:
    """Names of the settings that the public does not know yet; empty before the home page was ever public. Three queries."""
    home = HomePage.objects.first()
    last = Edition.objects.filter(page_id=home.pk).order_by("-number").first() if home is not None else None
    if last is None:
        return []
    known, now = last.content.get("identity") or {}, InstallationSettings.load().as_identity()
    return [change.label for change in changes(known, now)]


def changes(known: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Difference]:
    """What differs between two identities; another coat of arms goes by the same word."""
    for name in IDENTITY_FIELDS:
        old, new = str(known.get(name) or ""), str(now.get(name) or "")
        if old != new:
            yield Difference(_label(name), old, new)
    before, after = _crest(known), _crest(now)
    if before != after:
        yield Difference(_label("crest"), PICTURE if before else "", PICTURE if after else "")


def waiting_home() -> HandIn | None:
    """The text of the home page that waits at the one door, if there is one. One query."""
    return HandIn.objects.filter(page__in=HomePage.objects.values("pk"), step__in=OPEN_STEPS).first()


@transaction.atomic
def hand_in_identity(*, by: User) -> HandIn:
    """Hand the home page's draft in with the identity of today. Raises NotWaiting, and what handing in raises."""
    if waiting_home() is not None:
        raise NotWaiting("Beranda sedang menunggu di Satu pintu. Selesaikan atau tarik kembali naskah itu lebih dahulu.")
    home = HomePage.objects.get()
    home.get_latest_revision_as_object().save_revision(user=by, clean=False)
    return acting.submit(page=home, by=by)


def _crest(identity: Mapping[str, Any]) -> tuple[int, str] | None:
    return (identity["crest"], identity.get("crest_hash", "")) if identity.get("crest") else None


def _label(name: str) -> str:
    return str(InstallationSettings._meta.get_field(name).verbose_name)
