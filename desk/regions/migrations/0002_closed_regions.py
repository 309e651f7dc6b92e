from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("regions", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="region",
            name="closed_on",
            field=models.DateField(blank=True, null=True, verbose_name="tidak berlaku sejak"),
        ),
    ]
