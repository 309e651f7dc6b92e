"""What the versions of a form say together."""

from .models import FormVersion
from .privacy import identity_keys

_marked: dict[str, frozenset[str]] = {}  # by the hash of a version, which never changes


def identity_keys_of(form_id: int) -> frozenset[str]:
    """Keys of the questions that any version of the form marks as identity.

    One query; one more for versions that this process has not met yet.
    """
    versions = FormVersion.objects.filter(form=form_id)
    hashes = dict(versions.values_list("sha256", "pk"))
    unknown = [pk for sha256, pk in hashes.items() if sha256 not in _marked]
    if unknown:
        for sha256, definition in versions.filter(pk__in=unknown).values_list("sha256", "definition"):
            _marked[sha256] = identity_keys([definition])
    return frozenset().union(*(_marked[sha256] for sha256 in hashes))
