from django.db import migrations, models
from django.db.models.deletion import PROTECT

INDEXES = {  # whose column another index of the table begins with
    "reporting_answervalue_submission_id_4ad76f4c": ("reporting_answervalue", "submission_id"),  # answer_by_key
    "reporting_entry_form_id_51e6d36d": ("reporting_entry", "form_id"),  # entry_by_form
    "reporting_submission_entry_id_9e54eaa2": ("reporting_submission", "entry_id"),  # submission_number_once
}


class Migration(migrations.Migration):
    """The indexes are dropped by name: altering the fields would make SQLite write the tables anew, without their triggers."""

    dependencies = [("reporting", "0005_request_uuid_unique"), ("forms_config", "0004_editor_blocks")]

    operations = [
        migrations.RunSQL(
            [f"DROP INDEX IF EXISTS {name}" for name in INDEXES],
            [f"CREATE INDEX {name} ON {table} ({column})" for name, (table, column) in INDEXES.items()],
            state_operations=[
                migrations.AlterField(
                    "answervalue",
                    "submission",
                    models.ForeignKey("reporting.submission", PROTECT, db_index=False, related_name="values"),
                ),
                migrations.AlterField(
                    "entry",
                    "form",
                    models.ForeignKey("forms_config.form", PROTECT, db_index=False, related_name="entries", verbose_name="formulir"),
                ),
                migrations.AlterField(
                    "submission",
                    "entry",
                    models.ForeignKey("reporting.entry", PROTECT, db_index=False, related_name="submissions"),
                ),
            ],
        ),
    ]
