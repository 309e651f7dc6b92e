"""Production does not start with a missing or weak value, nor with accounts whose password is public."""

import pytest

from tests.databases import SqliteFile
from tests.operations.running import production_environment, run

IMPORT_SETTINGS = ["python", "-c", "import cms.settings"]
IMPORT_APPLICATION = ["python", "-c", "import cms.wsgi"]


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SECRET_KEY", None, "SECRET_KEY must be set"),
        ("SECRET_KEY", "short", "SECRET_KEY must be set to a random text of at least 40 characters"),
        ("SECRET_KEY", "desk-pilkada-demo-only-never-in-production", "SECRET_KEY must be set"),
        ("IDENTITY_KEYS", None, "IDENTITY_KEYS must hold at least one Fernet key"),
        ("IDENTITY_KEYS", "ZGVzay1waWxrYWRhLWRlbW8taWRlbnRpdHkta2V5ISE=", "IDENTITY_KEYS must hold at least one Fernet key of your own"),
        ("IDENTITY_KEYS", "not-a-key", "IDENTITY_KEYS must hold"),
        ("PUBLIC_URL", None, "PUBLIC_URL must be the address"),
        ("PUBLIC_URL", "http://desk.example.go.id", "PUBLIC_URL must begin with https://"),
        ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS must name the hosts"),
        ("PUBLIC_PORT", "8000", "PUBLIC_PORT must be another port than PORT"),
        ("EMAIL_URL", None, "EMAIL_URL must name a mail server"),
        ("EMAIL_URL", "consolemail://", "EMAIL_URL must name a mail server"),
    ],
)
def test_a_missing_or_weak_value_is_named(tmp_path, name, value, sentence):
    environment = production_environment(tmp_path, 8000)
    environment.pop(name, None)
    if value is not None:
        environment[name] = value

    refused = run(IMPORT_SETTINGS, environment)

    assert refused.returncode != 0
    assert sentence in refused.stderr.splitlines()[-1]


def test_with_all_values_it_starts(tmp_path):
    assert run(IMPORT_SETTINGS, production_environment(tmp_path, 8000)).stderr == ""


@pytest.fixture
def with_demo_account(tmp_path):
    SqliteFile().copy_to(tmp_path / "desk.sqlite3")
    environment = production_environment(tmp_path, 8000)
    make = "from desk.people.models import User; User.objects.create(username='operator.bogor', simulation=True)"
    made = run(["python", "manage.py", "shell", "-v", "0", "-c", make], {**environment, "DESK_TESTING": "1"})
    assert made.returncode == 0, made.stderr
    return environment


@pytest.mark.parametrize("command", [["python", "manage.py", "prepare"], IMPORT_APPLICATION], ids=["prepare", "web"])
def test_production_refuses_demo_accounts_by_name(with_demo_account, command):
    refused = run(command, with_demo_account)

    assert refused.returncode != 0
    assert "Demo accounts exist (operator.bogor ...)" in refused.stderr


def test_a_demo_may_have_them(with_demo_account):
    assert run(IMPORT_APPLICATION, {**with_demo_account, "DESK_DEMO": "1"}).returncode == 0
