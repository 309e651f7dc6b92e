import re

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from wagtail.models import ModelLogEntry

from desk.people import services
from desk.people.models import Assignment, Role, User
from desk.people.scope import scope_of
from desk.regions.models import Region
from tests.factories import people, regions

pytestmark = pytest.mark.django_db
NEW = "/admin/users/new/"


@pytest.fixture
def admin(client):
    account = people.admin()
    client.force_login(account)
    return account


def rows(*roles, present=0):
    """Posted controls of the role rows; each row is a dict of its controls."""
    data = {"roles-TOTAL_FORMS": len(roles), "roles-INITIAL_FORMS": present}
    for number, row in enumerate(roles):
        data |= {f"roles-{number}-{name}": value for name, value in row.items()}
    return data


def account(**values):
    return {"username": "camat.baru", "name": "Siti Nur Aminah", "email": "", "phone": "", "password": "kota hujan pagi"} | values


def test_an_admin_opens_an_officers_account_with_role_and_region_on_one_page(client, admin):
    regions.bogor()

    response = client.post(NEW, account() | rows({"role": "officer", "region": "32.71.02"}), follow=True)

    user = User.objects.get(username="camat.baru")
    assert "sudah dibuat" in response.content.decode()
    assert user.get_full_name() == "Siti Nur Aminah"
    assert scope_of(user).files_for("32.71.02", None)
    assert client.login(request=response.wsgi_request, username="camat.baru", password="kota hujan pagi")
    assert set(ModelLogEntry.objects.for_instance(user).values_list("action", "user")) == {
        ("people.user.create", admin.pk),
        ("people.assignment.create", admin.pk),
    }


def test_without_a_password_the_owner_gets_a_letter(client, admin, run_tasks):
    client.post(NEW, account(password="", email="siti@contoh.go.id") | rows({"role": ""}))

    run_tasks()
    run_tasks()

    assert mail.outbox[0].to == ["siti@contoh.go.id"]
    assert not User.objects.get(username="camat.baru").has_usable_password()


@pytest.mark.parametrize(
    ("values", "role", "words"),
    [
        ({"username": "ADMIN"}, {}, "Nama pengguna admin sudah dipakai"),
        ({"name": ""}, {}, "Nama lengkap belum diisi"),
        ({"password": ""}, {}, "isi pos-el supaya pemilik akun"),
        ({"password": "pendek"}, {}, "terlalu pendek"),
        ({"phone": "x"}, {}, "Nomor telepon memuat"),
        ({}, {"role": "officer"}, "terikat pada satu wilayah atau satu perangkat daerah"),
        ({}, {"role": "admin", "region": "32.71"}, "berlaku untuk seluruh instalasi"),
        ({}, {"role": "", "region": "32.71"}, "Pilih perannya"),
    ],
)
def test_a_refused_account_says_why_keeps_what_was_typed_and_opens_nothing(client, admin, values, role, words):
    regions.bogor()

    page = client.post(NEW, account(phone="0251 000 1111") | values | rows(role)).content.decode()

    assert words in page
    assert not User.objects.filter(username="camat.baru").exists()
    if "phone" not in values:
        assert "0251 000 1111" in page


def test_editing_adds_moves_and_ends_roles(client, admin):
    officer = people.officer()
    desk = people.desk(Region.objects.get(code="32.71"))
    first = officer.assignments.get()
    edit = f"/admin/users/edit/{officer.pk}/"
    same = {"name": "Agus Pratama", "email": "", "phone": "", "password": "", "is_active": "on"}
    moved = {"id": first.pk, "role": "officer", "region": "32.71.02"}

    client.post(edit, same | rows(moved, {"role": "operator", "desk": desk.pk}, present=1))
    held = {(role.role, role.region_id, role.desk_id) for role in officer.assignments.all()}
    assert held == {("officer", "32.71.02", None), ("operator", None, desk.pk)}

    kept, ended = officer.assignments.order_by("role")
    client.post(
        edit,
        same
        | rows(
            {"id": kept.pk, "role": "officer", "region": "32.71.02", "DELETE": "on"},
            {"id": ended.pk, "role": "operator", "desk": desk.pk},
            present=2,
        ),
    )
    assert [role.role for role in officer.assignments.all()] == ["operator"]
    assert User.objects.get(pk=officer.pk).check_password(people.PASSWORD)


