"""The rows of a sending are the same on every database, and the same as what the sender holds in the hand."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError
from wagtail.models import ModelLogEntry

from desk.people.scope import scope_of
from desk.reporting.models import AnswerValue, Entry, Submission
from desk.reporting.services.answers import typed_values
from desk.reporting.services.appending import append_next
from desk.reporting.services.drafts import open_entry
from desk.reporting.services.logbook import sending_line
from desk.reporting.services.sending import send_entry
from tests.factories import forms, people, regions

pytestmark = pytest.mark.django_db
ROW = "5b0f3b1e-0d3c-4b6a-9c52-0a7a5f0c1d2e"
QUOTED = 'Kata "siapa"? \\ 50% {a} \u2028\n\tDua baris, 👍 é'


@pytest.fixture
def officer(now):
    regions.make_regions()
    people.desk()
    return people.officer()


@pytest.fixture
def send(officer, now):
    unit = scope_of(officer).units[0]

    def send_with(form, raw, *, uuid=None, submission=None, begun=False):
        uuid = uuid or uuid4()
        if begun:
            open_entry(uuid=uuid, form=form, unit=unit, user=officer, now=now)
        return send_entry(uuid=uuid, submission=submission, form=form, unit=unit, user=officer, raw=raw, begun=begun, now=now)

    return send_with


def typed():
    return {
        (value.key, value.part): (
            value.row,
            *(getattr(value, column) for column in ("text", "number", "boolean", "date", "time", "moment")),
        )
        for value in AnswerValue.objects.all()
    }


@pytest.mark.parametrize("begun", [False, True])
def test_every_kind_of_value_is_kept_exactly(send, begun):
    form = forms.publish(
        forms.question("long_text", "kata"),
        forms.question("decimal", "bagian"),
        forms.question("whole_number", "banyak"),
        forms.question("yes_no", "aman"),
        forms.question("yes_no", "rawan"),
        forms.question("date", "hari"),
        forms.question("time", "jam"),
        forms.question("datetime", "saat"),
        forms.question("gps", "titik"),
        forms.question("repeat", "baris", questions=[forms.question("short_text", "isi")]),
    )
    send(
        form,
        {
            "kata": [QUOTED],
            "bagian": ["84,77"],
            "banyak": ["123456789012"],
            "aman": ["ya"],
            "rawan": ["tidak"],
            "hari": ["2024-11-27"],
            "jam": ["07.30"],
            "saat": ["2024-11-25T08:15"],
            "titik-lat": ["-6,595038"],
            "titik-lon": ["106,816635"],
            "baris-0-id": [ROW],
            "baris-0-isi": ["x"],
        },
        begun=begun,
    )

    values = typed()
    assert values["kata", ""][1] == QUOTED
    assert values["bagian", ""][2] == Decimal("84.77")
    assert values["banyak", ""][2] == 123456789012
    assert (values["aman", ""][3], values["rawan", ""][3]) == (True, False)
    assert values["hari", ""][4] == date(2024, 11, 27)
    assert values["jam", ""][5] == time(7, 30)
    assert values["saat", ""][6] == datetime(2024, 11, 25, 1, 15, tzinfo=UTC)
    assert values["isi", ""][:2] == (UUID(ROW), "x")
    assert all(sum(content is not None for content in row[1:]) == 1 for row in values.values())


def test_a_number_too_large_for_its_column_stays_text():
    version = forms.publish(forms.question("whole_number", "banyak")).current_version

    small, large = (next(typed_values(Submission(version=version, answers={"banyak": number}))) for number in (10**18 - 1, 10**18))

    assert Decimal(small["number"]) == 10**18 - 1
    assert large["text"] == "1" + "0" * 18


@pytest.mark.parametrize("begun", [False, True])
def test_what_the_sender_holds_is_what_is_stored(send, officer, begun):
    receipt = send(forms.publish(forms.question("short_text", "nama")), {"nama": ["Rani"]}, begun=begun)

    for held, stored in ((receipt.entry, Entry.objects.get()), (receipt.submission, Submission.objects.get())):
        columns = [field.attname for field in type(held)._meta.concrete_fields]
        assert {column: getattr(held, column) for column in columns} == {column: getattr(stored, column) for column in columns}
        assert not held._state.adding
    assert receipt.submission.entry is receipt.entry


@pytest.mark.parametrize("begun", [False, True])
def test_the_line_in_the_log_is_wagtails_own(send, officer, begun, now):
    receipt = send(forms.publish(forms.question("short_text", "nama")), {"nama": ["Rani"]}, begun=begun)

    line = ModelLogEntry.objects.get(action="desk.entry.send")
    assert (line.label, line.object_id) == (str(receipt.entry), str(receipt.entry.pk))
    assert line.content_type.model_class() is Entry
    assert (line.user, line.timestamp, line.data, line.deleted) == (officer, now, {}, False)
    assert list(ModelLogEntry.objects.for_instance(receipt.entry)) == [line]


@pytest.mark.parametrize("number", [999_999, 1_000_000])
def test_the_line_tells_a_long_number_whole(send, officer, number, now):
    sent = send(forms.publish(forms.question("short_text", "nama")), {"nama": ["Rani"]})
    entry = sent.entry
    entry.pk, entry.uuid = number, uuid4()
    entry.save(force_insert=True)
    again = Submission(uuid=uuid4(), number=2, version=entry.version, answers={}, sent_at=now, sent_by=officer)

    append_next(entry, again, sending_line("desk.entry.resend", user=officer, now=now))

    assert ModelLogEntry.objects.get(action="desk.entry.resend").label == str(entry) == f"BGR-24-{number} Laporan Uji"


def test_a_report_without_typed_values_is_a_report(send):
    send(forms.publish(forms.question("short_text", "nama")), {})

    assert Submission.objects.get().answers == {}
    assert not AnswerValue.objects.exists()


def test_a_known_report_gives_its_receipt_and_uses_up_no_number(send):
    form, uuid = forms.publish(forms.question("short_text", "nama")), uuid4()
    first = send(form, {"nama": ["Rani"]}, uuid=uuid)

    again = [send(form, {"nama": ["Lain"]}, uuid=uuid) for _time in range(3)]
    other = send(form, {"nama": ["Lain"]})

    assert all(receipt.repeated and receipt.submission == first.submission for receipt in again)
    assert other.entry.pk == first.entry.pk + 1


def test_a_collision_leaves_the_callers_transaction_as_it_was(send):
    form, uuid = forms.publish(forms.question("short_text", "nama")), uuid4()
    send(form, {"nama": ["Rani"]}, uuid=uuid)

    with pytest.raises(IntegrityError):
        send(form, {"nama": ["Lain"]}, submission=uuid)

    assert Entry.objects.count() == Submission.objects.count() == 1
