"""First values of questions from the calendar, the period of a duty and the clock."""

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils.translation import gettext_lazy as _

from desk.core.words import period
from forms_config.constants import Family
from forms_config.prefills import FillContext, Prefill

from .models import Stage
from .selectors import election_of, running_stages

DATES = frozenset({Family.DATE.value})
DAYS_OF_WEEK = 7


def stage_rows(context: FillContext) -> list[dict[str, Any]] | None:
    """Running stages as rows of a repeat with the questions ``stage``, ``stage_progress`` (share of its days, 0-100) and
    ``stage_note``. The row id follows from the stage, so that opening a form twice gives the same rows."""
    today = context.local_now.date()
    election = election_of(context.unit_code, today)
    if election is None:
        return None
    return [
        {
            "id": str(uuid5(NAMESPACE_URL, f"desk-pilkada:stage:{election.key}:{stage.key}")),
            "answers": {
                "stage": stage.name,
                "stage_progress": _share_of_days(stage, today.toordinal()),
                "stage_note": period(stage.starts_on, stage.ends_on),
            },
        }
        for stage in running_stages(election, today)
    ] or None


def _share_of_days(stage: Stage, today: int) -> int:
    first, last = stage.starts_on.toordinal(), stage.ends_on.toordinal()
    return (today - first + 1) * 100 // (last - first + 1)


def _period_kind(context: FillContext) -> str | None:
    """Keys of the starter pack's choice: a day is ``harian``, seven days are ``mingguan``."""
    first, last = context.period
    if first is None or last is None:
        return None
    return {1: "harian", DAYS_OF_WEEK: "mingguan"}.get((last - first).days + 1)


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


PREFILLS = (
    Prefill("calendar.running_stages", _("Tahapan yang sedang berjalan"), frozenset({Family.REPEAT.value}), stage_rows),
    Prefill("period.kind", _("Jenis periode laporan"), frozenset({Family.ONE_CHOICE.value}), _period_kind),
    Prefill("period.start", _("Awal periode laporan"), DATES, lambda context: _iso(context.period[0])),
    Prefill("period.end", _("Akhir periode laporan"), DATES, lambda context: _iso(context.period[1])),
    Prefill("clock.today", _("Hari ini"), DATES, lambda context: context.local_now.date().isoformat()),
    Prefill("clock.time", _("Jam sekarang"), frozenset({Family.TIME.value}), lambda context: f"{context.local_now:%H:%M}"),
    Prefill(
        "clock.now",
        _("Tanggal dan jam sekarang"),
        frozenset({Family.DATETIME.value}),
        lambda context: f"{context.local_now:%Y-%m-%dT%H:%M}{context.offset}",
    ),
)
