from django.urls import path

from . import views

app_name = "readiness"

urlpatterns = [path("posko/kesiapan/", views.board, name="board")]
