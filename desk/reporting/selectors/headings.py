"""Which heading of a recap a question belongs to: the thirteen of the customary Desk report, or the sections of the form."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from forms_config.constants import Family
from forms_config.definition import Definition, Question

from ..constants import NIL_KEY

# The headings of the weekly and daily Desk report in their order. Keys stand in ``RecapEdit.part``: never rename.
CUSTOMARY = {
    "dasar": "Dasar",
    "kondisi_umum": "Kondisi umum wilayah",
    "tahapan": "Tahapan berjalan",
    "logistik": "Logistik",
    "kesiapan": "Kesiapan TPS dan badan ad hoc",
    "kerawanan": "Potensi kerawanan",
    "kejadian": "Kejadian menonjol",
    "pelanggaran": "Dugaan pelanggaran dan netralitas",
    "media_sosial": "Pantauan media sosial",
    "sosialisasi": "Sosialisasi",
    "antisipasi": "Langkah antisipasi dan tindak lanjut",
    "rekomendasi": "Rekomendasi",
    "penutup": "Penutup",
}
# Words of a question's key or label, else of its section, that lead to a heading; the first that fits.
WORDS = (
    ("media_sosial", ("social media", "media sosial", "medsos", "hoax", "hoaks")),
    ("pelanggaran", ("violation", "pelanggaran", "netralitas", "neutrality")),
    ("kejadian", ("incident", "kejadian")),
    ("sosialisasi", ("sociali", "sosialisasi")),
    ("antisipasi", ("anticipation", "antisipasi", "tindak lanjut")),
    ("rekomendasi", ("recommendation", "rekomendasi", "saran")),
    ("kerawanan", ("risk", "kerawanan", "rawan")),
    ("logistik", ("logisti",)),
    ("kesiapan", ("readiness", "kesiapan", "tps", "kpps", "badan ad hoc", "rekap per")),
    ("tahapan", ("stage", "tahapan")),
    ("kondisi_umum", ("condition", "kondisi", "situation", "situasi", "ideologi", "politik", "ekonomi", "sosial budaya", "keamanan")),
    ("penutup", ("penutup",)),
)
ABOUT_THE_REPORT = ("periode", "pengesahan", "lampiran foto")  # sections that say nothing of the region
FEWEST = 3  # headings that must fit before a form counts as a customary one
NOT_GATHERED = frozenset({Family.NOTE, Family.FILES, Family.PHOTOS})


@dataclass(frozen=True)
class Heading:
    """One heading with the questions under it, in the order of the form."""

    key: str
    title: str
    questions: tuple[Question, ...] = ()


def headings_of(definitions: Iterable[Definition]) -> list[Heading]:
    """The headings of a recap of these forms. All thirteen when the questions fit them, empty ones included: what belongs there is
    then written by hand; otherwise the sections that have questions. A key asked by two forms stands once."""
    questions = _questions(definitions)
    placed: dict[str, list[Question]] = {key: [] for key in CUSTOMARY}
    left = []
    for question, section in questions:
        key = _fitting(question, section)
        if key:
            placed[key].append(question)
        elif not _about_the_report(section):
            left.append((question, section))
    if sum(map(bool, placed.values())) < FEWEST:
        return _by_section(questions)
    closing = Heading("penutup", CUSTOMARY["penutup"], tuple(placed.pop("penutup")))
    return [*(Heading(key, CUSTOMARY[key], tuple(found)) for key, found in placed.items()), *_by_section(left), closing]


def _questions(definitions: Iterable[Definition]) -> list[tuple[Question, Mapping[str, object]]]:
    found: dict[str, tuple[Question, Mapping[str, object]]] = {}
    for definition in definitions:
        for section in definition["sections"]:
            for question in section["questions"]:
                if question["type"] not in NOT_GATHERED and question["key"] != NIL_KEY:
                    found.setdefault(question["key"], (question, section))
    return list(found.values())


def _fitting(question: Question, section: Mapping[str, object]) -> str:
    own = f"{question['key']} {question['label']}".replace("_", " ").lower()
    if _about_the_report(section):
        return ""
    return _first_in(own) or _first_in(str(section["label"]).lower())


def _first_in(text: str) -> str:
    return next((key for key, words in WORDS if any(word in text for word in words)), "")


def _about_the_report(section: Mapping[str, object]) -> bool:
    label = str(section["label"]).lower()
    return any(word in label for word in ABOUT_THE_REPORT)


def _by_section(questions: Iterable[tuple[Question, Mapping[str, object]]]) -> list[Heading]:
    found: dict[str, tuple[str, list[Question]]] = {}
    for question, section in questions:
        found.setdefault(str(section["id"]), (str(section["label"]), []))[1].append(question)
    return [Heading(key, title, tuple(inside)) for key, (title, inside) in found.items()]
