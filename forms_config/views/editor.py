"""Create, edit, preview and delete forms in the Wagtail admin. Publishing is refused here, beside the question, before anything is saved."""

from typing import Any

from django.forms import Media, Script
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from wagtail.admin import messages
from wagtail.admin.widgets import Button
from wagtail.snippets.views import snippets

from ..compile import review_form
from ..editing import with_keys
from ..errors import FormNotPublishable, Problem
from .facts import editor_facts
from .problems import place_problems

EDITOR_SCRIPT: Any = Script("forms_config/admin/editor.js", type="module")
EDITOR_MEDIA = Media(css={"all": ["forms_config/admin/editor.css"]}, js=[EDITOR_SCRIPT])
SHOWN_IN_SUMMARY = 12


class RefusesToPublish:
    """Compiles what was typed before the view publishes it; keeps everything typed when it does not compile."""

    request: HttpRequest
    action: str
    produced_error_message: Any
    warnings: tuple[str, ...] = ()

    def is_valid(self, form: Any) -> bool:
        if not super().is_valid(form):  # type: ignore[misc]
            return False
        if self.action != "publish":
            return True
        form.instance.body = with_keys(form.instance.body.get_prep_value())
        review = review_form(form.instance)
        self.warnings = review.warnings
        if review.problems:
            place_problems(form, review.problems)
            self.produced_error_message = problem_summary(review.problems)
        return not review.problems

    def publish_action(self) -> HttpResponseBase | None:
        try:
            response: HttpResponseBase | None = super().publish_action()  # type: ignore[misc]
        except FormNotPublishable as error:  # another admin published in between
            messages.error(self.request, problem_summary(error.problems))
            return redirect(self.get_edit_url())  # type: ignore[attr-defined]
        for warning in self.warnings:
            messages.warning(self.request, warning)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        context["media"] = context["media"] + EDITOR_MEDIA
        context["desk_facts"] = editor_facts(getattr(self, "object", None))
        return context


def problem_summary(problems: tuple[Problem, ...]) -> str:
    """All problems as one message: what the editor shows on top while each also stands at its question."""
    more = len(problems) - SHOWN_IN_SUMMARY
    items = format_html_join("", "<li>{}</li>", ((str(problem),) for problem in problems[:SHOWN_IN_SUMMARY]))
    rest = format_html("<li>dan {} hal lain</li>", more) if more > 0 else ""
    return format_html(
        "Formulir belum diterbitkan: {} hal perlu diperbaiki. Isian Anda tetap ada.<ul class='desk-problems'>{}{}</ul>",
        len(problems),
        items,
        rest,
    )


class FormIndexView(snippets.IndexView):  # type: ignore[misc, unused-ignore]
    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons: list[Button] = super().header_more_buttons
        if self.user_has_permission("add"):
            buttons.append(Button("Impor formulir", url=reverse("forms:import"), icon_name="upload", priority=90))
        return buttons


class FormCreateView(RefusesToPublish, snippets.CreateView):  # type: ignore[misc, unused-ignore]
    """A new form starts with one section."""


class FormEditView(RefusesToPublish, snippets.EditView):  # type: ignore[misc, unused-ignore]
    @cached_property
    def header_more_buttons(self) -> list[Button]:
        form = self.object
        links = [
            ("Versi terbit", "versions", "history", 5),
            ("Salin formulir", "copy_form", "copy", 10),
            ("Unduh paket", "export", "download", 15),
            ("Pakai kembali" if form.is_retired else "Hentikan formulir", "retire", "no-view", 18),
        ]
        return [
            *(Button(label, url=self.url_of(name), icon_name=icon, priority=order) for label, name, icon, order in links),
            *super().header_more_buttons,
        ]

    def url_of(self, name: str) -> str:
        return reverse(f"{self.edit_url_name.rpartition(':')[0]}:{name}", args=[self.object.pk])


class FormDeleteView(snippets.DeleteView):  # type: ignore[misc, unused-ignore]
    """Only forms that nobody was ever asked to fill in."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.object.current_version_id is not None:
            messages.error(request, "Formulir yang pernah terbit tidak dapat dihapus karena laporannya masih ada. Hentikan formulirnya.")
            return redirect(self.edit_url_name, self.object.pk)
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response
