"""What machines are told of an item: JSON-LD after the rules of schema.org, cards to share, an event for the calendar."""

import io
import json
import re
from datetime import date, datetime

import pytest
import schema_org
from django.core.files.base import ContentFile
from django.utils import timezone
from icalendar import Calendar
from PIL import Image as Drawing
from wagtail.documents.models import Document
from wagtail.images.models import Image

from cms.publication.models import PublicFile
from cms.publication.rendering import build
from cms.publication.rendering.preview import preview
from cms.publication.services import name_installation
from tests.factories import publication
from tests.factories.publication import correct, publish, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
ENUMERATED = {"eventStatus": schema_org.EventStatusType, "eventAttendanceMode": schema_org.EventAttendanceModeEnumeration}
DAY = re.compile(r"\d{4}-\d\d-\d\d")
MOMENT = re.compile(rf"{DAY.pattern}T\d\d:\d\d:\d\d[+-]\d\d:\d\d")  # a moment without a zone is none
RELEASE, CLARIFICATION, AGENDA = (
    "/siaran-pers/tiga-tps-pindah/",
    "/klarifikasi/pemungutan-suara-tetap-rabu/",
    "/agenda/simulasi-pemilih-pemula/",
)


def block_of(page):
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return json.loads(block)


def checked(data):
    """Every part made by a library that knows the types and properties of schema.org and refuses what it does not know."""
    if isinstance(data, list):
        return [checked(one) for one in data]
    if isinstance(data, dict):
        parts = {name: ENUMERATED.get(name, checked)(value) for name, value in data.items() if not name.startswith("@")}
        return getattr(schema_org, data["@type"])(**parts)
    if isinstance(data, str) and MOMENT.fullmatch(data):
        return datetime.fromisoformat(data)
    return date.fromisoformat(data) if isinstance(data, str) and DAY.fullmatch(data) else data


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (publication.draft_release, "NewsArticle"),
        (publication.draft_announcement, "SpecialAnnouncement"),
        (publication.draft_clarification, "ClaimReview"),
        (publication.draft_agenda, "Event"),
        (publication.draft_education, "LearningResource"),
        (publication.draft_document, "DigitalDocument"),
    ],
)
def test_every_kind_is_described_after_the_rules_of_schema_org(client, make, kind):
    page = correct(publish(make()), correction="Judulnya keliru.", title="Judul yang benar")

    data = block_of(client.get(page.public_path).text)

    assert data["@type"] == kind
    checked(data)
    publisher = data["organizer"] if kind == "Event" else data["publisher"]
    assert publisher["@type"] == "GovernmentOrganization"


