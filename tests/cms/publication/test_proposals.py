"""From an agency's proposal to a page, and what the agency sees of it on the way."""

from datetime import UTC, date, datetime, time
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.images.models import Image

from cms.publication.errors import Incomplete, NotWaiting, NotYours
from cms.publication.models import AgendaPage, AnnouncementPage, ClarificationPage, DocumentPage, ReleasePage
from cms.publication.services import acting, proposals, vetting, write_page
from cms.publication.services.drafting import lead_and_body
from desk.vetted import files
from desk.vetted.files import HandedFile
from desk.vetted.models import Proposal
from desk.vetted.services.proposals import hand_over_draft
from tests.cms.publication.editing import public_state
from tests.cms.publication.test_one_door_persons import picture
from tests.factories import forms, people, publication, regions, reports

pytestmark = pytest.mark.django_db

TEXT = "Puskesmas membuka pemeriksaan kesehatan.\n\nPetugas membawa KTP-el.\nTidak dipungut biaya."


@pytest.fixture
def bogor():
    regions.make_regions()
    return regions.bogor()


def proposed(bogor, kind="announcement", title="Pemeriksaan kesehatan bagi KPPS", text=TEXT, **more):
    return hand_over_draft(
        uuid=uuid4(),
        kind=kind,
        title=title,
        text=text,
        region=bogor,
        by=people.officer(),
        origin="Uji coba",
        agency=people.agency(),
        **more,
    )


def state_of(proposal):
    return Proposal.objects.values_list("state", "public_url", "reason").get(pk=proposal.pk)


@pytest.mark.parametrize(
    ("text", "lead", "paragraphs"),
    [
        ("Satu kalimat.", "Satu kalimat.", ["Satu kalimat."]),
        ("Teras.\n\nIsi pertama.\nIsi kedua.", "Teras.", ["Isi pertama.", "Isi kedua."]),
        ("Pendek. " + "x" * 500 + ".\nIsi.", "Pendek.", ["Pendek. " + "x" * 500 + ".", "Isi."]),
        ("y" * 500, "y" * 399 + "…", ["y" * 500]),
        ("", "", []),
    ],
)
def test_the_first_paragraph_is_the_lead_as_far_as_a_lead_may_be_long(text, lead, paragraphs):
    assert lead_and_body(text) == (lead, paragraphs)


def test_a_proposal_becomes_a_draft_of_its_kind_once(bogor, editor):
    proposal = proposed(bogor)

    page = proposals.make_draft(proposal_id=proposal.pk, by=editor)
    again = proposals.make_draft(proposal_id=proposal.pk, by=editor)

    assert isinstance(page, AnnouncementPage)
    assert again.pk == page.pk
    assert (page.title, page.summary, page.region, page.live) == (proposal.title, "Puskesmas membuka pemeriksaan kesehatan.", bogor, False)
    assert [str(part.value) for part in AnnouncementPage.objects.get().get_latest_revision_as_object().body] == [
        "<p>Petugas membawa KTP-el.</p>",
        "<p>Tidak dipungut biaya.</p>",
    ]
    assert state_of(proposal)[0] == "in_progress"


def test_markup_in_a_proposal_stays_text(bogor, editor):
    proposal = proposed(bogor, text="Teras.\n<script>alert(1)</script> & <b>tebal</b>")

    page = proposals.make_draft(proposal_id=proposal.pk, by=editor)

    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;tebal&lt;/b&gt;" in str(page.body[0].value)


def test_a_release_takes_the_proposals_contact_and_the_next_number(bogor, editor, clock):
    contact = {"contact_name": "Siti Aminah", "contact_position": "Kepala Puskesmas", "contact_phone": "0251 111 111"}

    page = proposals.make_draft(proposal_id=proposed(bogor, "release", details=contact).pk, by=editor)

    assert isinstance(page, ReleasePage)
    assert (page.number, page.contact_name, page.contact_phone, page.place) == (
        "001/SP-DESK/XI/2024",
        "Siti Aminah",
        "0251 111 111",
        "Kota Bogor",
    )


