from django.db import migrations

STEPS = [
    ("accept", "Terima", "sent", "accepted", False),
    ("return", "Kembalikan", "sent", "returned", True),
    ("return", "Kembalikan", "accepted", "returned", True),
]
ROLES = ["operator", "duty_officer", "head"]


def create(apps, schema_editor):
    chain = apps.get_model("reporting", "ReviewChain").objects.create(key="standard", name="Pemeriksaan satu tingkat")
    step = apps.get_model("reporting", "ReviewStep")
    for action, label, from_state, to_state, needs_reason in STEPS:
        step.objects.create(
            chain=chain, action=action, label=label, from_state=from_state, to_state=to_state, needs_reason=needs_reason, roles=ROLES
        )


def remove(apps, schema_editor):
    apps.get_model("reporting", "ReviewChain").objects.filter(key="standard").delete()


class Migration(migrations.Migration):
    dependencies = [("reporting", "0002_sent_rows_never_change")]

    operations = [migrations.RunPython(create, remove)]
