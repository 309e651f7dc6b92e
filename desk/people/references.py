"""Questions may point to an agency or a person of the reporting unit's own regency or city."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet

from desk.regions.selectors import city_of
from forms_config.references import Option, ReferenceSource

from .models import Agency, Person
from .selectors import within


class AgencySource(ReferenceSource):
    """Agencies of the unit's regency or city; a province's unit sees the province's own."""

    key = "agency"

    def options(self, *, unit_code: str, within: str, question: Mapping[str, Any]) -> list[Option]:
        return [Option(str(agency.pk), agency.name) for agency in _agencies(unit_code).order_by("name")]

    def labels(self, values: Iterable[str]) -> dict[str, str]:
        return {str(agency.pk): agency.name for agency in Agency.objects.filter(pk__in=_numbers(values))}

    def allowed(self, values: Iterable[str], *, unit_code: str, within: str, question: Mapping[str, Any]) -> set[str]:
        return {str(pk) for pk in _agencies(unit_code).filter(pk__in=_numbers(values)).values_list("pk", flat=True)}


class PersonSource(ReferenceSource):
    """People of the unit's subtree ("unit") or of its regency or city ("all"), grouped by agency or region."""

    key = "person"

    def options(self, *, unit_code: str, within: str, question: Mapping[str, Any]) -> list[Option]:
        people = _people(unit_code, within).select_related("agency", "region").order_by("region_id", "agency__name", "name")
        return [Option(str(person.pk), _words(person), group=str(person.agency or person.region)) for person in people]

    def labels(self, values: Iterable[str]) -> dict[str, str]:
        return {str(person.pk): _words(person) for person in Person.objects.filter(pk__in=_numbers(values))}

    def allowed(self, values: Iterable[str], *, unit_code: str, within: str, question: Mapping[str, Any]) -> set[str]:
        return {str(pk) for pk in _people(unit_code, within).filter(pk__in=_numbers(values)).values_list("pk", flat=True)}


def _agencies(unit_code: str) -> QuerySet[Agency]:
    return Agency.objects.filter(_at_home(unit_code))


def _people(unit_code: str, reach: str) -> QuerySet[Person]:
    return Person.objects.filter(within(unit_code) if reach == "unit" else _at_home(unit_code))


def _at_home(unit_code: str) -> Q:
    """A province reports for itself: the agencies and people of its regencies are not its own."""
    home = city_of(unit_code)
    return within(home) if "." in home else Q(region_id=home)


def _words(person: Person) -> str:
    return f"{person.name}, {person.position}" if person.position else person.name


def _numbers(values: Iterable[str]) -> list[int]:
    return [int(value) for value in values if value.isascii() and value.isdigit() and len(value) < 19]  # noqa: PLR2004 - a bigint's digits
