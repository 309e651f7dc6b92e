"""What a request for a public page is answered with: a function of the tree and the request alone.

An address is looked up, whole and decoded once, among those of the manifest. Nothing of it ever becomes a path on the disk, so
that steps up, encoded slashes, double encoding, backslashes and NUL are just addresses that nobody wrote.
"""

import logging
import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from urllib.parse import quote

from .pages import SECURITY, Answer, Headers, Lost, Page, Variant
from .reader import Tree

logger = logging.getLogger("desk.front")

Header = Callable[[str], str | None]  # the value of a request header by its name in lower case

LONGEST_ADDRESS = 8 * 1024  # characters of path and query
LONGEST_HEADER = 1024  # characters that are worth reading
RETRY_SECONDS = 30
METHODS = "GET, HEAD"
MISSING = "Halaman ini tidak ditemukan. Periksa alamatnya, atau mulai dari halaman depan: /\n"
AWAY = "Layanan ini sedang tidak dapat dijangkau. Silakan coba lagi sebentar lagi.\n"
TOO_LONG = "Alamat ini terlalu panjang. Persingkat alamatnya, atau mulai dari halaman depan: /\n"
NOT_SO = "Halaman ini hanya dapat dibaca.\n"

_RANGE = re.compile(r"bytes=(?:([0-9]{1,18})-([0-9]{0,18})|-([0-9]{1,18}))", re.IGNORECASE)
_QUERY = re.compile(r"[!-~]{1,1024}")  # that may be carried on to another address
_CODINGS = {"br": "br", "gzip": "gzip", "x-gzip": "gzip", "identity": ""}
_TEXT: Headers = [("content-type", "text/plain; charset=utf-8"), *SECURITY.items()]


def answer_page(tree: Tree, method: str, path: str, query: str, header: Header) -> Answer | None:
    """The answer of an address of the manifest to GET or HEAD; ``None`` when it is none or is asked otherwise."""
    page = tree.ready.get(path) or tree.page(path)
    if method not in ("GET", "HEAD"):
        return None
    if len(query) + len(path) > LONGEST_ADDRESS:
        return answer_text(414, TOO_LONG, method) if page is not None or path in tree.manifest.redirects else None
    if page is None:
        target = tree.manifest.redirects.get(path)
        return None if target is None else _moved(tree, target, query)
    try:
        return _of_page(page, method, header)
    except Lost:
        logger.exception("a public page is lost: %s", path)
        return answer_away(tree, method, header)


def answer_other(tree: Tree, method: str, path: str, query: str, header: Header) -> Answer:
    """The answer when ``answer_page`` has none: an address that lacks its last slash, a page asked wrongly, or no page at all."""
    if len(query) + len(path) > LONGEST_ADDRESS:
        return answer_text(414, TOO_LONG, method)
    files, redirects = tree.manifest.files, tree.manifest.redirects
    if method not in ("GET", "HEAD"):
        if path in files or path in redirects:
            return answer_text(405, NOT_SO, method, ("allow", METHODS))
        return answer_missing(tree, method, header)
    slashed = f"{path}/"
    if slashed in files or slashed in redirects:
        return _moved(tree, redirects.get(slashed, slashed), query)
    return answer_missing(tree, method, header)


def answer_missing(tree: Tree, method: str, header: Header) -> Answer:
    """404, with the page that the tree has for it; 503 while there is no tree."""
    if not tree.manifest.files:
        return answer_away(tree, method, header)
    return _told(tree, method, header, page=tree.manifest.missing, status=404, text=MISSING)


def answer_away(tree: Tree, method: str, header: Header) -> Answer:
    """503, with the page that the tree has for a service that does not answer."""
    return _told(tree, method, header, ("retry-after", str(RETRY_SECONDS)), page=tree.manifest.away, status=503, text=AWAY)


