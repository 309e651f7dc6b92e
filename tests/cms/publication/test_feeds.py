"""Feeds, open data and the map of the site tell what is public, when it changed and what was taken back. Never a draft."""

import json
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import feedparser
import pytest

from cms.publication.constants import Kind
from cms.publication.rendering.ecosystem import files
from cms.publication.rendering.feeds import NEWEST
from cms.publication.rendering.frame import frame_at
from cms.publication.rendering.news import News, readable
from cms.publication.rendering.open_data import PER_FILE, items
from tests.factories import publication

pytestmark = pytest.mark.django_db

FEEDS = ["/umpan.xml", "/umpan-atom.xml", "/klarifikasi/umpan.xml", "/klarifikasi/umpan-atom.xml"]


def read(client, path):
    """A feed as a reader would see it; it must be well formed and of the type that it says."""
    response = client.get(path)
    feed = feedparser.parse(response.content)
    assert (response.status_code, feed.bozo) == (200, False)
    assert response["Content-Type"] == f"application/{'rss' if 'atom' not in path else 'atom'}+xml; charset=utf-8"
    return feed


@pytest.fixture
def clarification(clock):
    publication.services.name_installation(name="Desk Pilkada Kota Bogor")
    publication.publish_home()
    return publication.publish(publication.draft_clarification())


@pytest.mark.parametrize("path", FEEDS)
def test_a_reader_understands_the_feeds(client, clarification, path):
    feed = read(client, path)

    assert "Desk Pilkada Kota Bogor" in feed.feed.title
    assert feed.feed.language == "id"
    (entry,) = feed.entries
    assert entry.title == f"Salah: {clarification.title}"
    assert entry.link.endswith(clarification.public_path)
    assert entry.summary == clarification.summary
    assert {tag.term for tag in entry.tags} == {"Klarifikasi", "Salah"}
    assert datetime(*entry.published_parsed[:6], tzinfo=UTC) == datetime(2024, 11, 25, 3, 42, tzinfo=UTC)


def test_times_stand_on_the_pages_own_clock(client, clock):
    publication.publish_home(zone="Asia/Makassar")
    publication.publish(publication.draft_release())

    assert "Mon, 25 Nov 2024 11:42:00 +0800" in client.get("/umpan.xml").text
    assert "2024-11-25T11:42:00+08:00" in client.get("/umpan-atom.xml").text
    assert json.loads(client.get("/umpan.json").content)["items"][0]["date_published"] == "2024-11-25T11:42:00+08:00"


def test_a_section_has_feeds_of_its_own(client, clarification):
    publication.publish(publication.draft_release())

    assert len(read(client, "/umpan.xml").entries) == 2
    assert [entry.title for entry in read(client, "/siaran-pers/umpan-atom.xml").entries] == ["Tiga TPS pindah lokasi"]


def test_a_correction_keeps_its_id_and_says_what_was_wrong(client, clock, clarification):
    before = read(client, "/umpan-atom.xml").entries[0]
    clock.shift(3600)
    publication.correct(clarification, correction="Nomor keputusannya 13.", summary="Tetap hari Rabu.")

    after = read(client, "/umpan-atom.xml").entries[0]

    assert (after.id, after.published) == (before.id, before.published)
    assert after.updated == "2024-11-25T11:42:00+07:00"
    assert after.summary == "Ralat: Nomor keputusannya 13. Tetap hari Rabu."
    assert "Ralat" in {tag.term for tag in after.tags}


@pytest.mark.parametrize("path", FEEDS)
def test_a_withdrawn_item_is_marked_and_keeps_nothing_but_its_reason(client, clarification, path):
    publication.withdraw(clarification, "Sumbernya keliru.")

    (entry,) = read(client, path).entries

    assert entry.title == f"Ditarik: {clarification.title}"
    assert entry.summary == "Ditarik. Sumbernya keliru."


def test_no_feed_knows_a_draft(client, clarification):
    publication.draft_release(title="Rahasia sampai disetujui")

    for path in (*FEEDS, "/umpan.json", "/data/butir.json", "/sitemap.xml"):
        assert "Rahasia" not in client.get(path).text


