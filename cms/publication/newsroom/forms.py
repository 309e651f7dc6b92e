"""What a person writes when a text goes back or is withdrawn."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_REASON = 600


class ReturnForm(forms.Form):
    reason = forms.CharField(
        label=_("Alasan"),
        help_text=_("Tulis apa yang perlu diperbaiki. Penulis membacanya di Satu pintu dan di halaman naskahnya."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Tulis alasannya, supaya redaktur tahu apa yang perlu diperbaiki.")},
    )


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label=_("Alasan penarikan"),
        help_text=_("Alasan ini tampil untuk publik sebagai pengganti isi halaman."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Tulis alasan penarikan. Alasan ini tampil untuk publik.")},
    )


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=_("Alasan"),
        help_text=_("Pengusul membaca alasan ini di halaman Lapor."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Tulis alasannya. Pengusul membacanya di halaman Lapor.")},
    )
