"""What Wagtail may offer on a public page. Nobody publishes, withdraws or deletes there alone, superusers included."""

from typing import Any

from wagtail.models import PagePermissionTester

from ..constants import OPEN_STEPS


class OneDoorPermissions(PagePermissionTester):  # type: ignore[misc, unused-ignore]
    """Writing as Wagtail's groups say; everything that changes what is public belongs to the one door."""

    def can_publish(self) -> bool:
        return False

    def can_publish_subpage(self) -> bool:
        return False

    def can_unpublish(self) -> bool:
        return False

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """A draft that never went out and waits for nobody: what was handed in is taken back first, which stays on record."""
        waits = self.page.hand_ins.filter(step__in=OPEN_STEPS)
        return bool(super().can_delete(ignore_bulk)) and not self.page.editions.exists() and not waits.exists()

    def can_move(self) -> bool:
        return False

    def can_move_to(self, destination: Any) -> bool:
        return False  # Wagtail lets superusers without asking ``can_move``

    def can_reorder_children(self) -> bool:
        return False


class FixedPagePermissions(OneDoorPermissions):
    """A page of the structure: it holds others and has nothing to edit."""

    def can_edit(self) -> bool:
        return False

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return False
