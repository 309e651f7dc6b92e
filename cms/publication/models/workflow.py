"""The two steps of Wagtail's workflow "Satu pintu". Each asks the services about the very page of its workflow, never about
the page that an address names: Wagtail does not check that both belong together."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState

from .. import one_door

APPROVE, REJECT = "approve", "reject"


class ReturnForm(forms.Form):
    """A text goes back with a reason, so that the editor knows what to mend."""

    comment = forms.CharField(label=_("Alasan"), max_length=600, widget=forms.Textarea(attrs={"rows": 3}))


class DoorTask(Task):
    """Abstract: a step at which a second person looks. While it waits, nobody changes the text."""

    done_label: Any = ""

    class Meta:
        abstract = True

    def allows(self, page: Any, user: Any) -> bool:
        """Whether this person may act on this page at this step. Each step says."""
        raise NotImplementedError

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return True

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return self.allows(obj, user)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        if not self.allows(obj, user):
            return []
        return [(REJECT, _("Kembalikan dengan alasan"), True), (APPROVE, self.done_label, False)]

    def get_form_for_action(self, action: str) -> Any:
        return ReturnForm if action == REJECT else super().get_form_for_action(action)

    def give_back(self, task_state: Any, user: Any, **kwargs: Any) -> None:
        """Return the text with its reason. This run of the workflow is over: what is mended is handed in from the first step."""
        state = task_state.workflow_state
        one_door.vetting().returned(workflow_state=state, by=user, reason=kwargs.get("comment", ""))
        super().on_action(task_state, user, REJECT, **kwargs)
        state.cancel(user=user)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        mine = [state.pk for state in waiting if self.allows(state.workflow_state.content_object.specific, user)]
        return waiting.filter(pk__in=mine)


class ReviewTask(DoorTask):
    """Peninjauan: somebody who did not write it reads the facts and the words."""

    done_label = _("Selesai ditinjau")

    class Meta:
        verbose_name, verbose_name_plural = _("peninjauan"), _("peninjauan")

    def allows(self, page: Any, user: Any) -> bool:
        return one_door.vetting().may_review(page=page, user=user)

    def start(self, workflow_state: Any, user: Any = None) -> Any:
        one_door.vetting().handed_in(workflow_state=workflow_state, by=user or workflow_state.requested_by)
        return super().start(workflow_state, user=user)

    @transaction.atomic
    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> Any:
        if action_name == REJECT:
            return self.give_back(task_state, user, **kwargs)
        if action_name == APPROVE:
            one_door.vetting().reviewed(workflow_state=task_state.workflow_state, by=user)
        return super().on_action(task_state, user, action_name, **kwargs)


class OneDoorTask(DoorTask):
    """Persetujuan satu pintu: the approver lets it out, at once or at its time."""

    done_label = _("Setujui dan terbitkan")

    class Meta:
        verbose_name, verbose_name_plural = _("persetujuan satu pintu"), _("persetujuan satu pintu")

    def allows(self, page: Any, user: Any) -> bool:
        return one_door.vetting().may_approve(page=page, user=user)

    @transaction.atomic
    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> Any:
        if action_name == REJECT:
            return self.give_back(task_state, user, **kwargs)
        vetting = one_door.vetting()
        if action_name == APPROVE:
            vetting.approved(workflow_state=task_state.workflow_state, by=user)
        answer = super().on_action(task_state, user, action_name, **kwargs)
        if action_name == APPROVE:
            vetting.release(workflow_state=task_state.workflow_state)
        return answer
