"""Who may do what to forms in the admin: the model's permissions, and nobody deletes what officers have filled in."""

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy

from .models import Form


class FormPolicy(ModelPermissionPolicy):
    """A form that was ever published is retired, not deleted."""

    def __init__(self) -> None:
        super().__init__(Form)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Form) -> bool:
        if action == "delete" and instance.current_version_id is not None:
            return False
        return bool(super().user_has_permission_for_instance(user, action, instance))

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Form) -> bool:
        return any(self.user_has_permission_for_instance(user, action, instance) for action in actions)