def test_an_agenda_takes_its_moment_on_the_clock_of_the_region(editor):
    samarinda = regions.samarinda()
    told = {"event_date": date(2024, 11, 26), "event_time": time(8, 30), "place": "Aula", "audience": "Pemilih pemula"}

    page = proposals.make_draft(proposal_id=proposed(samarinda, "agenda", details=told).pk, by=editor)

    assert isinstance(page, AgendaPage)
    assert page.starts_at == datetime(2024, 11, 26, 8, 30, tzinfo=ZoneInfo("Asia/Makassar"))
    assert (page.place, page.audience) == ("Aula", "Pemilih pemula")


def test_an_agenda_without_its_day_is_refused_in_words_and_nothing_is_made(bogor, editor):
    proposal = proposed(bogor, "agenda")

    with pytest.raises(Incomplete, match="belum menyebut tanggal"):
        proposals.make_draft(proposal_id=proposal.pk, by=editor)

    assert AgendaPage.objects.count() == 0
    assert state_of(proposal)[0] == "received"


def test_a_clarification_takes_claim_verdict_and_sources(bogor, editor):
    told = {"claim": "TPS ditutup pukul 11.", "verdict": "menyesatkan", "sources": "KPU Kota Bogor https://kpu.example/jadwal\nBawaslu"}

    page = proposals.make_draft(proposal_id=proposed(bogor, "clarification", details=told).pk, by=editor)

    assert isinstance(page, ClarificationPage)
    assert (page.claim, page.verdict) == ("TPS ditutup pukul 11.", "misleading")
    assert [(part.value["name"], part.value["link"]) for part in page.sources] == [
        ("KPU Kota Bogor", "https://kpu.example/jadwal"),
        ("Bawaslu", ""),
    ]


@pytest.fixture
def handed_files(monkeypatch, settings, tmp_path):
    """A photo and a document behind the two uuids that they give."""
    settings.MEDIA_ROOT = tmp_path
    photo, paper = UUID(int=1), UUID(int=2)
    with picture().file.open("rb") as file:
        pixels = file.read()
    Image.objects.all().delete()
    known = {
        photo: HandedFile(photo, "posko.png", "image/png", len(pixels), True, None, lambda: pixels),
        paper: HandedFile(paper, "panduan.pdf", "application/pdf", 8, False, None, lambda: b"%PDF-1.4"),
    }
    monkeypatch.setattr(files, "_readers", [lambda uuids: {uuid: known[uuid] for uuid in uuids if uuid in known}])
    return photo, paper


def test_photos_come_along_with_caption_and_credit_and_need_words_for_who_does_not_see_them(bogor, editor, handed_files):
    told = {"photo_caption": "Pemeriksaan di puskesmas", "photo_credit": "Foto: Dinkes"}
    proposal = proposed(bogor, details=told, files=handed_files)

    page = proposals.make_draft(proposal_id=proposal.pk, by=editor)

    [shown] = [part.value for part in page.body if part.block_type == "picture"]
    assert (shown["caption"], shown["credit"], shown["alt"]) == ("Pemeriksaan di puskesmas", "Foto: Dinkes", "")
    assert (shown["image"].width, shown["image"].uploaded_by_user) == (40, editor)
    with pytest.raises(Incomplete, match="Isi: ada bagian yang belum diisi"):
        acting.submit(page=page, by=editor)


def test_a_document_takes_the_file(bogor, editor, handed_files):
    proposal = proposed(bogor, "document", details={"info_class": "serta_merta"}, files=handed_files)

    page = proposals.make_draft(proposal_id=proposal.pk, by=editor)

    assert isinstance(page, DocumentPage)
    assert (page.file.title, page.document_class) == ("panduan.pdf", "immediate")
    with page.file.file.open("rb") as file:
        assert file.read() == b"%PDF-1.4"


