from django.db import migrations


def rename(apps, old, new):
    apps.get_model("wagtailcore", "Page").objects.filter(depth=1, title=old).update(title=new, draft_title=new)


def to_indonesian(apps, schema_editor):
    """Wagtail's own migration calls the root of all pages "Root", in every language; the page explorer shows it."""
    rename(apps, "Root", "Semua halaman")


def to_english(apps, schema_editor):
    rename(apps, "Semua halaman", "Root")


class Migration(migrations.Migration):
    dependencies = [("publication", "0003_first_home_page")]

    operations = [migrations.RunPython(to_indonesian, to_english)]
