from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_letterhead"),
        ("regions", "0002_closed_regions"),
    ]

    operations = [
        migrations.AddField(
            model_name="assignment",
            name="acting",
            field=models.CharField(
                blank=True,
                choices=[("", "Pejabat tetap"), ("plt", "Plt."), ("plh", "Plh.")],
                default="",
                max_length=5,
                verbose_name="sebagai",
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="basis",
            field=models.CharField(
                blank=True, help_text="Contoh: Surat Perintah Nomor 800/12/2024", max_length=160, verbose_name="dasar penugasan"
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="valid_from",
            field=models.DateField(blank=True, null=True, verbose_name="berlaku mulai"),
        ),
        migrations.AddField(
            model_name="assignment",
            name="valid_until",
            field=models.DateField(
                blank=True, help_text="Hari terakhir. Sesudahnya peran ini berhenti sendiri.", null=True, verbose_name="berlaku sampai"
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="leads",
            field=models.BooleanField(
                default=False,
                help_text="Kepala perangkat daerah, camat, lurah, atau kepala desa: yang dihubungi bila laporan belum masuk.",
                verbose_name="pimpinan unit (PIC)",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_from", None), ("valid_until", None), ("valid_until__gte", models.F("valid_from")), _connector="OR"
                ),
                name="assignment_ends_after_it_begins",
                violation_error_message="Masa berlaku selesai sebelum mulai. Periksa kedua tanggalnya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("role__in", ("admin", "editor", "approver")), _negated=True),
                    models.Q(("acting", ""), ("valid_from", None), ("valid_until", None)),
                    _connector="OR",
                ),
                name="assignment_for_a_time_is_bound",
                violation_error_message="Peran untuk seluruh instalasi tidak dapat dibatasi waktunya. Akhiri peran itu bila selesai.",
            ),
        ),
    ]
