import re

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from desk.people import services
from desk.people.models import Role, User
from desk.people.tasks import send_password_link
from tests.factories import people, regions

pytestmark = pytest.mark.django_db
WRONG, RIGHT = "salah sekali", people.PASSWORD


def sign_in(client, user, password=RIGHT, **extra):
    return client.post("/masuk/", {"username": user.username, "password": password, **extra})


@pytest.mark.parametrize(
    ("make", "landing"),
    [
        (people.admin, "/admin/"),
        (people.editor, "/admin/"),
        (people.approver, "/admin/"),
        (people.operator, "/posko/"),
        (people.duty_officer, "/posko/"),
        (people.head, "/posko/"),
        (people.viewer, "/posko/"),
        (people.officer, "/lapor/"),
        (people.agency_officer, "/lapor/"),
    ],
)
def test_each_role_lands_at_its_door(client, make, landing):
    response = sign_in(client, make())

    assert response.url == "/pintu/"
    assert client.get("/pintu/").url == landing


def test_a_phone_may_begin_the_user_name_with_a_capital(client):
    people.officer(username="camat.bogorselatan")

    response = client.post("/masuk/", {"username": " Camat.BogorSelatan ", "password": RIGHT})

    assert response.status_code == 302


def test_the_session_is_another_one_after_signing_in_and_gone_after_signing_out(client):
    officer = people.officer()
    client.get("/masuk/")
    client.session["x"] = 1
    client.session.save()
    before = client.session.session_key

    sign_in(client, officer)
    inside = client.session.session_key
    client.post("/keluar/")

    assert inside != before
    assert client.get("/akun/").url == "/masuk/?next=/akun/"


def test_signing_out_needs_a_post(client):
    sign_in(client, people.officer())

    assert client.get("/keluar/").status_code == 405
    assert client.get("/akun/").status_code == 200


def test_a_person_with_two_roles_chooses_between_the_doors_and_may_switch(client):
    user = people.operator()
    services.assign_role(user=user, role=Role.OFFICER, region=regions.bogor())
    sign_in(client, user)

    page = client.get("/pintu/").content.decode()

    assert 'href="/posko/"' in page
    assert 'href="/lapor/"' in page
    assert 'href="/admin/"' not in page
    assert "Pindah pintu" in client.get("/akun/").content.decode()


def test_an_admin_goes_straight_to_the_admin_and_may_visit_the_posko(client):
    sign_in(client, people.admin())

    assert client.get("/pintu/").url == "/admin/"
    assert 'href="/posko/"' in client.get("/pintu/?pilih=1").content.decode()


def test_an_account_without_a_role_is_told_so(client):
    sign_in(client, people.user())

    assert "belum diberi peran" in client.get("/pintu/").content.decode()


@pytest.mark.parametrize(
    ("wanted", "lands"),
    [
        ("/lapor/baru/?x=1", "/lapor/baru/?x=1"),
        ("/akun/", "/akun/"),
        ("/posko/", "/pintu/"),
        ("/admin/", "/pintu/"),
        ("https://contoh.go.id/lapor/", "/pintu/"),
        ("//contoh.go.id/", "/pintu/"),
        ("javascript:alert(1)", "/pintu/"),
        ("", "/pintu/"),
    ],
)
def test_after_signing_in_one_goes_on_to_where_one_may_go(client, wanted, lands):
    officer = people.officer()

    assert sign_in(client, officer, next=wanted).url == lands
    assert client.get("/masuk/", {"next": wanted}).url == lands


def test_whoever_lacks_the_admin_door_is_led_home_from_it_without_a_loop(client):
    client.force_login(people.officer())

    response = client.get("/admin/", follow=False)
    hops = 0
    while response.status_code == 302 and hops < 5:
        last, hops = response.url, hops + 1
        response = client.get(last)

    assert last == "/lapor/"


@pytest.mark.parametrize(
    ("address", "ours"), [("/admin/login/?next=/admin/x/", "/masuk/?next=/admin/x/"), ("/admin/password_reset/", "/lupa-sandi/")]
)
def test_wagtails_own_pages_lead_to_ours(client, address, ours):
    assert client.get(address).url == ours


def test_an_editors_account_page_leads_back_to_the_admin(client):
    people.admin()
    sign_in(client, people.editor())

    assert "Kembali ke Admin" in client.get("/akun/").content.decode()


