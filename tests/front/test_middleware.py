"""The web process answers public pages before Django is entered, and nothing else."""

import io

import pytest

from cms.front import middleware
from cms.front.middleware import PublicPages
from cms.front.tree import File, write_tree
from tests.front.trees import AWAY, FILES, FILM, PAGE


class Inner:
    """Stands for Django: says what it was asked and answers as told."""

    status = "200 OK"

    def __init__(self):
        self.asked, self.closed = [], False

    def __call__(self, environ, start_response):
        self.asked.append((environ["REQUEST_METHOD"], environ["PATH_INFO"]))
        start_response(self.status, [("Set-Cookie", "sessionid=1")])
        return self

    def __iter__(self):
        return iter([b"from inside"])

    def close(self):
        self.closed = True


@pytest.fixture
def inner():
    return Inner()


@pytest.fixture
def site(root, inner):
    return PublicPages(inner, root)


def get(site, path="/", method="GET", query="", **environ):
    told = []
    asked = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "wsgi.input": io.BytesIO(), **environ}
    body = b"".join(site(asked, lambda status, headers, exc_info=None: told.append((status, dict(headers)))))
    [(status, headers)] = told
    return status, headers, body


@pytest.mark.parametrize("path", FILES)
def test_a_page_of_the_tree_never_enters_django(site, inner, path):
    status, headers, body = get(site, path.encode().decode("latin-1"))

    assert (int(status[:3]), body) == (FILES[path].status, FILES[path].body)
    assert inner.asked == [] and "set-cookie" not in {name.lower() for name in headers}


def test_head_conditions_parts_and_codings_are_answered_here(site, inner):
    _status, headers, _body = get(site, HTTP_ACCEPT_ENCODING="br")

    assert get(site, HTTP_ACCEPT_ENCODING="br", HTTP_IF_NONE_MATCH=headers["etag"])[0] == "304 Not Modified"
    assert get(site, method="HEAD")[::2] == ("200 OK", b"")
    assert get(site, "/berkas/film.pdf", HTTP_RANGE="bytes=5-14")[::2] == ("206 Partial Content", FILM[5:15])
    assert get(site, "/lama/")[:2][1]["location"] == "/siaran-pers/satu/"
    assert inner.asked == []


@pytest.mark.parametrize("limit", [10, 1000, 10**9])
def test_a_large_file_arrives_whole_in_one_or_in_pieces(site, monkeypatch, limit):
    monkeypatch.setattr(middleware, "LARGEST_AT_ONCE", limit)
    monkeypatch.setattr(middleware, "PIECE", 1234)

    assert get(site, "/berkas/film.pdf")[2] == FILM
    assert get(site, "/berkas/film.pdf", HTTP_RANGE="bytes=100-5000")[2] == FILM[100:5001]


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/"), ("GET", "/masuk/"), ("GET", "/tidak-ada/"), ("GET", "/healthz"), ("PUT", "/lama/")]
)
def test_everything_else_enters_django(site, inner, method, path):
    assert get(site, path, method)[2] == b"from inside"
    assert inner.asked == [(method, path)]


def test_while_the_tree_is_empty_django_answers(tmp_path, inner):
    site = PublicPages(inner, tmp_path / "public")

    assert get(site)[2] == b"from inside"


@pytest.mark.parametrize(
    ("status", "shown"), [("200 OK", b"from inside"), ("302 Found", b"from inside"), ("500 Internal Server Error", AWAY)]
)
def test_a_service_that_fails_says_that_it_is_away(site, inner, status, shown):
    inner.status = status

    answer, headers, body = get(site, "/cari/")

    assert body == shown
    assert inner.closed is (shown == AWAY)
    if shown == AWAY:
        assert answer == "503 Service Unavailable" and headers["retry-after"] == "30" and "Set-Cookie" not in headers


def test_a_service_that_breaks_says_that_it_is_away(root, caplog):
    def broken(_environ, _start_response):
        raise RuntimeError("no database, and no page to say so")

    assert get(PublicPages(broken, root), "/cari/")[2] == AWAY
    assert "failed" in caplog.text


def test_a_correction_is_there_within_the_pause(root, inner):
    moment = [0.0]
    site = PublicPages(inner, root)
    site.reader._clock = lambda: moment[0]
    site.reader.refresh(now=True)
    assert get(site)[2] == PAGE

    write_tree(root, {"/": File(b"ralat")})
    moment[0] += 0.2

    assert get(site)[2] == b"ralat"