def test_the_edit_page_shows_the_roles_and_who_changed_what(client, admin, django_assert_max_num_queries):
    officer = people.officer()

    page = client.get(f"/admin/users/edit/{officer.pk}/").content.decode()
    history = client.get(f"/admin/users/history/{officer.pk}/").content.decode()

    assert re.search(r'<option value="officer" selected', page)
    assert 'name="roles-0-region"' in page
    assert "Peran diberikan" in history


def test_the_last_admin_cannot_be_switched_off_or_lose_the_role_in_the_form(client, admin):
    mine = admin.assignments.get()
    same = {"name": "Rani Wiradisastra", "email": "", "phone": "", "password": ""}

    page = client.post(
        f"/admin/users/edit/{admin.pk}/", same | rows({"id": mine.pk, "role": "admin", "DELETE": "on"}, present=1)
    ).content.decode()

    assert "Admin Kesbangpol yang terakhir" in page
    assert Assignment.objects.filter(pk=mine.pk).exists()
    assert User.objects.get(pk=admin.pk).is_active


def test_another_persons_role_row_cannot_be_taken_into_the_form(client, admin):
    officer, other = people.officer(), people.operator()
    theirs = other.assignments.get()
    same = {"name": "Agus Pratama", "email": "", "phone": "", "password": "", "is_active": "on"}

    client.post(f"/admin/users/edit/{officer.pk}/", same | rows({"id": theirs.pk, "role": "operator", "DELETE": "on"}, present=1))

    assert Assignment.objects.filter(pk=theirs.pk, user=other).exists()


def test_the_list_shows_roles_and_its_queries_do_not_grow(client, admin, django_assert_max_num_queries):
    people.officer()
    people.agency_officer()
    client.get("/admin/users/")
    with django_assert_max_num_queries(25) as few:
        client.get("/admin/users/")
    for number in range(12):
        people.officer(username=f"petugas{number}")

    with django_assert_max_num_queries(len(few)):
        page = client.get("/admin/users/").content.decode()

    assert "Petugas pelapor, Kecamatan Bogor Selatan" in page


@pytest.mark.parametrize("action", ["assign_role", "delete", "set_active_state"])
def test_wagtails_bulk_actions_do_not_go_around_the_services(client, admin, action):
    officer = people.officer()
    group = Group.objects.get(name="Admin Kesbangpol")

    client.post(f"/admin/bulk/people/user/{action}/?id={officer.pk}", {"role": group.pk, "mark_as_active": "False"})

    officer = User.objects.get(pk=officer.pk)
    assert officer.is_active
    assert not officer.groups.exists()


def test_groups_and_superusers_are_out_of_an_admins_reach(client, admin):
    root = people.user("akar")
    User.objects.filter(pk=root.pk).update(is_superuser=True)

    assert client.get("/admin/groups/").status_code == 302
    assert client.get(f"/admin/users/edit/{root.pk}/").status_code in (302, 403)
    assert client.get(f"/admin/users/delete/{root.pk}/").status_code in (302, 403)


def test_editors_do_not_open_accounts(client):
    people.admin()
    client.force_login(people.editor())

    assert client.get("/admin/").status_code == 200
    assert client.get(NEW).status_code == 302
    assert client.post(NEW, account() | rows({"role": "admin"})).status_code == 302
    assert not User.objects.filter(username="camat.baru").exists()


def test_a_role_added_in_the_form_of_an_installation_role_opens_the_admin(client, admin):
    user = people.user("redaktur.baru")
    same = {"name": "Dewi Lestari", "email": "", "phone": "", "password": "", "is_active": "on"}

    client.post(f"/admin/users/edit/{user.pk}/", same | rows({"role": Role.EDITOR}))

    assert User.objects.get(pk=user.pk).has_perm("wagtailadmin.access_admin")
    assert services.update_user(user=user, name="Dewi Lestari")


def test_the_list_is_searched_by_name_and_filtered_by_role(client, admin):
    people.officer()
    people.operator()

    by_role = client.get("/admin/users/", {"role": "officer"}).content.decode()
    by_name = client.get("/admin/users/", {"q": "agus"}).content.decode()

    assert "petugas.32.71.01" in by_role
    assert "operator.32.71" not in by_role
    assert "petugas.32.71.01" in by_name
    assert "operator.32.71" not in by_name
