"""Weekly reports of two kecamatan of Kota Bogor on their way into the recap of the city's desk."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from desk.people.models import Desk, Letterhead, Role, User
from desk.regions.models import Region
from desk.reporting.constants import RecapAct
from desk.reporting.models import Entry, Obligation, Recap, RecapRelease
from desk.reporting.selectors.recap import content_of, fingerprint
from desk.reporting.services.recap import begin_recap
from desk.reporting.services.recap_steps import Outcome, take_step
from forms_config.models import Form

from . import forms, people, regions, reports, rules

MADE = datetime(2024, 11, 17, 1, tzinfo=UTC)  # Sunday, before the period of the first recap
SENT = datetime(2024, 11, 24, 2, tzinfo=UTC)
WEEK = (date(2024, 11, 18), date(2024, 11, 24))
CALM, TENSE = "kondusif", "terganggu"


def form(key: str = "mingguan") -> Form:
    """A weekly form with one question of every kind that a recap gathers."""
    known = Form.objects.filter(key=key).first()
    return known or forms.publish(*questions(), key=key, report_now=False)


def questions() -> list[dict[str, Any]]:
    situations = [{"key": CALM, "label": "Kondusif", "tone": "ok"}, {"key": TENSE, "label": "Terganggu", "tone": "bad"}]
    kinds = [{"key": "bencana", "label": "Bencana"}, {"key": "hoaks", "label": "Hoaks"}]
    found = [{"key": "found", "label": "Ditemukan", "min": 0, "max": None}]
    rows = [{"key": "pidana", "label": "Pidana"}, {"key": "etik", "label": "Kode etik"}]
    return [
        forms.question("yes_no", "is_nil"),
        forms.question("long_text", "kondisi", label="Kondisi umum terkini"),
        forms.question("one_choice", "situasi", label="Situasi wilayah", choices=situations),
        forms.question("whole_number", "tps_siap", label="TPS siap"),
        forms.question("decimal", "logistik_persen", label="Logistik diterima", unit="%", places=2),
        forms.question("table", "pelanggaran", label="Dugaan pelanggaran", rows=rows, columns=found),
        forms.question(
            "repeat",
            "kejadian",
            label="Kejadian menonjol",
            questions=[
                forms.question("one_choice", "jenis", choices=kinds),
                forms.question("short_text", "judul"),
                forms.question("short_text", "pelapor", privacy="identitas"),
                forms.question("whole_number", "pengungsi", unit="orang"),
                forms.question("time", "pukul", label="Pukul"),
            ],
        ),
        forms.question("long_text", "rekomendasi", label="Rekomendasi"),
        forms.question("long_text", "catatan_intel", label="Kerawanan tertutup", privacy="terbatas"),
        forms.question("short_text", "narahubung", label="Kontak kejadian", privacy="identitas"),
    ]


def owed(*, desk: Desk | None = None, **values: Any) -> Desk:
    """The weekly rule of the city's desk: both kecamatan owe each Monday. The desk."""
    home = desk or people.desk()
    rules.saved(now=MADE, desk=home, form=values.pop("form", None) or form(), starts_on=date(2024, 11, 18), **values)
    return home


def duty(region: str, *, week: tuple[date, date] = WEEK) -> Obligation:
    return Obligation.objects.select_related("form", "rule").get(region_id=region, period_start=week[0], period_end=week[1])


def officer_of(region: str) -> User:
    return people.officer(Region.objects.get(code=region))


def report(
    region: str, answers: Mapping[str, Any], *, by: User | None = None, accepted_by: User | None = None, now: datetime = SENT
) -> Entry:
    """The office of this region answers its duty; with ``accepted_by`` it is accepted."""
    entry = reports.send(duty(region).form, by or officer_of(region), answers, obligation=duty(region), now=now)
    return reports.accept(entry, accepted_by, now=now) if accepted_by else entry


def begun(desk: Desk, user: User, *, week: tuple[date, date] = WEEK, now: datetime = SENT) -> Recap:
    return begin_recap(report_type=rules.report_type(), desk=desk, period_start=week[0], period_end=week[1], user=user, now=now)


def taken(recap: Recap, act: RecapAct, user: User, *, now: datetime = SENT) -> Outcome:
    """The step, taken on the recap as it reads now."""
    return take_step(recap_id=recap.pk, act=act, user=user, seen=fingerprint(content_of(recap)), now=now)


def released(recap: Recap, *, head: User | None = None, now: datetime = SENT) -> RecapRelease:
    """Taken from the draft to its release by three more people; the head of the city's desk when none is given."""
    second = people.with_role(Role.OPERATOR, desk=Desk.objects.get(pk=recap.desk_id), username="operator2")
    last = head or people.head()
    for act, who in ((RecapAct.CHECK, people.duty_officer()), (RecapAct.ACCEPT, second), (RecapAct.RELEASE, last)):
        taken(Recap.objects.get(pk=recap.pk), act, who, now=now)
    return RecapRelease.objects.select_related("recap__region").get(recap=recap)


def letterhead(desk: Desk) -> Letterhead:
    """The letterhead of the city's desk, addressed to the governor and the province."""
    return Letterhead.objects.create(
        desk=desk,
        government="Pemerintah Kota Bogor",
        unit="Badan Kesatuan Bangsa dan Politik",
        address="Jalan Contoh Nomor 1, Bogor 16100",
        place="Bogor",
        addressees="Gubernur Jawa Barat\nKepala Badan Kesatuan Bangsa dan Politik Provinsi Jawa Barat",
        copies="Wali Kota Bogor",
        signing_office="Ketua Desk Pilkada Kota Bogor",
    )


def desk_above() -> Desk:
    """Jawa Barat's desk, which asks every city for the same kind of report."""
    province = people.desk(regions.region("32", "Jawa Barat", "province"), short_code="JBR")
    rules.saved(now=MADE, desk=province, form=form("provinsi"), tier="city", starts_on=WEEK[0])
    return province