def _of_page(page: Page, method: str, header: Header) -> Answer:
    accepted = header("accept-encoding")
    variant = page.variant(preferred_codings(accepted[:LONGEST_HEADER]) if accepted else ())
    if page.entry.status == 200:  # noqa: PLR2004 - conditions and ranges are about pages that are there
        known = header("if-none-match")
        if known is not None and _names(known, variant.etag):
            return variant.unchanged
        if method == "GET" and (asked := header("range")) is not None:
            return _part(page.plain, variant, asked, header("if-range"))
    return variant.head if method == "HEAD" else variant.full


@lru_cache(maxsize=256)
def preferred_codings(accepted: str) -> tuple[str, ...]:
    """Our codings that ``Accept-Encoding`` allows, the most wanted first; ``""`` is the plain body, which is never refused."""
    weights = {"": 0.0001}
    star = 0.0
    for part in accepted.lower().split(","):
        name, _, parameter = part.partition(";")
        weight = _weight(parameter)
        if name.strip() == "*":
            star = weight
        elif (coding := _CODINGS.get(name.strip())) is not None:
            weights[coding] = weight
    weights = {"br": star, "gzip": star} | weights
    order = sorted(weights, key=lambda coding: (-weights[coding], ("br", "gzip", "").index(coding)))
    return tuple(coding for coding in order if weights[coding] > 0)


def _weight(parameter: str) -> float:
    name, _, value = parameter.partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return min(max(float(value), 0.0), 1.0)
    except ValueError:
        return 0.0


def _names(known: str, etag: str) -> bool:
    """Whether ``If-None-Match`` names this representation; weakly compared, as the standard asks."""
    if known == etag:
        return True
    tags = [tag.strip().removeprefix("W/") for tag in known[: 8 * LONGEST_HEADER].split(",")]
    return etag in tags or known.strip() == "*"


def _part(plain: Variant, variant: Variant, asked: str, only_if: str | None) -> Answer:
    """206 for one range, of the plain body; 416 for one that lies behind its end; the whole for anything else."""
    match = _RANGE.fullmatch(asked.strip()[:LONGEST_HEADER])
    if match is None or (only_if is not None and only_if.strip() != plain.etag):
        return variant.full
    first, last, tail = match.groups()
    if tail is not None:
        start, end = max(plain.size - int(tail), 0), plain.size
    else:
        start, end = int(first), min(int(last) + 1 if last else plain.size, plain.size)
        if last and int(last) < int(first):
            return variant.full
    if start >= plain.size or start >= end:
        return Answer(416, [*_TEXT, ("content-range", f"bytes */{plain.size}"), ("content-length", "0")])
    headers = [*plain.headers, ("content-range", f"bytes {start}-{end - 1}/{plain.size}"), ("content-length", str(end - start))]
    return Answer(206, headers, plain.body[start:end], plain.file, start, end)


def _moved(tree: Tree, target: str, query: str) -> Answer:
    """301, asked again each time: what moved once may move back."""
    carried = f"?{query}" if _QUERY.fullmatch(query) else ""
    location = quote(target, safe="/-._~!$&'()*+,;=:@") + carried
    headers = [("location", location), ("cache-control", "no-cache"), *(SECURITY | dict(tree.manifest.headers)).items()]
    return Answer(301, [*headers, ("content-length", "0")])


def _told(tree: Tree, method: str, header: Header, *more: tuple[str, str], page: str, status: int, text: str) -> Answer:
    """A page of the tree under another status, never kept; a line of text when there is none."""
    found = tree.page(page)
    if found is None:
        return answer_text(status, text, method, *more)
    try:
        variant = found.variant(preferred_codings((header("accept-encoding") or "")[:LONGEST_HEADER]))
    except Lost:
        return answer_text(status, text, method, *more)
    kept = [(name, value) for name, value in variant.full.headers if name not in ("cache-control", "etag", "accept-ranges")]
    shown = variant.head if method == "HEAD" else variant.full
    return replace(shown, status=status, headers=[*kept, ("cache-control", "no-store"), *more])


def answer_text(status: int, text: str, method: str, *more: tuple[str, str]) -> Answer:
    body = text.encode()
    headers = [*_TEXT, ("cache-control", "no-store"), ("content-length", str(len(body))), *more]
    return Answer(status, headers, b"" if method == "HEAD" else body)
