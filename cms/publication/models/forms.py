"""The form of a public page's editor."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm


class DoorPageForm(WagtailAdminPageForm):  # type: ignore[misc, unused-ignore]
    """An address that is left empty is made from the title; a page that went out keeps its own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        return slug or (self.instance.slug if self.instance.was_published else "")