def test_signing_out_of_the_admin_is_signing_out(client):
    sign_in(client, people.admin())

    assert client.post("/admin/logout/").url == "/masuk/"
    assert client.get("/admin/").url.startswith("/masuk/?next=")


def test_a_wrong_password_is_refused_in_words_and_keeps_the_user_name(client):
    officer = people.officer()

    page = sign_in(client, officer, WRONG).content.decode()

    assert "tidak cocok" in page
    assert f'value="{officer.username}"' in page


def test_an_inactive_account_does_not_sign_in_and_loses_its_session(client):
    officer = people.officer()
    sign_in(client, officer)

    services.update_user(user=officer, is_active=False)

    assert client.get("/akun/").status_code == 302
    assert sign_in(Client(), officer).status_code == 200


def test_the_sixth_wrong_try_locks_and_the_right_password_is_refused_until_the_time_named(client, clock):
    officer = people.officer()
    people.desk(regions.bogor())

    answers = [sign_in(client, officer, WRONG).status_code for _try in range(6)]
    locked = sign_in(client, officer)

    assert answers == [200] * 5 + [429]
    assert locked.status_code == 429
    page = locked.content.decode()
    assert "10.57 WIB" in page
    assert "0251 000 0001" in page
    assert locked["Retry-After"] == "900"
    assert client.get("/akun/").status_code == 302

    clock.shift(14 * 60)
    assert sign_in(client, officer).status_code == 429
    clock.shift(61)
    assert sign_in(client, officer).status_code == 302


def test_a_lock_is_for_one_account_at_one_address(client):
    officer, other = people.officer(), people.officer(username="lain")
    for _try in range(6):
        sign_in(client, officer, WRONG)

    assert sign_in(Client(), other).status_code == 302
    assert sign_in(Client(REMOTE_ADDR="10.0.0.9"), officer).status_code == 302


def test_behind_the_proxy_tries_are_counted_by_the_address_that_the_proxy_names(settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    officer = people.officer()
    attacker = Client(REMOTE_ADDR="172.16.0.1", HTTP_X_FORWARDED_FOR="1.1.1.1, 203.0.113.5")
    for number in range(6):
        attacker.defaults["HTTP_X_FORWARDED_FOR"] = f"1.1.1.{number}, 203.0.113.5"  # what the client forges does not count
        sign_in(attacker, officer, WRONG)

    assert sign_in(attacker, officer).status_code == 429
    assert sign_in(Client(REMOTE_ADDR="172.16.0.1", HTTP_X_FORWARDED_FOR="198.51.100.7"), officer).status_code == 302


def test_the_account_page_changes_ones_own_name_phone_and_theme(client):
    officer = people.officer()
    sign_in(client, officer)

    response = client.post("/akun/", {"name": "Agus Pratama Putra", "phone": "0251 111 2222", "theme": "dark"}, follow=True)

    officer.refresh_from_db()
    assert (officer.get_full_name(), officer.phone, officer.theme) == ("Agus Pratama Putra", "0251 111 2222", "dark")
    assert 'data-theme="dark"' in response.content.decode()
    assert "sudah disimpan" in response.content.decode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"name": "", "phone": "", "theme": "dark"}, "Nama lengkap belum diisi"),
        ({"name": "A", "phone": "telepon", "theme": "dark"}, "Periksa kembali nomornya"),
    ],
)
def test_a_refused_change_says_why_and_changes_nothing(client, data, words):
    officer = people.officer()
    sign_in(client, officer)

    page = client.post("/akun/", data).content.decode()

    assert words in page
    assert User.objects.get(pk=officer.pk).get_full_name() == "Agus Pratama"


def test_the_account_page_takes_few_queries_and_shows_nobody_else(client, django_assert_max_num_queries):
    stranger = people.officer(regions.region("33.74", "Kota Semarang", "city") if regions.semarang() else None)
    stranger = services.update_user(user=stranger, name="Slamet Riyadi", phone="024 000 9999")
    client.force_login(people.officer())

    with django_assert_max_num_queries(8):
        page = client.get("/akun/").content.decode()

    assert 'value="Agus Pratama"' in page
    assert not any(word in page for word in ("Slamet", "024 000 9999", "Semarang", stranger.username))


