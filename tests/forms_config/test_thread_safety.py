"""Wagtail loosens the shared block definitions while a draft is saved; nobody else may validate meanwhile (wagtail 7.4 and later)."""

import threading

import pytest
from django.core.exceptions import ValidationError

from forms_config.models import Form

ROUNDS = 60


@pytest.mark.parametrize("field", ["body", "checks"])
def test_publishing_never_validates_against_definitions_that_a_draft_has_loosened(field):
    block = Form._meta.get_field(field).stream_block
    child = {"body": "yes_no", "checks": "check"}[field]
    setting = {"body": "required", "checks": "op"}[field]
    deferring, leave = threading.Event(), threading.Event()
    inner = block.child_blocks[child].child_blocks[setting]
    was_required, inner.field.required = inner.field.required, True
    value = block.to_python([{"type": child, "id": "a", "value": {"label": "A", setting: ""}}])

    class Draft(threading.Thread):
        def run(self):
            deferring.set()
            while not leave.is_set():
                block.clean_deferred(value)

    draft = Draft(daemon=True)
    draft.start()
    deferring.wait()
    slipped = 0
    try:
        for _ in range(ROUNDS):
            try:
                block.clean(value)
                slipped += 1
            except ValidationError:
                pass
    finally:
        leave.set()
        draft.join()
        inner.field.required = was_required

    assert slipped == 0
