"""Addresses of reporting: the officers' door, the review part of the desk's door, private files."""

from django.urls import path

from .views import (
    duty_panel,
    files,
    filling,
    keeping,
    lapor,
    nil,
    posko_asking,
    posko_compliance,
    posko_queue,
    posko_recap,
    posko_reminders,
    posko_review,
)

app_name = "reporting"

urlpatterns = [
    path("lapor/", lapor.tasks, name="tasks"),
    path("lapor/sekarang/", lapor.now, name="now"),
    path("lapor/riwayat/", lapor.history, name="history"),
    path("lapor/tugas/<int:pk>/", filling.fill_obligation, name="fill_obligation"),
    path("lapor/tugas/<int:pk>/nihil/", nil.nil, name="nil"),
    path("lapor/baru/<slug:key>/", filling.fill_new, name="fill_new"),
    path("lapor/laporan/<uuid:uuid>/", lapor.entry, name="entry"),
    path("lapor/laporan/<uuid:uuid>/perbaiki/", filling.mend, name="mend"),
    path("lapor/laporan/<uuid:uuid>/simpan/", keeping.autosave, name="autosave"),
    path("lapor/laporan/<uuid:uuid>/berkas/", keeping.add_file, name="add_file"),
    path("posko/antrean/", posko_queue.antrean, name="queue"),
    path("posko/laporan/<uuid:uuid>/", posko_review.review, name="review"),
    path("posko/laporan/<uuid:uuid>/putuskan/", posko_review.decide, name="decide"),
    path("posko/laporan/<uuid:uuid>/teruskan/", posko_review.retry, name="retry"),
    path("posko/kepatuhan/", posko_compliance.compliance, name="compliance"),
    path("posko/kepatuhan/<int:pk>/buka/", duty_panel.reopen, name="reopen_duty"),
    path("posko/pengingat/", posko_reminders.reminders, name="reminders"),
    path("posko/minta/", posko_asking.ask, name="ask"),
    path("posko/permintaan/", posko_asking.requests, name="requests"),
    path("posko/permintaan/<int:pk>/", posko_asking.request, name="request"),
    path("posko/permintaan/<int:pk>/batalkan/", posko_asking.cancel, name="cancel_request"),
    path("posko/rekap/", posko_recap.recaps, name="recaps"),
    path("posko/rekap/susun/", posko_recap.begin, name="begin_recap"),
    path("posko/rekap/<int:pk>/", posko_recap.recap, name="recap"),
    path("posko/rekap/<int:pk>/tulis/", posko_recap.edit, name="edit_recap"),
    path("posko/rekap/<int:pk>/putuskan/", posko_recap.decide, name="decide_recap"),
    path("berkas/<uuid:uuid>/", files.file, name="file"),
]
