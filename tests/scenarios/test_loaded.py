"""Demonstrations: what they hold, that they load once, and that clearing takes exactly their rows."""

import io
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.hashers import check_password
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from wagtail.documents.models import Document
from wagtail.images.models import Image

from cms.publication.constants import Kind
from cms.publication.models import HomePage, InstallationSettings, PublicFile, PublicItem
from cms.scenarios.catalogue import plan_named
from cms.scenarios.constants import DEMO_PASSWORD
from cms.scenarios.errors import ScenarioRefused
from cms.scenarios.models import LoadedScenario
from cms.scenarios.services import clear_scenario, load_scenario
from desk.calendar.models import Election
from desk.core.models import Purge
from desk.incidents.models import Incident
from desk.people.models import Agency, Person, User
from desk.people.scope import scope_of
from desk.readiness.models import ReadinessAnswer
from desk.regions.models import PollingStation, Region
from desk.reporting.constants import RecapState, State
from desk.reporting.models import (
    AnswerValue,
    Decision,
    Dispatch,
    Entry,
    Obligation,
    Recap,
    RecapDecision,
    RecapRelease,
    ReportingRule,
    Submission,
)
from desk.situation.models import SituationReport
from desk.vetted.models import FigureDecision, FigureSnapshot
from desk.vetted.selectors.proposals import open_proposals
from desk.vetted.selectors.quotable import vetted_series
from forms_config.models import Form, FormVersion
from tests.scenarios.held import rows_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bogor")]
BOGOR, SEMARANG = plan_named("bogor"), plan_named("semarang")


@pytest.mark.parametrize(
    ("code", "stations"),
    [("32.71.01", 292), ("32.71.02", 154), ("32.71.03", 156), ("32.71.04", 352), ("32.71.05", 268), ("32.71.06", 308)],
)
def test_every_kecamatan_has_its_real_number_of_polling_stations(code, stations):
    villages = Region.objects.children_of(code)

    assert PollingStation.objects.subtree(code).count() == stations
    assert all(village.polling_stations.exists() for village in villages)


def test_letters_of_its_recaps_bear_the_kop_and_who_signs_with_rank_and_nip():
    letters = list(RecapRelease.objects.values_list("letter", flat=True))

    assert {(one["government"], one["copies"][0]) for one in letters} == {("Pemerintah Kota Bogor", "Wali Kota Bogor (sebagai laporan)")}
    assert all(one["addressees"] == ["Gubernur Jawa Barat"] and one["rank"] and len(one["nip"]) == 18 for one in letters)


def test_the_public_finds_one_item_of_each_kind_a_correction_and_a_withdrawal():
    items = PublicItem.objects.exclude(kind=Kind.HOME)

    assert set(items.values_list("kind", flat=True)) == set(Kind.values) - {Kind.HOME}
    assert items.filter(corrected_at__isnull=False).count() == 1
    assert items.filter(withdrawn_at__isnull=False).count() == 1
    assert all(item.simulation and item.region_id == "32.71" for item in items)


def test_the_release_has_a_picture_with_caption_and_credit_that_is_marked_as_simulated():
    release = PublicItem.objects.get(kind=Kind.RELEASE, withdrawn_at=None)
    page = BeautifulSoup(PublicFile.objects.get(path=release.path, removed=False).body.decode(), "html.parser")

    shot = page.select_one("figure.shot")
    addresses = [shot.img["src"], *(source["srcset"].split()[0] for source in shot.select("source"))]

    assert "Simulasi" in shot.figcaption.text and "Gambar: Desk Pilkada" in shot.figcaption.text
    assert (shot.img["width"], shot.img["height"]) == ("960", "640")
    assert PublicFile.objects.filter(path__in=addresses, removed=False).count() == len(addresses) == 4


def test_clearing_takes_the_public_items_and_their_files_too():
    clear_scenario(plan=BOGOR)

    assert not PublicItem.objects.exclude(kind=Kind.HOME).exists() and not Document.objects.exists()
    assert not Image.objects.exists()
    for below in ("/unduhan/", "/gambar/"):
        assert not PublicFile.objects.filter(path__startswith=below, removed=False).exists()


def test_the_accounts_of_the_contract_have_their_roles_and_one_password():
    expected = {
        "admin": ("admin", ()),
        "redaktur": ("editor", ()),
        "penyetuju": ("approver", ()),
        "operator.bogor": ("operator", ("32.71",)),
        "piket.bogor": ("duty_officer", ("32.71",)),
        "sekretaris.bogor": ("duty_officer", ("32.71",)),
        "ketua.bogor": ("head", ("32.71",)),
        "pengamat.bogor": ("viewer", ("32.71",)),
        "camat.bogorselatan": ("officer", ("32.71.01",)),
        "camat.tanahsareal": ("officer", ("32.71.06",)),
        "lurah.batutulis": ("officer", ("32.71.01.1001",)),
        "dinkes.bogor": ("officer", ("32.71",)),
    }

    users = {user.username: user for user in User.objects.all()}

    for username, (role, places) in expected.items():
        scope = scope_of(users[username])
        assert scope.roles == {role}
        assert tuple(unit.region_code for unit in scope.units) + scope.roots == places
    assert scope_of(users["dinkes.bogor"]).units[0].agency_name.startswith("Dinas Kesehatan")
    assert len({user.password for user in users.values()}) == 1
    assert check_password(DEMO_PASSWORD, users["admin"].password)
    assert all(user.simulation for user in users.values())


