"""This machine's folder of public files (``PUBLIC_ROOT``), brought up to the newest generation that the database holds.

The front and the web process answer from the folder alone; it is made again from the database whenever it is missing or strange.
"""

from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage

from cms.front.manifest import BadManifest, Caching
from cms.front.tree import File, LockedTree, Rules, locked

from ..models import PublicFile, TreeState
from .answering import headers_of

RELAYED = ("/cari/", "/langganan/")  # beginnings of addresses that ask the database
MISSING, AWAY = "/tidak-ditemukan/", "/tidak-tersedia/"
GUARDS = {  # on every answer; the policy without any script stands in ``cms.front.pages``
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "x-frame-options": "DENY",
}


def rules() -> Rules:
    """What holds for the whole tree. Browsers are bound to https where people type it."""
    bound = {"strict-transport-security": f"max-age={settings.SECURE_HSTS_SECONDS}"} if settings.SECURE_HSTS_SECONDS else {}
    return Rules(relay=RELAYED, away=AWAY, missing=MISSING, headers=GUARDS | bound)


def refresh() -> int:
    """Bring what is new; the generation that stands afterwards. Costs two queries when there is nothing to do."""
    with locked(Path(settings.PUBLIC_ROOT)) as tree:
        return _follow(tree, standing=_standing(tree))


def refresh_whole() -> int:
    """Bring everything, whatever stands: at every start, since the folder may belong to another database."""
    with locked(Path(settings.PUBLIC_ROOT)) as tree:
        return _follow(tree, standing=None)


def _standing(tree: LockedTree) -> int | None:
    """The generation in the folder; None when it has to be made anew."""
    try:
        return tree.manifest().generation or None
    except BadManifest:
        return None


def _follow(tree: LockedTree, *, standing: int | None) -> int:
    newest = TreeState.objects.filter(pk=1).values_list("generation", flat=True).first() or 0
    if standing is not None and standing > newest:
        standing = None
    if standing == newest:
        return newest
    rows = PublicFile.objects.filter(generation__gt=standing) if standing else PublicFile.objects.filter(removed=False)
    changes = {row.path: _file(row) for row in rows if not row.removed}
    removed = [row.path for row in rows if row.removed]
    return tree.put(changes, removed, rules=rules(), whole=standing is None, generation=newest)


def _file(row: PublicFile) -> File:
    caching: Caching = "asset" if row.cache == PublicFile.Cache.ASSET else "page"
    return File(body=body_of(row), type=row.content_type, status=row.status, cache=caching, headers=headers_of(row.path))


def body_of(row: PublicFile) -> bytes:
    """The bytes of an address, from the database or the media storage."""
    if row.body is not None:
        return bytes(row.body)
    with default_storage.open(row.storage_name) as file:
        return bytes(file.read())
