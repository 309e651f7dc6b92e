"""The three lists as import-export resources: they read, clean, compare and judge rows, and write none.

What stands in the database is read once for each chunk, and what shall stand goes to the domain's services in one
transaction (docs/decisions/0012): import-export's own way of writing takes a statement or more for each row.
"""

from collections.abc import Hashable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError
from import_export.fields import Field
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import ModelResource

from desk.people.directory import AgencyRow, PersonRow
from desk.people.models import Agency, Person
from desk.regions.models import PollingStation, Region

from .cells import AgencyCell, Cell, EmailCell, KeyCell, PhoneCell, RegionCell, StationNumberCell, VillageCell
from .errors import WrongCell

Row = Mapping[str, str]
SEVERAL = object()  # more than one row of the database answers to a row of the list


class KnownRows(BaseInstanceLoader):  # type: ignore[misc, unused-ignore]
    """Finds a row's instance among those that the resource read for the whole chunk."""

    def get_instance(self, row: Row) -> Any:
        return self.resource.instance_of(row)


class ListResource(ModelResource):  # type: ignore[misc, unused-ignore]
    """Judges chunks of one file. ``identity``: fields that tell which row of the database is meant.

    ``to_write`` gathers the rows of the last chunk that are new or changed.
    """

    identity: tuple[str, ...] = ()
    told_at = ""  # field beside which a repeated row is told

    class Meta:
        instance_loader_class = KnownRows
        use_bulk, skip_diff, store_instance, use_transactions = True, True, True, False

    def __init__(self) -> None:
        super().__init__()
        self.to_write: list[Any] = []
        self.known: dict[Hashable, Any] = {}
        self._seen: dict[Hashable, int] = {}  # identity: number of the line that brought it

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        """Read what the chunk refers to: a fixed number of statements."""
        self.to_write.clear()
        self.read_known(dataset.dict)

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        """The base would set PostgreSQL's sequences back to the highest id, which races with whoever adds a row now."""

    def read_known(self, rows: list[Row]) -> None:
        raise NotImplementedError

    def instance_of(self, row: Row) -> Any:
        try:
            found = self.known.get(self.identity_of(row))
        except WrongCell:  # the cell's own error is found again, beside the others of its row
            return None
        return None if found is SEVERAL else found

    def identity_of(self, row: Row) -> tuple[Any, ...]:
        return tuple(self.fields[name].clean(row) if name in row else None for name in self.identity)

    def after_init_instance(self, instance: Any, new: bool, row: Row, **kwargs: Any) -> None:
        instance.before = {} if new else {field.attribute: field.get_value(instance) for field in self.get_import_fields()}

    def import_instance(self, instance: Any, row: Row, **kwargs: Any) -> None:
        super().import_instance(instance, row, **kwargs)
        identity, number = self.identity_of(row), kwargs["numbers"][kwargs["row_number"] - 1]
        first = self._seen.setdefault(identity, number)
        if first != number:
            self._refuse(WrongCell(f"Baris ini sama dengan baris {first}.", "Hapus salah satunya."))
        if self.known.get(identity) is SEVERAL:
            self._refuse(WrongCell("Ada lebih dari satu data seperti ini di sistem.", "Ubah lewat halamannya, dan hapus baris ini."))

    def _refuse(self, problem: WrongCell) -> None:
        raise ValidationError({self.fields[self.told_at].attribute: str(problem)})

    def skip_row(self, instance: Any, original: Any, row: Row, import_validation_errors: Any = None) -> bool:
        return not import_validation_errors and not self.changes(instance) and bool(instance.before)

    def changes(self, instance: Any) -> dict[str, tuple[Any, Any]]:
        """Attribute: (before, after) of a row that is there."""
        return {name: (value, getattr(instance, name)) for name, value in instance.before.items() if getattr(instance, name) != value}

    def save_instance(self, instance: Any, is_create: bool, row: Row, **kwargs: Any) -> None:
        self.to_write.append(self.as_written(instance, row))

    def as_written(self, instance: Any, row: Row) -> Any:
        """The row as the domain's service takes it."""
        raise NotImplementedError

    def title_of(self, instance: Any) -> str:
        """What the preview calls the row."""
        return str(instance)

    def read_regions(self, rows: list[Row]) -> None:
        codes = {row["region"] for row in rows}
        self.fields["region"].widget.known = dict(Region.objects.filter(code__in=codes).order_by().values_list("code", "level"))


