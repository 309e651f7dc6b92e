"""Lists and forms of reporting duty."""

from typing import Any

from django.forms import Select
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSetGroup

from desk.reporting import rule_words
from desk.reporting.models import ReminderLadder, ReportingRule, ReportType, ReviewChain
from desk.reporting.services.chains import plan_of

from ..master_data.viewsets import MasterDataViewSet
from .forms import ChainForm, OffsetSelect, RuleForm
from .views import ChainCreate, ChainEdit, LadderCreate, LadderEdit, RuleCreate, RuleEdit, RuleEnd, RuleIndex, TypeCreate, TypeEdit


class WordsColumn(Column):
    """A cell told by a function of the row."""

    def __init__(self, name: str, told: Any, label: Any) -> None:
        super().__init__(name, label=label)
        self.told = told

    def get_value(self, instance: Any) -> Any:
        return self.told(instance)


class RuleViewSet(MasterDataViewSet):
    model = ReportingRule
    icon = "desk-cal"
    menu_label = _("Aturan pelaporan")
    index_view_class = RuleIndex
    add_view_class, edit_view_class, delete_view_class = RuleCreate, RuleEdit, RuleEnd
    add_template_name = edit_template_name = RuleCreate.template_name
    delete_template_name = RuleEnd.template_name
    list_display = [
        "name",
        "report_type",
        WordsColumn("owes", rule_words.who_owes, _("Siapa")),
        WordsColumn("due", rule_words.when_due, _("Kapan")),
        WordsColumn("window", rule_words.window, _("Masa berlaku")),
        "ended_at",
    ]
    list_filter = ["report_type", "desk", "rhythm"]
    search_fields = ["name", "report_type__name", "form__title"]
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldRowPanel([FieldPanel("report_type"), FieldPanel("form", widget=Select)]),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("desk"), FieldPanel("units")]), FieldPanel("tier"), FieldPanel("chosen")],
                heading=_("Siapa yang melapor"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("rhythm"), FieldPanel("due_time")]),
                    FieldPanel("weekdays"),
                    FieldRowPanel([FieldPanel("every_hours"), FieldPanel("days_after")]),
                    FieldRowPanel([FieldPanel("grace_minutes"), FieldPanel("lock_hours")]),
                ],
                heading=_("Kapan batas waktunya"),
            ),
            MultiFieldPanel(
                [
                    HelpPanel(_("<p>H-7 s.d. H+3: hitung dari hari pemungutan suara, geser mulai -7 dan geser selesai 3.</p>")),
                    FieldRowPanel([FieldPanel("starts_from"), FieldPanel("starts_on")]),
                    FieldRowPanel([FieldPanel("starts_stage"), FieldPanel("starts_shift")]),
                    FieldRowPanel([FieldPanel("ends_from"), FieldPanel("ends_on")]),
                    FieldRowPanel([FieldPanel("ends_stage"), FieldPanel("ends_shift")]),
                ],
                heading=_("Masa berlaku"),
            ),
            FieldPanel("ladder"),
        ],
        base_form_class=RuleForm,
    )


class TypeViewSet(MasterDataViewSet):
    model = ReportType
    icon = "desk-file"
    menu_label = _("Jenis laporan")
    add_view_class, edit_view_class = TypeCreate, TypeEdit
    list_display = ["name", "chain", "key"]
    search_fields = ["name", "key"]
    fixed = ("key",)
    panels = [
        FieldPanel("name"),
        FieldPanel("chain", help_text=_("Kosong: alur formulirnya, atau pemeriksaan satu tingkat.")),
        FieldPanel("key", help_text=_("Contoh: mingguan. Tidak dapat diubah setelah disimpan.")),
    ]


def _links(chain: ReviewChain) -> str:
    return " > ".join(["Kirim", *(str(link.label) for link in plan_of(chain).links)])


class ChainViewSet(MasterDataViewSet):
    model = ReviewChain
    icon = "desk-shield"
    menu_label = _("Alur pemeriksaan")
    add_view_class, edit_view_class = ChainCreate, ChainEdit
    list_display = ["name", WordsColumn("links", _links, _("Langkah"))]
    search_fields = ["name", "key"]
    fixed = ("key",)
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            MultiFieldPanel(
                [FieldPanel("check_roles"), FieldPanel("accept_roles"), FieldPanel("release_roles")],
                heading=_("Langkah dan peran yang mengambilnya"),
                help_text=_(
                    "Tidak seorang pun mengambil dua langkah pada satu laporan. Dari setiap langkah laporan dapat dikembalikan ke langkah "
                    "sebelumnya, dengan alasan."
                ),
            ),
            FieldPanel("key", help_text=_("Tidak dapat diubah setelah disimpan.")),
        ],
        base_form_class=ChainForm,
    )


WHEN = FieldPanel("minutes", heading=_("Kapan"), widget=OffsetSelect, help_text=_("Menurut batas waktu setiap unit."))


class LadderViewSet(MasterDataViewSet):
    model = ReminderLadder
    icon = "desk-warn"
    menu_label = _("Tangga pengingat")
    add_view_class, edit_view_class = LadderCreate, LadderEdit
    list_display = ["name", WordsColumn("preset", lambda ladder: _("Ya") if ladder.preset else "", _("Untuk aturan baru"))]
    search_fields = ["name"]
    panels = [
        FieldPanel("name"),
        FieldPanel("preset"),
        InlinePanel(
            "steps",
            heading=_("Anak tangga"),
            label=_("Anak tangga"),
            help_text=_("Hanya yang belum mengirim yang diingatkan, masing-masing satu kali untuk setiap anak tangga."),
            panels=[FieldRowPanel([WHEN, FieldPanel("audience")])],
            min_num=1,
        ),
    ]


class ReportingDutyGroup(ModelViewSetGroup):
    menu_label = _("Kewajiban lapor")
    menu_name = "reporting-duty"
    menu_icon = "desk-cal"
    menu_order = 250
    items = (
        RuleViewSet(url_prefix="kewajiban-lapor/aturan"),
        TypeViewSet(url_prefix="kewajiban-lapor/jenis"),
        ChainViewSet(url_prefix="kewajiban-lapor/alur"),
        LadderViewSet(url_prefix="kewajiban-lapor/pengingat"),
    )
