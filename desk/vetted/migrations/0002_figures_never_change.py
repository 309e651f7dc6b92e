from django.db import migrations

from forms_config.append_only import AppendOnlyTriggers


class Migration(migrations.Migration):
    dependencies = [("vetted", "0001_initial"), ("core", "0001_initial")]

    operations = [
        AppendOnlyTriggers(table=table, purge_table="core_purge", simulated="simulation")
        for table in ("vetted_figuresnapshot", "vetted_figuredecision")
    ]
