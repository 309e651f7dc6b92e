"""What was published: list, comparison, restoring an old version into the draft, withdrawing one."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from wagtail.admin import messages

from .. import services
from ..compare import compare
from ..errors import ActionRefused
from ..models import FormVersion
from .pages import FormPage


class VersionsView(FormPage):
    template_name = "forms_config/admin/versions.html"
    page_title = "Versi terbit"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        versions = list(self.form.versions.select_related("published_by", "withdrawal", "withdrawal__withdrawn_by").order_by("-number"))
        rows = [
            {"version": version, "previous": older, "questions": _count(version.definition)}
            for version, older in zip(versions, [*versions[1:], None], strict=True)
        ]
        return super().get_context_data(rows=rows, **kwargs)


def _count(definition: Mapping[str, Any]) -> int:
    return sum(1 + len(question.get("questions", ())) for section in definition["sections"] for question in section["questions"])


class CompareView(FormPage):
    template_name = "forms_config/admin/compare.html"
    page_title = "Bandingkan versi"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        old, new = (
            get_object_or_404(self.form.versions.select_related("published_by"), number=self.kwargs[name]) for name in ("old", "new")
        )
        numbers = list(self.form.versions.order_by("-number").values_list("number", flat=True))
        comparison = compare(old.definition, new.definition)
        everything = self.request.GET.get("semua") == "1"
        return super().get_context_data(
            old_version=old,
            new_version=new,
            comparison=comparison,
            lines=comparison.lines if everything else comparison.changed_lines,
            numbers=numbers,
            everything=everything,
            **kwargs,
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen = [request.GET.get(name, "") for name in ("lama", "baru")]
        if all(number.isdecimal() for number in chosen):
            return redirect("forms:compare", self.form.pk, *map(int, chosen))
        return super().get(request, *args, **kwargs)


class VersionPage(FormPage):
    """A page about one version, with something to confirm."""

    @cached_property
    def version(self) -> FormVersion:
        return get_object_or_404(self.form.versions.select_related("withdrawal"), number=self.kwargs["number"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(version=self.version, **kwargs)


class RestoreView(VersionPage):
    template_name = "forms_config/admin/restore.html"
    page_title = "Pulihkan versi"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        services.restore_version(version=self.version, by=request.user)
        messages.success(
            request, f"Isi versi {self.version.number} sekarang menjadi draf. Periksa, lalu terbitkan bila petugas perlu memakainya lagi."
        )
        return redirect("forms:edit", self.form.pk)


class WithdrawView(VersionPage):
    template_name = "forms_config/admin/withdraw.html"
    page_title = "Tarik versi"
    permission = "publish"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            services.withdraw_version(version=self.version, reason=request.POST.get("reason", ""), by=request.user)
        except ActionRefused as refusal:
            return self.render_to_response(self.get_context_data(problem=str(refusal), reason=request.POST.get("reason", "")))
        messages.success(request, f"Versi {self.version.number} ditarik. Laporan yang masih memakainya tidak diterima lagi.")
        return redirect("forms:versions", self.form.pk)
