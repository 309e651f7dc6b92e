from django.db import migrations

from forms_config.append_only import AppendOnlyTriggers


class Migration(migrations.Migration):
    dependencies = [("forms_config", "0002_initial")]

    operations = [
        AppendOnlyTriggers(table="forms_config_formversion"),
        AppendOnlyTriggers(table="forms_config_versionwithdrawal"),
    ]
