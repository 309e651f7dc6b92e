"""How many people subscribed, for the editors: numbers only. No page and no file of the admin lists addresses."""

from typing import Any, NamedTuple

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .models import Delivery, Edition, SubscribedKind, Subscriber
from .services.subscriptions import KINDS

LISTED = 20  # editions


class KindCount(NamedTuple):
    label: str
    subscribers: int


class SubscriptionCounts(WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc, unused-ignore]
    """``/admin/langganan/``, for everybody whom the admin lets in."""

    template_name = "publication/admin/subscriptions.html"
    page_title = _("Langganan pos-el")
    header_icon = "mail"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counts = {"total": Subscriber.objects.count(), "kinds": kinds(), "editions": editions()}
        return super().get_context_data(**kwargs) | counts


def kinds() -> list[KindCount]:
    """Subscribers of each kind. One query."""
    counted = dict(SubscribedKind.objects.values_list("kind").annotate(Count("pk")))
    return [KindCount(str(kind.label), counted.get(kind.value, 0)) for kind in KINDS]


def editions() -> Any:
    """The newest editions that anybody was to be written to about, with what became of the mails. One query."""
    state = Delivery.State
    return (
        Edition.objects.defer("content", "assets")
        .annotate(
            sent=Count("deliveries", filter=Q(deliveries__state=state.SENT)),
            waiting=Count("deliveries", filter=Q(deliveries__state__in=[state.WAITING, state.SENDING])),
            failed=Count("deliveries", filter=Q(deliveries__state=state.FAILED)),
        )
        .filter(deliveries__isnull=False)
        .distinct()
        .order_by("-published_at")[:LISTED]
    )
