"""Copy a form, retire it, take it into use again: each confirmed on a page of its own."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from .. import services
from ..errors import ActionRefused
from .pages import FormPage


class CopyForm(forms.Form):
    title = forms.CharField(label=_("Judul formulir baru"), max_length=120)
    key = forms.SlugField(label=_("Kunci formulir baru"), max_length=60, help_text=_("Nama tetap, misalnya laporan_situasi_harian."))


class CopyFormView(FormPage):
    template_name = "forms_config/admin/copy.html"
    page_title = "Salin formulir"
    permission = "add"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        initial = {"title": f"{self.form.title} (salinan)", "key": f"{self.form.key}_2"}
        return super().get_context_data(**{"copy_form": CopyForm(initial=initial), **kwargs})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        copy_form = CopyForm(request.POST)
        if copy_form.is_valid():
            try:
                copy = services.copy_form(form=self.form, by=request.user, **copy_form.cleaned_data)
            except ActionRefused as refusal:
                copy_form.add_error("key", str(refusal))
            else:
                messages.success(request, f"Salinan “{copy.title}” dibuat sebagai draf. Petugas belum melihatnya.")
                return redirect("forms:edit", copy.pk)
        return self.render_to_response(self.get_context_data(copy_form=copy_form))


class RetireView(FormPage):
    """Retires a form in use, takes a retired one into use again."""

    template_name = "forms_config/admin/retire.html"
    permission = "publish"

    @property
    def page_title(self) -> str:
        return "Pakai kembali formulir" if self.form.is_retired else "Hentikan formulir"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.POST.get("do") == "unretire":
            services.unretire_form(form=self.form, by=request.user)
            messages.success(request, f"“{self.form.title}” dipakai kembali.")
        else:
            services.retire_form(form=self.form, by=request.user)
            messages.success(request, f"“{self.form.title}” dihentikan. Laporan yang sudah dimulai masih dapat diselesaikan.")
        return redirect("forms:list")
