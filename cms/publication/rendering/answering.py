"""Headers that the answer of a public address carries beside its type. Known by whoever serves it."""

DOWNLOADS = "/unduhan/"
SHOWN_AT_ONCE = (".pdf", ".txt")  # what browsers open without running anything of it


def headers_of(path: str) -> dict[str, str]:
    """Files that people uploaded are never guessed at; all but the harmless kinds are saved, not opened."""
    if not path.startswith(DOWNLOADS):
        return {}
    saved = {} if path.endswith(SHOWN_AT_ONCE) else {"Content-Disposition": "attachment"}
    return {"X-Content-Type-Options": "nosniff", **saved}
