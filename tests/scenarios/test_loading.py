"""Demonstrations: what they hold, that they load once, and that clearing takes exactly their rows."""

import io
import json
from datetime import date
from itertools import combinations

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from cms.publication.models import Edition, InstallationSettings, PublicItem
from cms.publication.services import publish_home
from cms.scenarios.catalogue import PLANS, plan_named
from cms.scenarios.errors import ScenarioRefused
from cms.scenarios.purge import ROWS
from cms.scenarios.services import load_scenario
from desk.calendar.models import Election
from desk.notices.models import Notice
from desk.people.models import Desk, Role, User
from desk.people.services import create_user
from desk.regions.models import Region
from desk.reporting.models import ReviewChain
from tests.factories import people, rules

pytestmark = pytest.mark.django_db
BOGOR, SEMARANG = plan_named("bogor"), plan_named("semarang")
KEYS = [
    "provinces",
    "regencies",
    "districts",
    "villages",
    "polling_stations",
    "users",
    "forms",
    "obligations",
    "duty_places_per_day",
    "checklist_points",
    "pages",
]


def test_loading_prints_one_line_of_json_with_the_keys_of_the_contract(clock):
    out, errors = io.StringIO(), io.StringIO()

    call_command("scenario", "load", "bogor", "--voting-day", "2024-11-27", stdout=out, stderr=errors)

    assert set(Election.objects.values_list("voting_day", flat=True)) == {date(2024, 11, 27)}
    assert out.getvalue().count("\n") == 1
    held = json.loads(out.getvalue())
    assert list(held) == KEYS
    assert held == {
        "provinces": 1,
        "regencies": 1,
        "districts": 6,
        "villages": 68,
        "polling_stations": 1530,
        "users": 16,
        "forms": 4,
        "obligations": (4 + 5) * 6 + 6 * 6 + 6 + 2,  # weeks behind and ahead, days to H+3, checklists, guests
        "duty_places_per_day": 0,
        "checklist_points": 10,
        "pages": 1,
    }


@pytest.mark.parametrize("moment", ["2024-11-25T02:59:00Z", "2024-11-30T17:30:00Z"])
def test_a_scenario_loads_at_any_hour_of_the_week(moment, clock):
    clock.move_to(moment)

    assert load_scenario(plan=BOGOR)


def test_semarang_has_two_posko_and_all_its_polling_stations(clock):
    out = io.StringIO()

    call_command("scenario", "load", "semarang", stdout=out)

    held = json.loads(out.getvalue())
    assert (held["districts"], held["villages"], held["polling_stations"]) == (16, 177, 2358)
    assert set(Desk.objects.values_list("kind", flat=True)) == {"desk", "neutrality"}
    assert {"operator.semarang", "ketua.semarang", "camat.tugu"} <= set(User.objects.values_list("username", flat=True))


def test_clearing_what_is_not_loaded_does_nothing(clock):
    out = io.StringIO()

    call_command("scenario", "clear", "bogor", stdout=out)

    assert "tidak sedang dimuat" in out.getvalue()


def test_a_scenario_that_is_not_there_is_refused_by_name():
    with pytest.raises(CommandError, match=r"tidak dikenal\. Yang tersedia: bogor, semarang, kaltim, dki, jateng"):
        call_command("scenario", "load", "antah")


def test_accounts_people_desks_and_regions_of_scenarios_do_not_meet():
    usernames = [name for plan in PLANS.values() for name in plan.usernames]
    desks = [desk.code for plan in PLANS.values() for desk in plan.desks]
    prefixes = [desk.short_code for plan in PLANS.values() for desk in plan.desks]
    overlapping = {(one.name, other.name) for one, other in combinations(PLANS.values(), 2) if one.overlaps(other)}

    for named in (usernames, desks, prefixes):
        assert len(named) == len(set(named))
    for name in PLANS:
        assert {f"operator.{name}", f"piket.{name}", f"sekretaris.{name}", f"ketua.{name}"} <= set(usernames)
    assert overlapping == {("semarang", "jateng")}


def test_the_province_is_refused_beside_kota_semarang(clock):
    load_scenario(plan=SEMARANG)

    with pytest.raises(ScenarioRefused, match=r"skenario semarang .* Hapus dahulu dengan 'scenario clear semarang'"):
        load_scenario(plan=PLANS["jateng"])

    assert Region.objects.filter(level="regency").count() == 0


def test_a_chain_of_the_admin_is_refused_by_its_name_and_not_midway():
    kind = rules.report_type()
    kind.chain = ReviewChain.objects.create(key="panjang", name="Empat orang")
    kind.save()

    with pytest.raises(ScenarioRefused, match="Laporan mingguan” memakai alur pemeriksaan “Empat orang”"):
        load_scenario(plan=BOGOR)

    assert not User.objects.filter(username="operator.bogor").exists()


def test_a_date_that_is_none_is_refused():
    with pytest.raises(CommandError, match="Tulis seperti 2024-11-27"):
        call_command("scenario", "load", "bogor", "--voting-day", "27/11/2024")


def test_a_real_account_never_becomes_a_demo_account(clock):
    create_user(username="admin", name="Orang Sungguhan")

    with pytest.raises(ScenarioRefused, match="Akun admin sudah dipakai orang sungguhan"):
        load_scenario(plan=BOGOR)

    assert not Region.objects.exists()


def test_outside_a_demo_nothing_is_loaded(clock, settings):
    settings.TESTING = settings.DESK_DEMO = False

    with pytest.raises(ScenarioRefused, match="DESK_DEMO=1"):
        load_scenario(plan=BOGOR)


def test_a_home_page_that_people_wrote_is_left_alone(clock):
    writer, approver = (people.with_role(role, username=role) for role in (Role.EDITOR, Role.APPROVER))
    home = publish_home(author=writer, approver=approver, headline="Tulisan kami")

    load_scenario(plan=BOGOR)

    home.refresh_from_db()
    assert home.headline == "Tulisan kami"


def test_every_model_that_knows_simulation_is_cleared():
    marked = {model for model in apps.get_models() if any(field.name == "simulation" for field in model._meta.fields)}
    handled = {model for model, _path in ROWS} | {User, Notice, Election, InstallationSettings, Edition, PublicItem}

    assert marked - handled == set()
