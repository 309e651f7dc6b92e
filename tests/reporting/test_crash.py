"""``kill -9`` of the serving processes in a stream of sends: every receipt that was given is a row."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, connections
from django.urls import reverse

from desk.reporting.models import AnswerValue, Entry, Submission
from tests.factories import forms, people, regions

ROOT = Path(__file__).resolve().parents[2]
SENDERS, WANTED, PATIENCE = 4, 40, 60  # threads, receipts before the kill, seconds
CSRF = "a" * 32

pytestmark = pytest.mark.django_db(transaction=True)


def session_of(user):
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key


def free_port():
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def database_url():
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"


@pytest.fixture
def server():
    """The web process of the Procfile on the test database, in a process group of its own."""
    port = free_port()
    environment = os.environ | {
        "DESK_TESTING": "1",
        "DATABASE_URL": database_url(),
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "cms.settings",
    }
    granian = Path(sys.executable).with_name("granian")
    command = [granian, "--interface", "wsgi", "--workers", "2", "--blocking-threads", "1", "--port", str(port), "cms.wsgi:application"]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        assert process.poll() is None, "the server ended by itself"
        os.sched_yield()
    yield port, process
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_every_receipt_given_before_a_kill_is_a_row(server_ready):
    port, process, address, session = server_ready
    receipts = []

    def stream(_number):
        """Send one report after the other until the server is gone; note those that were answered."""
        while True:
            uuid = str(uuid4())
            body = urlencode({"entry": uuid, "nama": "Rani", "csrfmiddlewaretoken": CSRF})
            try:
                link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
                link.request(
                    "POST",
                    address,
                    body,
                    {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"sessionid={session}; csrftoken={CSRF}"},
                )
                status = link.getresponse().status
            except (OSError, http.client.HTTPException):
                return 0
            if status != 303:
                return status
            receipts.append(uuid)
            if len(receipts) == WANTED:
                os.killpg(process.pid, signal.SIGKILL)

    with ThreadPoolExecutor(SENDERS) as pool:
        strange = [status for status in pool.map(stream, range(SENDERS)) if status]

    process.wait()
    connections.close_all()
    kept = {str(uuid) for uuid in Submission.objects.values_list("uuid", flat=True)}
    assert strange == []
    assert len(receipts) >= WANTED
    assert kept.issuperset(receipts)
    assert Entry.objects.exclude(state="draft").count() == AnswerValue.objects.filter(key="nama").count() == len(kept)


@pytest.fixture
def server_ready(request):
    regions.make_regions()
    people.desk()
    officer = people.officer()
    form = forms.publish(forms.question("short_text", "nama", required="always"))
    session = session_of(officer)
    connections.close_all()
    port, process = request.getfixturevalue("server")
    return port, process, reverse("reporting:fill_new", args=[form.key]), session
