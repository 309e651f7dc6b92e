"""Whatever is asked: no file outside the blobs is opened, and what is sent is what was written."""

import itertools
import sys
from urllib.parse import quote, unquote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.front.answers import answer_other, answer_page
from cms.front.reader import Reader
from tests.front.trees import FILES, headers_of, write

_opened = []
_watching = []


def _note(event, arguments):
    if _watching and event == "open":
        _opened.append(str(arguments[0]))


sys.addaudithook(_note)


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    root = tmp_path_factory.mktemp("tree") / "public"
    write(root)
    return root


def ask(tree, path, method="GET", query="", headers=None):
    header = headers_of(headers or {})
    return answer_page(tree, method, path, query, header) or answer_other(tree, method, path, query, header)


def body_of(answer):
    if not answer.file:
        return answer.body
    with open(answer.file, "rb") as file:
        file.seek(answer.start)
        return file.read(answer.end - answer.start)


steps = st.sampled_from(
    ["..", ".", "", "%2e%2e", "%2f", "%252e", "\\", "\x00", "blobs", "manifest.json", "etc", "siaran-pers", "satu", "é"]
)
tricks = st.lists(steps, max_size=6).map(lambda parts: "/" + "/".join(parts))
paths = st.one_of(tricks, tricks.map(unquote), st.sampled_from(list(FILES)), st.text(max_size=60).map(lambda text: f"/{text}"))
methods = st.sampled_from(["GET", "HEAD", "POST", "OPTIONS"])
requests = st.fixed_dictionaries(
    {},
    optional={
        "accept-encoding": st.one_of(st.text(max_size=40), st.sampled_from(["br", "gzip", "br;q=0, gzip", "*"])),
        "if-none-match": st.text(max_size=40),
        "range": st.one_of(st.text(max_size=20), st.from_regex(r"bytes=\d{0,7}-\d{0,7}", fullmatch=True)),
        "if-range": st.text(max_size=20),
    },
)
here = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)


@here
@given(path=paths, method=methods, query=st.text(max_size=30), headers=requests)
def test_no_address_opens_a_file_outside_the_blobs(root, path, method, query, headers):
    reader = Reader(root)
    _opened.clear()
    _watching.append(True)
    try:
        answer = ask(reader.tree, path, method, query, headers)
    finally:
        _watching.clear()

    assert all(name.startswith(f"{root}/blobs/") for name in _opened), _opened
    assert not answer.file or answer.file.startswith(f"{root}/blobs/")
    assert answer.status in (200, 206, 301, 304, 404, 405, 410, 416)
    for name, value in answer.headers:
        assert name.lower() != "set-cookie" and "\n" not in value and "\r" not in value and value.isascii()


@here
@given(path=st.one_of(paths, st.sampled_from(list(FILES)).map(quote).map(unquote)), headers=requests)
def test_head_is_get_without_a_body(root, path, headers):
    tree = Reader(root).tree
    asked = {name: value for name, value in headers.items() if name != "range"}

    get, head = ask(tree, path, "GET", headers=asked), ask(tree, path, "HEAD", headers=asked)

    assert (head.status, head.headers) == (get.status, get.headers) and body_of(head) == b""


@here
@given(path=st.sampled_from(list(FILES)), cuts=st.lists(st.integers(1, 600_000), max_size=5))
def test_the_parts_of_a_page_make_the_page(root, path, cuts):
    tree, body = Reader(root).tree, FILES[path].body
    edges = sorted({0, len(body), *[cut for cut in cuts if cut < len(body)]})

    parts = [ask(tree, path, headers={"range": f"bytes={start}-{end - 1}"}) for start, end in itertools.pairwise(edges)]

    assert b"".join(body_of(part) for part in parts) == body or FILES[path].status != 200
    assert {part.status for part in parts} <= ({206} if FILES[path].status == 200 else {FILES[path].status})
