"""Identity answers at rest: encrypted with the first of IDENTITY_KEYS, readable with any of them."""

from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

PREFIX = "enc:"  # marks cipher text in JSON
MASK = "••••••"


@lru_cache(maxsize=4)
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def conceal(text: str) -> str:
    """Cipher text of ``text``, with its mark."""
    return PREFIX + _cipher(tuple(settings.IDENTITY_KEYS)).encrypt(text.encode()).decode()


def is_concealed(value: object) -> bool:
    return isinstance(value, str) and value.startswith(PREFIX)


def reveal(token: str) -> str:
    """Plain text of a token made by ``conceal``. Without a fitting key: the mask, never an error page."""
    try:
        return _cipher(tuple(settings.IDENTITY_KEYS)).decrypt(token.removeprefix(PREFIX).encode()).decode()
    except InvalidToken:
        return MASK
