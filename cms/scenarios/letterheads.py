"""How letters of a scenario's posko look: the kop of its government, whom they go to, and the rank and number of who signs."""

from desk.people.models import Desk, Letterhead, Person
from desk.regions.models import Level, Region

HEADS_OF = {Level.PROVINCE: "Gubernur", Level.REGENCY: "Bupati", Level.CITY: "Wali Kota"}
SEATS = {"31": "Jakarta", "33": "Semarang", "64": "Samarinda"}
RANK = "Pembina Utama Muda, IV/c"
NATIONAL = "Menteri Dalam Negeri\nDirektur Jenderal Otonomi Daerah"


def furnish(desk: Desk) -> None:
    """Give the desk its letterhead, and its head a rank and an invented NIP: those of real people count from 001 at their end."""
    region = desk.region
    governed = region.name.removeprefix("Kota ").removeprefix("Kabupaten ")
    province = Region.objects.filter(code=region.code[:2], level=Level.PROVINCE).first()
    is_province = region.level == Level.PROVINCE
    Letterhead.objects.get_or_create(
        desk=desk,
        defaults={
            "government": f"Pemerintah {'Provinsi ' if is_province else ''}{region.name}",
            "unit": desk.owning_unit or desk.name,
            "address": desk.address,
            "phone": desk.phone,
            "place": SEATS.get(region.code, governed.removeprefix("Administrasi ")),
            "addressees": NATIONAL if is_province else f"Gubernur {province.name if province else ''}".strip(),
            "copies": f"{HEADS_OF.get(Level(region.level), 'Kepala daerah')} {governed} (sebagai laporan)",
            "signing_office": f"Ketua {desk.name}",
            "simulation": True,
        },
    )
    Person.objects.filter(pk__in=[desk.head_id], nip="").update(rank=RANK, nip=_nip(str(region.code)))


def _nip(code: str) -> str:
    """Birthday by the region, so that no two are the same."""
    digits = int(code.replace(".", ""))
    return f"1969{digits % 12 + 1:02d}{digits % 28 + 1:02d}1994032000"
