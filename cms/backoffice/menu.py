"""Order of the admin's menu: what an admin of the desk comes for stands on top; what nobody needs is left out."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

# Formulir and its choice lists come from the form editor, with an order below these.
ORDER = {
    "explorer": 300,
    "reporting-duty": 250,
    "master-data": 400,
    "images": 500,
    "documents": 510,
    "users": 600,
    "reports": 900,
    "settings": 1000,
}
LABELS = {"reports": _("Jejak perubahan")}  # "Laporan" means what officers send
HIDDEN = frozenset({"help"})  # links to Wagtail's own site and its release notes
HIDDEN_SETTINGS = frozenset({"groups", "workflows", "workflow-tasks", "collections", "locales", "redirects"})  # groups follow the roles
# What waits and who acted on a public page stands in Satu pintu; Wagtail's own reports of it tell half.
HIDDEN_REPORTS = frozenset({"page-types-usage", "aging-pages", "locked-pages", "workflows", "workflow-tasks"})
ADMINS_REPORTS = frozenset({"site-history"})  # changes of everything, accounts and forms too


def arrange(items: list[Any]) -> None:
    """Sort and thin out the main menu in place."""
    leave_out(items, HIDDEN)
    for item in items:
        item.order = ORDER.get(item.name, item.order)
        item.label = LABELS.get(item.name, item.label)


def leave_out(items: list[Any], names: Iterable[str]) -> None:
    items[:] = [item for item in items if item.name not in names]
