from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("situation", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="situationreport",
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
