from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reporting", "0015_concluded_reports")]

    operations = [
        migrations.RemoveConstraint(model_name="recap", name="recap_once_per_desk_and_period"),
        migrations.AddField(
            model_name="recap",
            name="hours",
            field=models.CharField(blank=True, default="", editable=False, max_length=25),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="recap",
            constraint=models.UniqueConstraint(
                fields=("report_type", "desk", "period_start", "period_end", "hours"), name="recap_once_per_desk_and_period"
            ),
        ),
    ]