def test_voting_day_lies_nine_days_after_the_local_day_of_loading():
    assert {election.voting_day for election in Election.objects.all()} == {date(2024, 12, 4)}
    assert set(Election.objects.values_list("region_id", flat=True)) == {"32", "32.71"}


def test_history_reaches_back_four_weeks_and_holds_every_course(now):
    weekly = Entry.objects.filter(form__key="weekly_situation")

    assert weekly.count() == 23
    assert {entry.obligation.period_start for entry in weekly} == {date(2024, 11, 25) - timedelta(weeks=week) for week in (4, 3, 2, 1)}
    assert set(weekly.values_list("state", flat=True)) == {State.ACCEPTED, State.RETURNED, State.SENT}
    assert weekly.filter(nil=True).count() == 4
    assert Submission.objects.filter(entry__in=weekly, late=True, number=1).count() == 1
    assert weekly.filter(submission_count=2).count() == 1
    assert Obligation.objects.filter(due_at__lt=now, entry=None).count() == 1
    assert not Entry.objects.filter(sent_at__gt=now).exists()
    assert not Decision.objects.filter(decided_at__gt=now).exists()
    assert not Dispatch.objects.exclude(state="done").exists()


def test_reports_become_situations_incidents_and_answers_of_the_checklist():
    assert SituationReport.objects.count() == 23
    assert Incident.objects.filter(form_key="incident").count() == 5
    assert Incident.objects.filter(form_key="weekly_situation").count() == 5
    assert ReadinessAnswer.objects.values("region").distinct().count() == 6
    assert set(Incident.objects.values_list("simulation", flat=True)) == {True}


def test_two_figures_are_vetted_by_a_second_person_and_one_waits():
    vetted = vetted_series()

    assert [(one.series.figure, one.snapshot.taken_by.username, one.snapshot.decision.decided_by.username) for one in vetted] == [
        ("readiness_point", "operator.bogor", "piket.bogor"),
        ("units_asked_answered", "operator.bogor", "piket.bogor"),
    ]
    assert FigureSnapshot.objects.waiting().get().title == "Kesiapan: 1. Logistik"
    assert all(snapshot.simulation and snapshot.sha256 == snapshot.content_hash() for snapshot in FigureSnapshot.objects.all())


def test_two_proposals_wait_at_the_editors_one_of_them_not_accepted_by_the_posko_yet():
    assert [(one.kind, one.unit_name, one.accepted_by_desk) for one in open_proposals()] == [
        ("agenda", "Kecamatan Bogor Selatan", True),
        ("announcement", "Dinas Kesehatan Kota Bogor", False),
    ]


def test_every_kecamatan_has_one_open_duty_that_is_still_due(now):
    due = Obligation.objects.filter(due_at__gt=now, opens_at__lte=now, entry=None)

    assert set(due.filter(agency=None).values_list("region_id", flat=True)) == {*BOGOR.stations, "32.71.01.1001"}
    assert due.filter(agency__key="dinkes-bogor").count() == 1
    assert {duty.due_at.astimezone(duty.region.zone).strftime("%A %H:%M") for duty in due.select_related("region")} == {"Monday 10:00"}


def test_rules_made_one_duty_for_each_kecamatan_and_period_behind_and_ahead():
    weekly, daily = ReportingRule.objects.order_by("-name")

    assert [str(weekly), str(daily)] == ["Laporan mingguan kecamatan, Senin 10.00", "Laporan harian kecamatan, H-7 s.d. H+3"]
    assert weekly.obligations.count() == 9 * 6
    assert weekly.obligations.filter(entry__isnull=False).count() == 23
    assert {duty.period_start for duty in daily.obligations.all()} == {date(2024, 11, 27) + timedelta(days=day) for day in range(11)}
    assert {step.minutes for step in weekly.ladder.steps.all()} == {-1440, -120, 0, 120}


def test_three_recaps_are_released_by_the_head_through_four_people_and_the_last_one_is_a_draft():
    states = Recap.objects.order_by("period_start").values_list("state", flat=True)
    released = Recap.objects.filter(state=RecapState.RELEASED).order_by("period_start").first()

    assert list(states) == [*[RecapState.RELEASED] * 3, RecapState.DRAFT]
    assert released.begun_by.username == "operator.bogor"
    assert list(RecapDecision.objects.filter(recap=released).order_by("pk").values_list("decided_by__username", flat=True)) == [
        "piket.bogor",
        "sekretaris.bogor",
        "ketua.bogor",
    ]


