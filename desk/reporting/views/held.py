"""What an officer typed, handed back on a page when a form could not take it: the session ended, or the page's token is an old one.

Nothing is kept on the server and nothing is looked up: the page says the same whoever sent it and whatever stands at the address.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

from .task import DISCARD, DRAFT, SEND

FORMS = frozenset({"reporting:fill_obligation", "reporting:fill_new", "reporting:mend"})
NOT_HELD = frozenset({"csrfmiddlewaretoken", "action"})
MOST_CHARACTERS = 1_000_000  # of names and texts that go back; what comes in is bound by DATA_UPLOAD_MAX_MEMORY_SIZE
LONGEST_ACTION = 200  # characters; the longest of ours names a row or a file
WORDS = {SEND: "Kirim laporan", DRAFT: "Simpan draf", DISCARD: "Hapus draf"}


@dataclass(frozen=True)
class Held:
    """A posted form: where it was going, its controls as typed, and the button that was pressed.

    ``files``: names of the files that cannot go back. With them a report is kept as draft instead of sent without its evidence.
    ``controls`` is empty and ``too_large`` true when there is more than a page should carry.
    """

    address: str
    controls: tuple[tuple[str, str], ...]
    action: str
    files: tuple[str, ...] = ()
    too_large: bool = False

    @property
    def words(self) -> str:
        """What the button says."""
        return WORDS.get(self.action, "Lanjutkan")


def held(request: HttpRequest) -> Held | None:
    """The form that this request posted; None when it posted none."""
    match = request.resolver_match
    if request.method != "POST" or match is None or match.view_name not in FORMS:
        return None
    controls = tuple((name, text) for name, texts in request.POST.lists() if name not in NOT_HELD for text in texts)
    files = tuple(str(upload.name) for _control, uploads in request.FILES.lists() for upload in uploads)
    action = request.POST.get("action", SEND)[:LONGEST_ACTION]
    if files and action == SEND:
        action = DRAFT
    too_large = _characters(controls) > MOST_CHARACTERS
    return Held(request.get_full_path(), () if too_large else controls, action, files, too_large)


def held_from_here(request: HttpRequest) -> Held | None:
    """The same after a refused token, and only when a page of this host posted it.

    Otherwise another site could fill a form and have somebody press the button of this page.
    """
    came_from = request.headers.get("Origin") or request.headers.get("Referer", "")
    place = urlsplit(came_from)
    here = place.netloc == request.get_host() or f"{place.scheme}://{place.netloc}" in settings.CSRF_TRUSTED_ORIGINS
    return held(request) if here else None


def _characters(controls: Iterable[tuple[str, str]]) -> int:
    return sum(len(name) + len(text) for name, text in controls)
