from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("readiness", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="readinessanswer",
            name="entry_state",
            field=models.CharField(
                blank=True,
                choices=[
                    ("draft", "Draf"),
                    ("sent", "Terkirim"),
                    ("checked", "Diperiksa"),
                    ("returned", "Dikembalikan"),
                    ("accepted", "Diterima"),
                    ("released", "Dirilis"),
                ],
                editable=False,
                max_length=20,
                verbose_name="status laporan",
            ),
        ),
    ]
