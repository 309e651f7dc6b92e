"""What a new text begins with, so that an editor types only the news: number, place, contact, boilerplate and a skeleton."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from .models import InstallationSettings, ReleasePage
from .models.clocks import home_zone
from .models.installation import PLACEHOLDER

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")  # months of letter numbers
SHAPES = {"urut": r"(?P<urut>\d+)", "bulan": r"(?:[IVX]+)", "tahun": r"(?P<tahun>\d{4})"}
DIGITS = 3  # of the running number


def on_new_page(page: Any, **_named: Any) -> None:
    """Receiver of ``wagtail.signals.init_new_page``."""
    begin(page)


def begin(page: Any) -> None:
    """Fill a page that is being created, in memory; kinds that have nothing to begin with stay empty."""
    if isinstance(page, ReleasePage):
        begin_release(page, timezone.localdate(timezone=home_zone()))


def begin_release(page: ReleasePage, today: date) -> None:
    """Two queries: the settings and the numbers that are taken."""
    settings = InstallationSettings.load()
    taken = ReleasePage.objects.values_list("number", flat=True)
    page.number = next_number(settings.press_number, taken, today)
    page.place = settings.press_place
    page.contact_name, page.contact_position = settings.press_contact_name, settings.press_contact_position
    page.contact_phone, page.contact_email = settings.press_contact_phone, settings.press_contact_email
    page.contact_hours, page.boilerplate = settings.press_contact_hours, settings.press_boilerplate
    page.body = [
        ("paragraph", ""),
        ("quote", {"name": settings.press_contact_name, "position": settings.press_contact_position}),
        ("picture", {"credit": settings.press_credit}),
    ]


def next_number(pattern: str, taken: Iterable[str], today: date) -> str:
    """The number after the highest one of this pattern and year: ``046/SP-DESK/XI/2024``. Another pattern begins at 1."""
    shape = re.compile("".join(_shape_of(part) for part in re.split(r"(\{\w+\})", pattern)))
    highest = 0
    for number in taken:
        told = shape.fullmatch(number)
        if told is not None and told.groupdict().get("tahun") in (None, str(today.year)):
            highest = max(highest, int(told["urut"]))
    values = {"urut": f"{highest + 1:0{DIGITS}d}", "bulan": ROMAN[today.month - 1], "tahun": str(today.year)}
    return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), pattern)


def _shape_of(part: str) -> str:
    named = PLACEHOLDER.fullmatch(part)
    return SHAPES.get(named[1], re.escape(part)) if named else re.escape(part)
