"""The history of a form tells who changed what, also when every pause in typing is saved."""

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from forms_config.models import Form
from tests.factories import people
from tests.forms_config.drafts import draft, q, saved
from tests.forms_config.test_admin import number, posted, section, with_ids

pytestmark = pytest.mark.django_db


@pytest.fixture
def form():
    return saved(draft(q("whole_number", "jumlah")), by=people.admin())


def autosave(client, form, title, revision=""):
    """What the editor's script posts; the revision that the next one writes over."""
    form.refresh_from_db()
    data = with_ids(posted(section(), number(), title=title, key=form.key), form) | {"overwrite_revision_id": revision}
    answer = client.post(reverse("forms:edit", args=[form.pk]), data, headers={"Accept": "application/json"})
    assert answer.status_code == 200, answer.content
    return answer.json()["revision_id"]


def type_on(client, form, times):
    revision = ""
    for time in range(times):
        revision = autosave(client, form, f"Judul {time}", revision)
    return revision


def signed_in(client, user):
    client.force_login(user)
    return client


def lines_of(form):
    return list(ModelLogEntry.objects.for_instance(form).order_by("pk").values_list("user__username", "action"))


def test_ten_autosaves_of_one_person_are_one_line_with_the_latest_time_and_title(client, form, clock):
    admin = people.admin()
    signed_in(client, admin)
    revision = autosave(client, form, "Judul pertama")
    clock.shift(60)

    for time in range(9):
        revision = autosave(client, form, f"Judul {time}", revision)

    line = ModelLogEntry.objects.for_instance(form).get()
    assert (line.user, line.action, line.label, line.revision_id) == (admin, "wagtail.edit", "Judul 8", revision)
    assert line.timestamp == Form.objects.get(pk=form.pk).latest_revision.created_at
    assert len(client.get(reverse("forms:history", args=[form.pk])).context["object_list"]) == 1


def test_two_persons_are_two_lines_and_so_is_a_second_visit(client, form):
    first, second = people.admin(), people.with_role("admin", username="admin2", name="Wulan Sari")
    type_on(signed_in(client, first), form, 3)
    type_on(signed_in(client, second), form, 3)
    assert lines_of(form) == [("admin", "wagtail.edit"), ("admin2", "wagtail.edit")]

    type_on(signed_in(client, first), form, 2)

    assert len(lines_of(form)) == 3


def test_nobody_goes_on_with_the_revision_of_somebody_else(client, form):
    revision = type_on(signed_in(client, people.admin()), form, 1)
    other = signed_in(client, people.with_role("admin", username="admin2", name="Wulan Sari"))

    data = with_ids(posted(section(), number(), title="Lain", key=form.key), form) | {"overwrite_revision_id": revision}
    answer = other.post(reverse("forms:edit", args=[form.pk]), data, headers={"Accept": "application/json"})

    assert answer.status_code == 400
    assert len(lines_of(form)) == 1


def test_a_publication_after_autosaves_has_its_own_line(client, form):
    revision = type_on(signed_in(client, people.admin()), form, 3)
    data = with_ids(posted(section(), number(), action="publish", key=form.key), form) | {"overwrite_revision_id": revision}

    client.post(reverse("forms:edit", args=[form.pk]), data)

    actions = [action for _who, action in lines_of(form)]
    assert actions.count("wagtail.edit") == 1
    assert {"wagtail.publish", "forms.form.publish"} <= set(actions)
