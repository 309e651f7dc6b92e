"""Wagtail's admin on a phone: its floating menu button covers nothing, and lists keep room for what they list."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from forms_config import services
from forms_config.models import Form
from tests.browser import open_editor
from tests.factories import people
from tests.forms_config.drafts import draft, q, saved

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# What lies first under the button: the page's head, the strip that stands for one (``main`` itself), or a line of content.
UNDER_THE_BUTTON = """() => {
    const button = document.querySelector(".sidebar-nav-toggle"), { left, top, right, bottom } = button.getBoundingClientRect(), found = new Set();
    for (let x = left + 4; x < right; x += 8) for (let y = top + 4; y < bottom; y += 8) {
        const below = document.elementsFromPoint(x, y).find((element) => !button.contains(element));
        if (!below.closest(".w-slim-header") && below.id !== "main") found.add(below.tagName);
    }
    return [...found];
}"""
WORDS_OF_THE_MESSAGE = """() => {
    const range = document.createRange(), { right, bottom } = document.querySelector(".sidebar-nav-toggle").getBoundingClientRect();
    range.selectNodeContents(document.querySelector(".messages li"));
    return [...range.getClientRects()].filter((line) => line.width && line.left < right && line.top < bottom).length;
}"""


@pytest.fixture
def admin(phone, sign_in):
    return sign_in(phone, people.admin())


@pytest.fixture
def form(admin):
    form = saved(draft(q("short_text", "catatan", label="Catatan")))
    services.publish_form(form=form, by=None)
    return Form.objects.get(pk=form.pk)


def test_nothing_passes_under_the_button_where_no_head_stays(admin):
    admin.set_viewport_size({"width": 360, "height": 420})  # with the keyboard out
    admin.goto("/admin/")
    main = admin.locator("#main")

    for place in (0, 30, 60, 120, 240):
        reached = main.evaluate("(main, top) => { main.scrollTo({ top, behavior: 'instant' }); return main.scrollTop; }", place)
        assert reached == place
        assert admin.evaluate(UNDER_THE_BUTTON) == [], place


def test_a_message_stands_beside_the_button(admin, form):
    open_editor(admin, reverse(form.snippet_viewset.get_url_name("delete"), args=[form.pk]))

    expect(admin.locator(".messages li")).to_contain_text("Hentikan formulirnya.")
    expect(admin.locator(".sidebar-nav-toggle")).to_have_css("top", "0px")
    assert admin.evaluate(WORDS_OF_THE_MESSAGE) == 0


def test_the_title_of_a_form_has_more_room_than_its_checkbox(admin, form):
    admin.goto("/admin/formulir/")

    title = admin.locator("#listing-results td.title").bounding_box()["width"]
    checkbox = admin.locator("#listing-results td.bulk-action-checkbox-cell").bounding_box()["width"]
    assert title >= 150 > checkbox
