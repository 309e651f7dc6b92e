"""Writing and reading: whole generations only, by as many writers as there are."""

import json
import multiprocessing
import os
import time
from hashlib import sha256

import pytest

from cms.front import manifest as manifests
from cms.front import tree as trees
from cms.front.manifest import BadManifest, read_manifest
from cms.front.reader import PAUSE_SECONDS, Reader
from cms.front.tree import File, Rules, locked, write_tree
from tests.front.trees import FILES, FILM, PAGE, write

LATER = PAGE.replace(b"resmi", b"RESMI")


def blobs_in(root):
    return {path.name for path in (root / "blobs").iterdir()}


def served(reader, path="/"):
    return reader.refresh(now=True).page(path).plain.full.body


def test_bodies_lie_under_the_name_of_their_content(root):
    entry = read_manifest(root).files["/"]

    assert entry.blob == sha256(PAGE).hexdigest() and entry.size == len(PAGE)
    assert (root / "blobs" / entry.blob).read_bytes() == PAGE
    assert {f"{entry.blob}.br", f"{entry.blob}.gz"} <= blobs_in(root) and (entry.br, entry.gz) == (True, True)


def test_a_manifest_reads_as_it_was_described(root):
    raw = json.loads((root / "manifest.json").read_text())

    assert raw["relay"] == ["/cari/", "/langganan/"]
    assert (raw["away"], raw["missing"], raw["redirects"]) == ("/tidak-tersedia/", "/tidak-ditemukan/", {"/lama/": "/siaran-pers/satu/"})
    assert raw["files"]["/"].keys() == {"blob", "type", "size", "br", "gz", "status", "cache", "headers"}
    assert raw["generation"] == 1


@pytest.mark.parametrize(
    ("path", "packed"), [("/", True), ("/berkas/gaya.0a1b.css", True), ("/berkas/foto.webp", False), ("/berkas/kosong.txt", False)]
)
def test_what_compresses_is_compressed(root, path, packed):
    entry = read_manifest(root).files[path]

    assert (entry.br, entry.gz) == (packed, packed)


def test_changes_are_put_over_what_stands_and_what_is_removed_goes(root):
    before = read_manifest(root).files

    generation = write_tree(root, {"/": File(LATER), "/baru/": File(b"baru")}, ["/ditarik/", "/never/was/"])

    after = read_manifest(root)
    assert generation == after.generation == 2
    assert after.files.keys() == before.keys() - {"/ditarik/"} | {"/baru/"}
    assert after.missing == "/tidak-ditemukan/" and after.relay == ("/cari/", "/langganan/")


def test_the_whole_replaces_everything(root):
    write_tree(root, {"/": File(PAGE)}, whole=True)

    assert read_manifest(root).files.keys() == {"/"}


def test_writing_the_same_again_is_no_new_generation(root):
    assert write(root) == 1
    assert write_tree(root, {"/": File(PAGE)}) == 1
    assert write_tree(root, {"/": File(PAGE, headers={"x-robots-tag": "noindex"})}) == 2


def test_the_writer_may_number_the_states_that_it_renders(root):
    assert write_tree(root, {"/": File(LATER)}, generation=40) == 40
    assert write_tree(root, {"/": File(PAGE)}, generation=39) == 40, "an older state never comes over a newer one"
    assert served(Reader(root)) == LATER
    assert write_tree(root, {}, generation=41) == 41 and read_manifest(root).generation == 41
    assert write_tree(root, {"/": File(PAGE)}, generation=3, whole=True) == 3, "another database, another count"
    assert served(Reader(root)) == PAGE


@pytest.mark.parametrize(
    "changes",
    [
        {"no/slash": File(b"x")},
        {"/a/../b/": File(b"x")},
        {"//host/": File(b"x")},
        {"/a\\b/": File(b"x")},
        {"/a?b": File(b"x")},
        {"/a\nb/": File(b"x")},
        {"/a/": File(b"x", headers={"Set-Cookie": "a=b"})},
        {"/a/": File(b"x", headers={"X-Line": "a\r\nset-cookie: a=b"})},
        {"/a/": File(b"x", headers={"X Space": "a"})},
        {"/a/": File(b"x", type="text/html\r\nset-cookie: a=b")},
    ],
)
def test_what_may_not_be_served_is_refused_and_the_tree_stays(root, changes):
    before = (root / "manifest.json").read_bytes()

    with pytest.raises(BadManifest):
        write_tree(root, changes)

    assert (root / "manifest.json").read_bytes() == before


