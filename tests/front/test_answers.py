"""What each kind of request is answered with."""

import gzip

import brotli
import pytest

from cms.front.answers import answer_away, answer_missing, answer_other, answer_page, preferred_codings
from cms.front.manifest import Manifest
from cms.front.reader import Tree
from tests.front.trees import AWAY, FILES, FILM, MISSING, PAGE, PICTURE, RELEASE, headers_of

EVERYTHING = "gzip, deflate, br, zstd"


def ask(tree, path="/", method="GET", query="", **headers):
    header = headers_of({name.replace("_", "-"): value for name, value in headers.items()})
    return answer_page(tree, method, path, query, header) or answer_other(tree, method, path, query, header)


def told(answer):
    return dict(answer.headers)


def sent(answer):
    """The body as a server would send it."""
    if not answer.file:
        return answer.body
    with open(answer.file, "rb") as file:
        return file.read()[answer.start : answer.end]


@pytest.mark.parametrize("path", FILES)
def test_every_page_answers_with_its_bytes_and_its_length(tree, path):
    answer = ask(tree, path)

    assert (answer.status, sent(answer)) == (FILES[path].status, FILES[path].body)
    assert told(answer)["content-type"] == FILES[path].type
    assert told(answer)["content-length"] == str(len(FILES[path].body))


@pytest.mark.parametrize("path", FILES)
def test_a_page_is_asked_for_again_and_an_asset_is_kept(tree, path):
    caching = told(ask(tree, path))["cache-control"]

    assert caching == ("no-cache" if FILES[path].cache == "page" else "public, max-age=31536000, immutable")


@pytest.mark.parametrize("path", FILES)
def test_every_answer_is_guarded_and_sets_no_cookie(tree, path):
    headers = told(ask(tree, path))

    assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"]
    assert "set-cookie" not in headers
    if FILES[path].type.startswith("text/html"):
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]


def test_a_page_may_say_more_of_itself(tree):
    assert told(ask(tree, "/siaran-pers/satu/"))["x-robots-tag"] == "noarchive"


@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize("accepted", ["", EVERYTHING, "gzip"])
def test_head_is_get_without_the_body(tree, path, accepted):
    get, head = ask(tree, path, accept_encoding=accepted), ask(tree, path, "HEAD", accept_encoding=accepted)

    assert (head.status, head.headers) == (get.status, get.headers)
    assert sent(head) == b""


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        (None, None),
        ("", None),
        (EVERYTHING, "br"),
        ("br", "br"),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("GZIP", "gzip"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("gzip;q=0.5, br;q=0.5", "br"),
        ("gzip; q=0.2 , br ; q=0", "gzip"),
        ("br;q=0", None),
        ("*", "br"),
        ("*;q=0", None),
        ("br;q=0, *", "gzip"),
        ("identity", None),
        ("identity;q=1, gzip;q=0.5", None),
        ("identity;q=0.5, gzip;q=0.5", "gzip"),
        ("identity;q=0, gzip", "gzip"),
        ("deflate, zstd", None),
        ("gzip;q=nonsense", None),
        (";;;,,,=", None),
        ("gzip;q=7", "gzip"),
    ],
)
def test_the_most_wanted_coding_is_sent(tree, accepted, coding):
    answer = ask(tree) if accepted is None else ask(tree, accept_encoding=accepted)

    assert told(answer).get("content-encoding") == coding
    assert told(answer)["vary"] == "Accept-Encoding"
    unpacked = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[coding](answer.body)
    assert unpacked == PAGE


def test_codings_are_remembered_by_a_bounded_memory(tree):
    for number in range(2000):
        preferred_codings(f"gzip;q=0.{number}")
    assert told(ask(tree, accept_encoding="gzip, " + "x" * 100_000))["content-encoding"] == "gzip"

    assert preferred_codings.cache_info().currsize <= 256


def test_what_is_packed_already_is_sent_as_it_is(tree):
    answer = ask(tree, "/berkas/foto.webp", accept_encoding=EVERYTHING)

    assert "content-encoding" not in told(answer) and "vary" not in told(answer)


