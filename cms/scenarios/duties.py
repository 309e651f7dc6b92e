"""What the admin of a simulation defined: report types, a ladder of reminders, and the rules that make the duties."""

from datetime import date, datetime, time, timedelta

from desk.people.models import Desk, User
from desk.reporting.constants import Anchor, Audience, Rhythm, Tier, Units
from desk.reporting.models import Obligation, ReminderLadder, ReminderStep, ReportingRule, ReportType
from desk.reporting.services.rules import save_rule
from forms_config.models import Form

from .errors import ScenarioRefused

TYPES = {"mingguan": "Laporan mingguan", "harian": "Laporan harian", "mingguan-desa": "Laporan mingguan kelurahan dan desa"}
WEEKLY, DAILY, OF_VILLAGES = TYPES
LADDER = "Tangga bawaan"  # the one that an installation begins with
RUNGS = (  # minutes after the due time
    (-1440, Audience.UNIT),
    (-120, Audience.UNIT),
    (0, Audience.UNIT_HEAD),
    (120, Audience.SECRETARY),
)
TIER_WORDS: dict[str, str] = {Tier.CITY: "kabupaten dan kota", Tier.DISTRICT: "kecamatan", Tier.VILLAGE: "kelurahan dan desa"}
MONDAY = 0
EVENING = time(18)
DAYS_BEFORE_VOTING, DAYS_AFTER_VOTING = 7, 3  # of daily reports


def weekly_rule(
    *, desk: Desk, tier: str, form: Form, first_due: date, due_time: time, admin: User, now: datetime, kind: str = WEEKLY
) -> ReportingRule:
    """Every Monday from ``first_due`` on, until an admin ends it. ``now``: when it was saved; duties due before it are not made."""
    rule = ReportingRule(
        report_type=report_type(kind),
        name=f"Laporan mingguan {TIER_WORDS[tier]}, Senin {due_time:%H.%M}",
        form=form,
        desk=desk,
        units=Units.TIER,
        tier=tier,
        rhythm=Rhythm.WEEKLY,
        weekdays=[MONDAY],
        due_time=due_time,
        starts_on=first_due,
        ladder=ladder(),
        simulation=True,
    )
    save_rule(rule=rule, user=admin, now=now)
    return rule


def daily_rule(*, desk: Desk, tier: str, form: Form, admin: User, now: datetime) -> ReportingRule:
    """Every evening from seven days before voting day until three days after it, what is due later than ``now``."""
    rule = ReportingRule(
        report_type=report_type(DAILY),
        name=f"Laporan harian {TIER_WORDS[tier]}, H-{DAYS_BEFORE_VOTING} s.d. H+{DAYS_AFTER_VOTING}",
        form=form,
        desk=desk,
        units=Units.TIER,
        tier=tier,
        rhythm=Rhythm.DAILY,
        due_time=EVENING,
        grace_minutes=60,
        lock_hours=24,
        starts_from=Anchor.VOTING_DAY,
        starts_shift=-DAYS_BEFORE_VOTING,
        ends_from=Anchor.VOTING_DAY,
        ends_shift=DAYS_AFTER_VOTING,
        ladder=ladder(),
        simulation=True,
    )
    save_rule(rule=rule, user=admin, now=now)
    return rule


def duties_of_week(rule: ReportingRule, monday: date) -> dict[str, Obligation]:
    """The duties that tell of the week from ``monday``, by region code."""
    duties = Obligation.objects.filter(rule=rule, period_start=monday, period_end=monday + timedelta(days=6))
    return {str(duty.region_id): duty for duty in duties.select_related("region", "form")}


def report_type(key: str) -> ReportType:
    """Report types are the installation's, as forms are: one that is there stays as it is."""
    return ReportType.objects.get_or_create(key=key, defaults={"name": TYPES[key]})[0]


def refuse_other_chains() -> None:
    """The people of a simulation decide by the standard chain; with another one their weeks could not be played."""
    own = ReportType.objects.filter(key__in=TYPES).exclude(chain=None).select_related("chain").order_by("key").first()
    if own is not None:
        raise ScenarioRefused(
            f"Jenis laporan “{own.name}” memakai alur pemeriksaan “{own.chain}”, sedangkan simulasi memakai alur baku. "
            "Kosongkan alurnya di Kewajiban lapor, muat skenario ini, lalu pasang kembali alurnya."
        )


def ladder() -> ReminderLadder:
    """A day and two hours before, the unit; at the due time, its head; two hours later, the desk's secretary.

    One that is there stays as it is, as the admin has it.
    """
    made: ReminderLadder
    made, new = ReminderLadder.objects.get_or_create(name=LADDER)
    if new:
        ReminderStep.objects.bulk_create(ReminderStep(ladder=made, minutes=minutes, audience=audience) for minutes, audience in RUNGS)
    return made
