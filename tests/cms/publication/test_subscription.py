"""``/langganan/``: nobody is written to who did not ask twice, nobody learns who is subscribed, leaving deletes."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django_q.models import OrmQ

from cms.publication import tasks
from cms.publication.constants import Kind
from cms.publication.models import Delivery, SubscribedKind, Subscriber, SubscriptionRequest, VisitorTry
from cms.publication.services.limits import PER_EMAIL, PER_MACHINE
from cms.publication.visitors import form_tokens
from cms.publication.visitors.subscription import STALE
from tests.factories import people, publication
from tests.factories.visitors import ADDRESS, last_mail, link_in, send_form, subscriber

pytestmark = pytest.mark.django_db

THREE_DAYS = 3 * 24 * 3600  # seconds


@pytest.fixture
def confirmed(client, clock, run_tasks):
    """The whole way of a subscriber of clarifications; the client keeps nothing of it."""
    send_form(client)
    run_tasks()
    client.post(link_in(last_mail(), "konfirmasi"))
    mail.outbox.clear()
    return Subscriber.objects.get()


def test_the_form_is_a_page_without_cookie_or_script(client, clock):
    page = client.get("/langganan/?jenis=clarification")

    assert page.status_code == 200
    assert not page.cookies
    assert page["Cache-Control"] == "no-store"
    assert 'value="clarification" checked' in page.text
    assert 'value="release" checked' not in page.text


def test_an_address_is_subscribed_only_through_the_link_sent_there(client, clock, run_tasks):
    response = send_form(client, kinds=["clarification", "release"])

    assert (response.status_code, response["Location"]) == (303, "/langganan/terkirim/")
    assert Subscriber.objects.count() == 0
    run_tasks()
    assert (len(mail.outbox), last_mail().to) == (1, [ADDRESS])
    page = client.get(link_in(last_mail(), "konfirmasi"))
    assert "Klarifikasi" in page.text
    assert Subscriber.objects.count() == 0  # programs that look mails through follow links too

    done = client.post(link_in(last_mail(), "konfirmasi"))

    assert done["Location"] == "/langganan/aktif/"
    assert "aktif" in client.get(done["Location"]).text
    assert set(SubscribedKind.objects.values_list("subscriber__email", "kind")) == {(ADDRESS, "clarification"), (ADDRESS, "release")}


def test_no_address_stands_in_the_queue(client, clock):
    send_form(client)

    assert OrmQ.objects.exists()
    assert all(ADDRESS not in str(row.task) for row in OrmQ.objects.all())


def test_a_link_works_once(client, clock, confirmed, run_tasks):
    send_form(client)
    run_tasks()
    link = link_in(last_mail(), "konfirmasi")
    client.post(link)

    for again in (client.get(link), client.post(link)):
        assert again.status_code == 410
        assert "sudah dipakai" in again.text


def test_a_link_is_too_old_after_three_days(client, clock, run_tasks):
    send_form(client)
    run_tasks()
    link = link_in(last_mail(), "konfirmasi")
    clock.shift(THREE_DAYS + 60)

    page = client.post(link)

    assert page.status_code == 410
    assert "berlaku tiga hari" in page.text
    assert Subscriber.objects.count() == 0


@pytest.mark.parametrize("address", ["/langganan/konfirmasi/abc:def:ghi/", "/langganan/berhenti/abc:def/", "/langganan/konfirmasi/x/"])
def test_a_link_that_was_cut_off_says_so(client, clock, address):
    for page in (client.get(address), client.post(address)):
        assert page.status_code == 410
        assert "tidak lengkap" in page.text


def test_the_answer_is_the_same_for_a_known_and_an_unknown_address(client, clock, confirmed):
    known, unknown = send_form(client), send_form(client, email="lain@contoh.go.id")

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert known.content == unknown.content


def test_asking_again_changes_the_kinds_and_makes_no_second_subscriber(client, clock, confirmed, run_tasks):
    send_form(client, email=ADDRESS.upper(), kinds=["release"])
    run_tasks()
    client.post(link_in(last_mail(), "konfirmasi"))

    assert list(SubscribedKind.objects.values_list("subscriber", "kind")) == [(confirmed.pk, "release")]


def test_leaving_deletes_everything_of_the_address(client, clock, confirmed, run_tasks):
    send_form(client)
    publication.publish(publication.draft_clarification())
    tasks.mail_subscribers()
    link = link_in(last_mail(), "berhenti")
    assert client.get(link).status_code == 200
    assert Subscriber.objects.exists()

    done = client.post(link)

    assert done["Location"] == "/langganan/selesai/"
    assert not any(model.objects.exists() for model in (Subscriber, SubscribedKind, Delivery, SubscriptionRequest))
    assert client.get(link)["Location"] == client.post(link)["Location"] == "/langganan/selesai/"


def test_a_mail_program_leaves_with_one_click(client, clock, confirmed):
    publication.publish(publication.draft_clarification())
    tasks.mail_subscribers()
    headers = last_mail().extra_headers
    link = link_in(last_mail(), "berhenti")

    answer = Client(enforce_csrf_checks=True).post(link, {"List-Unsubscribe": "One-Click"})

    assert headers["List-Unsubscribe"].endswith(f"{link}>")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert answer.status_code == 200
    assert Subscriber.objects.count() == 0


def test_the_link_of_before_does_not_bring_back_who_left(client, clock, run_tasks):
    send_form(client)
    run_tasks()
    confirm = link_in(last_mail(), "konfirmasi")
    client.post(confirm)
    publication.publish(publication.draft_clarification())
    tasks.mail_subscribers()
    client.post(link_in(last_mail(), "berhenti"))

    assert client.post(confirm).status_code == 410
    assert Subscriber.objects.count() == 0


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("", "Tulis alamat pos-el Anda."),
        ("warga", "tidak lengkap"),
        ("warga@contoh", "tidak lengkap"),
        ("warga@contoh.go.id\nBcc: lain@contoh.go.id", "tidak lengkap"),
        ("a" * 65 + "@contoh.go.id", "tidak lengkap"),
        ("a" * 250 + "@contoh.go.id", "paling panjang 254"),
        ("wárga@contoh.go.id", "tidak lengkap"),
    ],
)
def test_an_address_that_cannot_be_written_to_is_refused_and_kept_in_the_form(client, clock, email, sentence):
    page = send_form(client, email=email)

    assert page.status_code == 422
    assert sentence in page.text
    assert SubscriptionRequest.objects.count() == 0


def test_a_domain_in_other_letters_is_kept_as_mail_servers_know_it(client, clock):
    send_form(client, email="Warga@BÜCHER.example")

    assert SubscriptionRequest.objects.get().email == "Warga@xn--bcher-kva.example"


@pytest.mark.parametrize("kinds", [[], ["home"], ["release", "apa-saja"]])
def test_kinds_that_do_not_exist_are_refused(client, clock, kinds):
    page = send_form(client, kinds=kinds)

    assert page.status_code == 422
    assert SubscriptionRequest.objects.count() == 0


def test_a_script_that_fills_every_field_is_told_nothing_and_does_nothing(client, clock):
    response = send_form(client, situs="https://contoh.example")

    assert response["Location"] == "/langganan/terkirim/"
    assert SubscriptionRequest.objects.count() == OrmQ.objects.count() == 0


def test_a_form_of_another_site_is_refused(client, clock):
    others = [
        {"headers": {"origin": "https://lain.example"}},
        {"headers": {"sec-fetch-site": "cross-site"}},
        {"headers": {"origin": "null"}},
    ]
    token = {form_tokens.NAME: form_tokens.make("langganan")}

    for other in others:
        page = client.post("/langganan/", {"email": ADDRESS, "kinds": "release", **token}, **other)
        assert (page.status_code, STALE in page.text) == (400, True)
    assert SubscriptionRequest.objects.count() == 0


def test_a_form_without_a_fresh_token_keeps_what_was_typed(client, clock):
    token = form_tokens.make("langganan")
    clock.shift(13 * 3600)

    for stale in (token, "", "langganan", form_tokens.make("lain")):
        page = send_form(client, **{form_tokens.NAME: stale})
        assert page.status_code == 400
        assert STALE in page.text
        assert f'value="{ADDRESS}"' in page.text
        assert 'value="clarification" checked' in page.text
    assert SubscriptionRequest.objects.count() == 0


def test_one_address_gets_no_more_letters_than_it_should_and_the_page_does_not_say_so(client, clock, run_tasks):
    answers = {send_form(client)["Location"] for _ in range(PER_EMAIL.most + 2)}
    run_tasks()

    assert answers == {"/langganan/terkirim/"}
    assert len(mail.outbox) == PER_EMAIL.most
    clock.shift(PER_EMAIL.within.total_seconds() + 1)
    send_form(client, email=ADDRESS.upper())
    assert run_tasks() == 1


def test_one_machine_may_not_send_the_form_for_ever(client, clock):
    for number in range(PER_MACHINE.most):
        assert send_form(client, email=f"warga{number}@contoh.go.id").status_code == 303

    page = send_form(client, email="satu-lagi@contoh.go.id")

    assert page.status_code == 429
    assert "Coba lagi satu jam lagi" in page.text
    clock.shift(3601)
    assert send_form(client, email="satu-lagi@contoh.go.id").status_code == 303


def test_tries_are_counted_without_keeping_who_tried(client, clock):
    send_form(client)

    assert all("127.0.0.1" not in row.key and ADDRESS not in row.key for row in VisitorTry.objects.all())


def test_unconfirmed_addresses_and_tries_are_forgotten(client, clock, now):
    send_form(client)
    clock.shift(THREE_DAYS + 60)

    tasks.forget_visitors()
    tasks.forget_visitors()

    assert not SubscriptionRequest.objects.exists()
    assert not VisitorTry.objects.exists()


def test_what_was_sent_is_forgotten_after_a_month_and_not_sent_again(client, clock, confirmed):
    publication.publish(publication.draft_clarification())
    tasks.mail_subscribers()
    clock.shift(timedelta(days=31).total_seconds())

    tasks.forget_visitors()

    assert Delivery.objects.count() == 0
    assert tasks.mail_subscribers() == 0


def test_a_link_is_logged_without_its_secret(client, clock, confirmed, caplog):
    publication.publish(publication.draft_clarification())
    tasks.mail_subscribers()
    link = link_in(last_mail(), "berhenti")
    caplog.set_level("INFO", logger="desk.request")

    client.get(link)

    assert [record.path for record in caplog.records if hasattr(record, "path")] == ["/langganan/berhenti/<str:token>/"]


def test_the_admin_sees_how_many_and_never_who(client, clock, confirmed):
    publication.publish(publication.draft_clarification())
    tasks.mail_subscribers()
    client.force_login(people.editor())

    page = client.get("/admin/langganan/")

    assert "1 alamat berlangganan" in page.text
    assert "Pemungutan suara tetap" in page.text
    assert ADDRESS not in page.text


def test_nobody_is_named_by_the_tables_that_outlive_a_subscriber(clock):
    row = subscriber(kinds=[Kind.AGENDA])

    assert ADDRESS not in str(row)
