"""Forms in and out as pack files, and the starter packs that ship with the project."""

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages

from .. import services
from ..errors import FormsConfigError
from ..models import Form
from ..packing import TRY_ANOTHER_FILE, read_pack_text, starter_pack, starter_pack_names
from .pages import FormPage

LARGEST_PACK = 2 * 1024 * 1024  # bytes; the largest starter pack has 60 kB


class ExportPackView(FormPage):
    page_title = "Unduh paket"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        text = json.dumps(services.export_pack(form=self.form), ensure_ascii=False, indent=2)
        response = HttpResponse(text, content_type="application/json; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{self.form.key}.json"'
        return response


class ImportPackView(FormPage):
    template_name = "forms_config/admin/import.html"
    page_title = "Impor formulir"
    permission = "add"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        packs = [(name, starter_pack(name)["definition"]) for name in starter_pack_names()]
        known = dict(Form.objects.values_list("key", "pk"))
        starters = [{"name": name, "title": definition["title"], "form_pk": known.get(definition["key"])} for name, definition in packs]
        return super().get_context_data(starters=starters, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            form = services.import_pack(self._pack(request), by=request.user)
        except FormsConfigError as refusal:
            return self.render_to_response(self.get_context_data(problem=str(refusal)))
        messages.success(request, f"“{form.title}” dimuat sebagai draf. Periksa, lalu terbitkan.")
        return redirect("forms:edit", form.pk)

    def _pack(self, request: HttpRequest) -> dict[str, Any]:
        name = request.POST.get("starter")
        if name:
            if name not in starter_pack_names():
                raise Http404
            return starter_pack(name)
        upload = request.FILES.get("file")
        if upload is None:
            raise FormsConfigError("Pilih berkas paket formulir dahulu.")
        if upload.size is None or upload.size > LARGEST_PACK:
            raise FormsConfigError(f"Berkas terlalu besar untuk sebuah paket formulir (paling besar 2 MB). {TRY_ANOTHER_FILE}")
        try:
            return read_pack_text(upload.read().decode("utf-8"))
        except UnicodeDecodeError as error:
            raise FormsConfigError(f"Berkas bukan paket formulir: isinya bukan teks. {TRY_ANOTHER_FILE}") from error
