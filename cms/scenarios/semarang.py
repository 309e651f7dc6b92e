"""Kota Semarang: 16 kecamatan, 177 kelurahan, 2,358 polling stations (Sirekap 2024), two posko. People are invented."""

from desk.people.models import Desk, Role
from desk.reporting.constants import Tier

from .plans import AgencyPlan, DeskPlan, ElectionPlan, GatheringPlan, PersonPlan, ScenarioPlan, StaffPlan, camats

DESK, NEUTRALITY = "desk-semarang", "netralitas-semarang"
STATIONS = (89, 168, 101, 97, 167, 278, 93, 107, 84, 256, 204, 135, 212, 112, 207, 48)  # kecamatan 01 to 16
CAMATS = camats(
    "33.74",
    ("Semarang Tengah", "Bagas Wicaksono"),
    ("Semarang Utara", "Retno Palupi"),
    ("Semarang Timur", "Guntur Prabowono"),
    ("Gayamsari", "Ningrum Sekarsari"),
    ("Genuk", "Wahyu Triatmoko"),
    ("Pedurungan", "Indah Purwaningsih"),
    ("Semarang Selatan", "Sigit Hardiyanto"),
    ("Candisari", "Larasati Dewi"),
    ("Gajahmungkur", "Yoga Pambudi"),
    ("Tembalang", "Tri Handayani"),
    ("Banyumanik", "Arif Budiarto"),
    ("Gunungpati", "Sekar Arum"),
    ("Semarang Barat", "Danang Setiaji"),
    ("Mijen", "Puji Astutik"),
    ("Ngaliyan", "Rahmat Widagdo"),
    ("Tugu", "Citra Maharani"),
)

PLAN = ScenarioPlan(
    name="semarang",
    title="Kota Semarang",
    root="33.74",
    stations={camat.region: count for camat, count in zip(CAMATS, STATIONS, strict=True)},
    elections=(
        ElectionPlan("semarang-walikota", "Pemilihan Wali Kota dan Wakil Wali Kota Semarang", "33.74"),
        ElectionPlan("semarang-gubernur", "Pemilihan Gubernur dan Wakil Gubernur Jawa Tengah", "33"),
    ),
    desks=(
        DeskPlan(
            code=DESK,
            short_code="SMG",
            name="Desk Pilkada Kota Semarang",
            owning_unit="Bagian Tata Pemerintahan Sekretariat Daerah Kota Semarang",
            address="Gedung Moch Ichsan lantai 4, Balai Kota Semarang",
            phone="024 555 0100",
            head=PersonPlan("Kartika Widyasari", "Sekretaris Daerah, Ketua Desk Pilkada", "024 555 0101"),
            secretary=PersonPlan("Bima Anggoro", "Kepala Badan Kesatuan Bangsa dan Politik, Sekretaris Desk Pilkada", "024 555 0102"),
            gathers=GatheringPlan(Tier.DISTRICT, CAMATS),
        ),
        DeskPlan(
            code=NEUTRALITY,
            short_code="NET",
            name="Posko Netralitas Kota Semarang",
            owning_unit="Polrestabes Semarang",
            address="Simpang Lima, Semarang",
            phone="024 555 0200",
            head=PersonPlan("Satria Adinata", "Perwira pengendali Posko Netralitas", "024 555 0201"),
            secretary=PersonPlan("Wening Lestari", "Sekretaris Posko Netralitas", "024 555 0202"),
            kind=Desk.Kind.NEUTRALITY,
        ),
    ),
    agencies=(
        AgencyPlan("kesbangpol-semarang", "Badan Kesatuan Bangsa dan Politik Kota Semarang", "Kesbangpol"),
        AgencyPlan("diskominfo-semarang", "Dinas Komunikasi, Informatika, Statistik, dan Persandian Kota Semarang", "Diskominfo"),
        AgencyPlan("satpolpp-semarang", "Satuan Polisi Pamong Praja Kota Semarang", "Satpol PP"),
        AgencyPlan("dishub-semarang", "Dinas Perhubungan Kota Semarang", "Dishub"),
        AgencyPlan("dinkes-semarang", "Dinas Kesehatan Kota Semarang", "Dinkes"),
    ),
    staff=(
        StaffPlan("operator.semarang", "Anisa Rahmadhani", "Operator posko", Role.OPERATOR, desk=DESK, phone="024 555 0110"),
        StaffPlan("piket.semarang", "Joko Susilohadi", "Perwira piket", Role.DUTY_OFFICER, desk=DESK, phone="024 555 0111"),
        StaffPlan(
            "sekretaris.semarang",
            "Bima Anggoro",
            "Kepala Badan Kesatuan Bangsa dan Politik, Sekretaris Desk Pilkada",
            Role.DUTY_OFFICER,
            desk=DESK,
            phone="024 555 0102",
        ),
        StaffPlan(
            "ketua.semarang", "Kartika Widyasari", "Sekretaris Daerah, Ketua Desk Pilkada", Role.HEAD, desk=DESK, phone="024 555 0101"
        ),
        StaffPlan("netralitas.semarang", "Satria Adinata", "Perwira pengendali Posko Netralitas", Role.DUTY_OFFICER, desk=NEUTRALITY),
    ),
    phone_prefix="0860 5550 03",
)
