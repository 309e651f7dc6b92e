"""What can be imported: each kind with its columns, its resource and the service that writes it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from desk.people.directory import Written, put_agencies, put_persons
from desk.regions.services import add_polling_stations
from exports.constants import ImportKind

from .columns import Column
from .resources import AgencyList, ListResource, PersonList, PollingStationList


@dataclass(frozen=True)
class Kind:
    """One kind of list. ``write`` takes the rows that are new or changed, in one transaction, and is safe to repeat."""

    key: ImportKind
    text: str
    icon: str
    listing: str  # name of the address where the rows can be seen
    columns: Sequence[Column]
    resource: type[ListResource]
    write: Callable[[Sequence[Any]], Written]

    def column(self, attribute: str) -> Column:
        """The column behind an attribute of the model (``region_id``)."""
        name = attribute.removesuffix("_id")
        return next(column for column in self.columns if column.field == name)


VILLAGES = ("32.71.01.1001", "32.71.01.1001", "32.71.01.1002")
REGION_SYNONYMS = ("wilayah", "kode", "kode kemendagri", "kode kabupaten", "kode kota", "kode kabupaten kota", "kode daerah")

STATION_COLUMNS = (
    Column(
        "region",
        "Kode kelurahan/desa",
        "Kode Kemendagri, sepuluh angka bertitik",
        VILLAGES,
        ("kode kelurahan", "kode desa", "kode kel desa", "kode desa kelurahan", "kode wilayah", "kode kemendagri", "kode"),
    ),
    Column("number", "Nomor TPS", "Angka 1 sampai 999", ("1", "2", "1"), ("tps", "no tps", "nomor", "nomer tps", "no")),
)
AGENCY_COLUMNS = (
    Column("key", "Kunci", "Pengenal tetap: huruf kecil, angka, tanda hubung", ("dinkes-bogor", "satpolpp-bogor"), ("kode opd", "id")),
    Column(
        "name",
        "Nama",
        "Nama resmi",
        ("Dinas Kesehatan Kota Bogor", "Satuan Polisi Pamong Praja Kota Bogor"),
        ("nama perangkat daerah", "nama opd", "perangkat daerah", "opd", "nama dinas", "instansi"),
    ),
    Column("short_name", "Singkatan", "Nama pendek di layar", ("Dinkes", "Satpol PP"), ("nama singkat", "akronim", "nama pendek")),
    Column("region", "Kode wilayah", "Kode kabupaten, kota, atau provinsinya", ("32.71", "32.71"), REGION_SYNONYMS),
)
PERSON_COLUMNS = (
    Column("name", "Nama", "Nama lengkap", ("Bambang Sutrisno", "Siti Aminah"), ("nama lengkap", "nama orang", "nama pejabat")),
    Column(
        "position",
        "Jabatan",
        "Seperti tertulis di surat",
        ("Camat Bogor Selatan", "Kepala Dinas"),
        ("posisi", "nama jabatan"),
        required=False,
    ),
    Column(
        "phone",
        "Telepon",
        "Atur sebagai teks supaya angka 0 di depan tetap ada",
        ("0812 3456 7890", "0251 123 456"),
        ("nomor telepon", "no telepon", "no hp", "nomor hp", "hp", "telp", "no telp", "wa", "no wa", "nomor wa", "whatsapp"),
        required=False,
    ),
    Column(
        "email",
        "Pos-el",
        "Ke sini pengingat dikirim bila orang itu belum punya akun",
        ("camat.bogorselatan@contoh.go.id", ""),
        ("e mail", "surel", "alamat pos el", "alamat email", "alamat surel", "surat elektronik"),
        required=False,
    ),
    Column("region", "Kode wilayah", "Wilayah tempat orang itu bertugas", ("32.71.01", "32.71"), REGION_SYNONYMS),
    Column(
        "agency",
        "Kunci perangkat daerah",
        "Kunci yang sudah ada di sistem",
        ("", "dinkes-bogor"),
        ("perangkat daerah", "kunci opd", "opd", "kode opd"),
        required=False,
    ),
)


def _write_stations(rows: Sequence[Any]) -> Written:
    return Written(created=add_polling_stations(stations=rows))


def _write_agencies(rows: Sequence[Any]) -> Written:
    return put_agencies(rows=rows)


def _write_persons(rows: Sequence[Any]) -> Written:
    return put_persons(rows=rows)


KINDS = {
    kind.key: kind
    for kind in (
        Kind(
            ImportKind.POLLING_STATIONS,
            "Daftar TPS menurut kelurahan atau desa. TPS yang sudah ada dibiarkan.",
            "desk-vote",
            "pollingstation:index",
            STATION_COLUMNS,
            PollingStationList,
            _write_stations,
        ),
        Kind(
            ImportKind.AGENCIES,
            "Dinas, badan, dan kantor. Dikenali dari kuncinya.",
            "desk-box",
            "agency:index",
            AGENCY_COLUMNS,
            AgencyList,
            _write_agencies,
        ),
        Kind(
            ImportKind.PERSONS,
            "Pejabat dan petugas yang dapat dihubungi. Dikenali dari nama, wilayah, dan perangkat daerahnya. "
            "Sel kosong tidak menghapus isi yang sudah ada.",
            "desk-user",
            "person:index",
            PERSON_COLUMNS,
            PersonList,
            _write_persons,
        ),
    )
}
