import django.db.models.deletion
import modelcluster.fields
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0007_rules_reminders_recaps"),
    ]

    operations = [
        migrations.AlterField(
            model_name="reminderstep",
            name="ladder",
            field=modelcluster.fields.ParentalKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="reporting.reminderladder"
            ),
        ),
    ]
