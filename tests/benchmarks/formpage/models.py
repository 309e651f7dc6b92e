"""The reference: Wagtail's own form builder, as its documentation shows it."""

from modelcluster.fields import ParentalKey
from wagtail.contrib.forms.models import AbstractForm, AbstractFormField


class FormField(AbstractFormField):
    page = ParentalKey("FormPage", related_name="form_fields")


class FormPage(AbstractForm):
    template = "formpage/form.html"
    landing_page_template = "formpage/landing.html"
