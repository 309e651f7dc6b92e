"""What visitors type, judged before anything is done with it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..services.subscriptions import KINDS

LONGEST_LOCAL_PART = 64  # letters before the @; RFC 5321


class SubscriptionForm(forms.Form):
    """An address and the kinds of news. ``situs`` is a field that nobody sees: who fills it is a script."""

    email = forms.EmailField(
        label=_("Alamat pos-el"),
        max_length=254,
        error_messages={
            "required": _("Tulis alamat pos-el Anda."),
            "invalid": _("Alamat pos-el ini tidak lengkap. Contoh yang benar: nama@contoh.go.id"),
            "max_length": _("Alamat pos-el paling panjang 254 huruf. Periksa kembali alamatnya."),
        },
    )
    kinds = forms.MultipleChoiceField(
        label=_("Kabar yang ingin Anda terima"),
        choices=[(kind.value, kind.label) for kind in KINDS],
        error_messages={
            "required": _("Pilih paling sedikit satu jenis kabar."),
            "invalid_choice": _("Pilih jenis kabar dari daftar ini."),
        },
    )
    situs = forms.CharField(required=False)

    def clean_email(self) -> str:
        """The domain in its one form: lower case, international letters as DNS has them."""
        local, _at, domain = str(self.cleaned_data["email"]).rpartition("@")
        if len(local) > LONGEST_LOCAL_PART:
            raise ValidationError(self.fields["email"].error_messages["invalid"])
        try:
            return f"{local}@{domain.lower().encode('idna').decode('ascii')}"
        except UnicodeError as wrong:
            raise ValidationError(self.fields["email"].error_messages["invalid"]) from wrong

    @property
    def by_a_script(self) -> bool:
        return bool(self.data.get("situs"))

    def chosen(self) -> list[Any]:
        """The kinds to show as ticked, of whatever was posted or named in the address."""
        return list(self["kinds"].value() or [])
