"""What the admin may not do even with every permission: official lists are imported, not typed."""

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy


class ReadOnly(ModelPermissionPolicy):  # type: ignore[misc, unused-ignore]
    """Looking yes, writing never, whoever asks."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return "view" in actions and self.user_has_permission(user, "view")
