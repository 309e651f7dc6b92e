"""The installation's identity, its home page, the sections below it and the one door's two steps: what must be there first."""

from typing import Any

from django.db import transaction
from wagtail.models import Locale, Page, Site, Workflow, WorkflowPage, WorkflowTask

from ..constants import SECTION_SLUGS
from ..models import HomePage, InstallationSettings, OneDoorTask, ReviewTask, SectionPage

WORKFLOW, REVIEW, APPROVAL = "Satu pintu", "Peninjauan", "Persetujuan satu pintu"


@transaction.atomic
def name_installation(**values: Any) -> InstallationSettings:
    """Set what the installation is called and how it is reached (fields of ``InstallationSettings``); the rest stays."""
    installation: InstallationSettings = InstallationSettings.load()
    for field, value in values.items():
        InstallationSettings._meta.get_field(field)  # a wrong name is an error here, not a silent attribute
        setattr(installation, field, value)
    installation.full_clean()
    installation.save()
    return installation


@transaction.atomic
def ensure_home() -> HomePage:
    """The home page of the default site with a section for each kind and the one door around them; made where missing."""
    home: HomePage | None = HomePage.objects.first()
    root = Page.get_first_root_node() or Page.add_root(title="Semua halaman", slug="root", locale=Locale.objects.first() or _first_locale())
    if home is None:
        home = HomePage(title="Desk Pilkada", slug="home", headline="Informasi resmi pemilihan kepala daerah")
        root.add_child(instance=home)
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page": home})
    _ensure_sections(home)
    _ensure_door(root)
    return home


def section_of(kind: str) -> SectionPage:
    """The section that holds items of this kind."""
    section: SectionPage = SectionPage.objects.get(kind=kind)
    return section


def _ensure_sections(home: HomePage) -> None:
    present = set(SectionPage.objects.values_list("kind", flat=True))
    for kind, slug in SECTION_SLUGS.items():
        if kind not in present:
            home.add_child(instance=SectionPage(title=str(kind.label), slug=slug, kind=kind))


def _ensure_door(root: Page) -> None:
    """Wagtail's workflow "Satu pintu" over all pages, in place of any other."""
    workflow, _made = Workflow.objects.get_or_create(name=WORKFLOW)
    for order, (task_class, name) in enumerate(((ReviewTask, REVIEW), (OneDoorTask, APPROVAL))):
        task, _made = task_class.objects.get_or_create(name=name)
        WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": order})
    WorkflowPage.objects.exclude(workflow=workflow).delete()
    WorkflowPage.objects.get_or_create(page=root, defaults={"workflow": workflow})
    Workflow.objects.exclude(pk=workflow.pk).filter(active=True).update(active=False)


def _first_locale() -> Locale:
    return Locale.objects.create(language_code="id")
