"""Refusals of the region tree."""

from collections.abc import Sequence
from dataclasses import dataclass

from desk.core.errors import DeskError


@dataclass(frozen=True)
class RowError:
    """What is wrong in one row of a region file and how to mend it. ``row`` counts lines of the file from 1 (the header)."""

    row: int
    column: str
    problem: str
    way_out: str

    def __str__(self) -> str:
        return f"Baris {self.row}, kolom {self.column}: {self.problem} {self.way_out}"


class RegionFileUnreadable(DeskError):
    """The file as a whole cannot be read as a region list."""


class RegionFileRefused(DeskError):
    """The file has wrong rows; nothing of it was written. ``errors`` holds the first ones, ``count`` all of them."""

    def __init__(self, errors: Sequence[RowError], count: int) -> None:
        self.errors, self.count = tuple(errors), count
        super().__init__(f"{count} baris bermasalah. Tidak ada wilayah yang disimpan; perbaiki berkas lalu ulangi.")


class UnknownVillages(DeskError):
    """Polling stations were asked for codes that are no village of the tree."""

    def __init__(self, codes: Sequence[str]) -> None:
        self.codes = tuple(codes)
        super().__init__(f"Kode {', '.join(codes[:5])} bukan kelurahan atau desa yang terdaftar. Impor wilayahnya lebih dahulu.")


class WrongStationCount(DeskError):
    """A village was given a number of polling stations that it cannot have."""

    def __init__(self, code: str, count: int) -> None:
        super().__init__(f"Jumlah TPS {count} untuk {code} tidak dapat dipakai. Isi angka 0 sampai 999.")


class WrongStationNumber(DeskError):
    """A polling station was given a number that none can have."""

    def __init__(self, village: str, number: int) -> None:
        super().__init__(f"Nomor TPS {number} di {village} tidak dapat dipakai. Isi angka 1 sampai 999.")
