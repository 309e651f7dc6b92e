"""Cutting texts where a reader can stop. Lengths are UTF-16 units, which messengers count: an emoji is two."""

import re

CUT = "\u2026"
SENTENCE_END = re.compile(r"[.!?\u2026][\"'\u201d)\]]*(?=\s+[\"'\u201c(\[]*[A-Z0-9])")
ABBREVIATED = re.compile(  # the full stop belongs to the word: an initial, "Kec.", "a.n."
    r"(?:^|[\s(])(?:[a-z]|[asu]\.[nbdp]|bpk|dr|dra|drs|dsb|dst|hj|ir|jl|kab|kec|kel|kep|kol|no|nr|pj|plh|plt|prof|prov|rt|rw|sdr|st|tgl|yth)\.$",
    re.IGNORECASE,
)
FORMAT_SIGNS = "*_~`"


def length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, most: int, *, whole_sentences: bool = False) -> str:
    """``text`` in at most ``most`` units: up to the last whole sentence, else (or nothing, when asked) to the last word and an ellipsis."""
    if length(text) <= most:
        return text
    start = _first(text, most)
    ends = [
        found.end() for found in SENTENCE_END.finditer(text) if found.end() <= len(start) and not ABBREVIATED.search(text[: found.end()])
    ]
    if ends:
        return text[: ends[-1]]
    if whole_sentences or most < length(CUT):
        return ""
    start = _first(text, most - length(CUT))
    words = start if text[len(start)].isspace() else start.rpartition(" ")[0]
    return (words or start).rstrip(FORMAT_SIGNS + " ,;:") + CUT


def _first(text: str, units: int) -> str:
    return text.encode("utf-16-le", "surrogatepass")[: max(0, units) * 2].decode("utf-16-le", "ignore")
