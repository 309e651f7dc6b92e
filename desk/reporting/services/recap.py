"""Beginning a recap and writing in it. What is computed is never stored before the release; a person's word is a row of its own."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from desk.people.models import Desk, Role, User
from desk.people.scope import scope_of
from forms_config.definition import top_questions
from forms_config.families.base import short
from forms_config.families.quantities import LARGEST, canonical, decimal_in

from ..constants import LOG_RECAP_BEGUN, LOG_RECAP_EDITED, RecapState
from ..errors import ReasonMissing, RecapRefused, StaleEdit
from ..models import Recap, RecapEdit, ReportType
from ..selectors.gathering import duties_below, gathered
from ..selectors.recap import ANNEX, NUMBER, TEXT, Content, content_of
from ..selectors.recap_annex import MOST_PHOTOS
from ..selectors.recap_parts import whole_keys
from ..selectors.recap_upward import duty_above

DRAFTING_ROLES = (Role.OPERATOR, Role.DUTY_OFFICER)
LONGEST_TEXT = 20_000  # characters under one heading
LONGEST_REASON = 1_000  # characters
MOST_DECIMALS = 6


def may_draft(user: User, region_code: str) -> bool:
    return scope_of(user).holds_at(region_code, *DRAFTING_ROLES)


@transaction.atomic
def begin_recap(
    *, report_type: ReportType, desk: Desk, period_start: date, period_end: date, user: User, hours: str = "", now: datetime | None = None
) -> Recap:
    """The recap of this type, desk and period, made when it is not there yet. Raises RecapRefused when nobody owes such a report.

    ``hours``: the slot of a report of every few hours.
    """
    if not may_draft(user, str(desk.region_id)):
        raise RecapRefused("Peran Anda tidak menyusun rekap posko ini. Operator atau perwira piket yang memulainya.")
    now = now or timezone.now()
    named = {"report_type": report_type, "desk": desk, "period_start": period_start, "period_end": period_end, "hours": hours}
    known = Recap.objects.filter(**named).first()
    if known is not None:
        return known
    wanted = Recap(**named, region=desk.region, begun_at=now, begun_by=user, simulation=desk.simulation)
    if not duties_below(wanted).exists():
        raise RecapRefused("Tidak ada unit yang wajib melapor kepada posko ini pada periode itu, jadi tidak ada yang direkap.")
    values = {"region": desk.region, "begun_at": now, "begun_by": user, "simulation": desk.simulation, "obligation": duty_above(wanted)}
    recap, new = Recap.objects.get_or_create(**named, defaults=values)
    if new:
        log(instance=recap, action=LOG_RECAP_BEGUN, user=user, timestamp=now)
    return recap


@transaction.atomic
def edit_recap(
    *, recap_id: int, part: str, value: str | None, user: User, seen: int = 0, reason: str = "", now: datetime | None = None
) -> RecapEdit:
    """Write the text under a heading, a number in place of the computed one, or which photos stand in the annex (their uuids, one on
    each line); ``value`` None takes the computed one back.

    ``seen``: key of the newest edit of this part that the person read (0: none). Raises RecapRefused, ReasonMissing (a number needs
    one) and StaleEdit when a colleague wrote it meanwhile; nothing is written then.
    """
    recap = locked_recap(recap_id)
    if not may_draft(user, str(recap.region_id)):
        raise RecapRefused("Peran Anda membaca rekap ini; operator atau perwira piket yang menyuntingnya.")
    if recap.state not in {RecapState.DRAFT, RecapState.RELEASED}:
        raise RecapRefused(f"Rekap ini sudah berstatus {recap.get_state_display()}. Kembalikan dahulu ke penyusun untuk mengubahnya.")
    _refuse_stale(recap, part, seen)
    content = content_of(recap)
    kind, computed = _computed(content, part)
    checked = _photos_in(content, value) if kind == ANNEX else _checked(kind, value)
    if kind == NUMBER and isinstance(checked, str) and "." in checked:
        _refuse_fraction(recap, part, checked)
    now = now or timezone.now()
    edit = RecapEdit(
        recap=recap,
        part=part,
        value=checked,
        computed=computed,
        reason=_reason(kind, value, reason),
        edited_by=user,
        edited_at=now,
        simulation=recap.simulation,
    )
    edit.save(force_insert=True)
    log(instance=recap, action=LOG_RECAP_EDITED, user=user, data={"part": part}, timestamp=now)
    return edit


def locked_recap(recap_id: int) -> Recap:
    return (
        Recap.objects.select_for_update(of=("self",)).select_related("report_type__chain", "desk", "region", "obligation").get(pk=recap_id)
    )


def _refuse_stale(recap: Recap, part: str, seen: int) -> None:
    newest = recap.edits.filter(part=part).select_related("edited_by").order_by("-pk").first()
    if newest is not None and newest.pk != seen:
        raise StaleEdit(written_by=str(newest.edited_by), value=str(newest.value or ""))


def _computed(content: Content, part: str) -> tuple[str, Any]:
    """Kind of the part and what the reports say there now. RecapRefused when the recap has no such part."""
    kind, _colon, rest = part.partition(":")
    found: Sequence[dict[str, Any]] = []
    if kind == TEXT:
        found = [heading["text"] for heading in content["headings"] if heading["key"] == rest]
    elif kind == ANNEX:
        found = [content["annex"]] if content["photos"] and not rest else []
    elif kind == NUMBER:
        key, _colon, area = rest.partition(":")
        known = {"", *(code for code, *_rest in content["areas"])}
        numbers = [number for number in content["numbers"] if number["key"] == key and area in known]
        found = [number["areas"].get(area, {"value": None}) if area else number["total"] for number in numbers]
    if not found:
        raise RecapRefused("Bagian ini tidak ada lagi pada rekap. Muat ulang halaman.")
    return kind, found[0].get("computed", found[0]["value"])


def _checked(kind: str, value: str | None) -> str | None:
    if value is None:
        return None
    text = value.replace("\x00", "").replace("\r\n", "\n").strip()
    if kind == TEXT:
        if len(text) > LONGEST_TEXT:
            raise RecapRefused("Teks paling banyak 20.000 huruf. Persingkat isinya.")
        return text
    number = decimal_in(text)
    if number is None or abs(number) > LARGEST or -int(Decimal(number).as_tuple().exponent) > MOST_DECIMALS:
        raise RecapRefused(f"Angka pengganti harus berupa angka. Anda menulis “{text[:40]}”. Tulis misalnya 1.250 atau 84,77.")
    return canonical(number)


def _refuse_fraction(recap: Recap, part: str, number: str) -> None:
    """The report to the tier above would round it without a word. Four queries."""
    key = part.split(":")[1]
    told = (question for one in gathered(recap).definitions for question in top_questions(one))
    if any(key in whole_keys(question) for question in told):
        raise RecapRefused(f"Angka pengganti harus bilangan bulat, karena yang dihitung utuh. Anda menulis “{short(Decimal(number))}”.")


def _photos_in(content: Content, value: str | None) -> list[str] | None:
    if value is None:
        return None
    chosen = set(value.split())
    known = [photo["uuid"] for photo in content["photos"]]
    if chosen - set(known):
        raise RecapRefused("Salah satu foto tidak ada lagi pada laporan yang direkap. Muat ulang halaman, lalu pilih kembali.")
    if len(chosen) > MOST_PHOTOS:
        raise RecapRefused(f"Lampiran memuat paling banyak {MOST_PHOTOS} foto. Anda memilih {len(chosen)}; kurangi pilihannya.")
    return [uuid for uuid in known if uuid in chosen]


def _reason(kind: str, value: str | None, reason: str) -> str:
    reason = reason.replace("\x00", "").strip()[:LONGEST_REASON]
    if kind == NUMBER and value is not None and not reason:
        raise ReasonMissing("Alasan belum diisi. Sebutkan mengapa angka hitungan diganti dan dari mana angka penggantinya.")
    return reason
