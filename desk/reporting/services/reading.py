"""Reading that leaves a trace: whoever opens identity answers is written down."""

from wagtail.log_actions import log

from desk.people.models import User

from ..constants import LOG_IDENTITY_VIEWED
from ..models import Entry


def note_identity_view(*, entry: Entry, user: User) -> None:
    """Write down that ``user`` was shown the identity answers of this report."""
    log(instance=entry, action=LOG_IDENTITY_VIEWED, user=user, data={"number": entry.number})
