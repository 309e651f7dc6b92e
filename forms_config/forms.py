from typing import Any

from wagtail.admin.forms.models import WagtailAdminModelForm


class FormEditorForm(WagtailAdminModelForm):  # type: ignore[misc, unused-ignore]
    """The editor of a form: its key is fixed once published, since duties, exports and packs know the form by it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.current_version_id is not None and "key" in self.fields:
            self.fields["key"].disabled = True
