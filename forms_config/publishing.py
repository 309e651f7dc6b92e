"""The one way by which a definition goes live. Registered with Wagtail as the publish action of forms."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.actions import PublishRevisionAction
from wagtail.log_actions import log
from wagtail.models import Revision

from .compile import compile_form
from .editing import with_keys
from .models import Form, FormVersion

LOG_PUBLISHED = "forms.form.publish"


def digest(definition: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON of a definition."""
    text = json.dumps(definition, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def append_version(*, form: Form, definition: dict[str, Any], by: Any, now: datetime) -> FormVersion:
    """The version that holds ``definition``: the current one when nothing changed, else a new row with the next number."""
    sha256 = digest(definition)
    newest = FormVersion.objects.filter(form=form).order_by("-number").first()
    if newest is not None and newest.sha256 == sha256 and not hasattr(newest, "withdrawal"):
        return newest
    version = FormVersion(
        form=form,
        number=newest.number + 1 if newest else 1,
        sha256=sha256,
        definition=definition,
        published_at=now,
        published_by=by,
    )
    version.save()
    return version


class PublishFormAction(PublishRevisionAction):
    """Compile, append the version, then let Wagtail make the revision live: one transaction, or nothing at all.

    Raises ``FormNotPublishable``. A revision that is only scheduled is compiled now and again when its time comes.
    """

    def _publish_revision(self, revision: Revision, object: Form, user: Any, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            Form.objects.select_for_update().get(pk=object.pk)
            self._fill_keys(revision, object)
            definition = compile_form(object)
            now = timezone.now()
            version = None
            if not (object.go_live_at and object.go_live_at > now):
                version = append_version(form=object, definition=definition, by=user, now=now)
            is_new = version is not None and version.pk != object.current_version_id
            object.current_version = version or object.current_version
            super()._publish_revision(revision, object, user, *args, **kwargs)
            if version is not None and is_new:
                data = {"version": version.number, "sha256": version.sha256}
                log(instance=object, action=LOG_PUBLISHED, user=user, data=data, revision=revision, content_changed=True)

    @staticmethod
    def _fill_keys(revision: Revision, form: Form) -> None:
        """Questions that were saved without a key (no JavaScript, an import) get one before they are checked."""
        blocks = form.body.get_prep_value()
        filled = with_keys(blocks)
        if filled != blocks:
            form.body = filled
            revision.content = form.serializable_data()
            revision.save(update_fields=["content"])
