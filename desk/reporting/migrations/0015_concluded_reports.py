from django.db import migrations, models


def conclude(apps, schema_editor):
    """Accepted reports whose chain leads no further are through it."""
    entry, step = apps.get_model("reporting", "Entry"), apps.get_model("reporting", "ReviewStep")
    on = step.objects.filter(from_state="accepted", to_state="released")
    of_type = on.filter(chain__report_types=models.OuterRef("obligation__report_type"))
    of_form = on.filter(chain__forms=models.OuterRef("form"))
    own_chain = step.objects.filter(from_state="accepted", chain__forms=models.OuterRef("form"))
    standard = on.filter(chain__key="standard").exists()
    with_type = models.Q(obligation__report_type__chain__isnull=False)
    by_form = models.Exists(of_form) | (~models.Exists(own_chain) & models.Value(standard, models.BooleanField()))
    waits = (with_type & models.Exists(of_type)) | (~with_type & by_form)
    done = entry.objects.filter(models.Q(state="released") | (models.Q(state="accepted") & ~waits))
    entry.objects.filter(pk__in=done.values("pk")).update(concluded_at=models.F("decided_at"))


class Migration(migrations.Migration):
    dependencies = [("reporting", "0014_answered_duties")]

    operations = [
        migrations.AddField(model_name="entry", name="concluded_at", field=models.DateTimeField(blank=True, editable=False, null=True)),
        migrations.RunPython(conclude, migrations.RunPython.noop),
    ]
