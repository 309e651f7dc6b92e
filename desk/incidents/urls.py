from django.urls import path

from . import views

app_name = "incidents"

urlpatterns = [
    path("posko/kejadian/", views.board, name="board"),
    path("posko/kejadian/<int:pk>/", views.detail, name="detail"),
]
