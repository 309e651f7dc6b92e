"""Accounts in the Wagtail admin: one page makes an officer with role and region, without a developer."""

from typing import Any

import django_filters
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.widgets.boolean_radio_select import BooleanRadioSelect
from wagtail.users.views import users
from wagtail.users.views.bulk_actions import AssignRoleBulkAction, DeleteBulkAction, SetActiveStateBulkAction

from desk.core.errors import DeskError

from .account_form import AccountRecord
from .models import Assignment, Role, User


def roles_in_words(user: User) -> str:
    """Every role with its place, for one cell of the list. Needs ``assignments`` prefetched."""
    return "; ".join(assignment.words for assignment in user.assignments.all()) or "-"


class AccountFilter(WagtailFilterSet):  # type: ignore[misc, unused-ignore]
    """By role instead of Wagtail's groups, which only mirror the roles."""

    role = django_filters.ChoiceFilter(label=_("Peran"), choices=Role.choices, method="holding")
    is_active = django_filters.BooleanFilter(label=_("Aktif"), widget=BooleanRadioSelect)

    class Meta:
        model = User
        fields: list[str] = []

    def __init__(self, *args: Any, is_searching: bool = False, **kwargs: Any) -> None:  # the list passes it; nothing here needs it
        super().__init__(*args, **kwargs)

    def holding(self, queryset: QuerySet[User], _name: str, role: str) -> QuerySet[User]:
        return queryset.filter(pk__in=Assignment.objects.filter(role=role).values("user"))


class AccountList(users.IndexView):  # type: ignore[misc, unused-ignore]
    page_title = _("Pengguna")
    add_item_label = _("Tambah pengguna")
    list_per_page = 50

    @cached_property
    def columns(self) -> list[Column]:
        _bulk, name, *_rest = super().columns
        username = Column("username", label=_("Nama pengguna"), sort_key="username", width="18%")
        roles = Column("roles", label=_("Peran"), accessor=roles_in_words)
        active = BooleanColumn("is_active", label=_("Aktif"), sort_key="is_active", width="8%")
        return [name, username, roles, active, DateColumn("last_login", label=_("Terakhir masuk"), sort_key="last_login", width="14%")]

    def get_base_queryset(self) -> QuerySet[User]:
        places = ("assignments__desk", "assignments__region", "assignments__agency")
        queryset: QuerySet[User] = super().get_base_queryset().prefetch_related(*places)
        return queryset


class _SavesByService:
    """Saves through ``save_by``; a refusal comes back above the form with everything typed still there."""

    request: HttpRequest
    form: AccountRecord

    def form_valid(self, form: AccountRecord) -> HttpResponse:
        try:
            return super().form_valid(form)  # type: ignore[misc, no-any-return]
        except DeskError as refusal:
            form.add_error(None, str(refusal))
            self.produced_error_message = str(refusal)
            return self.form_invalid(form)  # type: ignore[attr-defined, no-any-return]

    def save_instance(self) -> User:
        assert isinstance(self.request.user, User)  # noqa: S101 - only staff reaches this
        return self.form.save_by(self.request.user)


class AccountCreate(_SavesByService, users.CreateView):  # type: ignore[misc, unused-ignore]
    page_title = _("Tambah pengguna")
    submit_button_label = _("Buat akun")
    success_message = _("Akun “%(object)s” sudah dibuat.")
    error_message = _("Akun belum dibuat. Perbaiki isian yang ditandai.")


class AccountEdit(_SavesByService, users.EditView):  # type: ignore[misc, unused-ignore]
    success_message = _("Akun “%(object)s” sudah disimpan.")
    submit_button_label = _("Simpan")
    error_message = _("Akun belum disimpan. Perbaiki isian yang ditandai.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.object.is_superuser and not request.user.is_superuser:
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def save_instance(self) -> User:
        user = super().save_instance()
        if user == self.request.user:
            update_session_auth_hash(self.request, user)
        return user


class AccountViewSet(users.UserViewSet):  # type: ignore[misc, unused-ignore]
    menu_label = _("Pengguna")
    icon = "user"
    search_backend_name = None
    filterset_class = AccountFilter
    index_view_class = AccountList
    add_view_class = AccountCreate
    edit_view_class = AccountEdit
    create_template_name = "people/admin/create.html"
    edit_template_name = "people/admin/edit.html"
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[AccountRecord]:
        return AccountRecord


class _Closed:
    """Wagtail's way around the services: groups follow the roles, and accounts are switched off one by one."""

    def check_perm(self, _user: User) -> bool:
        return False


class NoBulkRoles(_Closed, AssignRoleBulkAction):  # type: ignore[misc, unused-ignore]
    pass


class NoBulkDeletion(_Closed, DeleteBulkAction):  # type: ignore[misc, unused-ignore]
    pass


class NoBulkSwitch(_Closed, SetActiveStateBulkAction):  # type: ignore[misc, unused-ignore]
    pass


CLOSED_BULK_ACTIONS = (NoBulkRoles, NoBulkDeletion, NoBulkSwitch)
