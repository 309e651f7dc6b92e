"""What the worker does for accounts. Safe to run twice: a second letter holds another link to the same page."""

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from desk.core.mail import queue_mail

from .models import User


def send_reset_links(email: str) -> int:
    """Write to every active account with this e-mail; says how many. The page that asked never knows."""
    users = User.objects.filter(email__iexact=email, is_active=True).exclude(email="")
    return sum(send_password_link(user.pk) for user in users)


def send_password_link(user_id: int, *, welcome: bool = False) -> int:
    """One letter with a link that sets the password once, within ``PASSWORD_RESET_TIMEOUT``."""
    user = User.objects.filter(pk=user_id, is_active=True).exclude(email="").first()
    if user is None:
        return 0
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    path = reverse("people:password_reset_confirm", kwargs={"uidb64": uid, "token": default_token_generator.make_token(user)})
    context = {
        "user": user,
        "welcome": welcome,
        "link": settings.PUBLIC_URL + path,
        "ask_again": settings.PUBLIC_URL + reverse("people:password_reset"),
        "hours": settings.PASSWORD_RESET_TIMEOUT // 3600,
    }
    subject = "Akun Desk Pilkada Anda" if welcome else "Kata sandi baru untuk Desk Pilkada"
    queue_mail(to=user.email, subject=subject, text=render_to_string("people/mail/password_link.txt", context))
    return 1
