"""Satu pintu in the admin: what waits for whom, the text before the second person, and each step with its last look."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.publication.constants import Step
from cms.publication.models import Edition, HandIn, ReleasePage
from cms.publication.newsroom import selectors
from cms.publication.services import acting, vetting, write_page
from desk.people.models import Role
from tests.cms.publication.editing import edit, public_state, release_form, steps
from tests.factories import people, publication, regions

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(editor):
    return publication.draft_release(region=regions.bogor())


@pytest.fixture
def row(draft, editor):
    return acting.submit(page=draft, by=editor)


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def address(name, *args):
    return reverse(f"satu_pintu:{name}", args=args)


def test_the_list_shows_a_text_to_everybody_and_offers_it_to_who_may_act(row, editor, approver):
    mine, hers = client_of(editor).get(address("index")).text, client_of(approver).get(address("index")).text

    for page in (mine, hers):
        assert "Tiga TPS pindah lokasi" in page
        assert "Siaran pers, Kota Bogor" in page
    assert "Baca dan tinjau" in hers
    assert "Baca dan tinjau" not in mine


def test_the_menu_counts_what_waits_for_the_person(row, editor, approver):
    assert (selectors.waiting_for(editor), selectors.waiting_for(approver)) == (0, 1)
    assert "Satu pintu (1)" in client_of(approver).get("/admin/").text

    acting.give_back(hand_in_id=row.pk, by=approver, reason="Sebutkan nomor TPS.")

    assert (selectors.waiting_for(editor), selectors.waiting_for(approver)) == (1, 0)


def test_a_returned_text_comes_back_to_its_writers_with_the_reason(row, editor, approver):
    acting.give_back(hand_in_id=row.pk, by=approver, reason="Sebutkan nomor TPS.")

    assert "Sebutkan nomor TPS." in client_of(editor).get(address("index")).text
    assert "Sebutkan nomor TPS." in client_of(editor).get(reverse("wagtailadmin_pages:edit", args=[row.page_id])).text
    assert "Sebutkan nomor TPS." not in client_of(approver).get(address("index")).text


def test_the_list_costs_the_same_whatever_waits(row, editor, approver):
    client = client_of(approver)
    client.get(address("index"))
    with CaptureQueriesContext(connection) as few:
        client.get(address("index"))
    for number in range(3):
        page = publication.draft_release(slug=f"naskah-{number}", title=f"Naskah {number}", region=regions.semarang())
        acting.submit(page=page, by=editor)

    with CaptureQueriesContext(connection) as more:
        client.get(address("index"))

    assert len(more) - len(few) <= 1  # the second region


def test_the_reading_page_tells_what_the_second_person_needs(row, approver):
    page = client_of(approver).get(address("reading", row.pk)).text

    for words in (
        "Menunggu peninjauan",
        "Ditulis Dewi Lestari",
        "Segera setelah disetujui",
        "Selesai ditinjau",
        "Kembalikan dengan alasan",
    ):
        assert words in page
    assert "Lokasi semula tergenang." in client_of(approver).get(address("text", row.pk)).text


def test_the_frame_shows_what_was_handed_in_and_not_the_present_draft(row, draft, editor, approver):
    changed = ReleasePage.objects.get(pk=draft.pk)
    changed.title = "Judul yang tidak diserahkan"
    changed.save_revision(user=editor)

    text = client_of(approver).get(address("text", row.pk)).text

    assert "Tiga TPS pindah lokasi" in text
    assert "Judul yang tidak diserahkan" not in text
    assert "Naskah atau gambarnya berubah setelah diserahkan" in client_of(approver).get(address("reading", row.pk)).text


def test_who_may_not_act_is_told_why_and_who_may(row, editor, approver):
    people.with_role(Role.EDITOR, username="redaktur.dua", name="Sari Utami")

    page = client_of(editor).get(address("reading", row.pk)).text

    assert "Anda ikut menulis naskah ini. Minta orang lain meninjaunya." in page
    assert "Yang dapat bertindak: Dewi Lestari, Sari Utami." in page
    assert "Selesai ditinjau" not in page


def test_when_nobody_else_may_act_the_page_says_what_to_do(row, editor):
    page = client_of(editor).get(address("reading", row.pk)).text

    assert "Saat ini tidak ada orang lain yang dapat bertindak." in page


def test_a_text_goes_through_both_steps_on_the_screens(row, approver):
    client = client_of(approver)

    answer = client.post(address("finish_review", row.pk), follow=True)
    assert "selesai ditinjau dan menunggu persetujuan" in answer.text
    look = client.get(address("approve", row.pk)).text
    assert "Terbit begitu Anda menyetujui." in look
    assert "Publik dan media, di alamat /siaran-pers/tiga-tps-pindah/" in look
    answer = client.post(address("approve", row.pk), follow=True)

    assert "“Tiga TPS pindah lokasi” sudah terbit" in answer.text
    assert Edition.objects.count() == 1
    assert "Terbit terakhir" in answer.text


def test_a_scheduled_text_says_when_it_goes_out_and_can_be_cancelled(editor, approver):
    later = timezone.now() + timedelta(hours=5)
    row = acting.submit(page=publication.draft_release(publish_at=later), by=editor)
    acting.finish_review(hand_in_id=row.pk, by=approver)
    client = client_of(approver)

    assert "Setujui dan jadwalkan" in client.get(address("reading", row.pk)).text
    client.post(address("approve", row.pk))
    page = client.get(address("index")).text
    assert "Disetujui, menunggu waktu terbit" in page
    client.post(address("cancel", row.pk))

    assert steps() == [(row.page_id, Step.CANCELLED)]
    assert Edition.objects.count() == 0


@pytest.mark.parametrize("step", ["finish_review", "approve"])
def test_a_refusal_stays_on_the_page_in_words(row, editor, step):
    before = public_state(), steps()

    answer = client_of(editor).post(address(step, row.pk))

    assert answer.status_code == 422
    assert "Anda ikut menulis naskah ini" in answer.text or "sudah berstatus" in answer.text
    assert (public_state(), steps()) == before


def test_a_return_without_a_reason_keeps_the_text_waiting(row, approver):
    answer = client_of(approver).post(address("give_back", row.pk), {"reason": "  "})

    assert "supaya redaktur tahu apa yang perlu diperbaiki" in answer.text
    assert steps() == [(row.page_id, Step.HANDED_IN)]


def test_a_withdrawal_is_proposed_by_one_and_approved_by_another(editor, approver):
    page = publication.publish(publication.draft_release())
    proposer = client_of(editor)

    proposer.post(address("withdraw", page.pk), {"reason": "Angka TPS keliru."})
    row = HandIn.objects.latest("pk")
    refused = proposer.post(address("approve", row.pk))
    assert refused.status_code == 422
    assert Client().get("/siaran-pers/tiga-tps-pindah/").status_code == 200
    look = client_of(approver).get(address("approve", row.pk)).text
    assert "Isi halaman hilang dari publik begitu Anda menyetujui." in look
    client_of(approver).post(address("approve", row.pk))

    gone = Client().get("/siaran-pers/tiga-tps-pindah/")
    assert gone.status_code == 410
    assert "Angka TPS keliru." in gone.text
    assert "Lokasi semula tergenang." not in gone.text


def test_a_withdrawn_page_is_nobodys_draft_until_somebody_writes_on_it(client):
    page = publication.withdraw(publication.publish(publication.draft_release()), "Lokasi belum ditetapkan.")
    client.force_login(publication.editor())
    assert "Draf Anda" not in client.get(address("index")).text

    write_page(type(page), by=publication.editor(), page=page, summary="Teras yang benar.")

    assert "Draf Anda" in client.get(address("index")).text


def test_the_home_page_and_pages_that_are_not_public_are_not_withdrawn(draft, editor):
    client = client_of(editor)

    answer = client.post(address("withdraw", draft.pk), {"reason": "Keliru."})
    assert "tidak sedang terbit" in answer.text
    assert client.get(address("withdraw", draft.get_parent().get_parent().pk)).status_code == 302
    assert steps() == []


def test_a_correction_shows_what_changes_in_public(editor, approver):
    page = publication.publish(publication.draft_release())
    changed = write_page(ReleasePage, by=editor, page=page, summary="Teras yang benar.", correction="Teras keliru.")
    row = acting.submit(page=changed, by=editor)

    reading = client_of(approver).get(address("reading", row.pk)).text

    assert "KPU Kota Bogor menetapkan lokasi pengganti bagi tiga TPS." in reading
    assert "Teras yang benar." in reading
    assert "Penjelasan ralat" in reading


def test_the_editor_offers_to_hand_in_and_nothing_that_publishes(draft, editor):
    page = client_of(editor).get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).text

    assert "Serahkan untuk ditinjau" in page
    for action in ("action-publish", "action-unpublish", "action-cancel-workflow", "action-restart-workflow", "moderasi"):
        assert action not in page
    assert "Belum diserahkan." in page


def test_handing_in_leads_to_where_the_text_waits(draft, editor):
    answer = edit(client_of(editor), draft, "action-submit")

    assert answer["Location"] == address("reading", HandIn.objects.get().pk)


def test_a_text_that_waits_is_closed_in_its_editor_with_the_way_out(row, editor):
    page = client_of(editor).get(reverse("wagtailadmin_pages:edit", args=[row.page_id])).text

    assert "Naskah ini menunggu peninjauan" in page
    assert address("reading", row.pk) in page
    assert "Serahkan untuk ditinjau" not in page


def test_a_refused_hand_in_keeps_what_was_typed_and_says_why(editor, approver):
    page = publication.publish(publication.draft_release())

    answer = edit(client_of(editor), page, "action-submit", paragraph="<p>Lokasi semula rawan genangan.</p>")

    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    told = client_of(editor).get(answer["Location"])
    assert HandIn.objects.filter(step__in=[Step.HANDED_IN]).count() == 0
    assert not ReleasePage.objects.get(pk=page.pk).workflow_in_progress
    assert "rawan genangan" in told.text


def test_a_refused_first_hand_in_keeps_the_new_page(editor, monkeypatch):
    section = publication.draft_release().get_parent()
    monkeypatch.setattr(vetting, "faults", lambda _draft: ["Judul: terlalu panjang."])
    client = client_of(editor)
    data = release_form(slug="naskah-baru", title="Naskah baru") | {"action-submit": "1"}

    answer = client.post(reverse("wagtailadmin_pages:add", args=["publication", "releasepage", section.pk]), data, follow=True)

    page = ReleasePage.objects.get(slug="naskah-baru")
    assert answer.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "Draf tersimpan, tetapi belum diserahkan. Naskah belum lengkap. Judul: terlalu panjang." in answer.text
    assert not page.workflow_in_progress


@pytest.mark.parametrize("role", ["operator", "officer", "head", "viewer", "duty_officer"])
def test_whoever_is_bound_to_a_region_does_not_enter(row, role):
    client = client_of(getattr(people, role)())

    for name in ("reading", "text", "finish_review", "approve", "give_back", "cancel"):
        assert client.get(address(name, row.pk)).status_code in (302, 403, 404), name
        assert client.post(address(name, row.pk), {"reason": "Alasan."}).status_code in (302, 403, 404), name
    assert client.get(address("index")).status_code in (302, 403, 404)
    assert steps() == [(row.page_id, Step.HANDED_IN)]


def test_an_admin_without_a_publication_role_reads_and_cannot_act(row):
    client = client_of(people.admin())

    page = client.get(address("reading", row.pk)).text
    assert "Hanya redaktur atau penyetuju yang dapat meninjau naskah." in page
    assert "Kembalikan dengan alasan" not in page
    for name in ("finish_review", "approve", "give_back", "cancel"):
        assert client.post(address(name, row.pk), {"reason": "Alasan."}).status_code == 422, name
    assert steps() == [(row.page_id, Step.HANDED_IN)]


def test_a_new_text_of_every_kind_is_one_click_away(editor):
    publication.draft_release()
    client = client_of(editor)

    page = client.get(address("index")).text

    for kind in ("Siaran pers", "Pengumuman", "Klarifikasi", "Agenda sosialisasi", "Materi edukasi", "Dokumen"):
        assert f"{kind} baru" in page


def test_the_last_look_says_whether_the_public_will_read_the_approvers_name(row, editor, approver):
    client = client_of(approver)
    acting.finish_review(hand_in_id=row.pk, by=approver)
    first = client.get(address("approve", row.pk)).text
    acting.approve(hand_in_id=row.pk, by=approver)
    published = client.get("/siaran-pers/tiga-tps-pindah/").text
    withdrawal = vetting.propose_withdrawal(page=row.page.specific, by=editor, reason="Angkanya keliru.")

    second = client.get(address("approve", withdrawal.pk)).text
    acting.approve(hand_in_id=withdrawal.pk, by=approver)

    assert "Nama Anda tercatat di dalam." in first and str(approver) not in published
    assert "Nama Anda tampil untuk publik sebagai yang menyetujui penarikan ini." in second
    assert f"Disetujui {approver}." in client.get("/siaran-pers/tiga-tps-pindah/").text


def test_the_search_of_pages_counts_them_in_words(client, draft, editor):
    """Wagtail knows no name of what it found there and would write None."""
    client.force_login(editor)

    page = client.get(reverse("wagtailadmin_pages:search"), {"q": "TPS"}).text

    assert "1-1 dari 1 halaman" in " ".join(page.split())
