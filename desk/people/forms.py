"""What people type about themselves: sign-in, account, password."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm

from .models import User
from .passwords import RULES, refusals
from .services import normal_username, set_password, update_user

PHONE = r"^[0-9+() \-]{6,30}$"


class SignInForm(AuthenticationForm):
    """User names are lower case, whatever the keyboard of the phone begins with."""

    error_messages = {
        "invalid_login": "Nama pengguna atau kata sandi tidak cocok. Periksa keduanya, lalu coba lagi.",
        "inactive": "Akun ini dinonaktifkan. Hubungi admin posko Anda.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        username, password = self.fields["username"], self.fields["password"]
        username.label = "Nama pengguna"
        username.widget.attrs.update({"class": "input", "spellcheck": "false", "autocorrect": "off"})
        username.widget.attrs.pop("autofocus", None)
        password.label = "Kata sandi"
        password.widget.attrs.update({"class": "input"})
        username.error_messages["required"] = "Nama pengguna belum diisi."
        password.error_messages["required"] = "Kata sandi belum diisi."

    def clean_username(self) -> str:
        return normal_username(self.cleaned_data["username"])


class AccountForm(forms.Form):
    """One's own name, telephone and look of the pages."""

    name = forms.CharField(label="Nama lengkap", max_length=150, error_messages={"required": "Nama lengkap belum diisi."})
    phone = forms.RegexField(
        PHONE,
        label="Telepon",
        required=False,
        help_text="Posko menghubungi Anda di nomor ini. Contoh: 0251 000 0000",
        error_messages={"invalid": "Nomor telepon memuat 6 sampai 30 angka, spasi, atau tanda + ( ) -. Periksa kembali nomornya."},
    )
    theme = forms.ChoiceField(label="Tampilan", choices=User.Theme.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        kwargs["initial"] = {"name": user.get_full_name(), "phone": user.phone, "theme": user.theme}
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs.update({"class": "input", "autocomplete": "name"})
        self.fields["phone"].widget.attrs.update({"class": "input", "autocomplete": "tel", "inputmode": "tel"})

    def save(self) -> User:
        return update_user(user=self.user, actor=self.user, **self.cleaned_data)


class NewPassword(SetPasswordForm):  # type: ignore[type-arg]  # generic for mypy only
    """Two equal new passwords; saved through the service, so that the change is logged."""

    error_messages = {**SetPasswordForm.error_messages, "password_mismatch": "Kedua kata sandi baru tidak sama. Tulis ulang keduanya."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {"old_password": "Kata sandi sekarang", "new_password1": "Kata sandi baru", "new_password2": "Ulangi kata sandi baru"}
        for key, field in self.fields.items():
            field.label = labels[key]
            field.help_text = RULES if key == "new_password1" else ""
            field.widget.attrs.update({"class": "input"})
            field.widget.attrs.pop("autofocus", None)
            field.error_messages["required"] = f"{labels[key]} belum diisi."

    def validate_password_for_user(self, user: User, password_field_name: str = "password2") -> None:  # noqa: S107 - name of a field
        for refusal in refusals(self.cleaned_data.get(password_field_name, ""), user):
            self.add_error(password_field_name, refusal)

    def save(self, commit: bool = True) -> User:
        user: User = set_password(user=self.user, password=self.cleaned_data["new_password1"], actor=self.user)
        return user


class ChangePassword(NewPassword, PasswordChangeForm):
    """The same, after the present password."""

    error_messages = {
        **NewPassword.error_messages,
        "password_incorrect": "Kata sandi sekarang tidak cocok. Tulis kembali kata sandi yang Anda pakai saat ini.",
    }


class ForgottenPassword(forms.Form):
    """Where to send the link that sets a new password."""

    email = forms.EmailField(
        label="Alamat pos-el",
        max_length=254,
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "email"}),
        error_messages={
            "required": "Alamat pos-el belum diisi.",
            "invalid": "Alamat pos-el belum lengkap. Contoh: nama@contoh.go.id",
        },
    )
