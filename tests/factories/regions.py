"""Small pieces of two real cities: enough tiers to be inside, above, beside and outside of."""

from desk.regions.models import Level, PollingStation, Region

BOGOR_DISTRICTS = {"32.71.01": "Bogor Selatan", "32.71.02": "Bogor Timur"}
BOGOR_VILLAGES = {"32.71.01.1001": "Batu Tulis", "32.71.01.1002": "Bondongan", "32.71.02.1001": "Sukasari"}
SEMARANG_DISTRICTS = {"33.74.01": "Semarang Tengah", "33.74.02": "Semarang Utara"}
SEMARANG_VILLAGES = {"33.74.01.1001": "Miroto"}


def region(code: str, name: str, level: str, *, timezone: str = "Asia/Jakarta") -> Region:
    """The region with this code; its parent must be there (a province has none)."""
    parent = code.rpartition(".")[0] or None
    made, _new = Region.objects.get_or_create(code=code, defaults={"name": name, "level": level, "parent_id": parent, "timezone": timezone})
    return made


def bogor() -> Region:
    """Kota Bogor (32.71) below Jawa Barat, with two kecamatan and three kelurahan."""
    region("32", "Jawa Barat", Level.PROVINCE)
    return _city("32.71", "Kota Bogor", BOGOR_DISTRICTS, BOGOR_VILLAGES)


def semarang() -> Region:
    """Kota Semarang (33.74) below Jawa Tengah, with two kecamatan and one kelurahan."""
    region("33", "Jawa Tengah", Level.PROVINCE)
    return _city("33.74", "Kota Semarang", SEMARANG_DISTRICTS, SEMARANG_VILLAGES)


def samarinda() -> Region:
    """Kota Samarinda (64.72) below Kalimantan Timur: an hour ahead (WITA)."""
    region("64", "Kalimantan Timur", Level.PROVINCE, timezone="Asia/Makassar")
    return region("64.72", "Kota Samarinda", Level.CITY, timezone="Asia/Makassar")


def make_regions() -> None:
    """Bogor and Semarang."""
    bogor()
    semarang()


def make_polling_stations(village: str, count: int) -> list[PollingStation]:
    """TPS 001 to ``count`` of the village with this code."""
    return [
        PollingStation.objects.get_or_create(code=f"{village}.{number:03d}", defaults={"region_id": village, "number": number})[0]
        for number in range(1, count + 1)
    ]


def _city(code: str, name: str, districts: dict[str, str], villages: dict[str, str]) -> Region:
    city = region(code, name, Level.CITY)
    for district, district_name in districts.items():
        region(district, district_name, Level.DISTRICT)
    for village, village_name in villages.items():
        region(village, village_name, Level.URBAN_VILLAGE)
    return city
