from django.urls import path

from .views import figures, proposals

app_name = "vetted"

urlpatterns = [
    path("posko/angka/", figures.board, name="board"),
    path("posko/angka/ambil/", figures.take, name="take"),
    path("posko/angka/<uuid:uuid>/", figures.snapshot, name="snapshot"),
    path("posko/angka/<uuid:uuid>/putuskan/", figures.decide, name="decide"),
    path("posko/usulan/", proposals.board, name="proposals"),
    path("posko/usulan/<uuid:uuid>/", proposals.proposal, name="proposal"),
]
