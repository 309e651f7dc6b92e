"""One click that hands the home page in with the identity of today."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from ..services.identity import hand_in_identity
from .views import ForEditors


class HandInIdentity(ForEditors):
    def post(self, request: HttpRequest) -> HttpResponseBase:
        row = hand_in_identity(by=self.user)
        messages.success(request, _("Beranda dengan identitas terbaru diserahkan untuk ditinjau."))
        return redirect("satu_pintu:reading", row.pk)
