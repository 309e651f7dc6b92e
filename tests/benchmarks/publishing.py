"""What letting one text out costs beside 500 public items, against the same beside ten, in one run.

    python -m tests.benchmarks.publishing                                   # SQLite, a scratch file
    DATABASE_URL=postgres://... python -m tests.benchmarks.publishing       # PostgreSQL, a scratch database on that server

Each figure is the whole of the last step: edition, item, Wagtail's own state of the page, its pages and pictures drawn, lists,
feeds and home page built, the transaction committed, and this machine's folder brought up to date. Prints medians in seconds.
"""

import io
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import django
from django.core.files.base import ContentFile
from django.utils import timezone

from tests.benchmarks.regions import scratch_database

FEW, MANY, ROUNDS = 10, 500, 5
GOAL_SECONDS = 2
PHOTO = (4000, 3000)  # pixels: 12 megapixels, as a phone takes them
LABELS = {
    "release": "siaran pers pertama kali",
    "photo": "siaran pers dengan foto 12 MP",
    "correction": "ralat",
    "withdrawal": "penarikan",
    "home": "halaman depan",
    "everything": "seluruh pohon",
}
_numbers = count(1)


def draft(**values: Any) -> Any:
    """The next release, announcement or clarification, in turn."""
    from tests.factories import publication as made

    number = next(_numbers)
    kinds = (made.draft_release, made.draft_announcement, made.draft_clarification)
    kind = made.draft_release if values else kinds[number % len(kinds)]
    return kind(title=f"Keterangan ke-{number} tentang tahapan pemilihan", slug=f"keterangan-{number}", **values)


def fill(total: int) -> None:
    """Items until there are ``total``."""
    from django.db import transaction

    from cms.publication.models import PublicItem
    from cms.publication.rendering import build
    from tests.factories import publication as made

    with transaction.atomic(), build.together(now=timezone.now()):
        for _number in range(total - PublicItem.objects.exclude(kind="home").count()):
            made.publish(draft())


def photo() -> list[tuple[str, Any]]:
    """The body of a release with a picture that no camera took twice."""
    from PIL import Image as Drawing
    from wagtail.images.models import Image

    noise = Drawing.frombytes("RGB", (400, 300), random.Random(next(_numbers)).randbytes(400 * 300 * 3)).resize(PHOTO)
    file = io.BytesIO()
    noise.save(file, "JPEG", quality=85)
    image = Image.objects.create(title="Kotak suara", file=ContentFile(file.getvalue(), name="foto.jpg"))
    return [("picture", {"image": image, "alt": "Kotak suara", "caption": "Kotak suara", "credit": "Dok. Desk Pilkada"})]


def seconds(prepare: Callable[[], Callable[[], Any]]) -> float:
    """Median of ``ROUNDS``; what ``prepare`` does beforehand is not counted."""

    def once() -> float:
        work = prepare()
        started = time.perf_counter()
        work()
        return time.perf_counter() - started

    return statistics.median(once() for _round in range(ROUNDS))


def approved(page: Any) -> Callable[[], Any]:
    """The last step of a page that two people agreed on."""
    from cms.publication.services import publishing, vetting
    from tests.factories import publication as made

    row = vetting.hand_in(page=page, by=made.editor())
    vetting.review(hand_in_id=row.pk, by=made.approver())
    vetting.approve(hand_in_id=row.pk, by=made.approver())
    return lambda: publishing.release_if_due(hand_in_id=row.pk)


def withdrawing(page: Any) -> Callable[[], Any]:
    from cms.publication.services import publishing, vetting
    from tests.factories import publication as made

    made.publish(page)
    row = vetting.propose_withdrawal(page=page, by=made.editor(), reason="Kegiatan dibatalkan.")
    vetting.approve(hand_in_id=row.pk, by=made.approver())
    return lambda: publishing.release_if_due(hand_in_id=row.pk)


def correcting(page: Any) -> Callable[[], Any]:
    from cms.publication import services
    from tests.factories import publication as made

    made.publish(page)
    changed = services.write_page(type(page), by=made.editor(), page=page, correction="Jumlahnya tiga.", summary="Tiga TPS pindah.")
    return approved(changed)


def home() -> Callable[[], Any]:
    from cms.publication import services
    from cms.publication.services.home import ensure_home
    from tests.factories import publication as made

    page = services.write_page(type(ensure_home()), by=made.editor(), page=ensure_home(), headline=f"Informasi resmi {next(_numbers)}")
    return approved(page)


def figures() -> dict[str, float]:
    from cms.publication.rendering import build

    return {
        "release": seconds(lambda: approved(draft(number="1"))),
        "photo": seconds(lambda: approved(draft(body=photo()))),
        "correction": seconds(lambda: correcting(draft(number="1"))),
        "withdrawal": seconds(lambda: withdrawing(draft(number="1"))),
        "home": seconds(home),
        "everything": seconds(lambda: lambda: build.everything(now=timezone.now())),
    }


def measure() -> None:
    """Fill and time everything in this process; the medians as JSON."""
    django.setup()
    from tests.factories import publication as made

    made.publish_home(headline="Informasi resmi", body=[("latest", {"heading": "Terbaru", "count": 4})])
    found = {}
    for total in (FEW, MANY):
        fill(total)
        found[total] = figures()
    print(json.dumps(found))


def lines(found: dict[str, dict[str, float]]) -> Iterator[str]:
    few, many = found[str(FEW)], found[str(MANY)]
    for name, label in LABELS.items():
        yield f"{label:32} {few[name]:.3f} s with {FEW}, {many[name]:.3f} s with {MANY} items: {many[name] / few[name]:.1f} x"
    yield f"goal: {GOAL_SECONDS} s with {MANY} items"


def main() -> None:
    with scratch_database() as url, tempfile.TemporaryDirectory() as folder:
        places = {"DATABASE_URL": url, "MEDIA_ROOT": f"{folder}/media", "PUBLIC_ROOT": f"{folder}/public"}
        environment = {**os.environ, "DESK_TESTING": "1", "DJANGO_SETTINGS_MODULE": "cms.settings", "LOG_LEVEL": "WARNING", **places}
        subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], env=environment, check=True)
        done = subprocess.run(
            [sys.executable, "-m", __spec__.name, "measure"], env=environment, check=True, stdout=subprocess.PIPE, text=True
        )
    print("\n".join(lines(json.loads(done.stdout.splitlines()[-1]))))


if __name__ == "__main__":
    measure() if sys.argv[1:] == ["measure"] else main()
