"""A recap of 40 kecamatan, 10 headings and 400 reports against one bare query for the same submissions; its PDF. In one run.

    python -m tests.benchmarks.recap                                   # SQLite, a scratch file
    DATABASE_URL=postgres://... python -m tests.benchmarks.recap       # PostgreSQL, a scratch database on that server

Prints medians in seconds and ratios.
"""

import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import django
from django.db import connection

from tests.benchmarks.regions import scratch_database

ROUNDS = 5
DISTRICTS, REPORTS_EACH = 40, 10
MADE, SENT = datetime(2024, 11, 17, 1, tzinfo=UTC), datetime(2024, 11, 24, 2, tzinfo=UTC)
WEEK = date(2024, 11, 18), date(2024, 11, 24)
TEXTS = ("kondisi", "tahapan", "logistik", "tps", "kerawanan", "kejadian", "pelanggaran", "medsos", "sosialisasi", "rekomendasi")
WORDS = [
    "warga",
    "panitia",
    "rapat",
    "kecamatan",
    "logistik",
    "gudang",
    "jalan",
    "hujan",
    "aman",
    "tertib",
    "petugas",
    "kotak",
    "suara",
    "koordinasi",
    "polsek",
    "babinsa",
]
BARE = """
    SELECT s.answers FROM reporting_submission s JOIN reporting_entry e ON e.id = s.entry_id
    WHERE e.state = 'accepted' AND s.number = e.submission_count
"""


def seed() -> Any:
    """The city with its rule and 400 accepted reports; its recap, begun."""
    from desk.people.scope import unit_of
    from desk.people.services import ensure_user
    from desk.reporting.models import Entry, Obligation
    from desk.reporting.services.sending import send_entry
    from tests.factories import forms, people, recaps, regions, rules

    chance = random.Random(2024)
    city = regions.bogor()
    for district in range(1, DISTRICTS + 1):
        regions.region(f"32.71.{district:02d}", f"Kecamatan {district}", "district")
        for village in range(1, REPORTS_EACH + 1):
            regions.region(f"32.71.{district:02d}.{1000 + village}", f"Kelurahan {district}-{village}", "urban_village")
    operator = people.operator(city)
    texts = [forms.question("long_text", key, label=f"Uraian {key}") for key in TEXTS]
    numbers = [forms.question("whole_number", f"{key}_jumlah", label=f"Jumlah {key}") for key in TEXTS]
    form = forms.publish(*texts, *numbers, key="mingguan", report_now=False)
    rules.saved(now=MADE, desk=people.desk(city), form=form, tier="village", starts_on=WEEK[0])
    officer = ensure_user(username="petugas", name="Agus Pratama", password_hash="!")
    for duty in Obligation.objects.filter(period_start=WEEK[0]).select_related("region", "form__current_version"):
        raw = {key: [" ".join(chance.choices(WORDS, k=25)).capitalize() + "."] for key in TEXTS}
        raw |= {f"{key}_jumlah": [str(chance.randrange(50))] for key in TEXTS}
        send_entry(uuid=uuid4(), form=duty.form, unit=unit_of(region=duty.region), user=officer, raw=raw, obligation=duty, now=SENT)
    Entry.objects.update(state="accepted")
    return recaps.begun(people.desk(city), operator)


def measure() -> None:
    """Seed and time everything in this process; the medians as JSON."""
    django.setup()
    from desk.reporting.models import RecapRelease
    from desk.reporting.selectors.recap import content_of, fingerprint
    from desk.reporting.selectors.recap_letter import letter_of
    from exports.documents.pdf import letter_pdf
    from exports.recaps.letter import letter_of_release

    recap = seed()
    content = content_of(recap)
    frame = letter_of(recap, released_by=recap.begun_by, now=SENT)
    release = RecapRelease(recap=recap, number=1, content=content, sha256=fingerprint(content), letter=frame)
    pdf = letter_pdf(letter_of_release(release))
    print(
        json.dumps(
            {
                "reports": len(content["sources"]),
                "pages": pdf.count(b"/Type /Page\n") or pdf.count(b"/Type/Page"),
                "bare": timed(bare),
                "recap": timed(lambda: content_of(recap)),
                "pdf": timed(lambda: letter_pdf(letter_of_release(release))),
            }
        )
    )


def bare() -> None:
    with connection.cursor() as cursor:
        cursor.execute(BARE)
        rows = cursor.fetchall()
    for (answers,) in rows:
        json.loads(answers)


def timed(work: Callable[[], Any]) -> float:
    def once() -> float:
        started = time.perf_counter()
        work()
        return time.perf_counter() - started

    return statistics.median(once() for _round in range(ROUNDS))


def main() -> None:
    with scratch_database() as url:
        environment = {**os.environ, "DESK_TESTING": "1", "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "cms.settings"}
        subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], env=environment, check=True)
        done = subprocess.run([sys.executable, "-m", __spec__.name, "measure"], env=environment, check=True, capture_output=True, text=True)
    found = json.loads(done.stdout.splitlines()[-1])
    print(f"{found['reports']} reports, {DISTRICTS} kecamatan, {len(TEXTS)} headings; letter of {found['pages']} pages")
    print(f"bare query   {found['bare']:.3f} s")
    print(f"recap        {found['recap']:.3f} s  ({found['recap'] / found['bare']:.1f} x bare; goal 3 s)")
    print(f"letter, PDF  {found['pdf']:.3f} s  (goal 2 s)")


if __name__ == "__main__":
    measure() if sys.argv[1:] == ["measure"] else main()