def test_rules_are_checked_too(root):
    for rules in (Rules(redirects={"/a/": "https://other.example/"}), Rules(relay=["cari"]), Rules(headers={"set-cookie": "a=b"})):
        with pytest.raises(BadManifest):
            write_tree(root, {}, rules=rules)


def test_a_crash_between_bodies_and_manifest_leaves_the_generation_before(root, monkeypatch):
    reader = Reader(root)

    def crash(path, body):
        if path.name == "manifest.json":
            raise RuntimeError("power is out")
        write_whole(path, body)

    write_whole = trees._write
    monkeypatch.setattr(trees, "_write", crash)
    with pytest.raises(RuntimeError):
        write_tree(root, {"/": File(LATER), "/baru/": File(b"baru")})

    assert (reader.refresh(now=True).generation, served(reader)) == (1, PAGE)
    assert Reader(root).tree.page("/baru/") is None


def test_a_crash_while_writing_a_body_leaves_no_half_body(root, monkeypatch):
    monkeypatch.setattr(trees.os, "fsync", lambda _descriptor: os._exit(9))  # in another process
    crashing = multiprocessing.get_context("fork").Process(target=write_tree, args=(root, {"/": File(LATER)}))
    crashing.start()
    crashing.join()
    monkeypatch.undo()

    assert crashing.exitcode == 9
    assert sha256(LATER).hexdigest() not in blobs_in(root)
    assert served(Reader(root)) == PAGE
    assert write_tree(root, {"/": File(LATER)}) == 2 and served(Reader(root)) == LATER


def write_many(root, name, times):
    for number in range(times):
        write_tree(root, {f"/{name}/{number}/": File(f"{name} {number}".encode() * 200)}, [f"/{name}/{number - 10}/"])


def test_two_writers_at_once_lose_nothing(root):
    fork = multiprocessing.get_context("fork")
    writers = [fork.Process(target=write_many, args=(root, name, 30)) for name in ("satu", "dua")]
    for writer in writers:
        writer.start()
    reader, generations = Reader(root), []
    while any(writer.is_alive() for writer in writers):
        tree = reader.refresh(now=True)
        generations.append(tree.generation)
        for path in list(tree.manifest.files)[-4:]:  # every page of every generation that was seen is whole
            body = tree.page(path).plain.full
            assert body.file or len(body.body) == tree.manifest.files[path].size
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0

    after = read_manifest(root)
    assert after.generation == 61 and generations == sorted(generations)
    assert {path for path in after.files if "/satu/" in path or "/dua/" in path} - FILES.keys() == {
        f"/{name}/{number}/" for name in ("satu", "dua") for number in range(20, 30)
    }


def test_under_the_lock_nobody_else_writes(root):
    other = multiprocessing.get_context("fork").Process(target=write_tree, args=(root, {"/": File(LATER)}))
    with locked(root) as tree:
        other.start()
        other.join(timeout=0.3)
        assert other.is_alive() and read_manifest(root).generation == 1
        tree.put({"/": File(b"first")})
    other.join()

    assert served(Reader(root)) == LATER


def test_bodies_that_nobody_names_go_after_an_hour(root):
    old = read_manifest(root).files["/"].blob

    def grow_older(seconds):
        for path in (root / "blobs").iterdir():
            os.utime(path, (time.time() - seconds,) * 2)

    grow_older(100_000)
    write_tree(root, {"/": File(LATER)})
    assert old in blobs_in(root), "a reader of the generation before may still want it"
    write_tree(root, {"/": File(LATER + b" ")})
    assert old in blobs_in(root)
    grow_older(trees.GRACE_SECONDS + 1)
    write_tree(root, {"/": File(LATER + b"  ")})

    assert not [name for name in blobs_in(root) if name.startswith(old)]
    assert served(Reader(root), "/siaran-pers/satu/"), "what is named stays however old it is"


def test_a_body_that_was_cleared_away_while_it_was_prepared_is_written_again(root, monkeypatch):
    prepare = trees._prepare

    def prepare_and_lose(folder, changes):
        entries = prepare(folder, changes)
        monkeypatch.setattr(trees, "_prepare", prepare)
        for path in (folder / "blobs").glob(f"{sha256(LATER).hexdigest()}*"):
            path.unlink()
        return entries

    monkeypatch.setattr(trees, "_prepare", prepare_and_lose)
    write_tree(root, {"/": File(LATER)})

    assert served(Reader(root)) == LATER


