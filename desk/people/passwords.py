"""What a password must be, in our own words; the rules themselves are ``AUTH_PASSWORD_VALIDATORS``."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from .models import User

RULES = "Paling sedikit 10 karakter, tidak hanya angka, bukan kata sandi yang umum, dan tidak mirip dengan nama Anda."
REFUSALS = {
    "password_too_short": "Kata sandi ini terlalu pendek. Pakai paling sedikit 10 karakter, misalnya beberapa kata.",
    "password_too_common": "Kata sandi ini terlalu umum dan mudah ditebak. Pakai beberapa kata yang hanya Anda ketahui.",
    "password_entirely_numeric": "Kata sandi ini hanya berisi angka. Tambahkan huruf.",
    "password_too_similar": "Kata sandi ini mirip dengan nama atau alamat Anda. Pakai kata lain.",
}


def refusals(password: str, user: User) -> list[str]:
    """Why this password may not be used by this account; empty when it may (or when none was given)."""
    if not password:
        return []
    try:
        validate_password(password, user)
    except ValidationError as error:
        return [REFUSALS.get(str(reason.code), " ".join(reason.messages)) for reason in error.error_list]
    return []