class PollingStationList(ListResource):
    """TPS of an official list: new ones are entered, there is nothing in them to change."""

    region = Field(attribute="region_id", widget=VillageCell())
    number = Field(attribute="number", widget=StationNumberCell())
    identity = ("region", "number")
    told_at = "number"

    class Meta:
        model = PollingStation
        fields = import_id_fields = ("region", "number")

    def read_known(self, rows: list[Row]) -> None:
        self.read_regions(rows)
        stations = PollingStation.objects.filter(code__in=set(self._codes(rows)))
        self.known = {(station.region_id, station.number): station for station in stations}

    def _codes(self, rows: list[Row]) -> Iterator[str]:
        for row in rows:
            with suppress(WrongCell):  # told when the row is judged
                village, number = self.identity_of(row)
                yield f"{village}.{number:03d}"

    def as_written(self, instance: PollingStation, row: Row) -> tuple[str, int]:
        return instance.region_id, instance.number


class AgencyList(ListResource):
    key = Field(attribute="key", widget=KeyCell(longest=60))
    name = Field(attribute="name", widget=Cell(longest=160))
    short_name = Field(attribute="short_name", widget=Cell(longest=40))
    region = Field(attribute="region_id", widget=RegionCell())
    identity = ("key",)
    told_at = "key"

    class Meta:
        model = Agency
        fields = ("key", "name", "short_name", "region")
        import_id_fields = ("key",)

    def read_known(self, rows: list[Row]) -> None:
        self.read_regions(rows)
        keys = {row["key"].lower() for row in rows}
        self.known = {(agency.key,): agency for agency in Agency.objects.filter(key__in=keys).order_by()}

    def as_written(self, instance: Agency, row: Row) -> AgencyRow:
        return AgencyRow(instance.key, instance.name, instance.short_name, instance.region_id)


class PersonList(ListResource):
    """Persons are known by name, region and agency; an empty position, telephone or address leaves what is there."""

    name = Field(attribute="name", widget=Cell(longest=160))
    position = Field(attribute="position", widget=Cell(longest=160, required=False), saves_null_values=False)
    phone = Field(attribute="phone", widget=PhoneCell(longest=30, required=False), saves_null_values=False)
    email = Field(attribute="email", widget=EmailCell(longest=254, required=False), saves_null_values=False)
    region = Field(attribute="region_id", widget=RegionCell())
    agency = Field(attribute="agency_id", widget=AgencyCell(longest=60, required=False))
    identity = ("name", "region", "agency")
    told_at = "name"

    class Meta:
        model = Person
        fields = ("name", "position", "phone", "email", "region", "agency")
        import_id_fields = ("name", "region")

    def read_known(self, rows: list[Row]) -> None:
        self.read_regions(rows)
        keys = {row.get("agency", "").lower() for row in rows}
        agencies = dict(Agency.objects.filter(key__in=keys).order_by().values_list("key", "pk"))
        self.fields["agency"].widget.known = agencies
        self._keys = {pk: key for key, pk in agencies.items()}
        people = Person.objects.filter(name__in={row["name"] for row in rows}, region__in=self.fields["region"].widget.known)
        self.known = {}
        for person in people.order_by("pk"):
            identity = (person.name, person.region_id, person.agency_id)
            self.known[identity] = SEVERAL if identity in self.known else person

    def as_written(self, instance: Person, row: Row) -> PersonRow:
        agency = "" if instance.agency_id is None else self._keys[instance.agency_id]
        told = {name: row.get(name) or None for name in ("position", "phone", "email")}
        return PersonRow(instance.name, instance.region_id, agency, **told)