def test_the_proposer_sees_every_step_of_the_page(bogor, editor, approver):
    proposal = proposed(bogor)
    page = proposals.make_draft(proposal_id=proposal.pk, by=editor)
    seen = [state_of(proposal)[0]]

    row = acting.submit(page=page, by=editor)
    seen.append(state_of(proposal)[0])
    acting.give_back(hand_in_id=row.pk, by=approver, reason="Tambahkan alamat.")
    row = acting.submit(page=page, by=editor)
    acting.finish_review(hand_in_id=row.pk, by=approver)
    seen.append(state_of(proposal)[0])
    acting.approve(hand_in_id=row.pk, by=approver)
    seen.append(state_of(proposal)[0])
    address = "/pengumuman/pemeriksaan-kesehatan-bagi-kpps/"
    assert state_of(proposal)[1] == address

    page = AnnouncementPage.objects.get()
    publication.publish(write_page(AnnouncementPage, by=editor, page=page, summary="Pukul 08.00.", correction="Jam ditambahkan."))
    seen.append(state_of(proposal)[0])
    row = vetting.propose_withdrawal(page=page, by=editor, reason="Kegiatan dibatalkan.")
    acting.approve(hand_in_id=row.pk, by=approver)

    assert [*seen, state_of(proposal)[0]] == ["in_progress", "in_progress", "reviewed", "published", "corrected", "withdrawn"]
    assert state_of(proposal)[1:] == (address, "Kegiatan dibatalkan.")


@pytest.fixture
def sent(bogor):
    """The report of an officer that proposes an announcement, and the officer's own browser."""
    people.desk()
    officer = people.officer()
    kinds = [{"key": "announcement", "label": "Pengumuman", "description": "", "tone": "", "icon": ""}]
    questions = [forms.question("one_choice", "jenis", choices=kinds), forms.question("short_text", "judul")]
    feeds = {"key": "publication", "rows": None, "map": {"kind": "jenis", "title": "judul", "text": "isi"}}
    form = forms.publish(*questions, forms.question("long_text", "isi"), destinations=[feeds])
    entry = reports.send(form, officer, {"jenis": "announcement", "judul": "Pemeriksaan kesehatan bagi KPPS", "isi": TEXT})
    browser = Client()
    browser.force_login(officer)
    return lambda: browser.get(f"/lapor/laporan/{entry.uuid}/").text, browser


def test_an_officer_follows_a_proposal_from_the_form_to_the_public_page_without_entering_the_admin(sent, editor, approver):
    told, browser = sent
    page = proposals.make_draft(proposal_id=Proposal.objects.get().pk, by=editor)
    assert "Sedang diolah" in told()

    publication.publish(page)

    assert 'href="/pengumuman/pemeriksaan-kesehatan-bagi-kpps/"' in told() and "Terbit" in told()
    assert browser.get("/pengumuman/pemeriksaan-kesehatan-bagi-kpps/").status_code == 200
    assert browser.get("/admin/").status_code != 200


def test_an_officer_reads_why_nothing_was_published(sent, editor):
    told, _browser = sent

    proposals.decline(proposal_id=Proposal.objects.get().pk, by=editor, reason="Sudah diumumkan Dinas Kesehatan.")

    assert "Tidak diterbitkan" in told() and "Sudah diumumkan Dinas Kesehatan." in told()


def test_a_scheduled_page_is_told_as_approved_until_it_is_out(bogor, editor, approver, clock):
    proposal = proposed(bogor)
    page = proposals.make_draft(proposal_id=proposal.pk, by=editor)
    page.publish_at = datetime(2024, 11, 26, 1, 0, tzinfo=UTC)
    page.save_revision(user=editor)
    row = acting.submit(page=page, by=editor)
    acting.finish_review(hand_in_id=row.pk, by=approver)
    acting.approve(hand_in_id=row.pk, by=approver)

    assert state_of(proposal)[0] == "approved"


def test_a_copy_of_the_page_tells_the_proposer_nothing(bogor, editor, client):
    page = proposals.make_draft(proposal_id=proposed(bogor).pk, by=editor)
    client.force_login(editor)

    told = {"new_title": "Salinan", "new_slug": "salinan", "new_parent_page": page.get_parent().pk}
    client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), told)

    copy = AnnouncementPage.objects.get(slug="salinan")
    assert copy.proposal is None
    assert copy.get_latest_revision_as_object().proposal is None


