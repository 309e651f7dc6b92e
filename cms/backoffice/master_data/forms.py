"""Forms of master data that say a rule beside the field instead of the database's constraint above it."""

from dataclasses import asdict
from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm

from desk.people.errors import WrongBinding
from desk.people.services import ALWAYS, Term, check_binding


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
        try:
            check_binding(role=cleaned["role"], **bound, term=self.term)
        except WrongBinding as refusal:
            self.add_error("valid_until", str(refusal))
        return cleaned

    @property
    def term(self) -> Term:
        """How long, and in whose stead."""
        return Term(**{name: self.cleaned_data.get(name) or empty for name, empty in asdict(ALWAYS).items()})
