"""Pages of imports in the Wagtail admin: choose and upload, progress, preview, result. For installation admins only."""

from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from desk.people.models import User
from desk.people.scope import scope_of
from exports.constants import CONTENT_TYPES, MOST_BYTES, FileKind, ImportKind, ImportState
from exports.models import ImportJob

from . import services
from .blank import blank_list
from .errors import FileRefused, NotReady
from .kinds import KINDS

REFRESH = "2"  # seconds between two looks at the progress
LISTED_JOBS = 10


class UploadForm(forms.Form):
    kind = forms.ChoiceField(choices=ImportKind.choices, widget=forms.HiddenInput)
    file = forms.FileField(
        label=_("Berkas XLSX atau CSV"),
        error_messages={"required": _("Pilih berkasnya lebih dahulu."), "empty": _("Berkas kosong. Unduh berkas contoh dan isi.")},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(f"Berkas lebih besar dari {MOST_BYTES // 1024 // 1024} MB. Bagi menjadi beberapa berkas.")
        return file


class ForAdmins(View):
    """Only an admin of the whole installation; the private lists of others do not exist."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not scope_of(request.user).installation:
            raise PermissionDenied
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    @property
    def user(self) -> User:
        return cast(User, self.request.user)

    def job(self, uuid: UUID) -> ImportJob:
        return get_object_or_404(services.jobs_of(self.user), uuid=uuid)


class Upload(ForAdmins, WagtailAdminTemplateMixin, TemplateView):
    """The three kinds with their columns and an empty spreadsheet each; the lists that wait."""

    template_name = "exports/imports/index.html"
    page_title = _("Impor dari spreadsheet")
    header_icon = "upload"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        refused: UploadForm | None = kwargs.pop("refused", None)
        chosen = refused.data.get("kind") if refused else None
        places = [
            {
                "kind": kind,
                "form": refused if refused and kind.key == chosen else UploadForm(initial={"kind": kind.key}),
                "blank": reverse("imports:blank", args=[kind.key]),
            }
            for kind in KINDS.values()
        ]
        jobs = services.jobs_of(self.user)[:LISTED_JOBS]
        return super().get_context_data(**kwargs) | {"places": places, "jobs": jobs}

    def post(self, request: HttpRequest) -> HttpResponseBase:
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                job = services.take_in(kind=form.cleaned_data["kind"], content=file.read(), file_name=file.name, user=self.user)
            except FileRefused as refusal:
                form.add_error("file", str(refusal))
            else:
                return redirect("imports:job", job.uuid)
        response = self.render_to_response(self.get_context_data(refused=form))
        response.status_code = 422
        return response


class Blank(ForAdmins):
    """The spreadsheet to fill in."""

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        if kind not in ImportKind.values:
            raise Http404
        content = blank_list(KINDS[ImportKind(kind)])
        headers = {"Content-Disposition": f'attachment; filename="contoh-{kind}.xlsx"'}
        return HttpResponse(content, content_type=CONTENT_TYPES[FileKind.XLSX], headers=headers)


class Job(ForAdmins, WagtailAdminTemplateMixin, TemplateView):
    """Progress, then what would change, then what was written."""

    template_name = "exports/imports/job.html"
    header_icon = "upload"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        index = {"url": reverse("imports:index"), "label": Upload.page_title}
        return [*self.breadcrumbs_items, index, {"url": "", "label": self.get_page_title()}]

    def get_page_title(self) -> str:
        return str(self.asked)

    def get(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        self.asked = self.job(uuid)
        context = self.get_context_data()
        response = self.render_to_response(context)
        if context["going_on"]:
            response["Refresh"] = REFRESH
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        job = self.asked
        return super().get_context_data(**kwargs) | {
            "job": job,
            "kind": KINDS[ImportKind(job.kind)],
            "report": services.report_of(job),
            "going_on": job.state in {ImportState.WAITING, ImportState.CHECKING, ImportState.APPLYING},
            "applying": job.state == ImportState.APPLYING,
            "checked": job.state == ImportState.CHECKED,
            "applied": job.state == ImportState.APPLIED,
        }


class Apply(ForAdmins):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Small lists are written at once, large ones by the worker."""
        job = self.job(uuid)
        try:
            job = services.ask_to_apply(job=job)
        except NotReady as refusal:
            messages.error(request, str(refusal))
            return redirect("imports:job", uuid)
        if services.is_small(job):
            services.apply(uuid=uuid)
        return redirect("imports:job", uuid)


class ThrowAway(ForAdmins):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        job = self.job(uuid)
        try:
            services.throw_away(job=job)
        except NotReady as refusal:
            messages.error(request, str(refusal))
            return redirect("imports:job", uuid)
        messages.success(request, _("Daftar “%(name)s” dihapus. Tidak ada data yang berubah.") % {"name": job.file_name})
        return redirect("imports:index")
