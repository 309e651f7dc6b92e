"""A fresh database answers at / with a page of this product, and publication passes the approvers.

Replaces the welcome page that Wagtail's own migrations leave, if nobody has touched it.
"""

import json
from uuid import uuid4

from django.db import migrations

APPROVERS = "Penyetuju"  # the group of people.constants.ROLE_GROUPS
LINKS = [
    ("Cari TPS Anda", "Laman KPU", "https://cekdptonline.kpu.go.id/", "vote"),
    ("Laporkan dugaan pelanggaran", "SigapLapor, Bawaslu", "https://sigaplapor.bawaslu.go.id/", "shield"),
    ("Adukan layanan publik", "SP4N-LAPOR!", "https://www.lapor.go.id/", "chat"),
    ("Adukan konten hoaks", "Kementerian Komunikasi dan Digital", "https://aduankonten.id/", "horn"),
]


def sections():
    links = [
        {"type": "item", "id": str(uuid4()), "value": {"title": title, "source": source, "link": link, "icon": icon}}
        for title, source, link, icon in LINKS
    ]
    return json.dumps([{"type": "links", "id": str(uuid4()), "value": {"heading": "Layanan", "links": links}}])


def make_home(apps, schema_editor):
    Page, Site, Locale = (apps.get_model("wagtailcore", name) for name in ("Page", "Site", "Locale"))
    HomePage = apps.get_model("publication", "HomePage")
    ContentType = apps.get_model("contenttypes", "ContentType")
    root = Page.objects.filter(depth=1).first()
    if root is None or HomePage.objects.exists():
        return
    welcome = Page.objects.filter(depth=2, slug="home", content_type__model="page").first()
    path = welcome.path if welcome else None
    if welcome is not None:
        Site.objects.filter(root_page_id=welcome.pk).delete()
        welcome.delete()
    if path is None:
        path = f"{root.path}{root.numchild + 1:04d}"
        Page.objects.filter(pk=root.pk).update(numchild=root.numchild + 1)
    content_type, _ = ContentType.objects.get_or_create(model="homepage", app_label="publication")
    home = HomePage.objects.create(
        title="Desk Pilkada",
        draft_title="Desk Pilkada",
        slug="home",
        content_type=content_type,
        path=path,
        depth=2,
        numchild=0,
        url_path="/home/",
        locale=Locale.objects.first(),
        live=True,
        show_in_menus=False,
        headline="Informasi resmi pemilihan kepala daerah",
        lead="Laman ini memuat keterangan yang telah diperiksa dan disetujui. Penyelenggara pemilihan adalah KPU, pengawas adalah Bawaslu.",
        body=sections(),
        notices="[]",
    )
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page_id": home.pk})


def name_approvers(apps, schema_editor):
    Workflow, Task, Approval = (apps.get_model("wagtailcore", name) for name in ("Workflow", "Task", "GroupApprovalTask"))
    Group = apps.get_model("auth", "Group")
    Workflow.objects.filter(name="Moderators approval").update(name="Persetujuan publikasi")
    for task in Approval.objects.filter(name="Moderators approval"):
        Task.objects.filter(pk=task.pk).update(name="Persetujuan penyetuju")
        task.groups.set([Group.objects.get_or_create(name=APPROVERS)[0]])


class Migration(migrations.Migration):
    dependencies = [
        ("publication", "0002_home_page"),
        ("wagtailcore", "0098_apitoken"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(make_home, migrations.RunPython.noop),
        migrations.RunPython(name_approvers, migrations.RunPython.noop),
    ]
