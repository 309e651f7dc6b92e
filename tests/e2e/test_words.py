"""What the browser draws itself, in the form editor, is Indonesian too."""

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command

from forms_config.models import Form
from tests.databases import ROOT
from tests.scenarios.test_words import english_in

DRAWN_LATE = "[data-contentpath], [data-streamfield-child], .w-panel"


@pytest.fixture
def admin(transactional_db):
    call_command("forms", "import", str(ROOT / "forms_config" / "packs" / "weekly_situation.json"), "--publish", verbosity=0)
    return get_user_model().objects.create_superuser("admin.uji", password="tidak-dipakai")


def test_the_form_editor_speaks_indonesian(admin, desktop, sign_in):
    form = Form.objects.get()
    sign_in(desktop, admin)

    desktop.goto(f"/admin/formulir/edit/{form.pk}/")
    desktop.wait_for_selector(DRAWN_LATE)
    desktop.wait_for_load_state("networkidle")
    shown = desktop.inner_text("body").splitlines()

    assert len(shown) > 40
    assert [line for line in shown if english_in(line)] == []


@pytest.mark.parametrize("path", ["/admin/", "/admin/formulir/", "/admin/pages/", "/admin/images/", "/admin/reports/site-history/"])
def test_the_admin_as_drawn_speaks_indonesian(admin, desktop, sign_in, path):
    sign_in(desktop, admin)

    desktop.goto(path)
    desktop.wait_for_load_state("networkidle")
    shown = desktop.inner_text("body").splitlines()

    assert [line for line in shown if english_in(line)] == []
