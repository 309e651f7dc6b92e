"""Keeping a draft from the editor. Registered with Wagtail as the edit action of forms."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.actions import EditAction
from wagtail.log_actions import registry


class EditFormAction(EditAction):
    """One line of the history for everything that a person saves into one revision.

    Autosave writes the revision of its editing session again and again, and Wagtail 8.0 logs each time. Here the line that is
    there already moves to the latest save. Another person, or another session, has a revision and so a line of its own.
    """

    def __init__(self, instance: Any, *arguments: Any, **options: Any) -> None:
        super().__init__(instance, *arguments, **options)
        self.line = self._line()
        if self.line is not None:
            self.log_action = None

    def _line(self) -> Any:
        """What the history says of this revision so far; None for a new one."""
        if self.overwrite_revision is None or not self.log_action:
            return None
        lines = registry.get_logs_for_instance(self.instance)
        return lines.filter(user=self.user, revision=self.overwrite_revision, action=self.log_action).first()

    @transaction.atomic
    def execute(self, skip_permission_checks: bool = False) -> Any:
        form = super().execute(skip_permission_checks=skip_permission_checks)
        if self.line is not None:
            self.line.label, self.line.timestamp = str(form), timezone.now()
            self.line.content_changed = self.line.content_changed or self.content_changed
            self.line.save(update_fields=["label", "timestamp", "content_changed"])
        return form
