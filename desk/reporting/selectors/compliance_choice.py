"""What a page or file of compliance is about: a report type or a form asked for, of which units, in which weeks."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from desk.people.models import User
from desk.people.selectors import within
from desk.regions.models import AFTER_DOT, LEVEL_WORDS, Region
from forms_config.models import Form

from ..constants import Tier
from ..models import Obligation, ReportType
from ..models.duty import PLACE, ObligationQuerySet
from ..periods import slots_end
from .duty_states import OPEN, REPORTED, SENT_IN_TIME, SENT_LATE, SENT_NIL, state_at
from .rules import LEVELS

OF_TYPE = "@"  # before the key of a report type; no key of a form has it
WEEKS = (4, 8, 13, 26)  # how far back one may look
USUAL_WEEKS = 13
AGENCIES = "agency"
NIL = "nihil"  # a key of GROUPS


@dataclass(frozen=True)
class Narrowing:
    """Duties of one kind. ``holds`` speaks of ``standing`` (``with_state``) and of the report."""

    label: str
    holds: Q


GROUPS = {
    "belum": Narrowing("Belum melapor", Q(standing__in=OPEN)),
    "lewat": Narrowing("Belum melapor, batas lewat", Q(standing__in=OPEN - {"due"})),
    "sudah": Narrowing("Sudah melapor", Q(standing__in=REPORTED)),
    "tepat": Narrowing("Dikirim tepat waktu", SENT_IN_TIME),
    "terlambat": Narrowing("Dikirim terlambat", SENT_LATE),
    NIL: Narrowing("Nihil", SENT_NIL),
    "kembali": Narrowing("Dikembalikan", Q(standing="returned")),
    "periksa": Narrowing("Perlu diperiksa", Q(standing="sent")),
    "dikunci": Narrowing("Dikunci", Q(standing="locked")),
    "dihitung": Narrowing("Dihitung: batas lewat atau sudah melapor", ~Q(standing="due")),
}
PART = re.compile(r"(?P<code>[0-9]{2}([.][0-9]{2,4}){0,3})(?P<extent>[*+=])?(-(?P<agency>[0-9]{1,9}))?")
KEY = re.compile("[0-9]{1,9}")
LONGEST_WORDS = 80  # characters
PLAIN_WORDS = {word for words in LEVEL_WORDS.values() for word in words.lower().split()}


@dataclass(frozen=True)
class Subject:
    """What units owe: reports of a type (made by rules) or a form that the desk asked for. ``key`` as in an address."""

    key: str
    title: str
    report_type: int | None
    form: Form

    @property
    def duties(self) -> Q:
        if self.report_type is not None:
            return Q(report_type_id=self.report_type)
        return Q(form=self.form, report_type=None)


@dataclass(frozen=True)
class Choice:
    """The choices of a reader. ``group`` is a key of GROUPS, ``units`` a tier or AGENCIES; empty for all.

    ``part`` and ``among`` come from figures, so that each leads to exactly its rows: the duties of one unit (``32.71.01``, an agency
    ``32.71-5``), of the units inside a region without its own office (``32.71*``) or with it (``32.71+``), of its own office and
    agencies (``32.71=``); of units alone that have a duty of this group.
    ``desk`` (a key) leaves the duties toward that desk: a city's recap is made of what its kecamatan owe it, not of what it owes itself.
    ``until``: the last local day of due times, or None for everything that has begun. ``round`` is the key of one round.
    """

    region: Region
    subject: Subject
    group: str = ""
    units: str = ""
    words: str = ""
    weeks: int = USUAL_WEEKS
    until: date | None = None
    round: str = ""
    desk: int = 0
    part: str = ""
    among: str = ""

    @property
    def query(self) -> str:
        """The choices as they stand in an address."""
        chosen = {
            "wilayah": self.region.code,
            "formulir": self.subject.key,
            "keadaan": self.group,
            "unit": self.units,
            "cari": self.words,
            "minggu": "" if self.weeks == USUAL_WEEKS else str(self.weeks),
            "sampai": self.until.isoformat() if self.until else "",
            "putaran": self.round,
            "posko": str(self.desk or ""),
            "dari": self.part,
            "dengan": self.among,
        }
        return urlencode({name: value for name, value in chosen.items() if value})

    @property
    def unfiltered(self) -> "Choice":
        """The same without the choices that narrow the units."""
        return replace(self, group="", units="", words="", round="", desk=0, part="", among="")

    @property
    def behind_figures(self) -> "Choice":
        """What the figures of this choice count, ready to be narrowed by a group: all duties of its units."""
        return replace(self, group="", round="", among=self.group)

    def owed(self, user: User, now: datetime) -> ObligationQuerySet:
        """Duties that have begun and fit, whatever became of them."""
        owed = Obligation.objects.visible_to(user).filter(within(self.region.code), self._of_units())
        return owed.filter(self._begun(now))

    def owed_by_time(self, user: User, now: datetime) -> ObligationQuerySet:
        """``owed`` of the choice ``unfiltered``, for those who narrow it themselves, by times or units (``ObligationQuerySet.by_time``)."""
        owed = Obligation.objects.by_time().visible_to(user, PLACE).filter(within(self.region.code, PLACE))
        return owed.filter(self._begun(now))

    def _begun(self, now: datetime) -> Q:
        return self.subject.duties & self._in_weeks(now) & Q(cancelled_at=None, opens_at__lte=now)

    def _in_weeks(self, now: datetime) -> Q:
        if self.until is None:
            return Q(due_at__gt=now - timedelta(weeks=self.weeks))
        end = datetime.combine(self.until + timedelta(days=1), time(), self.region.zone)
        return Q(due_at__gt=end - timedelta(weeks=self.weeks), due_at__lt=end)

    def _of_units(self) -> Q:
        found = self._of_part()
        if self.desk:
            found &= Q(rule__desk_id=self.desk)
        if self.units == AGENCIES:
            found &= Q(agency__isnull=False)
        elif self.units:
            found &= Q(agency=None, region__level__in=LEVELS[Tier(self.units)])
        for word in self.words.split():
            if word.lower() not in PLAIN_WORDS:
                found &= Q(agency__name__icontains=word) | Q(agency=None, region__name__icontains=word)
        return found

    def _of_part(self) -> Q:
        told = PART.fullmatch(self.part)
        if told is None:
            return Q()
        code = told["code"]
        inside = Q(region_id__gte=code, region_id__lt=code + AFTER_DOT)
        extents = {"*": inside & ~Q(region_id=code, agency=None), "+": inside, "=": Q(region_id=code)}
        return extents.get(told["extent"]) or Q(region_id=code, agency_id=told["agency"])


def subjects_of(region: Region, now: datetime) -> list[Subject]:
    """What units of this region owe or owed, report types first, the one due last first by its newest period. Two queries."""
    begun = Obligation.objects.by_time().filter(within(region.code, PLACE), cancelled_at=None, opens_at__lte=now)
    begun = begun.order_by("-slot", "-due_at")
    of_type = begun.filter(report_type=OuterRef("pk"), slot__lt=slots_end(now))
    types = ReportType.objects.annotate(last=Subquery(of_type.values("due_at")[:1]), form=Subquery(of_type.values("form_id")[:1]))
    asked = begun.filter(form=OuterRef("pk"), report_type=None, slot="")
    forms = Form.objects.annotate(last=Subquery(asked.values("due_at")[:1])).defer("body", "checks")
    known = {form.pk: form for form in forms.order_by(F("last").desc(nulls_last=True), "title")}
    of_types = [one for one in types.order_by(F("last").desc(nulls_last=True), "name") if one.last is not None]
    found = [Subject(OF_TYPE + one.key, one.name, one.pk, known[one.form]) for one in of_types]
    return found + [Subject(form.key, form.title, None, form) for form in known.values() if form.last is not None]


def choice_of(region: Region, subjects: Sequence[Subject], given: Mapping[str, str]) -> Choice | None:
    """The choices that an address makes; None when it names something that nobody owes. Anything else unknown is left out."""
    key = given.get("formulir", "")
    subject = next((one for one in subjects if not key or one.key == key), None)
    if subject is None:
        return None
    group, units, weeks = given.get("keadaan", ""), given.get("unit", ""), given.get("minggu", "")
    return Choice(
        region,
        subject,
        group if group in GROUPS else "",
        units if units in {*Tier.values, AGENCIES} else "",
        given.get("cari", "").replace("\x00", "").strip()[:LONGEST_WORDS],
        next((one for one in WEEKS if str(one) == weeks), USUAL_WEEKS),
        _day(given.get("sampai", "")),
        given.get("putaran", "").replace("\x00", ""),
        int(desk) if KEY.fullmatch(desk := given.get("posko", "")) else 0,
        part if PART.fullmatch(part := given.get("dari", "")) else "",
        among if (among := given.get("dengan", "")) in GROUPS else "",
    )


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 < day.year < 2100 else None  # noqa: PLR2004 - what a calendar of elections can mean


def with_state(owed: "QuerySet[Any]", now: datetime) -> "QuerySet[Any]":
    """``standing``: the state of each duty."""
    marked: QuerySet[Any] = owed.annotate(standing=state_at(now))
    return marked
