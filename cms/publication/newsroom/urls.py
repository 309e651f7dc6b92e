"""Addresses below ``/admin/satu-pintu/``; Wagtail puts the lock of the admin before each."""

from django.urls import path

from . import identity, proposals, views

app_name = "satu_pintu"

urlpatterns = [
    path("", views.Index.as_view(), name="index"),
    path("<int:pk>/", views.Reading.as_view(), name="reading"),
    path("<int:pk>/naskah/", views.Text.as_view(), name="text"),
    path("<int:pk>/selesai-ditinjau/", views.FinishReview.as_view(), name="finish_review"),
    path("<int:pk>/setujui/", views.Approve.as_view(), name="approve"),
    path("<int:pk>/kembalikan/", views.GiveBack.as_view(), name="give_back"),
    path("<int:pk>/batalkan/", views.Cancel.as_view(), name="cancel"),
    path("halaman/<int:page_id>/tarik/", views.Withdraw.as_view(), name="withdraw"),
    path("identitas/", identity.HandInIdentity.as_view(), name="identity"),
    path("usulan/<int:pk>/", proposals.Read.as_view(), name="proposal"),
    path("usulan/<int:pk>/tidak-diterbitkan/", proposals.Decline.as_view(), name="decline"),
    path("usulan/<int:pk>/berkas/<uuid:uuid>/", proposals.File.as_view(), name="proposal_file"),
]
