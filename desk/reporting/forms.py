"""What a desk types when it asks units for a report. Units are ticked beside it and read by ``selectors.asking``."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from forms_config.models import Form

USUAL_HOUR = 10  # local; weekly reports are due on Monday at 10.00
LONGEST_MESSAGE = 250  # characters
DAYS_OF_WEEK = 7
NOT_A_DATE = _("Tanggal tidak terbaca. Pilih tanggalnya kembali.")


class AskForm(forms.Form):
    """``due`` is the local time of the region, aware."""

    form = forms.ModelChoiceField(
        Form.objects.none(),
        to_field_name="key",
        error_messages={"required": _("Pilih formulir yang diminta."), "invalid_choice": _("Formulir ini tidak dapat diminta lagi.")},
    )
    due_date = forms.DateField(error_messages={"required": _("Isi tanggal batas waktu."), "invalid": NOT_A_DATE})
    due_time = forms.TimeField(
        error_messages={"required": _("Isi jam batas waktu."), "invalid": _("Jam tidak terbaca. Tulis seperti 10:00.")}
    )
    period_start = forms.DateField(required=False, error_messages={"invalid": NOT_A_DATE})
    period_end = forms.DateField(required=False, error_messages={"invalid": NOT_A_DATE})
    message = forms.CharField(
        required=False,
        max_length=LONGEST_MESSAGE,
        error_messages={"max_length": _("Pesan paling banyak %(limit_value)d huruf. Anda menulis %(show_value)d. Persingkat isinya.")},
    )

    def __init__(self, *args: object, zone: ZoneInfo, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they come
        self.zone = zone
        self.fields["form"].queryset = Form.objects.in_use().defer("body", "checks").order_by("title")  # type: ignore[attr-defined]

    @property
    def due(self) -> datetime:
        """Only after ``is_valid()``."""
        return datetime.combine(self.cleaned_data["due_date"], self.cleaned_data["due_time"], self.zone)

    @property
    def period(self) -> tuple[date | None, date | None]:
        return self.cleaned_data["period_start"], self.cleaned_data["period_end"]


def usual_times(now: datetime, zone: ZoneInfo) -> dict[str, str]:
    """Next Monday 10.00 of the region, for the week that ends the day before."""
    today = now.astimezone(zone).date()
    monday = today + timedelta(days=DAYS_OF_WEEK - today.weekday())
    return {
        "due_date": monday.isoformat(),
        "due_time": f"{USUAL_HOUR:02d}:00",
        "period_start": (monday - timedelta(days=DAYS_OF_WEEK)).isoformat(),
        "period_end": (monday - timedelta(days=1)).isoformat(),
    }