BROKEN = {
    "empty": b"",
    "no json": b"{",
    "no object": b"[]",
    "too deep": b"[" * 100_000,
    "no generation": b'{"files": {}}',
    "negative": b'{"generation": -1, "files": {}}',
    "files in a list": b'{"generation": 9, "files": []}',
    "entry without parts": b'{"generation": 9, "files": {"/": {}}}',
    "blob with steps": b'{"generation": 9, "files": {"/": {"blob": "../../etc/passwd", "type": "text/html", "size": 1}}}',
    "strange status": b'{"generation": 9, "files": {"/": {"blob": "%b", "type": "text/html", "size": 1, "status": 99}}}' % (b"a" * 64),
    "header in a header": b'{"generation": 9, "files": {"/": {"blob": "%b", "type": "a\\r\\nb: c", "size": 1}}}' % (b"a" * 64),
    "relay elsewhere": b'{"generation": 9, "files": {}, "relay": "/cari/"}',
    "no utf-8": b'{"generation": 9, "files": {"\xff": {}}}',
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_manifest_keeps_the_last_good_generation(root, content, caplog):
    reader = Reader(root)
    (root / "manifest.json").write_bytes(content)

    assert (reader.refresh(now=True).generation, served(reader)) == (1, PAGE)
    assert "stays at generation 1" in caplog.text


def test_a_missing_manifest_keeps_the_last_good_generation_and_is_noticed_when_it_is_back(root):
    reader = Reader(root)
    (root / "manifest.json").rename(root / "away")
    assert served(reader) == PAGE

    (root / "away").rename(root / "manifest.json")
    write_tree(root, {"/": File(LATER)})

    assert served(reader) == LATER


def test_an_unreadable_manifest_keeps_the_last_good_generation(root):
    reader = Reader(root)
    write_tree(root, {"/": File(LATER)})
    (root / "manifest.json").rename(root / "away")
    (root / "manifest.json").mkdir()  # also root can't read it
    assert served(reader) == PAGE

    (root / "manifest.json").rmdir()
    (root / "away").rename(root / "manifest.json")

    assert served(reader) == LATER


def test_a_part_is_not_put_over_a_broken_manifest_but_the_whole_is(root):
    (root / "manifest.json").write_bytes(b"{")

    with pytest.raises(BadManifest):
        write_tree(root, {"/": File(LATER)})
    write(root)

    assert read_manifest(root).files.keys() == FILES.keys()


def test_before_the_first_generation_there_is_an_empty_tree(tmp_path):
    reader = Reader(tmp_path / "nowhere")

    assert reader.refresh(now=True).generation == 0 and reader.tree.page("/") is None


def test_looking_costs_one_stat_five_times_a_second(root, monkeypatch):
    moment, looks = [100.0], []
    reader = Reader(root, clock=lambda: moment[0])
    stat = os.stat
    monkeypatch.setattr("cms.front.reader.os.stat", lambda path: looks.append(path) or stat(path))

    for _ in range(50):
        reader.refresh()
    assert looks == []
    moment[0] += PAUSE_SECONDS
    for _ in range(50):
        reader.refresh()

    assert looks == [str(root / "manifest.json")] and PAUSE_SECONDS <= 1 / 5


def test_pages_that_did_not_change_are_taken_over_and_the_tree_of_before_stays_whole(root):
    reader = Reader(root)
    before = reader.tree
    kept, changed = before.page("/siaran-pers/satu/"), before.page("/")

    write_tree(root, {"/": File(LATER)})
    after = reader.refresh(now=True)

    assert after.page("/siaran-pers/satu/") is kept and after.page("/") is not changed
    assert before.page("/").plain.full.body == PAGE


def test_a_header_for_all_reaches_pages_that_were_ready(root):
    reader = Reader(root)
    assert "strict-transport-security" not in dict(reader.tree.page("/").headers)

    write_tree(root, {}, rules=Rules(headers={"Strict-Transport-Security": "max-age=31536000"}))

    assert dict(reader.refresh(now=True).page("/").headers)["strict-transport-security"] == "max-age=31536000"


def test_only_small_bodies_are_held_in_memory(tree):
    assert tree.page("/").plain.body == PAGE
    assert tree.page("/berkas/film.pdf").plain.body == b"" and len(FILM) > manifests_limit()


def manifests_limit():
    from cms.front.pages import LARGEST_IN_MEMORY

    return LARGEST_IN_MEMORY


def test_everything_read_from_a_manifest_is_checked():
    assert manifests.check_path("/siaran-pers/é/") == "/siaran-pers/é/"
    with pytest.raises(BadManifest, match="is no address"):
        manifests.check_path("/a/../b")
