from django.db import migrations

NAME = "Tangga bawaan"
RUNGS = [(-1440, "unit"), (-120, "unit"), (0, "unit_head"), (120, "secretary")]  # minutes after the due time


def create(apps, schema_editor):
    """A fresh installation has a ladder to begin with. Where the admin made some, none is chosen for new rules by itself."""
    ladder = apps.get_model("reporting", "ReminderLadder")
    first = not ladder.objects.exists()
    made, new = ladder.objects.get_or_create(name=NAME, defaults={"preset": first})
    if new:
        for minutes, audience in RUNGS:
            apps.get_model("reporting", "ReminderStep").objects.create(ladder=made, minutes=minutes, audience=audience)


def remove(apps, schema_editor):
    apps.get_model("reporting", "ReminderLadder").objects.filter(name=NAME, rules=None).delete()


class Migration(migrations.Migration):
    dependencies = [("reporting", "0011_ladder_preset")]

    operations = [migrations.RunPython(create, remove)]
