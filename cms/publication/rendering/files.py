"""The bytes of public addresses, kept in the database. ``put`` runs inside the transaction of a publication; this machine's
folder follows when it commits (``folder``).
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from ..models import PublicFile, TreeState
from . import folder

LARGEST_IN_DATABASE = 256 * 1024  # bytes; larger ones stand in the media storage
STORED_UNDER = "publik"
PAGE, ASSET = PublicFile.Cache.PAGE, PublicFile.Cache.ASSET
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Rendered:
    """One public address and its bytes. ``cache``: PAGE is asked again each time, ASSET never changes under its address."""

    path: str
    body: bytes
    content_type: str = HTML
    cache: str = PAGE
    status: int = 200
    sha256: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sha256", hashlib.sha256(self.body).hexdigest())


@transaction.atomic
def put(rendered: Iterable[Rendered], removed: Iterable[str] = ()) -> int:
    """Write what changed as a new generation and take ``removed`` addresses away; gives the number of changed addresses."""
    state = _locked_state()
    wanted = {file.path: file for file in rendered}
    known = dict(PublicFile.objects.filter(path__in=wanted, removed=False).values_list("path", "sha256"))
    rows = [_row(file, state.generation + 1) for file in wanted.values() if known.get(file.path) != file.sha256]
    gone = PublicFile.objects.filter(path__in=set(removed) - set(wanted), removed=False)
    count = len(rows) + gone.update(removed=True, body=None, generation=state.generation + 1)
    if not count:
        return 0
    PublicFile.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["path"],
        update_fields=["generation", "removed", "content_type", "cache", "status", "sha256", "size", "body", "storage_name"],
    )
    state.generation += 1
    state.save(update_fields=["generation"])
    transaction.on_commit(folder.refresh)
    return count


def take_away(prefixes: Iterable[str]) -> None:
    """Take every address below these away (an item with its pictures and its English page)."""
    below = [path for prefix in prefixes for path in PublicFile.objects.filter(path__startswith=prefix).values_list("path", flat=True)]
    put([], removed=below)


def _locked_state() -> TreeState:
    TreeState.objects.get_or_create(pk=1)
    return TreeState.objects.select_for_update().get(pk=1)


def _row(file: Rendered, generation: int) -> PublicFile:
    small = len(file.body) <= LARGEST_IN_DATABASE
    return PublicFile(
        path=file.path,
        generation=generation,
        removed=False,
        content_type=file.content_type,
        cache=file.cache,
        status=file.status,
        sha256=file.sha256,
        size=len(file.body),
        body=file.body if small else None,
        storage_name="" if small else _stored(file),
    )


def _stored(file: Rendered) -> str:
    name = f"{STORED_UNDER}/{file.sha256}"
    if not default_storage.exists(name):
        name = default_storage.save(name, ContentFile(file.body))
    return name
