from django.db import migrations

from forms_config.append_only import AppendOnlyTriggers


class Migration(migrations.Migration):
    dependencies = [("publication", "0005_one_door"), ("core", "0001_initial")]

    operations = [AppendOnlyTriggers(table="publication_edition", purge_table="core_purge", simulated="simulation")]
