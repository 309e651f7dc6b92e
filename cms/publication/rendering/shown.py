"""Which pictures and files of the library the public sees, and which of them nobody shows any more."""

from functools import reduce
from operator import or_

from django.db.models import Q

from ..constants import Event
from ..models import Edition, PublicFile, PublicItem
from . import documents, pictures


def no_longer_shown(editions: list[Edition]) -> set[str]:
    """Addresses of what earlier editions of an item showed and no public item shows now. At most two queries.

    A withdrawn picture or file must not live on under its own address; one that another item shows stays.
    """
    newest = editions[-1]
    before = {folder for edition in editions[:-1] for folder in folders(edition)}
    left = before - (set() if newest.event == Event.WITHDRAWN else folders(newest))
    return unshown(left)


def unshown(left: set[str]) -> set[str]:
    """Addresses below these folders, without those of folders that a public item shows. At most two queries, none for none."""
    if not left:
        return set()
    public = PublicItem.objects.filter(withdrawn_at=None).select_related("edition").only("edition__assets")
    left = left - {folder for item in public for folder in folders(item.edition)}
    if not left:
        return set()
    below = reduce(or_, (Q(path__startswith=folder) for folder in left))
    return set(PublicFile.objects.filter(below, removed=False).values_list("path", flat=True))


def folders(edition: Edition) -> set[str]:
    """Where the public files of its pictures and documents stand."""
    kinds = {"image": pictures.folder_of, "document": documents.folder_of}
    return {kinds[name.partition(":")[0]](digest) for name, digest in edition.assets.items() if digest}
