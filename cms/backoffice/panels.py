"""What the first page of the admin tells: what waits, and the way to what an admin comes for."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q
from django.urls import NoReverseMatch, reverse
from wagtail.admin.ui.components import Component

from cms.publication.models import InstallationSettings
from desk.people.models import Assignment, Desk, Role, User
from desk.people.scope import scope_of
from desk.regions.models import Region
from forms_config.models import Form


class Shortcut(NamedTuple):
    """One card: where it leads, what stands there, what is missing."""

    title: str
    text: str
    address: str
    icon: str


class StartPanel(Component):
    """Cards for installation admins; the first ones say what a fresh installation still lacks."""

    name = "desk_start"
    template_name = "backoffice/start.html"
    order = 10

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        request = parent_context["request"]
        if not scope_of(request.user).installation:
            return {"shortcuts": []}
        return {"shortcuts": shortcuts(), "missing": missing(InstallationSettings.load(request_or_site=request))}


def shortcuts() -> list[Shortcut]:
    """Two queries: forms and desks are counted, the rest are plain ways."""
    forms = Form.objects.aggregate(
        live=Count("pk", filter=Q(current_version__isnull=False, retired_at=None)), drafts=Count("pk", filter=Q(current_version=None))
    )
    desks = Desk.objects.count()
    cards = (
        ("Formulir", f"{forms['live']} terbit, {forms['drafts']} belum diterbitkan", "forms:list", "desk-task"),
        ("Posko", f"{desks} posko terdaftar", "desk:index", "desk-shield"),
        ("Penugasan", "Siapa berperan apa, dan di mana", "assignment:index", "desk-users"),
        ("Pengguna", "Akun, kata sandi, dan perannya", "wagtailusers_users:index", "desk-user"),
        ("Pemilihan dan tahapan", "Hari pemungutan suara dan jadwal", "election:index", "desk-cal"),
        ("Laman publik", "Beranda yang dibaca warga", "wagtailadmin_explore_root", "desk-home"),
        ("Ruang posko", "Antrean, pemantauan, dan layar", "dashboard:home", "desk-inbox"),
    )
    return [Shortcut(title, text, address, icon) for title, text, name, icon in cards if (address := _address(name))]


def missing(installation: InstallationSettings) -> list[str]:
    """Sentences about what a fresh installation still lacks; empty when it is complete. Three queries."""
    found = []
    if not installation.unit or not installation.phone:
        found.append("Lengkapi identitas instalasi: unit pengelola dan nomor telepon tampil di halaman publik.")
    if not Region.objects.exists():
        found.append("Daftar wilayah belum dimuat. Jalankan perintah regions import di server.")
    if not Form.objects.filter(current_version__isnull=False).exists():
        found.append("Belum ada formulir yang terbit. Petugas belum dapat melapor.")
    if not Assignment.objects.filter(role=Role.OPERATOR).exists():
        found.append("Belum ada operator posko. Tambahkan penugasan supaya laporan ada yang memeriksa.")
    return found


def is_admin(user: User | AnonymousUser) -> bool:
    return scope_of(user).installation


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
