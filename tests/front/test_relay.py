"""Search and subscription go through to the web process, within bounds and without cookies; otherwise they are away."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from cms.front import relay as relays
from cms.front import service
from cms.front.answers import AWAY as AWAY_LINE
from cms.front.relay import LARGEST_ANSWER, Asked, Unreachable, passed_headers, relay
from cms.front.requests import Request
from cms.front.service import Front
from tests.front.trees import AWAY, headers_of
from tests.operations.running import free_port


class Web(BaseHTTPRequestHandler):
    """Stands for the web process: remembers what it was asked, answers by the path."""

    protocol_version = "HTTP/1.1"

    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.asked.append((self.command, self.path, dict(self.headers), body))
        name = self.path.partition("?")[0]
        if name == "/cari/lama/":
            self.server.held.wait(5)
        if name == "/cari/putus/":
            self.close_connection = True
            return
        status = {"/cari/rusak/": 500, "/cari/sibuk/": 503, "/cari/tiada/": 404, "/langganan/": 302, "/cari/sama/": 304}.get(name, 200)
        answer = b"x" * (LARGEST_ANSWER + 1) if name == "/cari/besar/" else b"hasil"
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Set-Cookie", "sessionid=1")
        self.send_header("X-Word", "caf\xe9")
        if status != 304:
            self.send_header("Content-Length", str(len(answer) + (name == "/cari/kurang/")))
        self.send_header("Location", "/langganan/terima-kasih/")
        self.end_headers()
        if self.command != "HEAD" and status != 304:
            self.wfile.write(answer)
        self.close_connection = name == "/cari/kurang/"

    do_GET = do_HEAD = do_POST = answer  # noqa: N815 - the library's names

    def log_message(self, *_):
        pass


@pytest.fixture
def web():
    with ThreadingHTTPServer(("127.0.0.1", 0), Web) as running:
        running.asked, running.held, running.daemon_threads = [], threading.Event(), True
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.held.set()
        running.shutdown()
        thread.join()


@pytest.fixture
def front(root, web):
    return Front(root, f"http://127.0.0.1:{web.server_address[1]}")


def request(path, method="GET", query="", body=b"", **headers):
    given = {name.replace("_", "-").encode(): value.encode() for name, value in headers.items()}
    return Request(method, path, query, given, body, client="203.0.113.9")


async def answered(front, asked):
    """As a connection does it."""
    return front.answer(asked) or await front.relayed(asked)


def run(coroutine):
    """In a thread of its own: the browser of other tests keeps a loop running in the main one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


def ask(front, *arguments, **keywords):
    answer = run(answered(front, request(*arguments, **keywords)))
    return answer.status, dict(answer.headers), answer.body


def test_a_search_goes_through_with_its_query_and_without_cookies(front, web):
    status, headers, body = ask(front, "/cari/", query="q=tps%20bogor", host="pilkada.example", cookie="sessionid=1", accept_language="id")

    assert (status, body) == (200, b"hasil") and headers.keys() == {"content-type", "content-length", "location"}
    [(method, path, asked, _body)] = web.asked
    assert (method, path) == ("GET", "/cari/?q=tps%20bogor")
    assert asked["host"] == "pilkada.example" and asked["accept-language"] == "id" and "cookie" not in asked
    assert (asked["x-forwarded-for"], asked["x-forwarded-proto"]) == ("203.0.113.9", "http")


def test_what_a_proxy_in_front_said_is_passed_on():
    asked = passed_headers(
        headers_of({"x-forwarded-for": "198.51.100.7", "x-forwarded-proto": "https"}), host="a", scheme="http", client="10.0.0.1"
    )

    assert (asked["x-forwarded-for"], asked["x-forwarded-proto"]) == ("198.51.100.7", "https")


def test_a_form_goes_through_and_its_redirect_comes_back(front, web):
    status, headers, _body = ask(
        front, "/langganan/", "POST", body=b"email=a%40b.example", content_type="application/x-www-form-urlencoded"
    )

    assert (status, headers["location"]) == (302, "/langganan/terima-kasih/")
    assert web.asked[0][0] == "POST" and web.asked[0][3] == b"email=a%40b.example"


def test_head_comes_back_with_the_length_and_no_body(front):
    assert ask(front, "/cari/", "HEAD")[1:] == (ask(front, "/cari/", "HEAD")[1] | {"content-length": "5"}, b"")


def test_what_is_unchanged_has_no_length_of_its_own(front):
    status, headers, body = ask(front, "/cari/sama/", if_none_match='"a"')

    assert (status, body) == (304, b"") and "content-length" not in headers


def test_a_refusal_of_the_service_is_its_answer(front):
    assert ask(front, "/cari/tiada/")[0] == 404


@pytest.mark.parametrize("path", ["/cari/rusak/", "/cari/sibuk/", "/cari/putus/", "/cari/besar/", "/cari/kurang/"])
def test_a_service_that_fails_is_away(front, path):
    status, headers, body = ask(front, path)

    assert (status, body, headers["retry-after"]) == (503, AWAY, "30")


def test_a_service_that_is_not_there_is_away(root):
    assert ask(Front(root, f"http://127.0.0.1:{free_port()}"), "/cari/")[::2] == (503, AWAY)


def test_a_service_that_takes_too_long_is_away(front, monkeypatch):
    monkeypatch.setattr(service, "SECONDS", 0.05)

    assert ask(front, "/cari/lama/")[::2] == (503, AWAY)


def test_a_connection_that_says_nothing_is_given_up(web, monkeypatch):
    monkeypatch.setattr(relays, "SECONDS", 0.05)

    with pytest.raises(Unreachable):
        relay(f"http://127.0.0.1:{web.server_address[1]}", Asked("GET", "/cari/lama/", {}, b""))


def test_more_than_a_form_is_refused_unread(front, web):
    assert ask(front, "/langganan/", "POST", body=None)[0] == 413
    assert web.asked == []


@pytest.mark.parametrize("method", ["PUT", "DELETE", "CONNECT", "BREW"])
def test_only_what_the_services_need_goes_through(front, web, method):
    status, headers, _body = ask(front, "/langganan/", method)

    assert (status, headers["allow"], web.asked) == (405, "GET, HEAD, POST", [])


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/cari/é b", "/cari/%C3%A9%20b"),
        ("/cari/\r\nHost: other", "/cari/%0D%0AHost:%20other"),
        ("/cari/?x", "/cari/%3Fx"),
        ("/cari/\x00", "/cari/%00"),
    ],
)
def test_an_address_goes_on_encoded(front, web, path, target):
    ask(front, path)

    assert [asked[1] for asked in web.asked] == [target]


def test_no_more_wait_than_there_is_room_and_pages_wait_for_nobody(front, web):
    async def everybody():
        tasks = [asyncio.create_task(answered(front, request("/cari/lama/"))) for _ in range(service.RELAYS + service.WAITING)]
        await asyncio.sleep(0.05)  # all of them are on their way
        page, more = await answered(front, request("/")), await answered(front, request("/cari/"))
        web.held.set()  # only now: those two waited for nobody
        return page, more, {answer.status for answer in await asyncio.gather(*tasks)}

    page, more, statuses = run(everybody())

    assert page.status == 200 and (more.status, more.body) == (503, AWAY) and statuses == {200}


def test_without_a_tree_nothing_is_relayed(tmp_path, web):
    status, _headers, body = ask(Front(tmp_path, f"http://127.0.0.1:{web.server_address[1]}"), "/cari/")

    assert (status, body.decode(), web.asked) == (503, AWAY_LINE, [])
