"""Opening the editor of a form in Chromium, by the clock: from the click to everything drawn and the browser idle again.

    python -m tests.benchmarks.editor

Starts the web process of the Procfile (granian, 2 workers) on a scratch SQLite database with a form of 60 questions of ten
families in 6 sections, half of them under a condition, and the starter packs; signs an admin in and opens each editor some
times with assets cached, at 1366x768. Run it on a quiet machine: it prints the load that it met.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser import CHROMIUM_ARGUMENTS, DESKTOP, chromium_path
from tests.operations.running import BIN, free_port, running

ROOT = Path(__file__).resolve().parents[2]
GOAL_SECONDS = 2.0
WARM_UP, LOADS = 2, 7
SECTIONS, QUESTIONS = 6, 60
PACKS = ("readiness", "weekly_situation", "incident")
DRAWN = "document.querySelectorAll('[data-streamfield-child]').length"
OPENED = f"""async (blocks) => {{
  const frame = () => new Promise(requestAnimationFrame);
  while (document.readyState !== "complete" || {DRAWN} < blocks) await frame();
  await new Promise((done) => requestIdleCallback(done));
  const [visit] = performance.getEntriesByType("navigation");
  return [performance.now(), visit.responseEnd, visit.loadEventEnd];
}}"""


def sixty_questions():
    """(definition of the draft, number of blocks in its body)"""
    from tests.forms_config.drafts import choice, draft, q, rule, section

    settings = {
        "one_choice": {"choices": choice("ya", "tidak")},
        "many_choices": {"choices": choice("satu", "dua", "tiga")},
        "readiness": {"measure": "choice"},
    }
    families = ["whole_number", "short_text", "long_text", "yes_no", "one_choice", "many_choices", "date", "photos", "decimal", "readiness"]
    sections = []
    for place in range(SECTIONS):
        questions = []
        for number in range(place * 10, place * 10 + 10):
            family = families[number % len(families)]
            condition = {"shown_if": rule(f"q{number - 1}")} if number % 2 else {}
            questions.append(q(family, f"q{number}", label=f"Pertanyaan nomor {number}", **settings.get(family, {}), **condition))
        sections.append(section(*questions, label=f"Bagian {place + 1}"))
    return draft(sections=sections, key="enam_puluh"), SECTIONS + QUESTIONS


def seed() -> None:
    """In the scratch database: the forms and an admin with a session."""
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from forms_config import services
    from forms_config.models import Form
    from tests.factories import people
    from tests.forms_config.drafts import saved

    admin = people.admin()
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(admin.pk), settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = admin.get_session_auth_hash()
    session.create()
    definition, _blocks = sixty_questions()
    services.publish_form(form=saved(definition, by=admin), by=admin)
    for name in PACKS:
        pack = json.loads((ROOT / "forms_config" / "packs" / f"{name}.json").read_text())
        services.import_pack(pack, by=admin)
    forms = [(form.key, form.pk, len(form.get_latest_revision_as_object().body)) for form in Form.objects.order_by("pk")]
    # Questions inside a repeat are drawn when it is opened.
    print(json.dumps({"session": session.session_key, "forms": forms}))


@contextmanager
def installation():
    """The web process on a database of its own, filled: its address and what ``seed`` told of it."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DATABASE_URL": f"sqlite:///{folder}/desk.sqlite3",
            "MEDIA_ROOT": f"{folder}/media",
            "DESK_DEMO": "1",
            "LOG_LEVEL": "WARNING",
            "DJANGO_SETTINGS_MODULE": "cms.settings",
        }
        subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, check=True)
        told = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.editor", "seed"], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
        ).stdout
        port = free_port()
        command = f"{BIN}/granian --interface wsgi --workers 2 --blocking-threads 1 --port {port} --log-level warning cms.wsgi:application"
        with running(f"exec {command}", dict(os.environ), Path(folder) / "web.log"):
            while subprocess.run(["curl", "-sf", f"http://127.0.0.1:{port}/masuk/"], stdout=subprocess.DEVNULL, check=False).returncode:
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}", json.loads(told.splitlines()[-1])


def opened(browser: Browser, address: str, session: str, blocks: int) -> list[tuple[float, float, float]]:
    """(usable, answer read, load event) of each visit after the warming ones, in seconds."""
    context = browser.new_context(viewport=DESKTOP, locale="id-ID", timezone_id="Asia/Jakarta")
    context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    page = context.new_page()
    visits = []
    for _visit in range(WARM_UP + LOADS):
        page.goto("about:blank")
        answer = page.goto(address, wait_until="commit")
        if answer is None or not answer.ok:
            raise SystemExit(f"{address}: {answer and answer.status}")
        visits.append(tuple(moment / 1000 for moment in page.evaluate(OPENED, blocks)))
        if page.evaluate(DRAWN) < blocks:
            raise SystemExit(f"{address}: only {page.evaluate(DRAWN)} of {blocks} blocks")
    context.close()
    return visits[WARM_UP:]


def main() -> None:
    with installation() as (address, told), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_ARGUMENTS)
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; {LOADS} visits each, seconds")
        for key, pk, blocks in told["forms"]:
            visits = opened(browser, f"{address}/admin/formulir/edit/{pk}/", told["session"], blocks)
            usable, answer, load = (statistics.median(column) for column in zip(*visits, strict=True))
            worst = max(visit[0] for visit in visits)
            print(
                f"{key:18} {blocks:3} blocks: usable {usable:.2f} (worst {worst:.2f}), page read {answer:.2f}, load event {load:.2f}"
                f" | {'within' if usable <= GOAL_SECONDS else 'OVER'} {GOAL_SECONDS:.0f} s"
            )
        print(f"load {os.getloadavg()[0]:.1f} at the end")
        browser.close()


if __name__ == "__main__":
    if sys.argv[1:] == ["seed"]:
        seed()
    else:
        main()
