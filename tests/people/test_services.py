import pytest
from django.contrib.auth.models import Group
from wagtail.models import ModelLogEntry

from desk.people import services
from desk.people.errors import LastAdmin, UsernameTaken, WrongBinding
from desk.people.groups import sync_present_groups
from desk.people.models import Assignment, Role, User
from desk.people.scope import enters_admin, scope_of
from tests.factories import people, regions

pytestmark = pytest.mark.django_db


def actions(instance):
    return list(ModelLogEntry.objects.for_instance(instance).order_by("pk").values_list("action", flat=True))


def test_an_account_is_opened_in_lower_case_with_its_whole_name_and_a_log_line():
    opener = people.user("rani")

    user = services.create_user(username=" Camat.Baru ", name="Siti  Nur Aminah", password="rahasia-posko", actor=opener)

    assert (user.username, user.get_full_name()) == ("camat.baru", "Siti Nur Aminah")
    assert user.check_password("rahasia-posko")
    assert ModelLogEntry.objects.for_instance(user).get().user_id == opener.pk


def test_a_user_name_is_given_once():
    people.user("camat.baru")

    with pytest.raises(UsernameTaken, match="Pilih nama pengguna lain"):
        services.create_user(username="Camat.Baru", name="Orang Lain")

    assert User.objects.get(username="camat.baru").get_full_name() == "Dewi Lestari"


def test_an_account_without_password_cannot_sign_in_until_it_has_one():
    user = services.create_user(username="baru", name="Baru")

    assert not user.has_usable_password()
    assert services.set_password(user=user, password="rahasia-posko").check_password("rahasia-posko")


def test_opening_an_account_again_keeps_its_password_and_brings_the_rest_up_to_date():
    user = people.user("lurah")
    services.set_password(user=user, password="milik sendiri")

    again = people.user("lurah", name="Nama Baru")

    assert again.pk == user.pk
    assert again.check_password("milik sendiri")
    assert again.get_full_name() == "Nama Baru"


def test_saving_what_is_already_so_logs_nothing():
    user = people.user("lurah")

    services.update_user(user=user, phone=user.phone, name="Dewi Lestari", theme="device")

    assert actions(user) == ["people.user.create"]


@pytest.mark.parametrize(
    ("role", "bound_to", "fits"),
    [
        (Role.ADMIN, (), True),
        (Role.EDITOR, (), True),
        (Role.APPROVER, ("region",), False),
        (Role.ADMIN, ("desk",), False),
        (Role.OPERATOR, ("desk",), True),
        (Role.HEAD, ("region",), True),
        (Role.DUTY_OFFICER, (), False),
        (Role.VIEWER, ("agency",), False),
        (Role.OPERATOR, ("desk", "region"), False),
        (Role.OFFICER, ("region",), True),
        (Role.OFFICER, ("agency",), True),
        (Role.OFFICER, (), False),
        (Role.OFFICER, ("desk",), False),
        (Role.OFFICER, ("region", "agency"), False),
    ],
)
def test_a_role_is_bound_as_it_needs_and_to_nothing_else(role, bound_to, fits):
    user = people.user()
    things = {"desk": people.desk(), "region": regions.bogor(), "agency": people.agency()}
    binding = {name: things[name] for name in bound_to}

    if fits:
        assert services.assign_role(user=user, role=role, **binding).role == role
    else:
        with pytest.raises(WrongBinding):
            services.assign_role(user=user, role=role, **binding)
    assert user.assignments.count() == int(fits)


def test_an_unknown_role_is_refused():
    with pytest.raises(WrongBinding, match="daftar"):
        services.assign_role(user=people.user(), role="raja")


def test_the_same_role_twice_is_one_assignment_and_one_log_line():
    user = people.user()

    first = services.assign_role(user=user, role=Role.OFFICER, region=regions.bogor())
    second = services.assign_role(user=user, role=Role.OFFICER, region=regions.bogor())

    assert first.pk == second.pk
    assert actions(user).count("people.assignment.create") == 1


