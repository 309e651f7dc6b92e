import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from forms_config.append_only import AppendOnlyTriggers


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_initial"),
        ("forms_config", "0004_editor_blocks"),
        ("people", "0003_binding_in_words"),
        ("regions", "0002_closed_regions"),
        ("reporting", "0006_no_index_twice"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReminderLadder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, unique=True, verbose_name="nama")),
            ],
            options={
                "verbose_name": "tangga pengingat",
                "verbose_name_plural": "tangga pengingat",
                "ordering": ["name"],
            },
        ),
        migrations.AddField(
            model_name="obligation",
            name="locks_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="terkunci"),
        ),
        migrations.AddField(
            model_name="obligation",
            name="on_time_until",
            field=models.DateTimeField(null=True, verbose_name="tepat waktu sampai"),
        ),
        migrations.RunSQL("UPDATE reporting_obligation SET on_time_until = due_at", migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="obligation",
            name="on_time_until",
            field=models.DateTimeField(verbose_name="tepat waktu sampai"),
        ),
        migrations.AddField(
            model_name="obligation",
            name="reopened_until",
            field=models.DateTimeField(blank=True, null=True, verbose_name="dibuka kembali sampai"),
        ),
        migrations.AddField(
            model_name="obligation",
            name="slot",
            field=models.CharField(blank=True, editable=False, max_length=25),
        ),
        migrations.AlterField(
            model_name="decision",
            name="from_state",
            field=models.CharField(
                choices=[
                    ("draft", "Draf"),
                    ("sent", "Terkirim"),
                    ("checked", "Diperiksa"),
                    ("returned", "Dikembalikan"),
                    ("accepted", "Diterima"),
                    ("released", "Dirilis"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="to_state",
            field=models.CharField(
                choices=[
                    ("draft", "Draf"),
                    ("sent", "Terkirim"),
                    ("checked", "Diperiksa"),
                    ("returned", "Dikembalikan"),
                    ("accepted", "Diterima"),
                    ("released", "Dirilis"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="entry",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Draf"),
                    ("sent", "Terkirim"),
                    ("checked", "Diperiksa"),
                    ("returned", "Dikembalikan"),
                    ("accepted", "Diterima"),
                    ("released", "Dirilis"),
                ],
                default="draft",
                max_length=20,
                verbose_name="status",
            ),
        ),
        migrations.AlterField(
            model_name="reviewstep",
            name="from_state",
            field=models.CharField(
                choices=[
                    ("draft", "Draf"),
                    ("sent", "Terkirim"),
                    ("checked", "Diperiksa"),
                    ("returned", "Dikembalikan"),
                    ("accepted", "Diterima"),
                    ("released", "Dirilis"),
                ],
                max_length=20,
                verbose_name="dari",
            ),
        ),
        migrations.AlterField(
            model_name="reviewstep",
            name="to_state",
            field=models.CharField(
                choices=[
                    ("draft", "Draf"),
                    ("sent", "Terkirim"),
                    ("checked", "Diperiksa"),
                    ("returned", "Dikembalikan"),
                    ("accepted", "Diterima"),
                    ("released", "Dirilis"),
                ],
                max_length=20,
                verbose_name="menjadi",
            ),
        ),
        migrations.CreateModel(
            name="Recap",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("period_start", models.DateField(verbose_name="awal periode")),
                ("period_end", models.DateField(verbose_name="akhir periode")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draf"), ("checked", "Diperiksa"), ("accepted", "Disetujui"), ("released", "Dirilis")],
                        default="draft",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                ("begun_at", models.DateTimeField(verbose_name="dibuat")),
                ("simulation", models.BooleanField(default=False, editable=False)),
                (
                    "begun_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="dibuat oleh",
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="recaps", to="people.desk", verbose_name="posko"
                    ),
                ),
                (
                    "obligation",
                    models.OneToOneField(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="recap", to="reporting.obligation"
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="regions.region", verbose_name="wilayah"
                    ),
                ),
            ],
            options={
                "verbose_name": "rekap",
                "verbose_name_plural": "rekap",
                "ordering": ["-period_end", "region"],
            },
        ),
        migrations.CreateModel(
            name="RecapDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveIntegerField(default=1)),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("draft", "Susun"),
                            ("check", "Periksa"),
                            ("accept", "Setujui"),
                            ("release", "Rilis"),
                            ("return", "Kembalikan"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField()),
                ("simulation", models.BooleanField(default=False, editable=False)),
                (
                    "decided_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                ("recap", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="reporting.recap")),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="RecapEdit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("part", models.CharField(max_length=160)),
                ("value", models.JSONField(null=True)),
                ("computed", models.JSONField(null=True)),
                ("reason", models.TextField(blank=True, verbose_name="alasan")),
                ("edited_at", models.DateTimeField()),
                ("simulation", models.BooleanField(default=False, editable=False)),
                (
                    "edited_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                ("recap", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="edits", to="reporting.recap")),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="RecapRelease",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("content", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                ("note", models.TextField(blank=True, verbose_name="penjelasan ralat")),
                ("released_at", models.DateTimeField(verbose_name="dirilis")),
                ("simulation", models.BooleanField(default=False, editable=False)),
                (
                    "entry",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="recap_releases", to="reporting.entry"
                    ),
                ),
                ("recap", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="releases", to="reporting.recap")),
                (
                    "released_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "ordering": ["recap", "number"],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("minutes", models.IntegerField()),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("unit", "Petugas unit"),
                            ("unit_head", "Pimpinan unit (PIC)"),
                            ("secretary", "Sekretaris posko"),
                            ("head", "Ketua posko"),
                        ],
                        max_length=20,
                        verbose_name="diberitahukan kepada",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("told", "Diberitahukan"),
                            ("nobody", "Tidak ada penerima"),
                            ("passed_over", "Dilewati karena anak tangga berikutnya sudah tiba"),
                        ],
                        max_length=20,
                    ),
                ),
                ("recipients", models.JSONField(default=list)),
                ("passed_at", models.DateTimeField(verbose_name="waktu")),
                ("simulation", models.BooleanField(default=False, editable=False)),
                (
                    "obligation",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="reminders", to="reporting.obligation"),
                ),
            ],
            options={
                "ordering": ["passed_at"],
            },
        ),
        migrations.CreateModel(
            name="ReminderStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "minutes",
                    models.IntegerField(
                        help_text="Angka negatif berarti sebelum batas waktu. Contoh: -1440 sehari sebelumnya.",
                        verbose_name="menit setelah batas",
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("unit", "Petugas unit"),
                            ("unit_head", "Pimpinan unit (PIC)"),
                            ("secretary", "Sekretaris posko"),
                            ("head", "Ketua posko"),
                        ],
                        max_length=20,
                        verbose_name="diberitahukan kepada",
                    ),
                ),
                (
                    "ladder",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="reporting.reminderladder"),
                ),
            ],
            options={
                "verbose_name": "anak tangga",
                "verbose_name_plural": "anak tangga",
                "ordering": ["minutes", "audience"],
            },
        ),
        migrations.CreateModel(
            name="ReportingRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(help_text="Contoh: Laporan mingguan kecamatan, Senin 10.00", max_length=120, verbose_name="nama"),
                ),
                (
                    "units",
                    models.CharField(
                        choices=[
                            ("tier", "Semua wilayah setingkat di bawah posko"),
                            ("agencies", "Semua perangkat daerah di wilayah posko"),
                            ("chosen", "Unit yang dipilih"),
                            ("desk", "Posko ini sendiri, oleh siapa pun yang bertugas"),
                        ],
                        default="tier",
                        max_length=20,
                        verbose_name="yang wajib melapor",
                    ),
                ),
                (
                    "tier",
                    models.CharField(
                        blank=True,
                        choices=[("city", "Kabupaten dan kota"), ("district", "Kecamatan"), ("village", "Kelurahan dan desa")],
                        max_length=20,
                        verbose_name="tingkat wilayah",
                    ),
                ),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("weekly", "Mingguan pada hari tertentu"),
                            ("daily", "Harian"),
                            ("hourly", "Setiap beberapa jam"),
                            ("once", "Satu kali"),
                        ],
                        default="weekly",
                        max_length=10,
                        verbose_name="irama",
                    ),
                ),
                ("weekdays", models.JSONField(blank=True, default=list, verbose_name="hari")),
                ("every_hours", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="setiap berapa jam")),
                ("due_time", models.TimeField(help_text="Menurut waktu setempat setiap unit.", verbose_name="jam batas")),
                (
                    "days_after",
                    models.SmallIntegerField(
                        default=0,
                        help_text="0: pada hari terakhir periode. 1: keesokan harinya.",
                        verbose_name="hari batas setelah periode",
                    ),
                ),
                ("grace_minutes", models.PositiveIntegerField(default=0, verbose_name="toleransi (menit)")),
                (
                    "lock_hours",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Sejak batas waktu. Kosong: tidak pernah terkunci.",
                        null=True,
                        verbose_name="terkunci setelah (jam)",
                    ),
                ),
                (
                    "starts_from",
                    models.CharField(
                        choices=[
                            ("date", "Tanggal"),
                            ("voting_day", "Hari pemungutan suara"),
                            ("stage_start", "Awal tahapan"),
                            ("stage_end", "Akhir tahapan"),
                        ],
                        default="date",
                        max_length=20,
                        verbose_name="mulai dihitung dari",
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="tanggal mulai")),
                ("starts_stage", models.SlugField(blank=True, max_length=60, verbose_name="tahapan (mulai)")),
                ("starts_shift", models.SmallIntegerField(default=0, verbose_name="geser mulai (hari)")),
                (
                    "ends_from",
                    models.CharField(
                        choices=[
                            ("date", "Tanggal"),
                            ("voting_day", "Hari pemungutan suara"),
                            ("stage_start", "Awal tahapan"),
                            ("stage_end", "Akhir tahapan"),
                        ],
                        default="date",
                        max_length=20,
                        verbose_name="selesai dihitung dari",
                    ),
                ),
                (
                    "ends_on",
                    models.DateField(blank=True, help_text="Kosong: sampai aturan diakhiri.", null=True, verbose_name="tanggal selesai"),
                ),
                ("ends_stage", models.SlugField(blank=True, max_length=60, verbose_name="tahapan (selesai)")),
                ("ends_shift", models.SmallIntegerField(default=0, verbose_name="geser selesai (hari)")),
                ("made_at", models.DateTimeField(editable=False)),
                ("ended_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="diakhiri")),
                ("simulation", models.BooleanField(default=False, editable=False)),
                (
                    "agencies",
                    models.ManyToManyField(blank=True, related_name="+", to="people.agency", verbose_name="perangkat daerah yang dipilih"),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rules", to="people.desk", verbose_name="posko"
                    ),
                ),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rules", to="forms_config.form", verbose_name="formulir"
                    ),
                ),
                (
                    "ladder",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rules",
                        to="reporting.reminderladder",
                        verbose_name="tangga pengingat",
                    ),
                ),
                ("regions", models.ManyToManyField(blank=True, related_name="+", to="regions.region", verbose_name="wilayah yang dipilih")),
            ],
            options={
                "verbose_name": "aturan pelaporan",
                "verbose_name_plural": "aturan pelaporan",
                "ordering": ["desk", "name"],
            },
        ),
        migrations.AddField(
            model_name="obligation",
            name="rule",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="obligations", to="reporting.reportingrule"
            ),
        ),
        migrations.CreateModel(
            name="ReportType",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=40, unique=True, verbose_name="kunci")),
                ("name", models.CharField(max_length=120, verbose_name="nama")),
                (
                    "chain",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="report_types",
                        to="reporting.reviewchain",
                        verbose_name="alur pemeriksaan",
                    ),
                ),
            ],
            options={
                "verbose_name": "jenis laporan",
                "verbose_name_plural": "jenis laporan",
                "ordering": ["name"],
            },
        ),
        migrations.AddField(
            model_name="reportingrule",
            name="report_type",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="rules", to="reporting.reporttype", verbose_name="jenis laporan"
            ),
        ),
        migrations.AddField(
            model_name="recap",
            name="report_type",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="recaps", to="reporting.reporttype", verbose_name="jenis laporan"
            ),
        ),
        migrations.AddField(
            model_name="obligation",
            name="report_type",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="obligations", to="reporting.reporttype"
            ),
        ),
        migrations.AddConstraint(
            model_name="obligation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("agency", None), ("report_type__isnull", False)),
                fields=("report_type", "region", "slot"),
                name="obligation_once_per_region_and_slot",
            ),
        ),
        migrations.AddConstraint(
            model_name="obligation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("agency__isnull", False), ("report_type__isnull", False)),
                fields=("report_type", "agency", "slot"),
                name="obligation_once_per_agency_and_slot",
            ),
        ),
        migrations.AddIndex(
            model_name="recapedit",
            index=models.Index(fields=["recap", "part"], name="recap_edit_by_part"),
        ),
        migrations.AddConstraint(
            model_name="recaprelease",
            constraint=models.UniqueConstraint(fields=("recap", "number"), name="recap_release_number_once"),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(fields=("obligation", "minutes", "audience"), name="reminder_once"),
        ),
        migrations.AddConstraint(
            model_name="reminderstep",
            constraint=models.UniqueConstraint(fields=("ladder", "minutes", "audience"), name="reminder_step_once"),
        ),
        migrations.AddConstraint(
            model_name="reportingrule",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("units", "tier"), _negated=True), models.Q(("tier", ""), _negated=True), _connector="OR"),
                name="rule_of_a_tier_names_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportingrule",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("rhythm", "hourly"), _negated=True), ("every_hours__isnull", False), _connector="OR"),
                name="rule_of_hours_names_them",
            ),
        ),
        migrations.AddConstraint(
            model_name="recap",
            constraint=models.UniqueConstraint(
                fields=("report_type", "desk", "period_start", "period_end"), name="recap_once_per_desk_and_period"
            ),
        ),
        *(
            AppendOnlyTriggers(table=f"reporting_{table}", purge_table="core_purge", simulated="simulation")
            for table in ("reminder", "recapedit", "recapdecision", "recaprelease")
        ),
    ]
