"""Who stands before the pages of this app, and which region they look at."""

from django.http import Http404, HttpRequest

from desk.people.coverage import Coverage, coverage_of
from desk.people.models import User


class PoskoRequest(HttpRequest):
    """A request of somebody at a desk; ``requires_door("posko")`` stands before the view."""

    user: User


def covered(request: PoskoRequest) -> Coverage:
    """The region of ``?wilayah=``, or the user's first; 404 outside their scope."""
    coverage = coverage_of(request.user, request.GET.get("wilayah", ""))
    if coverage is None:
        raise Http404
    return coverage
