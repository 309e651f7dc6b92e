"""Addresses of files that leave the desk."""

from django.urls import path, register_converter

from . import views
from .compliance.views import compliance
from .constants import FileKind
from .recaps import views as recaps


class FileKindConverter:
    """``xlsx`` or ``csv`` in an address."""

    regex = "|".join(FileKind.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FileKindConverter, "filekind")

app_name = "exports"

urlpatterns = [
    path("posko/ekspor/", views.index, name="index"),
    path("posko/ekspor/formulir/<slug:key>.<filekind:kind>", views.form_entries, name="form_entries"),
    path("posko/ekspor/kepatuhan/<str:code>.<filekind:kind>", compliance, name="compliance"),
    path("posko/ekspor/berkas/<uuid:uuid>/", views.job, name="job"),
    path("posko/ekspor/berkas/<uuid:uuid>/unduh/", views.job_file, name="job_file"),
    path("posko/rekap/<int:pk>/rilis/<int:number>/surat.pdf", recaps.letter, name="recap_letter"),
    path("posko/rekap/<int:pk>/rilis/<int:number>/rekap.xlsx", recaps.workbook, name="recap_workbook"),
    path("posko/rekap/<int:pk>/rilis/<int:number>/pesan/", recaps.message, name="recap_message"),
]
