"""Kota Bogor: 6 kecamatan, 68 kelurahan, 1,530 polling stations (Sirekap 2024). People are invented."""

from desk.people.models import Role
from desk.reporting.constants import Tier

from .plans import AgencyPlan, DeskPlan, ElectionPlan, GatheringPlan, PersonPlan, ScenarioPlan, StaffPlan, camats

DESK = "desk-bogor"
CAMATS = camats(
    "32.71",
    ("Bogor Selatan", "Rizky Adipurnama"),
    ("Bogor Timur", "Yuliana Sasmita"),
    ("Bogor Tengah", "Hendra Gumelar"),
    ("Bogor Barat", "Siti Kartikasari"),
    ("Bogor Utara", "Dadan Wiranata"),
    ("Tanah Sareal", "Nuraini Rahmawati"),
)

PLAN = ScenarioPlan(
    name="bogor",
    title="Kota Bogor",
    root="32.71",
    publishes=True,
    stations={"32.71.01": 292, "32.71.02": 154, "32.71.03": 156, "32.71.04": 352, "32.71.05": 268, "32.71.06": 308},
    elections=(
        ElectionPlan("bogor-walikota", "Pemilihan Wali Kota dan Wakil Wali Kota Bogor", "32.71"),
        ElectionPlan("bogor-gubernur", "Pemilihan Gubernur dan Wakil Gubernur Jawa Barat", "32"),
    ),
    desks=(
        DeskPlan(
            code=DESK,
            short_code="BGR",
            name="Desk Pilkada Kota Bogor",
            owning_unit="Bagian Pemerintahan Sekretariat Daerah Kota Bogor",
            address="Balai Kota Bogor, lantai 2",
            phone="0251 555 0100",
            head=PersonPlan("Laksmi Prameswari", "Sekretaris Daerah, Ketua Desk Pilkada", "0251 555 0101"),
            secretary=PersonPlan("Gilang Ramdani", "Kepala Badan Kesatuan Bangsa dan Politik, Sekretaris Desk Pilkada", "0251 555 0102"),
            gathers=GatheringPlan(Tier.DISTRICT, CAMATS),
        ),
    ),
    agencies=(
        AgencyPlan("kesbangpol-bogor", "Badan Kesatuan Bangsa dan Politik Kota Bogor", "Kesbangpol"),
        AgencyPlan("diskominfo-bogor", "Dinas Komunikasi dan Informatika Kota Bogor", "Diskominfo"),
        AgencyPlan("dinkes-bogor", "Dinas Kesehatan Kota Bogor", "Dinkes"),
        AgencyPlan("dishub-bogor", "Dinas Perhubungan Kota Bogor", "Dishub"),
        AgencyPlan("disdukcapil-bogor", "Dinas Kependudukan dan Pencatatan Sipil Kota Bogor", "Disdukcapil"),
        AgencyPlan("satpolpp-bogor", "Satuan Polisi Pamong Praja Kota Bogor", "Satpol PP"),
        AgencyPlan("bpbd-bogor", "Badan Penanggulangan Bencana Daerah Kota Bogor", "BPBD"),
    ),
    staff=(
        StaffPlan("operator.bogor", "Nisa Anggraeni", "Operator posko", Role.OPERATOR, desk=DESK, phone="0251 555 0110"),
        StaffPlan("piket.bogor", "Asep Suhendar", "Perwira piket", Role.DUTY_OFFICER, desk=DESK, phone="0251 555 0111"),
        StaffPlan(
            "sekretaris.bogor",
            "Gilang Ramdani",
            "Kepala Badan Kesatuan Bangsa dan Politik, Sekretaris Desk Pilkada",
            Role.DUTY_OFFICER,
            desk=DESK,
            phone="0251 555 0102",
        ),
        StaffPlan("ketua.bogor", "Laksmi Prameswari", "Sekretaris Daerah, Ketua Desk Pilkada", Role.HEAD, desk=DESK, phone="0251 555 0101"),
        StaffPlan("pengamat.bogor", "Teguh Santosa", "Pengamat", Role.VIEWER, desk=DESK),
        StaffPlan("lurah.batutulis", "Ujang Permana", "Lurah Batu Tulis", Role.OFFICER, region="32.71.01.1001", phone="0860 5550 0131"),
        StaffPlan(
            "dinkes.bogor", "Melati Puspitasari", "Narahubung Dinas Kesehatan", Role.OFFICER, agency="dinkes-bogor", phone="0860 5550 0141"
        ),
    ),
    phone_prefix="0860 5550 02",
)
