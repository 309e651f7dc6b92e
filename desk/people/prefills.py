"""First values that come from the person who fills and from the unit."""

from django.utils.translation import gettext_lazy as _

from forms_config.constants import Family
from forms_config.prefills import Prefill

TEXTS = frozenset({Family.SHORT_TEXT.value, Family.LONG_TEXT.value})

PREFILLS = (
    Prefill("user.name", _("Nama pengisi"), TEXTS, lambda context: context.user_name or None),
    Prefill("user.phone", _("Telepon pengisi"), TEXTS, lambda context: context.user_phone or None),
    Prefill("user.position", _("Jabatan pengisi"), TEXTS, lambda context: context.user_position() or None),
    Prefill("unit.name", _("Nama unit pelapor"), TEXTS, lambda context: context.unit_name or None),
)
