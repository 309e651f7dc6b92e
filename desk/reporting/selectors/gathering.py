"""What a recap is made of: the duties of one type below a desk for one period, and the accepted reports that answer them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q

from desk.regions.models import Region, title_of
from forms_config.definition import Definition, is_restricted, places
from forms_config.models import FormVersion
from forms_config.privacy import hidden_keys, identity_keys, reveal_answers

from ..constants import ACCEPTED_STATES, State
from ..models import Obligation, Recap, Submission
from ..models.duty import ObligationQuerySet
from ..models.entry import RECEIPT_DIGITS

AGENCIES = "opd"  # the area of agencies that belong to the desk's region itself
AGENCIES_NAME = "Perangkat daerah"
AREA_WORDS = {1: "Kabupaten/kota", 2: "Kecamatan", 3: "Kelurahan/desa"}  # by the number of parts of the desk's region code


@dataclass(frozen=True)
class Owed:
    """One duty below the desk. ``state`` of its report: empty when nothing was sent."""

    unit: str
    area: str
    entry: str  # uuid, empty without a sent report
    state: str
    nil: bool

    @property
    def accepted(self) -> bool:
        return self.state in ACCEPTED_STATES


@dataclass(frozen=True)
class Report:
    """One accepted report by its latest submission. ``answers`` hold no identity; restricted ones are there."""

    uuid: str
    number: str
    submission: int
    unit: str
    area: str
    by: str
    nil: bool
    answers: Mapping[str, Any]


@dataclass(frozen=True)
class Gathered:
    """``areas``: (code, name) of every part of the desk's region in the order of the tree; ``restricted``: keys never told upward."""

    areas: Sequence[tuple[str, str]]
    owed: Sequence[Owed]
    reports: Sequence[Report]
    definitions: Sequence[Definition]
    restricted: frozenset[str]


def duties_below(recap: Recap) -> ObligationQuerySet:
    """Duties that units owe this desk for the recap's type and period."""
    return Obligation.objects.filter(
        Q(rule__desk_id=recap.desk_id),
        report_type_id=recap.report_type_id,
        slot=recap.slot,
        cancelled_at=None,
    )


def gathered(recap: Recap) -> Gathered:
    """Four queries, whatever the number of units and reports."""
    duties = duties_below(recap)
    owed, found = _owed(duties, str(recap.region_id))
    forms = {form for _entry, form in found.values()}
    versions = list(FormVersion.objects.filter(form_id__in=forms).select_related("form").order_by("form_id", "-number"))
    hidden = _hidden(versions)
    current = [version for version in versions if version.form.current_version_id == version.pk]
    reports = _reports(duties, {version.pk: version for version in versions}, hidden, str(recap.region_id))
    restricted = frozenset(
        place.question["key"] for version in versions for place in places(version.definition) if is_restricted(place.question)
    )
    return Gathered(_areas(recap, owed), owed, reports, [version.definition for version in current], restricted)


def _hidden(versions: Sequence[FormVersion]) -> dict[int, frozenset[str]]:
    """Keys that any version of the same form marks as identity, by form."""
    by_form: dict[int, list[Definition]] = {}
    for version in versions:
        by_form.setdefault(version.form_id, []).append(version.definition)
    return {form: identity_keys(definitions) for form, definitions in by_form.items()}


def area_of(region_code: str, desk_code: str) -> str:
    """The part of the desk's region that a unit lies in: one level below it."""
    if region_code == desk_code:
        return AGENCIES
    return ".".join(region_code.split(".")[: desk_code.count(".") + 2])


def _owed(duties: ObligationQuerySet, desk_code: str) -> tuple[list[Owed], dict[int, tuple[str, int]]]:
    rows = duties.order_by("region_id", "agency__name", "pk").values_list(
        "pk",
        "form_id",
        "region_id",
        "region__name",
        "region__level",
        "agency__name",
        "entry__uuid",
        "entry__state",
        "entry__nil",
        "entry__submission_count",
    )
    owed, found = [], {}
    for pk, form, code, name, level, agency, uuid, state, nil, sent_times in rows:
        told = state if sent_times and state != State.DRAFT else ""
        unit = agency or title_of(name, level)
        owed.append(Owed(unit, area_of(code, desk_code), str(uuid) if told else "", told, bool(nil and told)))
        found[pk] = (str(uuid), form)
    return owed, found


def _reports(
    duties: ObligationQuerySet, versions: Mapping[int, FormVersion], hidden: Mapping[int, frozenset[str]], desk_code: str
) -> list[Report]:
    rows = (
        Submission.objects.filter(entry__obligation__in=duties, entry__state__in=ACCEPTED_STATES, number=F("entry__submission_count"))
        .order_by("entry__region_id", "entry__agency__name", "entry_id")
        .values_list(
            "version_id",
            "answers",
            "number",
            "entry_id",
            "entry__uuid",
            "entry__prefix",
            "entry__nil",
            "entry__region_id",
            "entry__region__name",
            "entry__region__level",
            "entry__agency__name",
            "sent_by__first_name",
            "sent_by__last_name",
            "sent_by__username",
        )
    )
    reports = []
    for version_id, answers, number, entry, uuid, prefix, nil, code, name, level, agency, first, last, username in rows:
        version = versions[version_id]
        reports.append(
            Report(
                uuid=str(uuid),
                number=f"{prefix}-{entry:0{RECEIPT_DIGITS}d}",
                submission=number,
                unit=agency or title_of(name, level),
                area=area_of(code, desk_code),
                by=f"{first} {last}".strip() or username,
                nil=nil,
                answers=_without_identity(version, answers, hidden[version.form_id]),
            )
        )
    return reports


def _without_identity(version: FormVersion, answers: Mapping[str, Any], marked: frozenset[str]) -> dict[str, Any]:
    """The answers, those of identity left out altogether."""
    keys = hidden_keys(version.definition, marked)
    if not keys:
        return dict(answers)
    masked = reveal_answers(version.definition, answers, allowed=False, marked=marked)
    return _dropped(masked, keys)


def _dropped(answers: Mapping[str, Any], keys: set[str]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for key, answer in answers.items():
        if key in keys:
            continue
        if isinstance(answer, list) and answer and isinstance(answer[0], dict) and "answers" in answer[0]:
            kept[key] = [{**row, "answers": _dropped(row["answers"], keys)} for row in answer]
        else:
            kept[key] = answer
    return kept


def _areas(recap: Recap, owed: Sequence[Owed]) -> list[tuple[str, str]]:
    """Only areas that owe something."""
    wanted = {one.area for one in owed}
    found = Region.objects.filter(code__in=wanted - {AGENCIES}).order_by("code")
    areas = [(region.code, region.title) for region in found]
    return [*areas, (AGENCIES, AGENCIES_NAME)] if AGENCIES in wanted else areas


def area_word(desk_code: str) -> str:
    return AREA_WORDS.get(desk_code.count(".") + 1, "Wilayah")
