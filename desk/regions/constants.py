"""Facts of the official region code and the files that ship with the project."""

import re
from pathlib import Path

DATA_DIR = Path(__file__).parent / "data"
NATIONAL_LIST = DATA_DIR / "regions-national.csv.gz"  # Kepmendagri 300.2.2-2430 Tahun 2025, see data/README.md
PROVINCES = DATA_DIR / "provinces.csv"  # time zone of each province

CODE_SHAPE = re.compile(r"\d{2}(?:\.\d{2}(?:\.\d{2}(?:\.\d{4})?)?)?")  # PP, PP.KK, PP.KK.CC, PP.KK.CC.DDDD
PROVINCE_LENGTH = 2  # characters of "32"
CITY_LENGTH = 5  # "32.71"
DISTRICT_LENGTH = 8  # "32.71.01"
VILLAGE_LENGTH = 13  # "32.71.01.1001"

REGENCY_NUMBERS = range(1, 70)  # KK of a kabupaten
CITY_NUMBERS = range(71, 100)  # KK of a kota
LONGEST_NAME = 120  # characters, as Region.name
MOST_POLLING_STATIONS = 999  # of one village: the station number has three digits

ERRORS_SHOWN = 50  # row errors listed in full; the rest is counted
