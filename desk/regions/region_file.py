"""Reads a region list (CSV, plain or gzip, ``code,name[,level]``) row by row and says which rows are wrong.

Knows the official code and nothing of the database. Rows are held as small tuples: the national list of 91,599
regions stays far below 100 MB.
"""

import csv
import gzip
import io
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from .constants import (
    CITY_LENGTH,
    CITY_NUMBERS,
    CODE_SHAPE,
    DISTRICT_LENGTH,
    ERRORS_SHOWN,
    LONGEST_NAME,
    PROVINCE_LENGTH,
    PROVINCES,
    REGENCY_NUMBERS,
)
from .errors import RegionFileRefused, RegionFileUnreadable, RowError
from .models import AFTER_DOT, Level

GZIP_MAGIC = b"\x1f\x8b"
VILLAGE_LEVELS = {"1": Level.URBAN_VILLAGE, "2": Level.VILLAGE, "3": Level.CUSTOMARY_VILLAGE}  # first digit of DDDD
MEND_CODE = "Pakai kode Kemendagri bertitik, misalnya 32, 32.71, 32.71.01, atau 32.71.01.1001."


class RegionRow(NamedTuple):
    """One checked row as it will stand in the database."""

    name: str
    level: str
    parent: str | None
    timezone: str


Line = tuple[int, list[str]]  # line number in the file, cells


def level_of(code: str) -> Level | None:
    """The level that a well-shaped code stands for; None where no region can have that code."""
    if len(code) == PROVINCE_LENGTH:
        return Level.PROVINCE
    if len(code) == CITY_LENGTH:
        number = int(code[3:])
        return Level.REGENCY if number in REGENCY_NUMBERS else Level.CITY if number in CITY_NUMBERS else None
    if len(code) == DISTRICT_LENGTH:
        return Level.DISTRICT
    return VILLAGE_LEVELS.get(code[9])


def parent_of(code: str) -> str | None:
    return code.rpartition(".")[0] or None


def read_timezones(path: Path = PROVINCES) -> dict[str, str]:
    """IANA zone by province code, from the shipped table."""
    with path.open(encoding="utf-8", newline="") as stream:
        return {row["code"]: row["iana"] for row in csv.DictReader(stream)}


def read_lines(path: Path) -> Iterator[Line]:
    """Line numbers and cells (code, name, level or ""), without the header. Streams; the file may be gzipped."""
    try:
        with path.open("rb") as raw, _text(raw) as stream:
            first = stream.readline()
            reader = csv.reader(stream, delimiter=";" if ";" in first else ",")
            places = _places(first)
            for cells in reader:
                if any(cells):
                    yield reader.line_num + 1, [cells[place].strip() if place < len(cells) else "" for place in places]
    except (OSError, EOFError, zlib.error) as error:
        raise RegionFileUnreadable(f"Berkas {path.name} tidak dapat dibuka atau rusak. Periksa nama berkas atau unduh ulang.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise RegionFileUnreadable(f"Isi berkas {path.name} bukan CSV dengan huruf UTF-8. Simpan ulang sebagai CSV UTF-8.") from error


def _text(raw: io.BufferedReader) -> io.TextIOWrapper:
    packed = raw.peek(2)[:2] == GZIP_MAGIC
    source = gzip.GzipFile(fileobj=raw) if packed else raw
    return io.TextIOWrapper(source, encoding="utf-8-sig", newline="")


def _places(header: str) -> list[int]:
    names = [name.strip().strip('"').lower() for name in header.replace(";", ",").split(",")]
    if "code" not in names or "name" not in names:
        raise RegionFileUnreadable("Baris pertama harus memuat judul kolom code,name,level. Tambahkan judul kolom lalu ulangi.")
    missing = len(names) + 10_000  # a place no row has: the cell reads as empty
    return [names.index(name) if name in names else missing for name in ("code", "name", "level")]


@dataclass
class RegionCheck:
    """Checks lines one by one and keeps the good ones; ``finish`` gives them all or refuses the file."""

    timezones: Mapping[str, str]
    rows: dict[str, RegionRow] = field(default_factory=dict)
    errors: list[RowError] = field(default_factory=list)
    error_count: int = 0
    _numbers: dict[str, int] = field(default_factory=dict)

    def add(self, number: int, cells: list[str]) -> None:
        code, name, level = cells
        problem = self._wrong_code(code) or self._wrong_rest(code, name, level)
        if problem:
            self._refuse(RowError(number, *problem))
            return
        name = " ".join(name.split())
        self.rows[code] = RegionRow(name, str(level_of(code)), parent_of(code), self.timezones[code[:PROVINCE_LENGTH]])
        self._numbers[code] = number

    def finish(self, known: Callable[[set[str]], set[str]]) -> dict[str, RegionRow]:
        """All rows by code. ``known`` tells which of the given parents, absent from the file, exist already."""
        absent = {row.parent for row in self.rows.values() if row.parent is not None and row.parent not in self.rows}
        orphaned = absent - known(absent) if absent else set()
        for code, row in self.rows.items() if orphaned else ():
            if row.parent in orphaned:
                problem = f"wilayah induk {row.parent} tidak ada di berkas maupun di sistem."
                self._refuse(RowError(self._numbers[code], "code", problem, "Tambahkan baris induknya ke berkas."))
        if self.error_count:
            raise RegionFileRefused(sorted(self.errors, key=lambda error: error.row), self.error_count)
        if not self.rows:
            raise RegionFileUnreadable("Berkas tidak memuat satu pun baris wilayah. Periksa apakah berkasnya benar.")
        return self.rows

    def _refuse(self, error: RowError) -> None:
        self.error_count += 1
        if len(self.errors) < ERRORS_SHOWN:
            self.errors.append(error)

    def _wrong_code(self, code: str) -> tuple[str, str, str] | None:
        if not CODE_SHAPE.fullmatch(code) or level_of(code) is None:
            return "code", f"kode “{code[:30]}” tidak dikenal." if code else "kode kosong.", MEND_CODE
        if code in self._numbers:
            return "code", f"kode {code} sudah ada pada baris {self._numbers[code]}.", "Hapus salah satu barisnya."
        if code[:PROVINCE_LENGTH] not in self.timezones:
            return "code", f"provinsi {code[:PROVINCE_LENGTH]} belum punya zona waktu.", "Periksa dua angka pertama kode."
        return None

    def _wrong_rest(self, code: str, name: str, level: str) -> tuple[str, str, str] | None:
        if not name:
            return "name", f"nama wilayah {code} kosong.", "Isi nama resminya."
        if len(name) > LONGEST_NAME:
            return "name", f"nama wilayah {code} lebih panjang dari {LONGEST_NAME} huruf.", "Persingkat namanya."
        right = level_of(code)
        if level and level != right:
            return "level", f"tingkat “{level[:30]}” tidak cocok dengan kode {code}.", f"Tulis {right} atau perbaiki kodenya."
        return None


def concerns(code: str, under: Iterable[str]) -> bool:
    """Whether ``code`` is one of ``under``, lies below one or is an ancestor of one."""
    return any(root <= code < root + AFTER_DOT or root.startswith(code + ".") for root in under)
