"""Lists and forms of master data. Codes and keys are chosen once; afterwards they are part of receipts and reports."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from desk.calendar.models import Election, Stage
from desk.people.models import Agency, Assignment, Desk, Letterhead, Person
from desk.regions.models import PollingStation, Region
from exports.imports.viewset import ImportViewSet

from .forms import AssignmentForm
from .views import (
    AssignmentCreate,
    AssignmentDelete,
    AssignmentEdit,
    ElectionCreate,
    ElectionEdit,
    KeptWhileUsed,
    MasterDataIndex,
    StageCreate,
    StageDelete,
    StageEdit,
)

PER_PAGE = 50


class FixedFields:
    """A form whose ``fixed`` fields show what was chosen once and take nothing new."""

    fixed: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.fixed:
            self.fields[name].disabled = True  # type: ignore[attr-defined]


class MasterDataViewSet(ModelViewSet):
    """Searched by the database, listed by fifty, never copied."""

    list_per_page = PER_PAGE
    copy_view_enabled = False
    search_backend_name = None
    index_view_class = MasterDataIndex
    delete_view_class = KeptWhileUsed
    add_to_admin_menu = False
    fixed: tuple[str, ...] = ()  # fields that can be set once

    def get_form_class(self, for_update: bool = False) -> Any:
        form = super().get_form_class(for_update)
        return type(f"{form.__name__}Update", (FixedFields, form), {"fixed": self.fixed}) if for_update and self.fixed else form


class RegionViewSet(MasterDataViewSet):
    model = Region
    icon = "desk-pin"
    menu_label = _("Wilayah")
    list_display = ["name", "level", "code", Column("parent", label=_("Bagian dari"), accessor="parent")]
    list_filter = ["level"]
    search_fields = ["name", "code"]
    inspect_view_enabled = True
    inspect_view_fields = ["code", "name", "level", "timezone"]
    panels = [FieldPanel("name", read_only=True)]


class PollingStationViewSet(MasterDataViewSet):
    model = PollingStation
    icon = "desk-vote"
    menu_label = _("TPS")
    list_display = ["code", "number", "region"]
    search_fields = ["code", "region__name"]
    inspect_view_enabled = True
    inspect_view_fields = ["code", "number", "region"]
    panels = [FieldPanel("number", read_only=True)]


class AgencyViewSet(MasterDataViewSet):
    model = Agency
    icon = "desk-box"
    menu_label = _("Perangkat daerah")
    list_display = ["name", "short_name", "region"]
    search_fields = ["name", "short_name"]
    fixed = ("key",)
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("short_name")]),
        FieldPanel("region"),
        FieldPanel("key", help_text=_("Contoh: dinkes-bogor. Tidak dapat diubah setelah disimpan.")),
    ]


class PersonViewSet(MasterDataViewSet):
    model = Person
    icon = "desk-user"
    menu_label = _("Orang")
    list_display = ["name", "position", "phone", "region", "agency"]
    search_fields = ["name", "position"]
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("position")]),
        FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
        FieldRowPanel([FieldPanel("rank"), FieldPanel("nip")]),
        FieldPanel("region"),
        FieldPanel("agency"),
        FieldPanel("leads"),
        FieldPanel("user", heading=_("Akun")),
    ]


class DeskViewSet(MasterDataViewSet):
    model = Desk
    icon = "desk-shield"
    menu_label = _("Posko")
    list_display = ["name", "kind", "region", "phone"]
    list_filter = ["kind"]
    search_fields = ["name", "code"]
    fixed = ("code", "short_code")
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("kind")]),
        FieldPanel("region"),
        MultiFieldPanel([FieldPanel("owning_unit"), FieldPanel("address"), FieldPanel("phone")], heading=_("Pengelola dan kontak")),
        FieldRowPanel([FieldPanel("head"), FieldPanel("secretary")]),
        FieldRowPanel(
            [
                FieldPanel("code", help_text=_("Tidak dapat diubah setelah disimpan.")),
                FieldPanel("short_code", help_text=_("Awal nomor laporan, contoh: BGR. Tidak dapat diubah setelah disimpan.")),
            ]
        ),
    ]


class LetterheadViewSet(MasterDataViewSet):
    model = Letterhead
    icon = "desk-file"
    menu_label = _("Kop surat")
    list_display = ["desk", "government", "unit", "place"]
    search_fields = ["unit", "desk__name"]
    panels = [
        FieldPanel("desk"),
        MultiFieldPanel(
            [
                FieldPanel("crest"),
                FieldPanel("government"),
                FieldPanel("unit"),
                FieldPanel("address"),
                FieldRowPanel([FieldPanel("phone"), FieldPanel("website"), FieldPanel("email")]),
            ],
            heading=_("Kop"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("place"),
                FieldPanel("number_pattern"),
                FieldRowPanel([FieldPanel("classification"), FieldPanel("paper")]),
                FieldPanel("addressees"),
                FieldPanel("copies"),
                FieldPanel("signing_office"),
            ],
            heading=_("Surat"),
        ),
    ]


class AssignmentViewSet(MasterDataViewSet):
    model = Assignment
    icon = "desk-users"
    menu_label = _("Penugasan")
    add_view_class = AssignmentCreate
    edit_view_class = AssignmentEdit
    delete_view_class = AssignmentDelete
    list_display = ["user", "role", "desk", "region", "agency", "acting", "valid_until"]
    list_filter = ["role"]
    search_fields = ["user__username", "user__first_name", "user__last_name"]
    edit_handler = ObjectList(
        [
            FieldPanel("user"),
            FieldPanel("role"),
            MultiFieldPanel(
                [FieldPanel("desk"), FieldPanel("region"), FieldPanel("agency")],
                heading=_("Tempat"),
                help_text=_(
                    "Admin, redaktur, dan penyetuju: kosongkan semua. Operator, perwira piket, ketua, dan pengamat: satu posko atau "
                    "satu wilayah. Petugas pelapor: satu wilayah atau satu perangkat daerah."
                ),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("acting"), FieldPanel("basis")]),
                    FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
                ],
                heading=_("Pelimpahan (Plt./Plh.)"),
                help_text=_(
                    "Isi bila peran ini dijalankan untuk sementara. Menurut tanggal setempat; berhenti sendiri sesudah hari terakhir."
                ),
            ),
        ],
        base_form_class=AssignmentForm,
    )


class ElectionViewSet(MasterDataViewSet):
    model = Election
    icon = "desk-vote"
    menu_label = _("Pemilihan")
    add_view_class = ElectionCreate
    edit_view_class = ElectionEdit
    edit_template_name = ElectionEdit.template_name
    list_display = ["name", "region", "voting_day"]
    fixed = ("key", "name", "region")
    panels = [
        FieldPanel("name"),
        FieldPanel("region"),
        FieldPanel("voting_day"),
        FieldPanel("key", help_text=_("Tidak dapat diubah setelah disimpan.")),
    ]


class StageViewSet(MasterDataViewSet):
    model = Stage
    icon = "desk-cal"
    menu_label = _("Tahapan")
    add_view_class, edit_view_class, delete_view_class = StageCreate, StageEdit, StageDelete
    list_display = ["name", "election", "starts_on", "ends_on"]
    list_filter = ["election"]
    fixed = ("key",)
    panels = [
        FieldPanel("election"),
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
        FieldPanel("source"),
        FieldPanel("key", help_text=_("Tidak dapat diubah setelah disimpan.")),
    ]


class MasterDataGroup(ModelViewSetGroup):
    menu_label = _("Data induk")
    menu_name = "master-data"
    menu_icon = "desk-grid"
    menu_order = 400
    items = (
        DeskViewSet(url_prefix="data-induk/posko"),
        LetterheadViewSet(url_prefix="data-induk/kop-surat"),
        AssignmentViewSet(url_prefix="data-induk/penugasan"),
        PersonViewSet(url_prefix="data-induk/orang"),
        AgencyViewSet(url_prefix="data-induk/perangkat-daerah"),
        ElectionViewSet(url_prefix="data-induk/pemilihan"),
        StageViewSet(url_prefix="data-induk/tahapan"),
        RegionViewSet(url_prefix="data-induk/wilayah"),
        PollingStationViewSet(url_prefix="data-induk/tps"),
        ImportViewSet(url_prefix="data-induk/impor"),
    )
