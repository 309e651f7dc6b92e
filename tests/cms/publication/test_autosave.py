"""Wagtail saves by itself while somebody types: nothing that is still missing may break that, for any kind of page."""

import json

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms.publication.models import HandIn, SectionPage
from cms.publication.services import acting, ensure_home, section_of
from tests.cms.publication.editing import NO_COMMENTS, release_form
from tests.factories import publication

pytestmark = pytest.mark.django_db

KINDS = ["release", "announcement", "clarification", "agenda", "education", "document"]
JSON = {"accept": "application/json"}


def autosaved(client, kind):
    """What the browser posts after the first letters of a title."""
    section = section_of(kind)
    model = next(model for model in SectionPage.clean_subpage_models() if model.kind == kind)
    form = model.get_edit_handler().get_form_class()
    blank = dict.fromkeys(form.base_fields, "") | {"title": "Ju", "slug": "ju", "comments": NO_COMMENTS}
    streams = {name: streamfield([]) for name in ("body", "sources") if name in form.base_fields}
    address = reverse("wagtailadmin_pages:add", args=["publication", model._meta.model_name, section.pk])
    return client.post(address, nested_form_data(blank | streams), headers=JSON)


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_letters_of_a_title_are_saved_for_every_kind(client, kind):
    editor = publication.editor()
    ensure_home()
    client.force_login(editor)

    answer = autosaved(client, kind)

    assert answer["Content-Type"] == "application/json"
    told = json.loads(answer.content)
    assert answer.status_code < 500
    assert told["success"] or told["error_code"] == "validation_error"  # a missing day is asked for, not guessed


def test_saving_by_itself_is_refused_while_the_text_waits(client):
    page = publication.draft_release()
    row = acting.submit(page=page, by=publication.editor())
    client.force_login(publication.editor())

    answer = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), release_form(slug=page.slug, title="Lain"), headers=JSON)

    assert answer.status_code == 400
    assert json.loads(answer.content)["error_code"] == "locked"
    assert page.get_latest_revision_as_object().title == "Tiga TPS pindah lokasi"
    assert HandIn.objects.get().pk == row.pk
