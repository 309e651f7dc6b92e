"""Forms of master data that say a rule beside the field instead of the database's constraint above it."""

from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm

from desk.people.errors import WrongBinding
from desk.people.services import check_binding


class AssignmentForm(WagtailAdminModelForm):  # type: ignore[misc, unused-ignore]
    """A role is bound as it needs; the sentence stands at the first of the three places."""

    def clean(self) -> Any:
        cleaned = super().clean()
        bound = {name: cleaned.get(name) for name in ("desk", "region", "agency")}
        try:
            check_binding(role=cleaned.get("role", ""), **bound)
        except WrongBinding as refusal:
            if "role" in cleaned:
                self.add_error("desk", str(refusal))
        return cleaned
