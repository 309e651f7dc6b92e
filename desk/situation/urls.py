from django.urls import path

from . import views

app_name = "situation"

urlpatterns = [path("posko/situasi/", views.board, name="board")]
