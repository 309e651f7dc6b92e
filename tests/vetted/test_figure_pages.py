"""The pages of figures: what they show, who decides there, what a page answers when a rule refuses."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from desk.vetted.models import FigureDecision, FigureSnapshot
from desk.vetted.quoting import Quote
from desk.vetted.selectors.quotable import latest_vetted
from desk.vetted.series import Series
from desk.vetted.services.figures import take_snapshot, vet_snapshot
from desk.vetted.share import Share
from tests.demo_figures import KEY, REASON
from tests.factories import forms, people, regions, reports

pytestmark = pytest.mark.django_db
BOARD = "/posko/angka/"
TAKE = f"{BOARD}ambil/?angka={KEY}&wilayah=32.71"


@pytest.fixture
def bogor():
    regions.make_regions()
    return regions.bogor()


@pytest.fixture
def operator(bogor, client):
    user = people.operator(bogor)
    client.force_login(user)
    return user


@pytest.fixture
def head(bogor):
    return people.head(bogor)


@pytest.fixture
def entry(operator):
    form = forms.publish(forms.question("short_text", "nama"))
    return reports.accept(reports.send(form, people.officer(), {"nama": "Rani"}), operator)


@pytest.fixture
def offered(demo_figures, entry, now):
    demo_figures.put("32.71", "4", out_of="6", now=now, entries=[(entry.uuid, 1)])
    return demo_figures


@pytest.fixture
def waiting(offered, bogor, operator):
    """Taken by the operator, seen by nobody else."""
    return take_snapshot(figure=KEY, region=bogor, by=operator)


def address(snapshot, name="snapshot"):
    return reverse(f"vetted:{name}", args=[snapshot.uuid])


def looks(response):
    return [row.look for _group, rows in response.context["groups"] for row in rows]


def test_the_board_shows_each_state_of_a_figure_and_its_one_action(client, offered, bogor, operator, head, now):
    offered.parts = {part: f"Poin {part}" for part in ("a", "b", "c", "d", "e", "f")}
    for part in "abcde":
        offered.put("32.71", "4", out_of="6", now=now, part=part)
    for part in "abcd":
        snapshot = take_snapshot(figure=KEY, region=bogor, part=part, by=operator)
        if part in "bc":
            vet_snapshot(snapshot_id=snapshot.pk, by=head)
        if part == "d":
            client.force_login(head)
            client.post(address(snapshot, "decide"), {"action": "refuse", "reason": "Satu unit terhitung dua kali."})
    offered.put("32.71", "5", out_of="6", now=now, part="c")
    client.force_login(operator)

    response = client.get(BOARD)

    page = response.content.decode()
    assert looks(response) == ["unvetted", "vetted", "source_changed", "refused", "untaken", "no_data"]
    assert "Satu unit terhitung dua kali." in page
    assert 'Sekarang <span class="num">5 dari 6 unit</span>' in page
    assert REASON in page
    assert page.count("Ambil angka<") == 4
    assert looks(client.get(BOARD, {"keadaan": "source_changed"})) == ["source_changed"]


def test_without_any_figure_the_board_says_when_there_will_be_one(client, demo_figures, operator):
    demo_figures.parts.clear()

    assert "Belum ada angka yang dapat diambil" in client.get(BOARD).content.decode()


def test_a_figure_that_is_offered_no_longer_stays_on_the_board(client, waiting, offered, operator):
    offered.parts.clear()

    assert looks(client.get(BOARD)) == ["unvetted"]


def test_the_board_asks_at_most_twelve_questions_however_much_there_is(client, now, operator, bogor, head, django_assert_max_num_queries):
    form = forms.publish(forms.question("short_text", "nama"), key="laporan")
    for code in ("32.71.01", "32.71.02"):
        reports.accept(reports.send(form, people.officer(regions.region(code, "x", "district")), {"nama": "a"}), operator)
    from tests.readiness.samples import publish, told

    publish()
    told("32.71.01", kotak="ya", terisi="ya")
    for _time in range(3):
        for part in ("readiness", "readiness:logistik", "readiness:petugas"):
            snapshot = take_snapshot(figure="readiness_point", region=bogor, part=part, by=operator)
            vet_snapshot(snapshot_id=snapshot.pk, by=head)
    client.get(BOARD)

    with django_assert_max_num_queries(12):
        client.get(BOARD)


def test_before_taking_the_value_and_its_reports_are_shown(client, offered, entry, operator):
    page = client.get(TAKE).content.decode()

    assert "4 dari 6 unit" in page
    assert f"/posko/laporan/{entry.uuid}/" in page
    assert not FigureSnapshot.objects.exists()


def test_a_percentage_stands_with_what_it_was_made_of_before_and_after_it_is_taken(client, demo_figures, entry, bogor, operator, now):
    share = Share(Decimal(40), Decimal(106), "jawaban dinilai siap penuh")
    demo_figures.put("32.71", "45", now=now, share=share, entries=[(entry.uuid, 1)])

    before = client.get(TAKE).content.decode()
    snapshot = take_snapshot(figure=KEY, region=bogor, by=operator)

    assert all(share.words in page for page in (before, *(client.get(path).content.decode() for path in (address(snapshot), BOARD))))


def test_the_percentage_of_today_stands_with_what_it_is_made_of(client, demo_figures, entry, bogor, operator, head, now):
    then, today = Share(Decimal(40), Decimal(106), "jawaban siap penuh"), Share(Decimal(53), Decimal(106), "jawaban siap penuh")
    demo_figures.put("32.71", "45", now=now, share=then, entries=[(entry.uuid, 1)])
    untaken = client.get(BOARD).content.decode()
    snapshot = take_snapshot(figure=KEY, region=bogor, by=operator)
    vet_snapshot(snapshot_id=snapshot.pk, by=head)
    demo_figures.put("32.71", "50", now=now, share=today, entries=[(entry.uuid, 1)])

    board, page = (client.get(path).content.decode() for path in (BOARD, address(snapshot)))

    assert f'Sekarang <span class="num">45 unit</span> ({then.words})' in untaken
    assert f'Sekarang <span class="num">50 unit</span> ({today.words})' in board
    assert f"Nilai sekarang 50 unit ({today.words}); yang tercatat 45 unit ({then.words})." in page


def test_taking_leads_to_the_figure_and_taking_again_from_the_same_page_takes_nothing(client, offered, operator):
    shown = client.get(TAKE).context
    data = {"uuid": shown["uuid"], "seen": shown["value"].fingerprint}

    first, second = client.post(TAKE, data), client.post(TAKE, data)

    snapshot = FigureSnapshot.objects.get()
    assert [(answer.status_code, answer["Location"]) for answer in (first, second)] == [(303, address(snapshot))] * 2


def test_a_value_that_moved_while_it_was_read_is_shown_again(client, offered, operator, now):
    shown = client.get(TAKE).context
    offered.put("32.71", "5", out_of="6", now=now)

    answer = client.post(TAKE, {"uuid": shown["uuid"], "seen": shown["value"].fingerprint})

    assert answer.status_code == 409
    assert "baru saja berubah" in answer.content.decode()
    assert "5 dari 6 unit" in answer.content.decode()
    assert not FigureSnapshot.objects.exists()


def test_a_figure_without_accepted_data_says_why(client, demo_figures, operator):
    assert REASON in client.get(TAKE).content.decode()


@pytest.mark.parametrize(
    "query", ["angka=tidak&wilayah=32.71", f"angka={KEY}&wilayah=32.71&bagian=x", f"angka={KEY}&wilayah=33.74", f"angka={KEY}&wilayah=99"]
)
def test_what_is_not_offered_or_out_of_reach_is_not_found(client, offered, operator, query):
    assert client.get(f"{BOARD}ambil/?{query}").status_code == 404
    assert client.post(f"{BOARD}ambil/?{query}", {"uuid": uuid4()}).status_code == 404


def test_who_took_a_figure_sees_that_another_person_checks_it(client, waiting, operator):
    page = client.get(address(waiting)).content.decode()

    assert "orang lain di posko yang memeriksanya" in page
    assert "Periksa dan setujui" not in page
    answer = client.post(address(waiting, "decide"), {"action": "vet"})
    assert answer.status_code == 409
    assert "Anda sendiri yang mengambil angka ini" in answer.content.decode()


def test_a_second_person_approves_on_the_page(client, waiting, head):
    client.force_login(head)
    assert "Periksa dan setujui" in client.get(address(waiting)).content.decode()

    answer = client.post(address(waiting, "decide"), {"action": "vet"}, follow=True)

    page = answer.content.decode()
    assert latest_vetted(KEY, "32.71") == waiting
    assert "disetujui dan mulai sekarang dapat dikutip" in page
    assert str(head) in page
    assert waiting.sha256[:12] in page


def test_a_refusal_without_a_reason_keeps_the_form_open(client, waiting, head):
    client.force_login(head)

    answer = client.post(address(waiting, "decide"), {"action": "refuse", "reason": " "})

    assert answer.status_code == 422
    assert "Alasan belum diisi" in answer.content.decode()
    assert not FigureDecision.objects.exists()
    assert "Tolak angka ini?" in client.get(f"{address(waiting)}?langkah=tolak").content.decode()


def test_whoever_comes_second_is_told_who_decided(client, waiting, head, bogor):
    vet_snapshot(snapshot_id=waiting.pk, by=head)
    client.force_login(people.duty_officer(bogor))

    answer = client.post(address(waiting, "decide"), {"action": "vet"})

    assert answer.status_code == 409
    assert f"sudah diperiksa dan disetujui oleh {head}" in answer.content.decode()


def test_a_changed_source_is_flagged_with_both_values_and_the_figure_stays(client, waiting, offered, entry, head, operator, now):
    vet_snapshot(snapshot_id=waiting.pk, by=head)
    reports.send_back(entry, head)
    offered.put("32.71", "3", out_of="6", now=now)

    page = client.get(address(waiting)).content.decode()

    assert "Sumber berubah sejak angka ini diperiksa." in page
    assert "Nilai sekarang 3 dari 6 unit; yang tercatat 4 dari 6 unit." in page
    assert "Ambil angka baru" in page
    assert latest_vetted(KEY, "32.71") == waiting


def test_a_figure_whose_report_was_returned_cannot_be_approved_on_the_page(client, waiting, entry, head):
    reports.send_back(entry, head)
    client.force_login(head)

    page = client.get(address(waiting)).content.decode()

    assert "tidak dapat disetujui lagi" in page
    assert "Periksa dan setujui" not in page
    assert client.post(address(waiting, "decide"), {"action": "vet"}).status_code == 409


def test_every_report_and_every_public_place_of_a_figure_can_be_followed(client, waiting, offered, entry, operator):
    assert "Belum dikutip di halaman mana pun" in client.get(address(waiting)).content.decode()
    offered.quotes[Series(KEY, "32.71")] = [Quote("Beranda", "/"), Quote("Siaran pers 12", "/siaran-pers/12/", "belum terbit")]

    page = client.get(address(waiting)).content.decode()

    assert f'href="/posko/laporan/{entry.uuid}/"' in page
    assert 'href="/siaran-pers/12/"' in page
    assert "belum terbit" in page


def test_the_history_of_a_series_leads_to_each_of_its_figures(client, waiting, bogor, operator, head, now):
    vet_snapshot(snapshot_id=waiting.pk, by=head)
    newer = take_snapshot(figure=KEY, region=bogor, by=operator, now=now + timedelta(hours=1))
    vet_snapshot(snapshot_id=newer.pk, by=head)

    page = client.get(address(waiting)).content.decode()

    assert "Digantikan" in page
    assert address(newer) in page
    assert f'Sudah ada angka yang lebih baru: <a href="{address(newer)}"' in page


def test_the_page_of_a_figure_asks_the_same_questions_however_many_reports_it_has(
    client, offered, bogor, operator, now, django_assert_max_num_queries
):
    form = forms.publish(forms.question("short_text", "nama"), key="banyak")
    entries = [reports.accept(reports.send(form, people.officer(), {"nama": str(number)}), operator) for number in range(6)]
    offered.put("32.71", "6", now=now, entries=[(entry.uuid, 1) for entry in entries])
    snapshot = take_snapshot(figure=KEY, region=bogor, by=operator)
    client.get(address(snapshot))

    with django_assert_max_num_queries(8):
        client.get(address(snapshot))


@pytest.mark.parametrize("who", [people.viewer, people.admin])
def test_readers_read_and_are_told_that_they_do_not_decide(client, waiting, who):
    client.force_login(who())

    assert "Peran Anda membaca angka ini" in client.get(address(waiting)).content.decode()
    assert client.post(address(waiting, "decide"), {"action": "vet"}).status_code == 409
    assert client.post(TAKE, {"uuid": uuid4()}).status_code == 409


def test_another_regions_desk_finds_none_of_it(client, waiting):
    client.force_login(people.head(regions.semarang()))

    assert client.get(address(waiting)).status_code == 404
    assert client.post(address(waiting, "decide"), {"action": "vet"}).status_code == 404
    assert client.get(BOARD, {"wilayah": "32.71"}).status_code == 404
    assert client.get(TAKE).status_code == 404
    assert looks(client.get(BOARD)) == ["no_data"]


def test_the_home_page_of_the_second_person_names_what_waits(client, waiting, head, operator):
    assert waiting.words not in client.get("/posko/").content.decode()  # the operator took it
    client.force_login(head)

    page = client.get("/posko/").content.decode()

    assert "Angka menunggu pemeriksaan" in page
    assert address(waiting) in page