def test_the_home_page_says_whose_it_is(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    name_installation(
        name="Desk Pilkada Kota Bogor",
        government="Pemerintah Kota Bogor",
        phone="0251 000 0000",
        address="Jalan Contoh Nomor 1",
        crest=crest(),
    )
    publication.publish_home()
    page = client.get("/").text

    data = block_of(page)

    checked(data)
    assert (data["@type"], data["name"]) == ("GovernmentOrganization", "Desk Pilkada Kota Bogor")
    assert data["parentOrganization"]["name"] == "Pemerintah Kota Bogor"
    assert client.get(data["logo"].removeprefix(data["url"].rstrip("/"))).status_code == 200
    assert f'<meta property="og:url" content="{data["url"]}">' in page


def crest():
    data = io.BytesIO()
    Drawing.new("RGB", (40, 40), "gray").save(data, "PNG")
    return Image.objects.create(title="Lambang", file=ContentFile(data.getvalue(), "lambang.png"))


def test_the_rules_would_refuse_what_schema_org_does_not_know():
    with pytest.raises(ValueError):
        checked({"@context": "https://schema.org", "@type": "ClaimReview", "putusan": "salah"})


def test_a_claim_review_rates_the_claim_and_names_its_sources(client):
    publish(publication.draft_clarification())

    data = block_of(client.get(CLARIFICATION).text)

    assert (data["reviewRating"]["ratingValue"], data["reviewRating"]["alternateName"]) == (1, "Salah")
    assert data["claimReviewed"].startswith("Pencoblosan di Kota Bogor") and data["citation"] == ["https://kpu.contoh.go.id/12"]


def test_times_carry_their_zone_and_corrections_are_told(client):
    page = publish(publication.draft_release())
    correct(page, correction="Jumlah TPS keliru.", title="Empat TPS pindah lokasi")

    data = block_of(client.get(RELEASE).text)

    assert data["datePublished"].endswith("+07:00")
    assert [one["text"] for one in data["correction"]] == ["Jumlah TPS keliru."]


def test_no_text_leaves_the_block_it_stands_in(client):
    publish(publication.draft_release(title="</script><script>alert(1)</script>"))

    page = client.get(RELEASE).text

    assert block_of(page)["headline"] == "</script><script>alert(1)</script>"
    assert "<script>alert" not in page


def test_an_agenda_goes_into_a_calendar(client):
    publish(publication.draft_agenda())

    answer = client.get(f"{AGENDA}acara.ics")
    (event,) = Calendar.from_ical(answer.content).events

    assert answer["Content-Type"].startswith("text/calendar")
    assert (event["summary"], event["location"]) == ("Simulasi pemungutan suara bagi pemilih pemula", "Aula Kecamatan Bogor Selatan")
    assert event["dtstart"].dt.isoformat() == "2024-11-26T02:00:00+00:00"


class TestCards:
    """Pictures to share."""

    def cards(self, base=CLARIFICATION):
        return list(
            PublicFile.objects.filter(path__startswith=f"{base}kartu-", removed=False).order_by("path").values_list("path", flat=True)
        )

    def test_there_is_a_wide_and_a_square_one_and_the_page_names_them(self, client):
        publish(publication.draft_clarification())

        sizes = [Drawing.open(io.BytesIO(client.get(path).content)).size for path in self.cards()]
        page = client.get(CLARIFICATION).text

        assert sizes == [(1080, 1080), (1200, 630)]
        assert all(f'property="og:image" content="http://127.0.0.1:8000{path}"' in page or path in page for path in self.cards())

    def test_long_texts_and_long_words_stay_on_the_card(self, client):
        publish(publication.draft_clarification(title="W" * 90, claim="Kabar " * 66))

        assert len(self.cards()) == 2

    def test_a_card_is_drawn_again_only_when_it_says_something_else(self, client, monkeypatch):
        page = publish(publication.draft_clarification())
        before = self.cards()

        with monkeypatch.context() as patch:
            patch.setattr("cms.publication.rendering.cards.draw", lambda *_: pytest.fail("drawn again"))
            correct(page, correction="Terasnya keliru.", summary="KPU tidak mengubah hari.")
        same = self.cards()
        correct(page, correction="Judulnya keliru.", title="Pemungutan suara tetap Rabu")

        assert same == before and not set(self.cards()) & set(before)

    def test_a_withdrawn_item_has_none(self, client):
        withdraw(publish(publication.draft_clarification()), "Sumbernya keliru.")

        assert self.cards() == []


class TestCardsOfTheHomePage:
    """The page that is passed on most has them too, at the root of the tree."""

    def cards(self):
        return TestCards().cards("/")

    def test_there_is_a_wide_and_a_square_one_and_the_page_names_them(self, client):
        assert 'property="og:image"' not in client.get("/").text  # nobody has published a home page yet
        publication.publish_home(headline="Pemungutan suara hari Rabu")

        sizes = [Drawing.open(io.BytesIO(client.get(path).content)).size for path in self.cards()]
        page = client.get("/").text

        assert sizes == [(1080, 1080), (1200, 630)]
        assert all(f'property="og:image" content="http://127.0.0.1:8000{path}"' in page for path in self.cards())

    def test_they_are_drawn_again_only_when_they_say_something_else(self, monkeypatch):
        publication.publish_home(headline="Pemungutan suara hari Rabu")
        before = self.cards()

        with monkeypatch.context() as patch:
            patch.setattr("cms.publication.rendering.cards.draw", lambda *_: pytest.fail("drawn again"))
            publication.publish_home(lead="TPS buka pukul 07.00 WIB.")
            assert build.everything(now=timezone.now()) == 0
        same = self.cards()
        publication.publish_home(headline="Pemungutan suara hari ini")

        assert same == before and len(self.cards()) == 2 and not set(self.cards()) & set(before)

    def test_cards_with_the_former_name_of_the_installation_go_with_it(self):
        publication.publish_home(headline="Pemungutan suara hari Rabu")
        publish(publication.draft_clarification())
        before = {*self.cards(), *TestCards().cards()}

        name_installation(name="Desk Pilkada Kota Bogor")
        publication.publish_home(lead="TPS buka pukul 07.00 WIB.")

        after = {*self.cards(), *TestCards().cards()}
        assert len(after) == 4 and not after & before

    def test_what_only_begins_like_a_card_stays(self):
        file = Document.objects.create(title="kartu", file=ContentFile(b"%PDF-1.4 kartu", name="kartu-pemilih.pdf"))
        publish(publication.draft_document(file=file, slug="kartu-pemilih"))
        before = set(PublicFile.objects.filter(path__contains="/kartu-pemilih", removed=False).values_list("path", flat=True))

        publication.publish_home(headline="Pemungutan suara hari Rabu")

        assert any(path.startswith("/unduhan/") for path in before)
        assert before == set(PublicFile.objects.filter(path__in=before, removed=False).values_list("path", flat=True))

    def test_a_draft_has_none(self):
        page = publication.publish_home(headline="Pemungutan suara hari Rabu")
        page.headline = "Pemungutan suara hari ini"

        seen = preview(page, timezone.now()).decode()

        assert "Pemungutan suara hari ini" in seen and 'property="og:image"' not in seen
