"""DKI Jakarta: the province's posko and six below it, two tiers. People are invented.

44 kecamatan report to the posko of their city each Monday by 10.00; its recap, released by its head, is what the city owes the
province by 16.00. 14,835 polling stations (KPU DKI Jakarta, plenary of 22 September 2024).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from desk.people.models import Desk, Role
from desk.reporting.constants import Tier

from .courses import Course, Told
from .plans import (
    AgencyPlan,
    DeskPlan,
    ElectionPlan,
    GatheringPlan,
    PersonPlan,
    ScenarioPlan,
    StaffPlan,
    WriterPlan,
    camats,
    offices,
)

DESK = "desk-dki"
GATHERED, NOON, EVENING = time(16), time(12), time(19)
HEAD, SECRETARY = "Ketua Posko", "Kepala Suku Badan Kesatuan Bangsa dan Politik, Sekretaris Posko"
NIL, LATE, MENDED, RETURNED, WAITING, MISSING = (
    Course.NIL,
    Course.LATE,
    Course.MENDED,
    Course.RETURNED,
    Course.WAITING,
    Course.MISSING,
)


@dataclass(frozen=True)
class City:
    """A kabupaten or kota with its posko. ``people``: operator, duty officer, secretary, head, who files for the office."""

    key: str
    code: str
    title: str
    short_code: str
    address: str
    people: tuple[str, str, str, str, str]
    camats: tuple[WriterPlan, ...]
    courses: Mapping[Told, Course]
    troubled: tuple[Told, ...]


CITIES = (
    City(
        "kepulauanseribu",
        "31.01",
        "Kabupaten Administrasi Kepulauan Seribu",
        "KSB",
        "Kantor Bupati, Pulau Pramuka",
        ("Maya Puspitarani", "Rahman Samudra", "Ombak Prayoga", "Nirmala Tanjungsari", "Sahrul Baharudin"),
        camats("31.01", ("Kepulauan Seribu Utara", "Karim Nahrowi"), ("Kepulauan Seribu Selatan", "Asmarani Dewanti")),
        {(4, 1): NIL, (3, 0): NIL, (3, 1): NIL, (2, 0): LATE, (1, 1): NIL},
        ((4, 0),),
    ),
    City(
        "jakartapusat",
        "31.71",
        "Kota Administrasi Jakarta Pusat",
        "JKP",
        "Kantor Wali Kota Jakarta Pusat, Tanah Abang",
        ("Gita Paramastri", "Fajar Windratmo", "Reno Adityawarman", "Sekarwati Bahari", "Hilman Nasrulloh"),
        camats(
            "31.71",
            ("Gambir", "Anita Sukmadewi"),
            ("Sawah Besar", "Tomi Wirajaya"),
            ("Kemayoran", "Farida Hanumsari"),
            ("Senen", "Rico Manggala"),
            ("Cempaka Putih", "Wening Astuti"),
            ("Menteng", "Bagja Suparman"),
            ("Tanah Abang", "Nurhayati Zubaedah"),
            ("Johar Baru", "Eko Triwahono"),
        ),
        {(4, 3): NIL, (3, 6): LATE, (2, 1): NIL, (2, 7): MISSING, (1, 2): WAITING, (1, 5): RETURNED},
        ((4, 6), (2, 0)),
    ),
    City(
        "jakartautara",
        "31.72",
        "Kota Administrasi Jakarta Utara",
        "JKU",
        "Kantor Wali Kota Jakarta Utara, Tanjung Priok",
        ("Vina Larasmaya", "Bonar Siregartua", "Dimas Harimukti", "Tiurma Handayana", "Saiful Anwarudin"),
        camats(
            "31.72",
            ("Penjaringan", "Johan Sulistyawan"),
            ("Tanjung Priok", "Ely Kusmiati"),
            ("Koja", "Ruslan Efendiyar"),
            ("Cilincing", "Marfuah Salsabil"),
            ("Pademangan", "Gani Prawirodi"),
            ("Kelapa Gading", "Stefani Wijayanti"),
        ),
        {(4, 5): NIL, (3, 2): MISSING, (3, 4): NIL, (2, 3): MENDED, (1, 0): WAITING, (1, 3): LATE},
        ((4, 3), (1, 0)),
    ),
    City(
        "jakartabarat",
        "31.73",
        "Kota Administrasi Jakarta Barat",
        "JKB",
        "Kantor Wali Kota Jakarta Barat, Kembangan",
        ("Dina Ayuratna", "Sakti Purwoko", "Wahid Abdurrozak", "Lilis Gunawangsa", "Putri Melasari"),
        camats(
            "31.73",
            ("Cengkareng", "Muklis Hadisiswo"),
            ("Grogol Petamburan", "Rini Oktavianti"),
            ("Taman Sari", "Benny Kusumatmaja"),
            ("Tambora", "Hj. Rohimah Sanusi"),
            ("Kebon Jeruk", "Ivan Pradiptama"),
            ("Kalideres", "Yanti Suhaeni"),
            ("Pal Merah", "Doni Setiabakti"),
            ("Kembangan", "Arum Citraningtyas"),
        ),
        {(4, 2): LATE, (3, 0): NIL, (3, 7): NIL, (2, 5): NIL, (1, 1): MISSING, (1, 4): WAITING},
        ((3, 3), (1, 6)),
    ),
    City(
        "jakartaselatan",
        "31.74",
        "Kota Administrasi Jakarta Selatan",
        "JKS",
        "Kantor Wali Kota Jakarta Selatan, Kebayoran Baru",
        ("Nadya Prameswara", "Raden Tubagus Jaya", "Irma Setyaningsih", "Agung Notowibowo", "Bayu Anggawirya"),
        camats(
            "31.74",
            ("Tebet", "Sarifudin Malikul"),
            ("Setiabudi", "Dewanti Kencana"),
            ("Mampang Prapatan", "Nanang Hermansyah"),
            ("Pasar Minggu", "Juariah Fatmawida"),
            ("Kebayoran Lama", "Aris Munandaraga"),
            ("Cilandak", "Sherly Anggrahita"),
            ("Kebayoran Baru", "Budi Laksmanto"),
            ("Pancoran", "Ririn Kusumadewi"),
            ("Jagakarsa", "Sobari Wiganda"),
            ("Pesanggrahan", "Hesti Nurmalasari"),
        ),
        {(4, 8): NIL, (3, 1): NIL, (3, 5): MENDED, (2, 2): MISSING, (2, 9): NIL, (1, 6): RETURNED, (1, 7): WAITING},
        ((4, 3), (2, 8)),
    ),
    City(
        "jakartatimur",
        "31.75",
        "Kota Administrasi Jakarta Timur",
        "JKT",
        "Kantor Wali Kota Jakarta Timur, Cakung",
        ("Astri Wulandhari", "Gatot Sumadinata", "Melinda Rohaya", "Yusuf Kartadipura", "Ninik Suryandari"),
        camats(
            "31.75",
            ("Matraman", "Abidin Sulaksana"),
            ("Pulogadung", "Trisna Melati"),
            ("Jatinegara", "Robby Firmantara"),
            ("Kramatjati", "Siska Amaliyah"),
            ("Pasar Rebo", "Darmin Saputroh"),
            ("Cakung", "Wulan Maharatri"),
            ("Duren Sawit", "Heri Kusbiantoro"),
            ("Makasar", "Fitria Nurjanna"),
            ("Ciracas", "Maman Sudirja"),
            ("Cipayung", "Endang Rahayuni"),
        ),
        {(4, 0): MISSING, (4, 4): NIL, (3, 9): LATE, (2, 6): NIL, (1, 2): NIL, (1, 5): WAITING, (1, 8): MISSING},
        ((4, 7), (3, 2), (1, 1)),
    ),
)
STATIONS = {"31.01": 41, "31.71": 1_542, "31.72": 2_386, "31.73": 3_452, "31.74": 3_270, "31.75": 4_144}
COURSES = {(4, 2): LATE, (3, 5): MISSING, (2, 3): RETURNED, (2, 5): LATE, (1, 1): WAITING, (1, 4): MISSING}  # of the six, to the province


def _posko(number: int, city: City) -> DeskPlan:
    _operator, _duty, secretary, head, _office = city.people
    phone = f"021 555 0{number}"
    return DeskPlan(
        code=f"posko-{city.key}",
        short_code=city.short_code,
        name=f"Posko Bersama {city.title}",
        owning_unit=f"Suku Badan Kesatuan Bangsa dan Politik {city.title}",
        address=city.address,
        phone=f"{phone}00",
        head=PersonPlan(head, HEAD, f"{phone}01"),
        secretary=PersonPlan(secretary, SECRETARY, f"{phone}02"),
        region=city.code,
        gathers=GatheringPlan(
            Tier.DISTRICT, city.camats, recap_time=NOON, courses=city.courses, troubled=city.troubled, first_trouble=2 * number
        ),
    )


def _staff(number: int, city: City) -> tuple[StaffPlan, ...]:
    operator, duty, secretary, head, _office = city.people
    desk, phone = f"posko-{city.key}", f"021 555 0{number}"
    return (
        StaffPlan(f"operator.{city.key}", operator, "Operator posko", Role.OPERATOR, desk=desk, phone=f"{phone}10"),
        StaffPlan(f"piket.{city.key}", duty, "Perwira piket", Role.DUTY_OFFICER, desk=desk, phone=f"{phone}11"),
        StaffPlan(f"sekretaris.{city.key}", secretary, SECRETARY, Role.DUTY_OFFICER, desk=desk, phone=f"{phone}02"),
        StaffPlan(f"ketua.{city.key}", head, HEAD, Role.HEAD, desk=desk, phone=f"{phone}01"),
    )


PLAN = ScenarioPlan(
    name="dki",
    title="DKI Jakarta",
    root="31",
    stations=STATIONS,
    elections=(ElectionPlan("dki-gubernur", "Pemilihan Gubernur dan Wakil Gubernur DKI Jakarta", "31"),),
    desks=(
        DeskPlan(
            code=DESK,
            short_code="DKI",
            name="Posko Bersama Provinsi DKI Jakarta",
            owning_unit="Badan Kesatuan Bangsa dan Politik Provinsi DKI Jakarta",
            address="Balai Kota DKI Jakarta, Gambir",
            phone="021 555 0900",
            kind=Desk.Kind.DESK,
            head=PersonPlan("Larasanti Wiryokusumo", "Sekretaris Daerah Provinsi, Ketua Posko Bersama", "021 555 0901"),
            secretary=PersonPlan("Marwan Hidayatama", "Kepala Badan Kesatuan Bangsa dan Politik, Sekretaris Posko Bersama", "021 555 0902"),
            gathers=GatheringPlan(
                Tier.CITY,
                offices(*((city.code, city.title, city.people[-1]) for city in CITIES)),
                due_time=GATHERED,
                recap_time=EVENING,
                courses=COURSES,
                troubled=(),
            ),
        ),
        *(_posko(number, city) for number, city in enumerate(CITIES, start=1)),
    ),
    agencies=(
        AgencyPlan("kesbangpol-dki", "Badan Kesatuan Bangsa dan Politik Provinsi DKI Jakarta", "Bakesbangpol"),
        AgencyPlan("inspektorat-dki", "Inspektorat Provinsi DKI Jakarta", "Inspektorat"),
        AgencyPlan("diskominfotik-dki", "Dinas Komunikasi, Informatika, dan Statistik Provinsi DKI Jakarta", "Diskominfotik"),
        AgencyPlan("dukcapil-dki", "Dinas Kependudukan dan Pencatatan Sipil Provinsi DKI Jakarta", "Dukcapil"),
        AgencyPlan("tapem-dki", "Biro Pemerintahan Sekretariat Daerah Provinsi DKI Jakarta", "Biro Pemerintahan"),
    ),
    staff=(
        StaffPlan("operator.dki", "Cahya Ningrumsari", "Operator posko", Role.OPERATOR, desk=DESK, phone="021 555 0910"),
        StaffPlan("piket.dki", "Galih Tumenggara", "Perwira piket", Role.DUTY_OFFICER, desk=DESK, phone="021 555 0911"),
        StaffPlan(
            "sekretaris.dki",
            "Marwan Hidayatama",
            "Kepala Badan Kesatuan Bangsa dan Politik, Sekretaris Posko Bersama",
            Role.DUTY_OFFICER,
            desk=DESK,
            phone="021 555 0902",
        ),
        StaffPlan(
            "ketua.dki",
            "Larasanti Wiryokusumo",
            "Sekretaris Daerah Provinsi, Ketua Posko Bersama",
            Role.HEAD,
            desk=DESK,
            phone="021 555 0901",
        ),
        *(staff for number, city in enumerate(CITIES, start=1) for staff in _staff(number, city)),
    ),
    phone_prefix="0860 5551 ",
)
