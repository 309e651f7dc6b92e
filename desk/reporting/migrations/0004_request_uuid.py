"""Each request gets a UUID of its own before the column becomes unique."""

from uuid import uuid4

from django.db import migrations, models


def fill(apps, schema_editor):
    requests = apps.get_model("reporting", "ReportRequest").objects
    for request in requests.all():
        request.uuid = uuid4()
        request.save(update_fields=["uuid"])


class Migration(migrations.Migration):
    dependencies = [("reporting", "0003_standard_review_chain")]

    operations = [
        migrations.AddField("reportrequest", "uuid", models.UUIDField(default=uuid4, editable=False, null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