def test_the_json_feed_is_one(client, clarification):
    response = client.get("/umpan.json")
    feed = json.loads(response.content)

    assert response["Content-Type"].startswith("application/feed+json")
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"].endswith("/umpan.json")
    (item,) = feed["items"]
    assert {"id", "url", "title", "content_text", "date_published", "date_modified", "tags"} == item.keys()
    assert datetime.fromisoformat(item["date_modified"]).utcoffset()


def test_open_data_tell_what_became_of_an_item(client, clock, clarification):
    clock.shift(60)
    publication.correct(clarification, correction="Nomor keputusannya 13.", summary="Tetap hari Rabu.")
    release = publication.publish(publication.draft_release())
    clock.shift(60)
    publication.withdraw(release, "Lokasinya keliru.")

    told = json.loads(client.get("/data/butir.json").content)

    assert (told["version"], told["count"], told["next"]) == (1, 2, None)
    withdrawn, corrected = told["items"]
    assert (withdrawn["kind"], withdrawn["summary"], withdrawn["note"]) == ("release", "", "Lokasinya keliru.")
    assert withdrawn["withdrawn_at"] == "2024-11-25T10:44:00+07:00"
    assert (corrected["label"], corrected["summary"], corrected["corrected_at"]) == (
        "Salah",
        "Tetap hari Rabu.",
        "2024-11-25T10:43:00+07:00",
    )


def test_the_same_content_is_the_same_bytes(clock, clarification, now):
    first = {file.path: file.sha256 for file in files(frame_at(now))}
    clock.shift(5000)

    assert {file.path: file.sha256 for file in files(frame_at(now.replace(hour=9)))} == first


def test_many_items_stand_in_files_that_name_the_next_one(now, clarification):
    one = news(now)
    told = list(items(frame_at(now), [one] * (PER_FILE + 1)))

    assert [file.path for file in told] == ["/data/butir.json", "/data/butir-2.json"]
    first, second = (json.loads(file.body) for file in told)
    assert (len(first["items"]), len(second["items"]), first["count"]) == (PER_FILE, 1, PER_FILE + 1)
    assert first["next"].endswith("/data/butir-2.json")
    assert second["next"] is None


def test_a_feed_holds_the_newest_words_only(client, clock, clarification):
    for number in range(NEWEST):
        clock.shift(1)
        publication.publish(publication.draft_announcement(slug=f"pengumuman-{number}", title=f"Pengumuman {number}"))

    entries = read(client, "/umpan.xml").entries

    assert len(entries) == NEWEST
    assert entries[0].title == f"Pengumuman {NEWEST - 1}"


def test_text_that_xml_cannot_hold_breaks_no_feed(client, clock):
    hostile = "Jam\x0b buka\u2028 <TPS> & ]]> \ud83d"[:-1]
    publication.publish(publication.draft_announcement(title=hostile, summary=hostile))

    for path in ("/umpan.xml", "/umpan-atom.xml"):
        assert read(client, path).entries[0].title == "Jam buka <TPS> & ]]>"


def test_readable_keeps_letters_of_every_script():
    assert readable("  Désa\tꦗꦮ \x00\u202e ") == "Désa ꦗꦮ"


def test_the_map_of_the_site_names_what_is_there(client, clock, clarification):
    release = publication.publish(publication.draft_release())
    withdrawn = publication.publish(publication.draft_agenda())
    publication.withdraw(withdrawn, "Batal.")

    tree = ET.fromstring(client.get("/sitemap.xml").content)

    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    places = {place.findtext("s:loc", namespaces=space): place for place in tree.findall("s:url", space)}
    paths = {address.split("8000")[-1] for address in places}
    assert {"/", "/siaran-pers/", release.public_path, clarification.public_path} <= paths
    assert withdrawn.public_path not in paths
    place = next(place for address, place in places.items() if address.endswith(release.public_path))
    assert place.findtext("s:lastmod", namespaces=space) == "2024-11-25T10:42:00+07:00"


def test_robots_keep_out_of_doors_and_of_a_simulation(client, clock, clarification):
    real = client.get("/robots.txt")
    assert real["Content-Type"] == "text/plain; charset=utf-8"
    assert "Disallow: /posko/" in real.text
    assert "Sitemap: http" in real.text

    publication.services.name_installation(simulation=True)
    publication.publish_home()

    assert "Disallow: /\n" in client.get("/robots.txt").text


def news(now):
    return News(Kind.RELEASE, "/x/", "https://x/x/", "", "Judul", "Teras", "", "", False, now, now, None, None)
