"""Fixtures for tests in a real Chromium, at the size of a phone and of a desk.

Every page fails its test when a script throws, when the content security policy refuses something or when the page asks
another host for anything.
"""

import os
import shutil
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1366, "height": 768}
CHROMIUM_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")  # the first without the windows of a desktop
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 45_000  # milliseconds; a machine that does other things at the same time is slow, not broken
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def chromium_path() -> str | None:
    return next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)


def open_editor(page: Page, address: str) -> None:
    """Open an editor of the admin and wait until Wagtail watches it: what is typed in its first two seconds counts as given."""
    page.goto(address)
    watch_editor(page)


def watch_editor(page: Page) -> None:
    """Wait until the editor that is open compares what is typed with what was there."""
    wait_until(page, "window.wagtail?.app?.queryController('w-unsaved')?.initialFormData")


def await_new_block(page: Page) -> None:
    """Wait until Wagtail has unrolled a new block and taken the focus into it: what moves meanwhile is missed by a click."""
    wait_until(page, "document.activeElement.name?.endsWith('-value-label') && !jQuery(':animated').length")


def wait_until(page: Page, condition: str) -> None:
    """Wait until a JavaScript expression holds. ``Page.wait_for_function`` evaluates its text again at each look after the first,
    which the content security policy of our pages refuses; here the page gets a function once."""
    page.evaluate(
        f"""() => new Promise((resolve, reject) => {{
            const end = performance.now() + {PATIENCE};
            const look = () => {{
                if ({condition}) resolve();
                else if (performance.now() > end) reject(new Error("waited in vain"));
                else requestAnimationFrame(look);
            }};
            look();
        }})"""
    )


@dataclass
class Complaints:
    """What went wrong in a page without anybody looking."""

    origin: str
    found: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.found.append(f"script error: {error}"))
        page.on("console", self._on_console)
        page.on("request", self._on_request)

    def _on_console(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.found.append(f"refused by policy: {message.text}")

    def _on_request(self, request: Request) -> None:
        if not request.url.startswith((self.origin, "data:", "blob:", "about:")):
            self.found.append(f"request to another host: {request.url}")


@pytest.fixture(scope="session")
def chromium() -> Generator[Browser]:
    # Playwright's loop lives in this thread; the ORM is used from the test's own lines only.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE)
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser, live_server: Any) -> Generator[Callable[..., Page]]:
    """``open_page(PHONE, javascript=False)``: a page in a context of its own (another device), at the live server."""
    contexts = []
    complaints = Complaints(live_server.url)

    def open_one(viewport: dict[str, int] = PHONE, *, javascript: bool = True, **options: Any) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport=viewport,
            java_script_enabled=javascript,
            has_touch=viewport is PHONE,
            locale="id-ID",
            timezone_id="Asia/Jakarta",
            accept_downloads=True,
            **options,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        complaints.watch(page)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not complaints.found, complaints.found


@pytest.fixture
def phone(open_page: Callable[..., Page]) -> Page:
    return open_page(PHONE)


@pytest.fixture
def desktop(open_page: Callable[..., Page]) -> Page:
    return open_page(DESKTOP)


@pytest.fixture
def sign_in(live_server: Any) -> Callable[[Page, Any], Page]:
    """``sign_in(page, user)``: the page's context carries a session of this user, without the sign-in screen."""

    def give_session(page: Page, user: Any) -> Page:
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": live_server.url}])
        return page

    return give_session


@pytest.fixture
def axe() -> Callable[..., None]:
    """``axe(page)``: fails with what axe finds against WCAG 2.2 AA; ``axe(page, "main")`` looks at one part only."""

    def check(page: Page, part: str | None = None) -> None:
        options = {"runOnly": {"type": "tag", "values": AXE_TAGS}}
        result = Axe().run(page, context=part, options=options)
        assert result.violations_count == 0, f"{page.url}\n{result.generate_report()}"

    return check


@pytest.fixture
def axe_by_day_and_night(axe: Callable[..., None]) -> Callable[[Page], None]:
    """``axe`` on a page in light and in dark mode."""

    def check(page: Page) -> None:
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")  # colours are there at once
        axe(page)
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        axe(page)

    return check
