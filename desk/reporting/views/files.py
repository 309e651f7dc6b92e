"""Photos and files of reports: private, through the same scope as their report."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from desk.people.models import User
from desk.people.scope import scope_of

from ..models import Attachment, Entry

SECONDS_KEPT = 3600  # in the reader's own browser


@require_safe
@login_required
def file(request: HttpRequest, uuid: UUID) -> FileResponse:
    """Photos we drew anew are shown; everything else is only ever downloaded, never run in our origin."""
    user: Any = request.user
    attachment = Attachment.objects.select_related("entry").filter(uuid=uuid, entry__in=Entry.objects.visible_to(user)).first()
    if attachment is None or not (_is_sent(attachment) or _is_own(attachment, user)):
        raise Http404
    photo = attachment.content_type == "image/jpeg"  # pictures are always drawn anew, as JPEG
    try:
        stream = attachment.file.open("rb")
    except FileNotFoundError as lost:
        raise Http404 from lost
    response = FileResponse(
        stream,
        as_attachment=not photo,
        filename=attachment.name,
        content_type=attachment.content_type if photo else "application/octet-stream",
    )
    response["Cache-Control"] = f"private, max-age={SECONDS_KEPT}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _is_sent(attachment: Attachment) -> bool:
    """Whether it came with a sending; what was added to a returned report since then is a draft still."""
    sent_at = attachment.entry.sent_at
    return sent_at is not None and attachment.uploaded_at <= sent_at


def _is_own(attachment: Attachment, user: User) -> bool:
    return scope_of(user).files_for(attachment.entry.region_id, attachment.entry.agency_id) is not None