def test_changing_the_password_keeps_this_session_and_ends_the_others(client):
    officer = people.officer()
    elsewhere = Client()
    sign_in(client, officer)
    sign_in(elsewhere, officer)
    new = "kota hujan pagi"

    response = client.post("/akun/kata-sandi/", {"old_password": RIGHT, "new_password1": new, "new_password2": new})

    assert response.url == "/akun/"
    assert client.get("/akun/").status_code == 200
    assert elsewhere.get("/akun/").status_code == 302
    assert sign_in(Client(), officer, new).status_code == 302


@pytest.mark.parametrize(
    ("old", "first", "second", "words"),
    [
        (WRONG, "kota hujan pagi", "kota hujan pagi", "Kata sandi sekarang tidak cocok"),
        (RIGHT, "kota hujan pagi", "kota hujan sore", "tidak sama"),
        (RIGHT, "pendek", "pendek", "terlalu pendek"),
        (RIGHT, "password123", "password123", "terlalu umum"),
        (RIGHT, "928374651029", "928374651029", "hanya berisi angka"),
        (RIGHT, "Agus Pratama", "Agus Pratama", "mirip dengan nama"),
        (RIGHT, "", "", "Kata sandi baru belum diisi"),
    ],
)
def test_a_refused_password_says_why(client, old, first, second, words):
    officer = people.officer()
    sign_in(client, officer)

    page = client.post("/akun/kata-sandi/", {"old_password": old, "new_password1": first, "new_password2": second}).content.decode()

    assert words in page
    assert User.objects.get(pk=officer.pk).check_password(RIGHT)


def test_a_forgotten_password_is_set_by_the_link_of_the_letter_once(client, run_tasks):
    officer = people.officer()
    services.update_user(user=officer, email="agus@contoh.go.id")
    for _try in range(6):
        sign_in(client, officer, WRONG)

    assert client.post("/lupa-sandi/", {"email": "AGUS@contoh.go.id"}).url == "/lupa-sandi/terkirim/"
    run_tasks()  # looks for the account
    run_tasks()  # sends the letter
    link = re.search(r"/atur-sandi/\S+", mail.outbox[0].body)[0]
    form = client.get(link).url
    new = "kota hujan pagi"
    response = client.post(form, {"new_password1": new, "new_password2": new})

    assert response.url == "/atur-sandi/selesai/"
    assert sign_in(client, officer, new).status_code == 302  # the lock is lifted
    assert "tidak berlaku lagi" in Client().get(link).content.decode()


def test_nobody_learns_whether_an_address_belongs_to_an_account(client, run_tasks, django_assert_num_queries):
    services.update_user(user=people.officer(), email="ada@contoh.go.id")
    pages = []

    for email in ("ada@contoh.go.id", "tidak.ada@contoh.go.id"):
        response = client.post("/lupa-sandi/", {"email": email}, follow=True)
        pages.append(re.sub(r'nonce="[^"]*"', "", response.content.decode()))
    run_tasks()
    run_tasks()

    assert pages[0] == pages[1]
    assert [letter.to for letter in mail.outbox] == [["ada@contoh.go.id"]]


@pytest.mark.parametrize("email", ["", "bukan-alamat"])
def test_a_wrong_address_is_refused_in_words(client, email):
    page = client.post("/lupa-sandi/", {"email": email}).content.decode()

    assert "Alamat pos-el belum" in page


def test_a_link_of_somebody_else_or_an_old_one_is_refused(client, clock):
    officer, other = people.officer(), people.officer(username="lain")
    token = default_token_generator.make_token(officer)

    def page(user):
        uid = urlsafe_base64_encode(force_bytes(user.pk))
        return Client().get(reverse("people:password_reset_confirm", args=[uid, token]), follow=True).content.decode()

    assert "tidak berlaku lagi" in page(other)
    assert "Atur kata sandi" in page(officer)
    clock.shift(2 * 60 * 60 + 1)
    assert "tidak berlaku lagi" in page(officer)


def test_a_new_account_without_password_gets_a_letter_that_names_it(run_tasks):
    user = services.create_user(username="camat.baru", name="Siti Aminah", email="siti@contoh.go.id")

    assert send_password_link(user.pk, welcome=True) == 1
    run_tasks()
    assert "nama pengguna camat.baru" in mail.outbox[0].body
    services.update_user(user=user, is_active=False)
    assert send_password_link(user.pk) == 0
