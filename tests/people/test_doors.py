import json

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse

from desk.people import services
from desk.people.doors import doors_of, requires_door
from desk.people.models import Role, User
from tests.factories import people, regions

pytestmark = pytest.mark.django_db


@requires_door("posko")
def board(request):
    return HttpResponse("papan")


def ask(rf, user, method="get", **headers):
    request = getattr(rf, method)("/posko/papan/?hari=1", **headers)
    request.user = user
    return board(request)


@pytest.mark.parametrize("make", [people.operator, people.duty_officer, people.head, people.viewer, people.admin])
def test_the_posko_opens_to_desk_roles_and_to_the_admin(rf, make):
    assert ask(rf, make()).content == b"papan"


@pytest.mark.parametrize("make", [people.officer, people.agency_officer, people.editor, people.approver, people.user])
def test_without_the_doors_role_there_is_no_such_page(rf, make):
    with pytest.raises(Http404):
        ask(rf, make())


def test_a_door_closes_with_the_role(rf):
    operator = people.operator()
    services.end_assignment(assignment=operator.assignments.get())

    with pytest.raises(Http404):
        ask(rf, User.objects.get(pk=operator.pk))


def test_anonymous_is_sent_to_sign_in_and_back(rf):
    assert ask(rf, AnonymousUser()).url == "/masuk/?next=/posko/papan/%3Fhari%3D1"


def test_after_a_post_sign_in_comes_back_to_the_page_that_held_the_form(rf):
    inside = ask(rf, AnonymousUser(), "post", HTTP_REFERER="http://testserver/posko/antrean/")
    outside = ask(rf, AnonymousUser(), "post", HTTP_REFERER="https://contoh.go.id/posko/")

    assert inside.url == "/masuk/?habis=1&next=/posko/antrean/"
    assert outside.url == "/masuk/?habis=1"


def test_a_script_is_told_that_the_session_ended(rf):
    response = ask(rf, AnonymousUser(), "post", HTTP_ACCEPT="application/json")

    assert response.status_code == 401
    assert "Masuk kembali" in json.loads(response.content)["error"]


def test_several_roles_open_several_doors():
    user = people.admin()
    services.assign_role(user=user, role=Role.OFFICER, region=regions.bogor())

    assert [door.key for door in doors_of(User.objects.get(pk=user.pk))] == ["admin", "posko", "lapor"]
    assert doors_of(AnonymousUser()) == ()
