from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FormsConfigConfig(AppConfig):
    name = "forms_config"
    label = "forms_config"
    verbose_name = _("Formulir")