def test_each_representation_has_a_tag_of_its_own(tree):
    tags = {told(ask(tree, accept_encoding=accepted))["etag"] for accepted in ("", "gzip", "br")}

    assert len(tags) == 3 and all(tag.startswith('"') and tag.endswith('"') for tag in tags)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    ("known", "status"),
    [
        ("{tag}", 304),
        ("W/{tag}", 304),
        ('"other", {tag}', 304),
        ('"other",{tag},"third"', 304),
        ('W/"other", W/{tag}', 304),
        ("*", 304),
        (" * ", 304),
        ('"other"', 200),
        ("", 200),
        ("tag without quotes", 200),
        (",,,", 200),
        ('"' + "x" * 100_000 + '"', 200),
    ],
)
def test_what_the_browser_has_is_not_sent_again(tree, method, known, status):
    tag = told(ask(tree, accept_encoding="br"))["etag"]

    answer = ask(tree, method=method, accept_encoding="br", if_none_match=known.format(tag=tag))

    assert answer.status == status
    if status == 304:
        assert sent(answer) == b""
        assert (told(answer)["etag"], told(answer)["cache-control"], told(answer)["vary"]) == (tag, "no-cache", "Accept-Encoding")


def test_the_tag_of_another_representation_is_not_this_one(tree):
    tag = told(ask(tree, accept_encoding="br"))["etag"]

    assert ask(tree, accept_encoding="gzip", if_none_match=tag).status == 200


def test_an_if_modified_since_is_left_unheeded_since_a_correction_may_be_a_second_old(tree):
    assert ask(tree, if_modified_since="Fri, 01 Jan 2100 00:00:00 GMT").status == 200


SIZE = len(PICTURE)


@pytest.mark.parametrize("path", ["/berkas/foto.webp", "/berkas/film.pdf", "/"])
@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=0-99", 0, 100),
        ("bytes=100-199", 100, 200),
        ("bytes=1-", 1, None),
        ("bytes=-10", -10, None),
        ("bytes=-999999999", 0, None),
        ("bytes=5-999999999999", 5, None),
        ("BYTES=0-9", 0, 10),
        (" bytes=0-9 ", 0, 10),
    ],
)
def test_one_range_is_sent_as_a_part(tree, path, asked, start, end):
    body = FILES[path].body

    answer = ask(tree, path, range=asked, accept_encoding=EVERYTHING)

    assert answer.status == 206 and sent(answer) == body[start:end]
    first = start if start >= 0 else len(body) + start
    last = (end or len(body)) - 1
    assert told(answer)["content-range"] == f"bytes {first}-{last}/{len(body)}"
    assert told(answer)["content-length"] == str(last - first + 1)
    assert "content-encoding" not in told(answer)


@pytest.mark.parametrize("asked", [f"bytes={SIZE}-", f"bytes={SIZE + 5}-{SIZE + 9}", "bytes=-0"])
def test_a_range_behind_the_end_is_refused_with_the_size(tree, asked):
    answer = ask(tree, "/berkas/foto.webp", range=asked)

    assert answer.status == 416 and sent(answer) == b""
    assert told(answer)["content-range"] == f"bytes */{SIZE}"


def test_nothing_of_an_empty_file_can_be_a_part(tree):
    assert ask(tree, "/berkas/kosong.txt", range="bytes=0-0").status == 416


@pytest.mark.parametrize(
    "asked", ["bytes=0-1,5-9", "bytes=9-5", "bytes=", "bytes=a-b", "bytes=-", "bytes", "pages=1-2", "", "bytes=0-" + "9" * 500, "bytes=٣-٤"]
)
def test_a_range_that_is_none_or_several_gets_the_whole(tree, asked):
    answer = ask(tree, "/berkas/foto.webp", range=asked)

    assert answer.status == 200 and sent(answer) == PICTURE


def test_a_part_is_only_sent_of_the_same_content(tree):
    tag = told(ask(tree, "/berkas/foto.webp"))["etag"]

    assert ask(tree, "/berkas/foto.webp", range="bytes=0-9", if_range=tag).status == 206
    for other in ('"other"', f"W/{tag}", "Fri, 01 Jan 2100 00:00:00 GMT", ""):
        assert ask(tree, "/berkas/foto.webp", range="bytes=0-9", if_range=other).status == 200


def test_head_has_no_parts(tree):
    assert ask(tree, "/berkas/foto.webp", "HEAD", range="bytes=0-9").status == 200


def test_what_the_browser_has_comes_before_a_part(tree):
    tag = told(ask(tree, "/berkas/foto.webp"))["etag"]

    assert ask(tree, "/berkas/foto.webp", range="bytes=0-9", if_none_match=tag).status == 304


@pytest.mark.parametrize("header", [{"range": "bytes=0-1"}, {"if_none_match": "*"}])
def test_a_withdrawn_page_stays_withdrawn_however_it_is_asked(tree, header):
    answer = ask(tree, "/ditarik/", **header)

    assert answer.status == 410 and b"Ditarik" in answer.body


