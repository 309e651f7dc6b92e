"""Base of the form engine's own admin pages: permission, breadcrumbs, the form they are about."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from ..models import Form


class FormPage(WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc, unused-ignore]
    """One page of the admin about one form. ``permission`` is asked of the form's policy before anything is read."""

    permission: ClassVar[str] = "change"
    header_icon = "desk-task"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not policy_registry.get_by_type(Form).user_has_permission(request.user, self.permission):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    @cached_property
    def form(self) -> Form:
        return get_object_or_404(Form.objects.select_related("current_version"), pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return self.form.title if "pk" in self.kwargs else ""

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        trail = [
            {"url": reverse("wagtailadmin_home"), "label": "Beranda"},
            {"url": reverse("forms:list"), "label": "Formulir"},
        ]
        if "pk" in self.kwargs:
            trail.append({"url": reverse("forms:edit", args=[self.form.pk]), "label": self.form.title})
        return [*trail, {"url": "", "label": str(self.page_title)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        about = {"form_row": self.form} if "pk" in self.kwargs else {}
        context: dict[str, Any] = super().get_context_data(**about, **kwargs)
        return context
