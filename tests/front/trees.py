"""Trees for the tests of the front: small, with one of everything."""

from cms.front.tree import File, Rules, write_tree

PAGE = ("<!doctype html><title>Desk</title>" + "<p>Keterangan resmi satu pintu.</p>" * 60).encode()
RELEASE = ("<!doctype html><title>Siaran pers</title>" + "<p>Nomor satu.</p>" * 60).encode()
MISSING = b"<!doctype html><title>Tidak ditemukan</title>" + b"<p>Alamat ini tidak ada.</p>" * 20
AWAY = b"<!doctype html><title>Tidak tersedia</title>" + b"<p>Coba lagi sebentar lagi.</p>" * 20
STYLE = b"body{color:#123}" * 40
PICTURE = bytes(range(256)) * 16
FILM = bytes(range(251)) * 2000  # larger than what is kept in memory

FILES = {
    "/": File(PAGE),
    "/siaran-pers/satu/": File(RELEASE, headers={"x-robots-tag": "noarchive"}),
    "/ditarik/": File(b"<!doctype html><p>Ditarik.</p>", status=410),
    "/tidak-ditemukan/": File(MISSING),
    "/tidak-tersedia/": File(AWAY),
    "/berkas/gaya.0a1b.css": File(STYLE, type="text/css; charset=utf-8", cache="asset"),
    "/berkas/foto.webp": File(PICTURE, type="image/webp", cache="asset"),
    "/berkas/film.pdf": File(FILM, type="application/pdf", cache="asset"),
    "/berkas/kosong.txt": File(b"", type="text/plain; charset=utf-8"),
    "/é/": File(RELEASE),
}
RULES = Rules(
    relay=("/cari/", "/langganan/"), away="/tidak-tersedia/", missing="/tidak-ditemukan/", redirects={"/lama/": "/siaran-pers/satu/"}
)


def write(root, files=FILES, *, whole=True):
    return write_tree(root, files, rules=RULES, whole=whole)


def headers_of(given):
    """What ``answers`` asks request headers of."""
    return {name.lower(): value for name, value in given.items()}.get