def test_loading_again_changes_nothing_and_says_so():
    before, errors = rows_of(BOGOR), io.StringIO()

    call_command("scenario", "load", "bogor", stdout=io.StringIO(), stderr=errors)

    assert rows_of(BOGOR) == before
    assert "sudah dimuat. Tidak ada yang diubah." in errors.getvalue()


def test_loading_again_with_another_voting_day_is_refused():
    with pytest.raises(CommandError, match="sudah dimuat dengan hari pemungutan suara 4 Desember 2024"):
        call_command("scenario", "load", "bogor", "--voting-day", "2024-11-27")


def test_clearing_and_loading_again_gives_the_same_history_and_keeps_what_an_admin_changed_on_a_form(clock):
    def told():
        return list(Submission.objects.order_by("uuid").values_list("uuid", "answers"))

    first = told()
    Form.objects.filter(key="incident").update(title="Kejadian menurut kami")

    clear_scenario(plan=BOGOR)
    load_scenario(plan=BOGOR)

    assert told() == first
    assert Form.objects.get(key="incident").title == "Kejadian menurut kami"
    assert Form.objects.get(key="incident").versions.count() == 1
    editor = User.objects.get(username="redaktur")
    assert editor.is_active and check_password(DEMO_PASSWORD, editor.password)


def test_clearing_one_scenario_takes_its_rows_and_none_of_the_other():
    load_scenario(plan=SEMARANG)
    semarang = rows_of(SEMARANG)
    versions = Form.objects.count()

    call_command("scenario", "clear", "bogor", stdout=io.StringIO())

    assert rows_of(SEMARANG) == semarang
    assert not any(rows_of(BOGOR).values())
    assert set(User.objects.filter(username__endswith="bogor")) == set()
    assert User.objects.filter(username="admin", is_active=True).exists()
    assert Region.objects.subtree("32.71").count() == 75
    assert Form.objects.count() == versions
    assert InstallationSettings.load().simulation
    assert not Purge.objects.exists()


def test_clearing_the_last_scenario_takes_the_installation_s_demo_accounts_and_the_mark():
    assert clear_scenario(plan=BOGOR)

    assert not User.objects.filter(is_active=True).exists()
    assert not InstallationSettings.load().simulation
    assert not LoadedScenario.objects.exists()
    for model in (Submission, AnswerValue, Decision, Person):
        assert not model._base_manager.exists()


@pytest.mark.parametrize("model", [Submission, AnswerValue, Decision, FigureSnapshot, FigureDecision])
def test_without_a_purge_the_database_refuses_to_delete_simulated_rows(model):
    rows = model._base_manager.all()

    with pytest.raises(DatabaseError), transaction.atomic():
        rows._raw_delete(rows.db)

    assert rows.exists()


@pytest.mark.parametrize("model", [AnswerValue, Decision])
def test_even_during_a_purge_real_rows_stay(model, now):
    Purge.objects.create(scenario="bogor", started_at=now)
    row = model._base_manager.first()
    values = {field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields if not field.primary_key}
    real = model(**{**values, "simulation": False})
    real.save()

    with pytest.raises(DatabaseError), transaction.atomic():
        rows = model._base_manager.filter(pk=real.pk)
        rows._raw_delete(rows.db)

    assert model._base_manager.filter(pk=real.pk).exists()


def test_clearing_is_refused_whole_when_real_rows_stand_on_the_scenario():
    Person.objects.create(name="Orang sungguhan", region_id="32.71", agency=Agency.objects.get(key="dinkes-bogor"))
    before = rows_of(BOGOR)

    with pytest.raises(ScenarioRefused, match="Data sungguhan masih menunjuk"):
        clear_scenario(plan=BOGOR)

    assert rows_of(BOGOR) == before
    assert not Purge.objects.exists()


def test_a_demo_account_that_published_a_form_is_switched_off_instead_of_deleted():
    form = Form.objects.get(key="incident")
    admin = User.objects.get(username="admin")
    FormVersion(form=form, number=99, sha256="0" * 64, definition={}, published_at=admin.date_joined, published_by=admin).save()

    clear_scenario(plan=BOGOR)

    admin.refresh_from_db()
    assert not admin.is_active
    assert not admin.has_usable_password()


def test_every_page_is_marked_and_the_home_page_names_voting_day():
    home = HomePage.objects.get()

    assert InstallationSettings.load().simulation
    assert home.live
    assert home.headline == "Pemungutan suara hari Rabu, 4 Desember 2024"
    assert "timeline" in [section.block_type for section in home.body]
