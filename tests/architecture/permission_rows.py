"""One row of everything that has an address, once in Kota Bogor and once in Kota Semarang, and an account of every role."""

from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from desk.incidents.destinations import IncidentDestination
from desk.incidents.models import Incident
from desk.people.models import Desk, User
from desk.people.scope import scope_of
from desk.regions.models import Region
from desk.reporting.models import Attachment, Entry, Obligation, Recap
from desk.reporting.services.drafts import open_entry
from desk.reporting.services.duty import ask_for_reports
from desk.reporting.services.files import add_file
from desk.reporting.services.recap import begin_recap
from desk.reporting.services.review import decide
from desk.reporting.services.sending import send_entry
from desk.vetted.destinations import PublicationDestination
from desk.vetted.models import FigureSnapshot, Proposal
from exports.constants import FileKind, JobState
from exports.models import ExportJob
from forms_config.models import Form
from tests.factories import forms, people, recaps, regions, rules
from tests.factories.submitted import SENT_AT, submitted, whole

BOGOR, SEMARANG = "32.71", "33.74"


@dataclass(frozen=True)
class Rows:
    """What belongs to Kecamatan .01 of one city and to that city's desk."""

    form: Form
    obligation: Obligation
    sent: Entry
    returned: Entry
    draft: Entry
    file: Attachment
    incident: Incident
    job: ExportJob
    snapshot: FigureSnapshot
    proposal: Proposal
    recap: Recap


@dataclass(frozen=True)
class World:
    """``actors``: (role, city) to account; staff of the installation and anonymous stand under the city ""."""

    rows: dict[str, Rows]
    actors: dict[tuple[str, str], User | None]


def build(media: Path) -> World:
    """Both cities. ``media`` is where uploaded files go (settings.MEDIA_ROOT of the test)."""
    regions.make_regions()
    form = forms.publish(forms.question("short_text", "nama"), forms.question("photos", "foto"))
    staff = {("admin", ""): people.admin(), ("editor", ""): people.editor(), ("approver", ""): people.approver()}
    actors: dict[tuple[str, str], User | None] = {("anonymous", ""): None, **staff}
    rows = {}
    for city in (BOGOR, SEMARANG):
        actors |= _people_of(city)
        rows[city] = _rows_of(city, form, actors)
    return World(rows, actors)


def _people_of(city: str) -> dict[tuple[str, str], User | None]:
    home = Region.objects.get(code=city)
    return {
        ("operator", city): people.operator(home),
        ("duty_officer", city): people.duty_officer(home),
        ("head", city): people.head(home),
        ("viewer", city): people.viewer(home),
        ("officer", city): people.officer(Region.objects.get(code=f"{city}.01")),
        ("neighbour", city): people.officer(Region.objects.get(code=f"{city}.02")),
        ("agency_officer", city): people.agency_officer(people.agency(home)),
    }


def _rows_of(city: str, form: Form, actors: dict[tuple[str, str], User | None]) -> Rows:
    officer, operator = actors["officer", city], actors["operator", city]
    assert officer
    assert operator
    now = timezone.now()
    unit = scope_of(officer).units[0]

    def entry() -> Entry:
        return open_entry(uuid=uuid4(), form=form, unit=unit, user=officer, now=now)

    def sent() -> Entry:
        return send_entry(uuid=uuid4(), form=form, unit=unit, user=officer, raw={"nama": ["Rani"]}).entry

    draft, returned = entry(), sent()
    decide(entry_id=returned.pk, action="return", user=operator, reason="Mohon dilengkapi.")
    with_photo = entry()
    attachment = add_file(entry=with_photo, key="foto", upload=_photo(), user=officer, now=now)
    send_entry(uuid=with_photo.uuid, form=form, unit=unit, user=officer, raw={"nama": ["Rani"], "foto-kept": [str(attachment.uuid)]})
    told = whole(kind="bencana", title="Genangan", occurred_at=SENT_AT, severity="sedang")
    IncidentDestination().receive(submitted(told, region=f"{city}.01", state="accepted"))
    proposed = whole(kind="release", title="Logistik tiba", text="Kotak suara tiba pada Jumat malam.")
    PublicationDestination().receive(submitted(proposed, region=f"{city}.01"))
    job = ExportJob.objects.create(form=form, kind=FileKind.CSV, asked_by=operator, asked_at=now, state=JobState.READY, finished_at=now)
    job.file.save("laporan.csv", ContentFile(b"nama\r\n"))
    asking = ask_for_reports(
        form=form, region=Region.objects.get(code=city), units=[unit], due_at=now + timedelta(hours=2), user=operator, now=now
    )
    return Rows(
        form=form,
        obligation=asking.obligations.get(),
        sent=sent(),
        returned=returned,
        draft=draft,
        file=attachment,
        incident=Incident.objects.latest("pk"),
        job=job,
        snapshot=_figure_of(city, operator),
        proposal=Proposal.objects.latest("pk"),
        recap=_recap_of(city, operator),
    )


def _recap_of(city: str, operator: User) -> Recap:
    """The city's recap of last week, begun by its operator."""
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    desk = Desk.objects.get(region_id=city)
    kind = rules.report_type()
    rules.saved(
        now=timezone.now() - timedelta(days=14),
        desk=desk,
        report_type=kind,
        form=recaps.form(),
        starts_on=monday - timedelta(days=7),
        ends_on=monday,
    )
    week = (monday - timedelta(days=7), monday - timedelta(days=1))
    return begin_recap(report_type=kind, desk=desk, period_start=week[0], period_end=week[1], user=operator)


def _figure_of(city: str, operator: User) -> FigureSnapshot:
    """A figure of the city that waits for a second person."""
    snapshot = FigureSnapshot(
        figure="units_asked_answered",
        label="Unit yang sudah melapor",
        unit="unit",
        region_id=city,
        prefix="POS",
        value=4,
        as_of=timezone.now(),
        source="laporan",
        taken_at=timezone.now(),
        taken_by=operator,
    )
    snapshot.save()
    return snapshot


def _photo() -> SimpleUploadedFile:
    data = BytesIO()
    Image.new("RGB", (40, 30), "navy").save(data, "PNG")
    return SimpleUploadedFile("foto.png", data.getvalue(), "image/png")
