"""The admin's form of an account: who it is, and in which roles, on one page. Saved through the services."""

import json
from functools import cache
from typing import Any, cast

from django import forms
from django.db import transaction
from django.forms.models import BaseModelFormSet, modelformset_factory
from django_q.tasks import async_task
from wagtail.admin.forms.models import formfield_for_dbfield

from .errors import WrongBinding
from .forms import PHONE
from .models import SUBTREE_ROLES, Assignment, Role, User
from .passwords import RULES, refusals
from .services import (
    ALWAYS,
    assign_role,
    check_binding,
    create_user,
    end_assignment,
    normal_username,
    set_password,
    term_of,
    update_user,
)

PLACES = {"desk": SUBTREE_ROLES, "region": (*SUBTREE_ROLES, Role.OFFICER), "agency": (Role.OFFICER,)}


class RoleForm(forms.ModelForm):  # type: ignore[type-arg]
    """One role and its place. ``place_fields`` tells the page which place belongs to which role."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].error_messages["required"] = "Pilih perannya."

    def place_fields(self) -> list[tuple[forms.BoundField, str]]:
        """Each place with the rule for Wagtail's ``w-rules``: shown and sent only under a role that needs it."""
        role = self.add_prefix("role")
        return [(self[name], json.dumps({role: [str(wanted) for wanted in roles]})) for name, roles in PLACES.items()]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        self._validate_constraints = False  # check_binding says the same in words
        if data.get("role") and not data.get("DELETE"):
            try:
                check_binding(role=data["role"], desk=data.get("desk"), region=data.get("region"), agency=data.get("agency"))
            except WrongBinding as refusal:
                self.add_error(None, str(refusal))
        return data


class RolesFormSet(BaseModelFormSet):  # type: ignore[type-arg]
    """Every role of one account. A changed row is the old role ended and a new one begun."""

    deletion_widget = forms.CheckboxInput

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = "Akhiri peran ini"

    def save_for(self, user: User, actor: User) -> None:
        for row in self.forms:
            before = Assignment.objects.filter(pk=row.instance.pk).first() if row.instance.pk else None
            after = None
            if not row.has_changed():
                continue
            if row not in self.deleted_forms:
                after = assign_role(
                    user=user,
                    actor=actor,
                    role=row.cleaned_data["role"],
                    **{name: row.cleaned_data[name] for name in PLACES},
                    term=term_of(before) if before is not None else ALWAYS,
                )
            if before is not None and (after is None or after.pk != before.pk):
                end_assignment(assignment=before, actor=actor)


@cache
def roles_formset(extra: int) -> type[RolesFormSet]:
    """Built on first use, when Wagtail knows its choosers. ``extra`` empty rows stand below the present roles."""
    made = modelformset_factory(
        Assignment,
        form=RoleForm,
        formset=RolesFormSet,
        fields=("role", *PLACES),
        formfield_callback=formfield_for_dbfield,
        extra=extra,
        can_delete=True,
    )
    return cast("type[RolesFormSet]", made)


class AccountRecord(forms.ModelForm):  # type: ignore[type-arg]
    """``roles`` is the formset below the form; both are judged and saved as one."""

    name = forms.CharField(label="Nama lengkap", max_length=150, error_messages={"required": "Nama lengkap belum diisi."})
    phone = forms.RegexField(
        PHONE,
        label="Telepon",
        required=False,
        error_messages={"invalid": "Nomor telepon memuat 6 sampai 30 angka, spasi, atau tanda + ( ) -."},
    )
    password = forms.CharField(
        label="Kata sandi", required=False, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    class Meta:
        model = User
        fields = ("username", "email", "phone", "is_active")
        labels = {"username": "Nama pengguna", "email": "Pos-el", "is_active": "Akun aktif"}
        help_texts = {
            "username": "Huruf kecil, angka, titik, garis bawah. Contoh: camat.bogorselatan",
            "is_active": "Akun yang tidak aktif tidak dapat masuk. Akun tidak dihapus, karena laporan dan keputusan memuat namanya.",
        }

    field_order = ("username", "name", "email", "phone", "password", "is_active")

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_new = self.instance.pk is None
        self.editing_self = editing_self
        self.fields["username"].widget.attrs["autocomplete"] = "off"
        self.initial["name"] = self.instance.get_full_name()
        if self.is_new:
            del self.fields["is_active"]
            invitation = "Boleh dikosongkan bila pos-el diisi: pemilik akun menerima tautan untuk mengaturnya sendiri."
            self.fields["password"].help_text = f"{RULES} {invitation}"
        else:
            self.fields["username"].disabled = True
            self.fields["password"].help_text = f"Kosongkan bila tidak diganti. {RULES}"
        present = Assignment.objects.none() if self.is_new else self.instance.assignments.order_by("pk")
        data = self.data if self.is_bound else None
        self.roles = roles_formset(1)(data, queryset=present, prefix="roles")

    @property
    def media(self) -> forms.Media:
        return super().media + self.roles.media

    def is_valid(self) -> bool:
        good, good_roles = super().is_valid(), self.roles.is_valid()
        return good and good_roles

    def clean_username(self) -> str:
        username = normal_username(self.cleaned_data["username"])
        if self.is_new and User.objects.filter(username=username).exists():
            raise forms.ValidationError(f"Nama pengguna {username} sudah dipakai. Pilih nama pengguna lain.")
        return username

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        password = data.get("password", "")
        if self.is_new and not password and not data.get("email") and "email" not in self.errors:
            self.add_error("password", "Isi kata sandi, atau isi pos-el supaya pemilik akun dapat mengaturnya sendiri.")
        judged = User(username=data.get("username", ""), first_name=data.get("name", ""), email=data.get("email", ""))
        for refusal in refusals(password, judged):
            self.add_error("password", refusal)
        return data

    @transaction.atomic
    def save_by(self, actor: User) -> User:
        """Write account and roles; a refusal of a service (``DeskError``) takes everything back."""
        data = self.cleaned_data
        values = {key: data[key] for key in ("name", "email", "phone")}
        if self.is_new:
            user = create_user(username=data["username"], password=data["password"], actor=actor, **values)
            if not data["password"]:
                async_task("desk.people.tasks.send_password_link", user.pk, welcome=True)
        else:
            user = update_user(user=self.instance, is_active=data["is_active"], actor=actor, **values)
            if data["password"]:
                user = set_password(user=user, password=data["password"], actor=actor)
        self.roles.save_for(user, actor)
        return user
