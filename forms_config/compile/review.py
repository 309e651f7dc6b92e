"""The whole compilation: complete, check, order, derive."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..constants import Family, FormKind
from ..editing import to_definition
from ..errors import FormNotPublishable, Problem
from ..logic import DependencyCycle, order
from .conditions import check_conditions
from .confidential import check_confidentiality
from .feeding import derive_destinations
from .formulas import check_checks, check_formulas
from .limits import check_settings
from .naming import History, check_names
from .normalise import normalise
from .places import Findings, Outline

if TYPE_CHECKING:
    from ..models import Form

FULL_WEIGHT = 100  # the points of a checklist together


@dataclass(frozen=True)
class Review:
    """What compiling found. ``definition`` is complete but fit for publishing only while ``problems`` is empty."""

    definition: dict[str, Any]
    problems: tuple[Problem, ...]
    warnings: tuple[str, ...]


def review_definition(raw: Mapping[str, Any], published: Iterable[Mapping[str, Any]] = (), preset: Iterable[Problem] = ()) -> Review:
    """Compile ``raw`` against the definitions of earlier versions (oldest first); never raises for what an admin can do."""
    found = Findings(problems=list(preset))
    definition = normalise(raw, found)
    outline = Outline(definition)
    _structure(definition, found)
    check_names(outline, History.of(published), found)
    check_settings(outline, found)
    check_conditions(outline, found)
    check_formulas(outline, found)
    check_checks(outline, found)
    check_confidentiality(outline, found)
    definition["destinations"] = derive_destinations(outline, found)
    definition["order"] = _order(definition, outline, found)
    _checklist(definition, outline, found)
    return Review(definition, outline.told(found.problems), tuple(found.warnings))


def compile_definition(raw: Mapping[str, Any], published: Iterable[Mapping[str, Any]] = ()) -> dict[str, Any]:
    """The definition to publish. Raises ``FormNotPublishable`` with every problem."""
    review = review_definition(raw, published)
    if review.problems:
        raise FormNotPublishable(review.problems)
    return review.definition


def review_form(form: "Form") -> Review:
    """Review the form as it stands in memory (a draft), against its published versions."""
    published = form.versions.order_by("number").values_list("definition", flat=True) if form.pk else ()
    raw, problems = to_definition(form)
    return review_definition(raw, published, problems)


def compile_form(form: "Form") -> dict[str, Any]:
    """The definition to publish of the form as it stands in memory. Raises ``FormNotPublishable`` with every problem."""
    review = review_form(form)
    if review.problems:
        raise FormNotPublishable(review.problems)
    return review.definition


def _structure(definition: Mapping[str, Any], found: Findings) -> None:
    if not definition["title"]:
        found.form("Tulis judul formulir.", "title")
    if not definition["sections"]:
        found.form("Formulir masih kosong. Tambahkan sebuah bagian dan sedikitnya satu pertanyaan.")
    for section in definition["sections"]:
        if not section["label"]:
            found.section(section, "label", "Tulis nama bagian ini.")
        if not [question for question in section["questions"] if question["type"] != Family.NOTE]:
            found.section(section, "", "Bagian ini belum punya pertanyaan. Tambahkan pertanyaan di bawahnya, atau hapus bagiannya.")


def _order(definition: dict[str, Any], outline: Outline, found: Findings) -> list[str]:
    try:
        return order(definition)
    except DependencyCycle as cycle:
        labels = " → ".join(f"“{outline.by_key[key].question['label']}”" for key in (*cycle.keys, cycle.keys[0]))
        first = outline.by_key[cycle.keys[0]]
        setting = "formula" if first.family == Family.COMPUTED else "shown_if"
        found.question(
            first, setting, f"Perhitungan ini berputar: {labels}. Ubah salah satu rumus atau syaratnya supaya tidak saling menunggu."
        )
        return [place.key for place in outline.top()]


def _checklist(definition: Mapping[str, Any], outline: Outline, found: Findings) -> None:
    indicators = [place for place in outline.places if place.family == Family.READINESS]
    if definition["kind"] != FormKind.CHECKLIST:
        return
    total = sum(section["weight"] or 0 for section in definition["sections"])
    if total != FULL_WEIGHT:
        found.warnings.append(f"Bobot semua poin berjumlah {total}, bukan 100. Nilai kesiapan tetap dihitung menurut perbandingannya.")
    if not indicators:
        found.warnings.append("Daftar periksa ini belum punya indikator kesiapan, sehingga nilainya tidak dapat dihitung.")
