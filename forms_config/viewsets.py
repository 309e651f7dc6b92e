"""The form editor and the shared choice lists as Wagtail viewsets."""

from typing import Any

from django.forms import TextInput
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList, TabbedInterface
from wagtail.admin.ui.tables import Column, UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from .forms import FormEditorForm
from .models import ChoiceList, Form
from .views import actions, editor, packs, versions

LEFT_OUT = {"unpublish", "revisions_unschedule"}  # a form is retired; nothing here is scheduled


class FormViewSet(SnippetViewSet):  # type: ignore[misc, unused-ignore]
    model = Form
    icon = "desk-task"
    menu_label = _("Formulir")
    menu_name = "forms"
    menu_order = 200
    add_to_admin_menu = True
    base_url_path = "formulir"
    admin_url_namespace = "forms"
    copy_view_enabled = False  # ours gives the copy a key and questions of its own
    index_view_class = editor.FormIndexView
    add_view_class = editor.FormCreateView
    edit_view_class = editor.FormEditView
    delete_view_class = editor.FormDeleteView
    create_template_name = "forms_config/admin/create.html"
    edit_template_name = "forms_config/admin/edit.html"
    list_display = [
        "title",
        Column("key", label=_("Kunci"), sort_key="key"),
        Column("get_kind_display", label=_("Jenis"), sort_key="kind"),
        Column("version_words", label=_("Versi")),
        UpdatedAtColumn(),
    ]
    list_filter = ["kind", "report_now"]
    search_fields = ["title", "key"]
    search_backend_name = None

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("title", classname="title", widget=TextInput(attrs={"placeholder": _("Judul formulir")})),
                    FieldRowPanel([FieldPanel("kind"), FieldPanel("key")]),
                    FieldPanel("body"),
                ],
                heading=_("Pertanyaan"),
            ),
            ObjectList([FieldPanel("checks")], heading=_("Pemeriksaan silang")),
            ObjectList([FieldPanel("summary"), FieldPanel("report_now")], heading=_("Keterangan")),
        ],
        base_form_class=FormEditorForm,
    )

    def get_queryset(self, request: Any) -> Any:
        return Form.objects.select_related("current_version")

    def get_urlpatterns(self) -> list[URLPattern]:
        ours = [
            path("paket/", self._view(packs.ImportPackView), name="import"),
            path("paket/<int:pk>/", self._view(packs.ExportPackView), name="export"),
            path("versi/<int:pk>/", self._view(versions.VersionsView), name="versions"),
            path("versi/<int:pk>/<int:old>/<int:new>/", self._view(versions.CompareView), name="compare"),
            path("versi/<int:pk>/<int:number>/pulihkan/", self._view(versions.RestoreView), name="restore"),
            path("versi/<int:pk>/<int:number>/tarik/", self._view(versions.WithdrawView), name="withdraw"),
            path("salin/<int:pk>/", self._view(actions.CopyFormView), name="copy_form"),
            path("hentikan/<int:pk>/", self._view(actions.RetireView), name="retire"),
        ]
        return [*(pattern for pattern in super().get_urlpatterns() if pattern.name not in LEFT_OUT), *ours]

    def _view(self, view_class: Any) -> Any:
        return view_class.as_view()


class ChoiceListViewSet(SnippetViewSet):  # type: ignore[misc, unused-ignore]
    model = ChoiceList
    icon = "list-ul"
    menu_label = _("Daftar pilihan")
    menu_order = 210
    menu_name = "choice-lists"
    add_to_admin_menu = True
    base_url_path = "daftar-pilihan"
    admin_url_namespace = "choice_lists"
    copy_view_enabled = False
    list_display = ["title", Column("key", label=_("Kunci")), Column("count_words", label=_("Pilihan"))]
    search_fields = ["title", "key"]
    search_backend_name = None
    panels = [
        FieldPanel("title"),
        FieldPanel("key"),
        InlinePanel(
            "choices",
            heading=_("Pilihan"),
            label=_("pilihan"),
            panels=[
                FieldRowPanel([FieldPanel("label"), FieldPanel("key")]),
                FieldRowPanel([FieldPanel("description"), FieldPanel("tone")]),
            ],
        ),
    ]

    def get_queryset(self, request: Any) -> Any:
        return ChoiceList.objects.prefetch_related("choices")