@pytest.mark.parametrize(
    "path",
    [
        "/../manifest.json",
        "/..",
        "/../../etc/passwd",
        "/%2e%2e/manifest.json",
        "/..%2fmanifest.json",
        "/%252e%252e%252fmanifest.json",
        "/..\\manifest.json",
        "\\..\\manifest.json",
        "/blobs/",
        "/manifest.json",
        "//",
        "//etc/passwd",
        "/./",
        "/siaran-pers/../",
        "/\x00",
        "/siaran-pers/satu/\x00.html",
        "/\r\nset-cookie:a=b",
        "/\ufffd/",
        "*",
        "http://other.example/",
        "/Siaran-Pers/satu/",
        "/tidak-ada/",
    ],
)
def test_an_address_that_nobody_wrote_is_missing(tree, path):
    answer = ask(tree, path)

    assert (answer.status, answer.body) == (404, MISSING)
    assert told(answer)["cache-control"] == "no-store" and "etag" not in told(answer)


@pytest.mark.parametrize(
    ("path", "query", "location"),
    [
        ("/siaran-pers/satu", "", "/siaran-pers/satu/"),
        ("/siaran-pers/satu", "a=1&b=%20", "/siaran-pers/satu/?a=1&b=%20"),
        ("/lama/", "", "/siaran-pers/satu/"),
        ("/lama", "", "/siaran-pers/satu/"),
        ("/lama/", "x=" + "y" * 2000, "/siaran-pers/satu/"),
        ("/lama/", "x=\r\nset-cookie: a=b", "/siaran-pers/satu/"),
        ("/lama/", "x=é", "/siaran-pers/satu/"),
        ("/é", "", "/%C3%A9/"),
    ],
)
def test_an_old_or_unfinished_address_leads_on(tree, path, query, location):
    answer = ask(tree, path, query=query)

    assert answer.status == 301 and told(answer)["location"] == location
    assert told(answer)["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", ["//siaran-pers/satu", "//other.example/..", "/other.example"])
def test_no_address_leads_to_another_host(tree, path):
    assert ask(tree, path).status == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "get", "BREW"])
def test_a_page_can_only_be_read(tree, method):
    answer = ask(tree, "/", method)

    assert answer.status == 405 and told(answer)["allow"] == "GET, HEAD"
    assert ask(tree, "/tidak-ada/", method).status == 404


def test_a_query_is_not_looked_at(tree):
    assert ask(tree, query="a=../../etc/passwd&" + "x" * 7000).body == PAGE


@pytest.mark.parametrize(("path", "query"), [("/", "x" * 9000), ("/" + "a/" * 5000, ""), ("/lama/", "x" * 9000)])
def test_an_address_beyond_measure_is_refused(tree, path, query):
    assert ask(tree, path, query=query).status == 414


def test_a_service_that_is_away_says_when_to_try_again(tree):
    answer = answer_away(tree, "GET", headers_of({"accept-encoding": "br"}))

    assert answer.status == 503 and brotli.decompress(answer.body) == AWAY
    assert told(answer)["retry-after"] == "30" and told(answer)["cache-control"] == "no-store"


def test_without_pages_of_its_own_a_tree_tells_in_one_line(tmp_path):
    empty = Tree(tmp_path, Manifest())
    bare = Tree(tmp_path, Manifest(files={"/x/": None}))

    assert answer_missing(empty, "GET", headers_of({})).status == 503
    answer = answer_missing(bare, "GET", headers_of({}))
    assert answer.status == 404 and "tidak ditemukan" in answer.body.decode()
    assert answer_missing(bare, "HEAD", headers_of({})).body == b""


def test_a_body_that_got_lost_is_away_and_the_others_stay(root, tree):
    entry = tree.manifest.files["/siaran-pers/satu/"]
    for blob in (root / "blobs").glob(f"{entry.blob}*"):
        blob.unlink()

    assert ask(tree, "/siaran-pers/satu/").status == 503
    assert ask(tree, "/").body == PAGE


def test_a_body_that_is_another_one_is_not_sent(root, tree):
    entry = tree.manifest.files["/siaran-pers/satu/"]
    (root / "blobs" / entry.blob).write_bytes(RELEASE.replace(b"satu", b"dua!"))

    assert ask(tree, "/siaran-pers/satu/").status == 503


def test_a_large_body_is_left_on_the_disk(tree):
    answer = ask(tree, "/berkas/film.pdf")

    assert answer.body == b"" and answer.file and sent(answer) == FILM
