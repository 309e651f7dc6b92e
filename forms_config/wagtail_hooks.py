"""What the form engine adds to the Wagtail admin."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.actions import ActionRegistry
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from . import drafting, publishing, services
from .models import Form
from .permissions import FormPolicy
from .viewsets import ChoiceListViewSet, FormViewSet

register_permission_policy(Form, FormPolicy())
register_snippet(FormViewSet)
register_snippet(ChoiceListViewSet)


@hooks.register("register_actions")
def register_actions(registry: ActionRegistry) -> None:
    """Whatever publishes a form, by whichever view or command, compiles it first; autosaves are one line of the history."""
    registry.register(Form, drafting.EditFormAction)
    registry.register(Form, publishing.PublishFormAction)


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    actions.register_action(publishing.LOG_PUBLISHED, _("Terbitkan formulir"), _("Formulir diterbitkan"))
    actions.register_action(services.LOG_COPIED, _("Salin formulir"), _("Disalin dari formulir lain"))
    actions.register_action(services.LOG_IMPORTED, _("Impor formulir"), _("Dimuat dari paket formulir"))
    actions.register_action(services.LOG_RETIRED, _("Hentikan formulir"), _("Formulir dihentikan"))
    actions.register_action(services.LOG_UNRETIRED, _("Pakai kembali formulir"), _("Formulir dipakai kembali"))
    actions.register_action(services.LOG_WITHDRAWN, _("Tarik versi"), _("Versi formulir ditarik"))
    actions.register_action(services.LOG_RESTORED, _("Pulihkan versi ke draf"), _("Versi lama dipulihkan menjadi draf"))


@hooks.register("construct_snippet_action_menu")
def leave_out_unpublish(items: list[Any], _request: Any, context: dict[str, Any]) -> None:
    """A form is not taken offline but retired, so that what was begun can be finished."""
    if context["model"] is Form:
        items[:] = [item for item in items if item.name != "action-unpublish"]
