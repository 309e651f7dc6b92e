"""Addresses of reporting: the officers' door, the review part of the desk's door, private files."""

from django.urls import path

from .views import files, filling, keeping, lapor

app_name = "reporting"

urlpatterns = [
    path("lapor/", lapor.tasks, name="tasks"),
    path("lapor/sekarang/", lapor.now, name="now"),
    path("lapor/riwayat/", lapor.history, name="history"),
    path("lapor/tugas/<int:pk>/", filling.fill_obligation, name="fill_obligation"),
    path("lapor/baru/<slug:key>/", filling.fill_new, name="fill_new"),
    path("lapor/laporan/<uuid:uuid>/", lapor.entry, name="entry"),
    path("lapor/laporan/<uuid:uuid>/perbaiki/", filling.mend, name="mend"),
    path("lapor/laporan/<uuid:uuid>/simpan/", keeping.autosave, name="autosave"),
    path("lapor/laporan/<uuid:uuid>/berkas/", keeping.add_file, name="add_file"),
    path("berkas/<uuid:uuid>/", files.file, name="file"),
]
