"""``/langganan/``: asking for mails, confirming, leaving. The services judge; these views say what happened."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from desk.people.lockout import client_address

from ..constants import Kind
from ..errors import LinkNotGood
from ..services import limits, subscriptions
from . import form_tokens
from .forms import SubscriptionForm
from .pages import answer

FORM = "langganan"
STALE = "Halaman ini terbuka terlalu lama atau dikirim dari laman lain. Isian Anda masih ada; kirim sekali lagi."
TOO_MANY = "Formulir ini terlalu sering dipakai dari jaringan Anda. Coba lagi satu jam lagi."
ONE_CLICK = ("List-Unsubscribe", "One-Click")  # RFC 8058, what mail programs post

# How each of these addresses ends: title and what it says.
OUTCOMES = {
    "terkirim": (
        "Periksa pos-el Anda",
        "Kami mengirim tautan ke alamat yang Anda tulis. Buka tautan itu dalam tiga hari untuk mengaktifkan langganan. Bila belum "
        "ada dalam beberapa menit, periksa juga folder spam.",
    ),
    "aktif": (
        "Langganan Anda aktif",
        "Kabar berikutnya kami kirim begitu terbit. Setiap pos-el memuat tautan untuk berhenti dan menghapus data Anda.",
    ),
    "selesai": (
        "Anda tidak berlangganan lagi",
        "Alamat Anda dan seluruh catatan pengirimannya sudah dihapus. Tidak ada pos-el lagi dari kami.",
    ),
}


@csrf_exempt  # a token of our own stands in its place: form_tokens
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """The form; sent, it answers the same for every address, whether it is known or not."""
    if request.method != "POST":
        return _form(SubscriptionForm(initial={"kinds": request.GET.getlist("jenis")[: len(Kind)]}))
    form = SubscriptionForm(request.POST)
    if not form_tokens.is_good(request, FORM):
        return _form(form, problem=STALE, status=400)
    if not form.is_valid():
        return _form(form, status=422)
    now = timezone.now()
    if not limits.spend(limits.PER_MACHINE, client_address(request), now):
        return _form(form, problem=TOO_MANY, status=429)
    if not form.by_a_script:
        subscriptions.ask(email=form.cleaned_data["email"], kinds=form.cleaned_data["kinds"], now=now)
    return _redirect("terkirim")


@require_safe
def outcome(_request: HttpRequest, outcome: str) -> HttpResponse:
    """What became of it; the address says nothing of whom."""
    if outcome not in OUTCOMES:
        raise Http404
    title, text = OUTCOMES[outcome]
    return answer(reverse("publication:subscribe"), "outcome.html", title, {"text": text})


@csrf_exempt  # whoever holds the link received the mail
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the letter asks once more, since programs that look mails through follow every link."""
    try:
        if request.method == "POST":
            subscriptions.confirm(token=token, now=timezone.now())
            return _redirect("aktif")
        asked = subscriptions.asked_with(token)
    except LinkNotGood as refused:
        return _refused(refused)
    kinds = [str(Kind(kind).label) for kind in asked.kinds]
    return answer(reverse("publication:subscribe"), "confirm.html", "Aktifkan langganan", {"kinds": kinds})


@csrf_exempt  # whoever holds the link received the mail; mail programs post here without any page of ours
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Leaving deletes. Mail programs do it with one click of their own (RFC 8058)."""
    try:
        if request.method == "POST":
            subscriptions.leave(token=token)
            return HttpResponse(status=200) if request.POST.get(ONE_CLICK[0]) == ONE_CLICK[1] else _redirect("selesai")
        subscriber = subscriptions.subscriber_with(token)
    except LinkNotGood as refused:
        return _refused(refused)
    if subscriber is None:
        return _redirect("selesai")
    return answer(reverse("publication:subscribe"), "leave.html", "Berhenti berlangganan", {})


def _form(form: SubscriptionForm, *, problem: str = "", status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "problem": problem, "token": form_tokens.make(FORM), "token_name": form_tokens.NAME}
    return answer(reverse("publication:subscribe"), "subscribe.html", "Langganan pos-el", context, status=status)


def _refused(refused: LinkNotGood) -> HttpResponse:
    context = {"text": str(refused), "again": True}
    return answer(reverse("publication:subscribe"), "outcome.html", "Tautan ini tidak dapat dipakai", context, status=410)


def _redirect(outcome: str) -> HttpResponse:
    response = redirect("publication:subscription_outcome", outcome=outcome)
    response.status_code = 303
    response["Cache-Control"] = "no-store"
    return response
