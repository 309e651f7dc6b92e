"""While a text waits at the one door nobody changes it; the way to take it back stands in the message."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.locks import BaseLock

from desk.core import words

from ..constants import Event, Step

WAITING = {
    Step.HANDED_IN: "Naskah ini menunggu peninjauan",
    Step.REVIEWED: "Naskah ini menunggu persetujuan",
    Step.APPROVED: "Naskah ini sudah disetujui dan menunggu waktu terbit",
}


class WaitingLock(BaseLock):  # type: ignore[misc, unused-ignore]
    """For everybody, superusers included: ``row`` is the open ``HandIn`` of the page."""

    def __init__(self, object: Any, row: Any) -> None:
        super().__init__(object)
        self.row = row

    def for_user(self, user: Any) -> bool:
        return True

    def get_message(self, user: Any) -> SafeString:
        waits = "Penarikan halaman ini menunggu persetujuan" if self.row.event == Event.WITHDRAWN else WAITING[Step(self.row.step)]
        return format_html(
            '{}, sejak {}. Selama menunggu, isinya tidak dapat diubah. <a href="{}">Buka di Satu pintu</a> untuk menariknya kembali.',
            waits,
            words.when(self.row.handed_in_at, self.object.reader_zone),
            reverse("satu_pintu:reading", args=[self.row.pk]),
        )

    def get_locked_by(self, user: Any) -> str:
        return "Menunggu di Satu pintu"

    def get_description(self, user: Any) -> str:
        return "Isinya tidak dapat diubah selama menunggu. Tarik kembali naskahnya bila perlu diubah."
