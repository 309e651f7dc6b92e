from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("incidents", "0002_victims_in_large_numbers"),
    ]

    operations = [
        migrations.AlterField(
            model_name="incident",
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
