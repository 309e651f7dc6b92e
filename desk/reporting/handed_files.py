"""Photos and files of sent reports, as ``desk.vetted`` hands them to the editors."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import F

from desk.vetted.files import HandedFile

from .models import Attachment


def files_named(uuids: Collection[UUID]) -> dict[UUID, HandedFile]:
    """Files with these uuids that came with a sending, whatever their region: the caller's row names them. One query."""
    sent = Attachment.objects.filter(uuid__in=uuids, entry__submission_count__gt=0, uploaded_at__lte=F("entry__sent_at"))
    return {attachment.uuid: _handed(attachment) for attachment in sent}


def _handed(attachment: Attachment) -> HandedFile:
    def read() -> bytes:
        with attachment.file.open("rb") as stream:
            return bytes(stream.read())

    return HandedFile(
        uuid=attachment.uuid,
        name=attachment.name,
        content_type=attachment.content_type,
        size=attachment.size,
        photo=attachment.kind == Attachment.Kind.PHOTO,
        taken_at=attachment.taken_at,
        read=read,
    )
