"""Taking a simulation's public pages away again; only ``manage.py scenario clear`` calls it, inside its transaction."""

from django.db.models import Q

from ..models import Delivery, Edition, HandIn, HomePage, PublicItem, SectionPage, VettedPage
from ..rendering import files
from ..rendering.shown import folders, unshown


def remove_simulated_pages(where: Q) -> None:
    """Items marked as simulation whose region fits ``where``, with editions, hand-ins, pages and addresses.

    The home page stays as a page; with ``Q()`` its simulated editions go too. The triggers judge every edition.
    """
    items = PublicItem.objects.filter(where, simulation=True)
    page_ids = list(items.values_list("page_id", flat=True))
    paths = set(items.values_list("path", flat=True))
    items.delete()
    editions = Edition.objects.filter(page_id__in=page_ids, simulation=True)
    shown = {folder for edition in editions for folder in folders(edition)}
    Delivery.objects.filter(edition__in=editions).delete()
    editions._raw_delete(editions.db)
    HandIn.objects.filter(page_id__in=page_ids).delete()
    files.take_away(path for path in paths if path != "/")
    files.put([], removed=unshown(shown))
    for model in _types():
        for page in model.objects.filter(pk__in=page_ids):
            page.delete()


def _types() -> list[type[VettedPage]]:
    return [page_class for page_class in SectionPage.clean_subpage_models() if not issubclass(page_class, HomePage)]