def test_what_its_proposer_took_back_is_not_made_into_a_draft(bogor, editor, now):
    proposal = proposed(bogor)
    Proposal.objects.filter(pk=proposal.pk).update(retracted_at=now)

    with pytest.raises(NotWaiting):
        proposals.make_draft(proposal_id=proposal.pk, by=editor)


@pytest.mark.parametrize("role", ["admin", "operator", "officer"])
def test_without_a_publication_role_nobody_decides_on_proposals(bogor, role):
    proposal, user = proposed(bogor), getattr(people, role)()

    with pytest.raises(NotYours):
        proposals.make_draft(proposal_id=proposal.pk, by=user)
    with pytest.raises(NotYours):
        proposals.decline(proposal_id=proposal.pk, by=user, reason="Alasan.")

    assert state_of(proposal)[0] == "received"


def screen(name, *args):
    return reverse(f"satu_pintu:{name}", args=args)


@pytest.fixture
def at_screen(client, editor):
    client.force_login(editor)
    return client


def test_the_screens_show_a_proposal_and_make_its_draft(bogor, at_screen):
    proposal = proposed(bogor, details={"place": "Puskesmas Bogor Selatan", "wished_at": datetime(2024, 11, 26, 1, 0, tzinfo=UTC)})

    assert "Usulan dari instansi" in at_screen.get(screen("index")).text
    page = at_screen.get(screen("proposal", proposal.pk)).text
    for words in ("Dinas Kesehatan", "Puskesmas Bogor Selatan", "Selasa, 26 November 2024, 08.00 WIB", "Buat naskah dari usulan"):
        assert words in page
    answer = at_screen.post(screen("proposal", proposal.pk))

    made = AnnouncementPage.objects.get()
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[made.pk])
    assert "Buka naskahnya" in at_screen.get(screen("proposal", proposal.pk)).text


def test_a_refused_draft_is_told_on_the_proposals_page(bogor, at_screen):
    proposal = proposed(bogor, "agenda")

    answer = at_screen.post(
        screen("proposal", proposal.pk), headers={"referer": f"http://testserver{screen('proposal', proposal.pk)}"}, follow=True
    )

    assert "belum menyebut tanggal kegiatannya" in answer.text
    assert answer.redirect_chain[-1][0] == screen("proposal", proposal.pk)


def test_declining_needs_a_reason_that_the_proposer_reads(bogor, at_screen):
    proposal = proposed(bogor)

    refused = at_screen.post(screen("decline", proposal.pk), {"reason": " "})
    assert refused.status_code == 422
    at_screen.post(screen("decline", proposal.pk), {"reason": "Sudah diumumkan Dinkes."})

    assert state_of(proposal) == ("declined", "", "Sudah diumumkan Dinkes.")
    assert proposal.title not in at_screen.get(screen("index")).text


def test_a_proposal_opens_its_own_files_only(bogor, at_screen, handed_files):
    photo, paper = handed_files
    proposal, other = proposed(bogor, files=(photo,)), proposed(bogor, files=(paper,))

    shown = at_screen.get(screen("proposal_file", proposal.pk, photo))
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/png")
    assert at_screen.get(screen("proposal_file", proposal.pk, paper)).status_code == 404
    assert at_screen.get(screen("proposal_file", other.pk, paper))["Content-Disposition"].startswith("attachment")


def test_whoever_has_no_door_to_the_admin_sees_no_proposal_there(bogor, handed_files):
    proposal = proposed(bogor, files=(handed_files[0],))
    client = Client()
    client.force_login(people.officer())
    before = public_state()

    for name, args in (("proposal", ()), ("decline", ()), ("proposal_file", (handed_files[0],))):
        assert client.get(screen(name, proposal.pk, *args)).status_code in (302, 403, 404), name
        assert client.post(screen(name, proposal.pk, *args), {"reason": "Alasan."}).status_code in (302, 403, 404, 405), name
    assert state_of(proposal)[0] == "received"
    assert public_state() == before
