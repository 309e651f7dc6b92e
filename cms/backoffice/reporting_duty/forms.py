"""Forms of reporting duty: choices in words instead of numbers and keys."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from desk.calendar.models import Stage
from desk.core.words import WEEKDAYS
from desk.people.models import Agency, Desk, Role
from desk.people.scope import Unit
from desk.regions.models import Region
from desk.reporting.constants import Link, Units
from desk.reporting.models import ReminderLadder, ReportingRule
from desk.reporting.selectors.asking import UnitGroup, unit_code, unit_groups
from desk.reporting.services.chains import ChainPlan, plan_of
from forms_config.models import Form

MINUTES_OF_HOUR, MINUTES_OF_DAY = 60, 1440
OFFSETS = (-10080, -4320, -2880, -1440, -720, -360, -120, -60, -30, 0, 30, 60, 120, 360, 720, 1440, 2880, 4320)
HOURS = [(number, f"{number} jam") for number in (1, 2, 3, 4, 6, 8, 12, 24)]
DECIDERS = [(role.value, role.label) for role in (Role.OPERATOR, Role.DUTY_OFFICER, Role.HEAD)]


def offset_words(minutes: int) -> str:
    """As ``1 hari sebelum batas``, ``tepat pada batas waktu``."""
    if minutes == 0:
        return "Tepat pada batas waktu"
    length = abs(minutes)
    if length % MINUTES_OF_DAY == 0:
        amount = f"{length // MINUTES_OF_DAY} hari"
    elif length % MINUTES_OF_HOUR == 0:
        amount = f"{length // MINUTES_OF_HOUR} jam"
    else:
        amount = f"{length} menit"
    return f"{amount} {'sebelum' if minutes < 0 else 'setelah'} batas waktu"


class OffsetSelect(forms.Select):
    """The usual moments around a due time in words; a moment that a service wrote stays choosable."""

    def optgroups(self, name: str, value: list[Any], attrs: Any = None) -> Any:
        known = {*OFFSETS, *(int(one) for one in value if one not in {"", None})}
        self.choices = [("", "Pilih waktu"), *((minutes, offset_words(minutes)) for minutes in sorted(known))]
        return super().optgroups(name, value, attrs)


class ChainForm(WagtailAdminModelForm):  # type: ignore[misc, unused-ignore]
    """A chain as three links; a link without roles is left out."""

    check_roles = forms.MultipleChoiceField(
        label=_("Periksa"),
        choices=DECIDERS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Kosong: langkah ini dilewati."),
    )
    accept_roles = forms.MultipleChoiceField(label=_("Terima"), choices=DECIDERS, widget=forms.CheckboxSelectMultiple)
    release_roles = forms.MultipleChoiceField(
        label=_("Rilis ke tingkat atas"),
        choices=DECIDERS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Kosong: laporan selesai setelah diterima."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for link, roles in plan_of(self.instance).links.items():
                self.initial[f"{link.value}_roles"] = list(roles)

    @property
    def plan(self) -> ChainPlan:
        chosen = {link: tuple(self.cleaned_data[f"{link.value}_roles"]) for link in Link}
        return ChainPlan({link: roles for link, roles in chosen.items() if roles})


class RuleForm(WagtailAdminModelForm):  # type: ignore[misc, unused-ignore]
    """A reporting rule. ``chosen`` lists units of the desk's region, once the desk is known."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("Hari batas"), choices=list(enumerate(WEEKDAYS)), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    every_hours = forms.TypedChoiceField(
        label=_("Setiap"), choices=[("", "Pilih jarak waktu"), *HOURS], coerce=int, empty_value=None, required=False
    )
    starts_stage = forms.ChoiceField(label=_("Tahapan (mulai)"), required=False)
    ends_stage = forms.ChoiceField(label=_("Tahapan (selesai)"), required=False)
    chosen = forms.MultipleChoiceField(label=_("Unit yang dipilih"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].queryset = Form.objects.filter(retired_at=None).exclude(current_version=None).order_by("title")
        stages = [("", "Pilih tahapan"), *_stages()]
        for name in ("starts_stage", "ends_stage"):
            self.fields[name].choices = stages
        self._choose_desk()
        self._choose_ladder()
        self._offer_units()

    def _choose_desk(self) -> None:
        desks = list(Desk.objects.order_by("region", "code")[:2])
        if not self.instance.pk and len(desks) == 1:
            self.initial.setdefault("desk", desks[0].pk)

    def _choose_ladder(self) -> None:
        preset = ReminderLadder.objects.filter(preset=True).first()
        if not self.instance.pk and preset is not None:
            self.initial.setdefault("ladder", preset.pk)

    def _offer_units(self) -> None:
        desk_id = self.data.get(self.add_prefix("desk")) if self.is_bound else self.initial.get("desk")
        desk = Desk.objects.select_related("region").filter(pk=desk_id).first() if str(desk_id or "").isdecimal() else None
        if desk is None:
            self.fields["chosen"].help_text = _("Pilih posko lebih dahulu, lalu tekan Pratinjau: daftar unitnya muncul di sini.")
            return
        self.fields["chosen"].choices = _unit_choices(unit_groups(desk.region))
        if self.instance.pk:
            regions = [str(code) for code in self.instance.regions.values_list("code", flat=True)]
            agencies = [f"{home}-{pk}" for pk, home in self.instance.agencies.values_list("pk", "region_id")]
            self.initial["chosen"] = [*regions, *agencies]

    def clean(self) -> Any:
        cleaned = super().clean()
        codes = cleaned.get("chosen", []) if cleaned.get("units") == Units.CHOSEN else []
        self.regions = list(Region.objects.filter(code__in=[code for code in codes if "-" not in code]))
        self.agencies = list(
            Agency.objects.select_related("region").filter(pk__in=[code.rpartition("-")[2] for code in codes if "-" in code])
        )
        return cleaned

    def save(self, commit: bool = True) -> ReportingRule:
        """The rule as filled in, not stored: ``services.rules.save_rule`` stores it."""
        rule: ReportingRule = super().save(commit=False)
        return rule


def _stages() -> Iterable[tuple[str, str]]:
    return Stage.objects.order_by("starts_on").values_list("key", "name").distinct()


def _unit_choices(groups: Iterable[UnitGroup]) -> list[tuple[str, list[tuple[str, str]]]]:
    return [(group.label, [_choice(unit) for unit in (*_heads(group), *group.members)]) for group in groups]


def _heads(group: UnitGroup) -> tuple[Unit, ...]:
    return (group.head,) if group.head is not None else ()


def _choice(unit: Unit) -> tuple[str, str]:
    return unit_code(unit), unit.name
