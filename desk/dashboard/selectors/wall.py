"""What the wall shows of one region at one moment. No names of people; query count independent of rows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Min, Q

from desk.calendar.models import Stage
from desk.calendar.selectors import Countdown, countdown, election_of
from desk.core.words import zone_name
from desk.incidents.constants import SEVERITY_LOOKS, Severity
from desk.incidents.selectors import totals_of
from desk.people.models import User
from desk.people.scope import Scope
from desk.people.selectors import within
from desk.regions.models import Region
from desk.reporting.constants import State
from desk.reporting.models import Entry, Obligation

ROUNDS_SHOWN = 4  # columns of the table
ROWS_SHOWN = 16  # rows that fit the height of any screen
NAMES_SHOWN = 4  # units named as missing
LOOK_BACK = timedelta(days=2)  # a round stays on the wall this long after its due time
DEPTH_BELOW = 1  # rows of the table are the regions directly below
ANSWERED = Q(answered_at__isnull=False)


@dataclass
class Cell:
    """Reports asked and received, of one round below one region."""

    asked: int = 0
    answered: int = 0
    late: bool = False  # the due time is over

    @property
    def complete(self) -> bool:
        return self.answered >= self.asked

    @property
    def tone(self) -> str:
        if not self.asked:
            return ""
        if self.complete:
            return "ok"
        if not self.late:
            return "mute" if not self.answered else "warn"
        return "warn" if self.answered else "bad"

    @property
    def icon(self) -> str:
        if self.complete:
            return "full"
        return "half" if self.answered else "empty"

    @property
    def words(self) -> str:
        if self.complete:
            return "lengkap"
        return "sebagian" if self.answered else "belum"


@dataclass
class Round:
    """The same form asked of several units by the same time."""

    form_id: int
    title: str
    due_at: datetime
    opens_at: datetime
    total: Cell
    missing: list[str] = field(default_factory=list)

    @property
    def key(self) -> tuple[int, datetime]:
        return self.form_id, self.due_at

    @property
    def named(self) -> list[str]:
        return self.missing[:NAMES_SHOWN]

    @property
    def unnamed(self) -> int:
        return max(len(self.missing) - NAMES_SHOWN, 0)


@dataclass(frozen=True)
class Row:
    """One region directly below, with a cell per round (None: nothing was asked there)."""

    name: str
    cells: tuple[Cell | None, ...]

    @property
    def gap(self) -> int:
        return sum(cell.asked - cell.answered for cell in self.cells if cell)


@dataclass(frozen=True)
class SeverityLine:
    """How many open incidents have this severity; zero is quiet."""

    look: str
    count: int


@dataclass(frozen=True)
class Wall:
    """Everything on the screen at ``now``."""

    region: Region
    zone: ZoneInfo
    now: datetime
    countdown: Countdown | None
    stage: Stage | None
    next_stage: Stage | None
    rounds: list[Round]
    rows: list[Row]
    more_rows: int
    severities: list[SeverityLine]
    unaccepted_incidents: int
    waiting: int
    waiting_since: datetime | None
    latest: Entry | None

    @property
    def first(self) -> Round | None:
        return self.rounds[0] if self.rounds else None

    @property
    def zone_word(self) -> str:
        return zone_name(self.now.astimezone(self.zone))

    @property
    def days_left(self) -> str:
        if self.countdown is None:
            return ""
        days = self.countdown.days
        return "Hari H" if days == 0 else f"H-{days}" if days > 0 else f"H+{-days}"

    @property
    def stage_day(self) -> str:
        """``hari ke-2 dari 3`` of a running stage that lasts more than a day."""
        if self.stage is None or self.stage.starts_on == self.stage.ends_on:
            return ""
        today = self.now.astimezone(self.zone).date()
        length = (self.stage.ends_on - self.stage.starts_on).days + 1
        return f"hari ke-{(today - self.stage.starts_on).days + 1} dari {length}"


def wall_region(*, scope: Scope, wanted: str = "") -> Region | None:
    """The region whose wall to show: the wanted one if the scope serves it, else the highest one served.

    An installation admin who names none gets the highest region that has a desk. None: nothing to show.
    """
    if wanted:
        return Region.objects.filter(scope.regions("code"), code=wanted).first()
    if scope.roots:
        return Region.objects.filter(code__in=scope.roots).order_by("code").first()
    return Region.objects.filter(desks__isnull=False).order_by("level", "code").first() if scope.installation else None


def other_regions(scope: Scope, region: Region) -> list[Region]:
    """Regions whose wall somebody with several desks may switch to."""
    served = Region.objects.filter(desks__isnull=False).filter(scope.regions("code")).exclude(code=region.code)
    return list(served.distinct().order_by("code"))


def read_wall(*, user: User, region: Region, now: datetime) -> Wall:
    """At most nine queries."""
    today = now.astimezone(region.zone).date()
    election = election_of(region.code, today)
    stages = list(election.stages.all()) if election else []
    rounds, rows = _rounds_and_rows(user, region, now)
    incidents = totals_of(user, region)
    waiting = Entry.objects.visible_to(user).filter(within(region.code), state__in=(State.SENT, State.CHECKED))
    queue = waiting.order_by().aggregate(count=Count("pk"), since=Min("sent_at"))
    latest = Entry.objects.visible_to(user).filter(within(region.code), sent_at__isnull=False).select_related("form", "region", "agency")
    return Wall(
        region=region,
        zone=region.zone,
        now=now,
        countdown=countdown(election, now) if election else None,
        stage=_running(stages, today),
        next_stage=next((stage for stage in stages if stage.starts_on > today), None),
        rounds=rounds,
        rows=rows[:ROWS_SHOWN],
        more_rows=max(len(rows) - ROWS_SHOWN, 0),
        severities=[
            SeverityLine(SEVERITY_LOOKS[severity], incidents.by_severity[severity.value])
            for severity in (Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW)
        ],
        unaccepted_incidents=incidents.waiting,
        waiting=queue["count"],
        waiting_since=queue["since"],
        latest=latest.order_by("-sent_at").first(),
    )


def _running(stages: Iterable[Stage], today: Any) -> Stage | None:
    running = [stage for stage in stages if stage.starts_on <= today <= stage.ends_on]
    return min(running, key=lambda stage: (-stage.starts_on.toordinal(), stage.ends_on), default=None)


def _rounds_and_rows(user: User, region: Region, now: datetime) -> tuple[list[Round], list[Row]]:
    rounds = _rounds(user, region, now)
    if not rounds:
        return [], []
    wanted = {round_.key: index for index, round_ in enumerate(rounds)}
    duties = (
        Obligation.objects.visible_to(user)
        .filter(within(region.code), _in_rounds(rounds), cancelled_at=None)
        .order_by("region_id", "agency__name")
        .values_list("form_id", "due_at", "region_id", "region__name", "agency__name", "answered_at")
    )
    cells: dict[str, list[Cell | None]] = defaultdict(lambda: [None] * len(rounds))
    for form_id, due_at, code, name, agency, sent_at in duties:
        index = wanted[form_id, due_at]
        place = _child_code(region.code, code)
        cell = cells[place][index] or Cell(late=due_at < now)
        cell.asked += 1
        cell.answered += sent_at is not None
        cells[place][index] = cell
        if sent_at is None:
            rounds[index].missing.append(agency or _short(name))
    names = dict(Region.objects.filter(code__in=list(cells)).values_list("code", "name"))
    rows = [Row(_short(names.get(code, code)), tuple(line)) for code, line in sorted(cells.items())]
    if len(rows) > ROWS_SHOWN:
        rows.sort(key=lambda row: -row.gap)
    return rounds, rows


def _short(name: str) -> str:
    """As ``Kab. Banyumas``, ``Kota Adm. Jakarta Pusat``: what tells names apart must not be cut off."""
    return name.replace("Kabupaten ", "Kab. ", 1).replace("Administrasi ", "Adm. ", 1)


def _rounds(user: User, region: Region, now: datetime) -> list[Round]:
    """Open rounds, the nearest due time first; then those just over, the latest first."""
    found = (
        Obligation.objects.visible_to(user)
        .filter(within(region.code), cancelled_at=None, opens_at__lte=now, due_at__gte=now - LOOK_BACK)
        .order_by()
        .values("form_id", "form__title", "due_at")
        .annotate(asked=Count("pk"), answered=Count("pk", filter=ANSWERED), opened=Min("opens_at"))
    )
    rounds = [
        Round(
            form_id=row["form_id"],
            title=row["form__title"],
            due_at=row["due_at"],
            opens_at=row["opened"],
            total=Cell(row["asked"], row["answered"], row["due_at"] < now),
        )
        for row in found
    ]
    return sorted(rounds, key=lambda round_: (round_.due_at < now, abs(round_.due_at - now)))[:ROUNDS_SHOWN]


def _in_rounds(rounds: Iterable[Round]) -> Q:
    condition = Q(pk__in=[])
    for round_ in rounds:
        condition |= Q(form_id=round_.form_id, due_at=round_.due_at)
    return condition


def _child_code(parent: str, code: str) -> str:
    """The code directly below ``parent`` on the way to ``code``; the parent itself for its own office and agencies."""
    return ".".join(code.split(".")[: parent.count(".") + 1 + DEPTH_BELOW])
