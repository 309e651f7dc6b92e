"""The project's settings plus the FormPage that it is measured against."""

from cms.settings import *  # noqa: F403
from cms.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "wagtail.contrib.forms", "tests.benchmarks.formpage"]

ROOT_URLCONF = "tests.benchmarks.urls"
