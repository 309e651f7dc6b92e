from django.apps import AppConfig


class FormPageConfig(AppConfig):
    name = "tests.benchmarks.formpage"
    label = "formpage"
    default_auto_field = "django.db.models.BigAutoField"
