"""Proof that a form was sent from our own page, without a cookie.

The public pages set no cookie, so Django's own protection (a secret in a cookie, repeated in the form) has nothing to stand on.
What a forged form could do here is small: make us write one letter to an address, which any script can do from its own machine.
Against that there are limits. Against other sites' pages there is this: the form carries a signed moment that another site cannot
make and cannot read from us, and the browser tells in ``Origin`` and ``Sec-Fetch-Site`` from where a form comes.
"""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest

OPEN_FOR = timedelta(hours=12)  # how long a page may stand open before its form is sent
NAME = "tanda"

_signer = TimestampSigner(salt="publication.visitors.form")


def make(form: str) -> str:
    """A token for the form of this name."""
    return _signer.sign(form)


def is_good(request: HttpRequest, form: str) -> bool:
    """Whether the posted token was made for this form not long ago, and the browser does not say that another site sent it."""
    try:
        signed = _signer.unsign(request.POST.get(NAME, ""), max_age=OPEN_FOR)
    except BadSignature:  # expired ones too
        return False
    return signed == form and not from_elsewhere(request)


def from_elsewhere(request: HttpRequest) -> bool:
    """Whether the browser names another site as the sender; old browsers say nothing."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return True
    origin = request.headers.get("Origin")
    if origin is None:
        return False
    ours = {urlsplit(settings.PUBLIC_URL).netloc, request.get_host()}
    return urlsplit(origin).netloc not in ours
