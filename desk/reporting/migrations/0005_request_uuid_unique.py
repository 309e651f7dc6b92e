from uuid import uuid4

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reporting", "0004_request_uuid")]

    operations = [migrations.AlterField("reportrequest", "uuid", models.UUIDField(default=uuid4, editable=False, unique=True))]