@pytest.mark.parametrize("role", [Role.ADMIN, Role.EDITOR, Role.APPROVER])
def test_installation_roles_enter_the_admin_and_leave_it_with_the_role(role):
    people.admin()
    user = people.with_role(role, username="orang")

    assert fresh(user).has_perm("wagtailadmin.access_admin")
    services.end_assignment(assignment=user.assignments.get())

    assert not fresh(user).has_perm("wagtailadmin.access_admin")
    assert not fresh(user).groups.exists()


@pytest.mark.parametrize("make", [people.operator, people.duty_officer, people.head, people.viewer, people.officer, people.agency_officer])
def test_region_bound_roles_hold_no_permission_of_wagtail(make):
    user = make()

    assert fresh(user).get_all_permissions() == set()
    assert not enters_admin(user)


def test_an_admin_configures_forms_but_only_reads_what_the_field_sent_and_deletes_no_account():
    admin = fresh(people.admin())

    assert admin.has_perms(["forms_config.change_form", "people.add_user", "reporting.view_entry", "wagtailcore.change_site"])
    assert not any(admin.has_perm(name) for name in ("reporting.change_entry", "reporting.delete_entry", "people.delete_user"))
    assert not admin.is_superuser


def test_after_an_upgrade_the_groups_hold_the_new_permissions():
    admin = people.admin()
    Group.objects.get(user=admin).permissions.clear()

    sync_present_groups()

    assert fresh(admin).has_perm("forms_config.change_form")
    assert not Group.objects.filter(name="Redaktur").exists()


def test_editors_and_approvers_write_pages_and_nobody_publishes_them_alone():
    editor, approver = people.editor(), people.approver()

    def page_permissions(user):
        group = Group.objects.get(user=user)
        return set(group.page_permissions.values_list("permission__codename", flat=True))

    assert page_permissions(editor) == {"add_page", "change_page"}
    assert "publish_page" not in page_permissions(approver)
    assert not fresh(editor).has_perm("forms_config.change_form")


def test_the_last_admin_can_neither_lose_the_role_nor_be_switched_off():
    admin = people.admin()

    with pytest.raises(LastAdmin):
        services.end_assignment(assignment=admin.assignments.get())
    with pytest.raises(LastAdmin):
        services.update_user(user=admin, is_active=False)

    people.with_role(Role.ADMIN, username="admin2")
    services.end_assignment(assignment=admin.assignments.get())
    assert Assignment.objects.filter(role=Role.ADMIN).count() == 1


def test_ending_an_assignment_twice_is_no_error_and_takes_the_reach_at_once():
    operator = people.operator()
    assignment = operator.assignments.get()
    assert scope_of(operator).serves("32.71.01")

    services.end_assignment(assignment=assignment, actor=operator)
    services.end_assignment(assignment=assignment)

    assert not scope_of(fresh(operator)).serves("32.71.01")
    assert actions(operator).count("people.assignment.end") == 1


def test_desks_agencies_and_persons_are_written_once_per_key_and_kept_up_to_date():
    bogor = regions.bogor()
    person = people.person(bogor, name="Ketua")

    for name in ("Desk Pilkada", "Desk Pilkada", "Desk Pilkada Kota Bogor"):
        desk = services.create_desk(code="bogor", short_code="BGR", name=name, region=bogor, head=person)
        agency = services.create_agency(key="dinkes", name=name, short_name="Dinkes", region=bogor)
        again = services.create_person(name="Ketua", region=bogor, position=name)

    assert (desk.name, agency.name, again.position, again.pk) == (*("Desk Pilkada Kota Bogor",) * 3, person.pk)
    assert actions(desk) == ["people.desk.save"] * 2


def test_a_person_with_an_account_is_found_by_it():
    user = people.user()
    first = services.create_person(name="Nama Lama", region=regions.bogor(), user=user)

    second = services.create_person(name="Nama Baru", region=regions.bogor(), user=user)

    assert (second.pk, second.name) == (first.pk, "Nama Baru")


def fresh(user):
    return User.objects.get(pk=user.pk)
