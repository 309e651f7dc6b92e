"""Kalimantan Timur (WITA): 10 kabupaten/kota, 1,038 kelurahan and desa, 6,274 polling stations (Sirekap 2024). People are invented.

The kabupaten and kota report to the province each Monday. Its kelurahan and desa owe a report of their own from this week on.
"""

from desk.people.models import Role
from desk.reporting.constants import Tier

from .courses import Course
from .plans import AgencyPlan, DeskPlan, ElectionPlan, GatheringPlan, PersonPlan, ScenarioPlan, StaffPlan, camat, office_account, offices

DESK = "desk-kaltim"
STATIONS = {
    "64.01": 485,
    "64.02": 1_447,
    "64.03": 475,
    "64.07": 321,
    "64.08": 701,
    "64.09": 293,
    "64.11": 77,
    "64.71": 996,
    "64.72": 1_202,
    "64.74": 277,
}
WRITERS = offices(
    ("64.01", "Kabupaten Paser", "Yudha Pratamarta"),
    ("64.02", "Kabupaten Kutai Kartanegara", "Rosmawati Inderasari"),
    ("64.03", "Kabupaten Berau", "Hamdan Kusumaraja"),
    ("64.07", "Kabupaten Kutai Barat", "Fransiska Lenjau"),
    ("64.08", "Kabupaten Kutai Timur", "Akhmad Nurfadhil"),
    ("64.09", "Kabupaten Penajam Paser Utara", "Dewi Larasputri"),
    ("64.11", "Kabupaten Mahakam Ulu", "Markus Bungalawan"),
    ("64.71", "Kota Balikpapan", "Sri Mulyaningrum"),
    ("64.72", "Kota Samarinda", "Fadlan Arsyawijaya"),
    ("64.74", "Kota Bontang", "Nurlaila Hasanatu"),
    leads=False,
)
SECRETARIES = (  # of the kabupaten and kota, in the order of WRITERS: heads of their desks, called when a report is missing
    ("Kabupaten Paser", "Gunarto Hadiwibawa"),
    ("Kabupaten Kutai Kartanegara", "Syarifah Nuraida"),
    ("Kabupaten Berau", "Lukman Tirtayasa"),
    ("Kabupaten Kutai Barat", "Yohanes Ledangputra"),
    ("Kabupaten Kutai Timur", "Ratih Anggunsari"),
    ("Kabupaten Penajam Paser Utara", "Bahtiar Sulaksono"),
    ("Kabupaten Mahakam Ulu", "Kristina Hubungwati"),
    ("Kota Balikpapan", "Agus Wiramanggala"),
    ("Kota Samarinda", "Meilani Purwasari"),
    ("Kota Bontang", "Iskandar Zulfadli"),
)
VILLAGE_HEADS = (  # of those that have answered the new duty already
    ("lurah.bontangbaru", "Hasnah Wiryani", "Lurah Bontang Baru", "64.74.01.1002"),
    ("lurah.tanjunglaut", "Rusdiansyah Putra", "Lurah Tanjung Laut", "64.74.02.1001"),
    ("lurah.manggar", "Tuti Andayani", "Lurah Manggar", "64.71.01.1001"),
    ("kades.batukajang", "Suwito Darmaji", "Kepala Desa Batu Kajang", "64.01.01.2011"),
    ("kades.ujohbilang", "Bernadeta Lawing", "Petinggi Kampung Ujoh Bilang", "64.11.01.2006"),
    ("lurah.bukuan", "M. Syahrir Alamsyah", "Lurah Bukuan", "64.72.01.1003"),
    ("lurah.penajam", "Kamariah Sulistyo", "Lurah Penajam", "64.09.01.1011"),
)
CAMATS = (
    camat("64.01.01", "Batu Sopang", "Syamsul Maarifin"),
    camat("64.09.01", "Penajam", "Hartono Wijaseta"),
    camat("64.71.01", "Balikpapan Timur", "Ismawati Dorojatun"),
    camat("64.72.01", "Palaran", "Noor Aidah Rahmi"),
    camat("64.72.02", "Samarinda Seberang", "Zulkarnain Batara"),
    camat("64.74.01", "Bontang Utara", "Herlina Tandipau"),
)
COURSES = {
    (4, 2): Course.NIL,
    (4, 6): Course.MISSING,
    (4, 8): Course.LATE,
    (3, 1): Course.MENDED,
    (3, 3): Course.NIL,
    (3, 6): Course.LATE,
    (3, 9): Course.NIL,
    (2, 0): Course.LATE,
    (2, 4): Course.NIL,
    (2, 3): Course.MISSING,
    (2, 7): Course.MENDED,
    (1, 3): Course.RETURNED,
    (1, 5): Course.NIL,
    (1, 6): Course.MISSING,
    (1, 8): Course.WAITING,
    (1, 9): Course.WAITING,
}

PLAN = ScenarioPlan(
    name="kaltim",
    title="Kalimantan Timur",
    root="64",
    stations=STATIONS,
    elections=(
        ElectionPlan("kaltim-gubernur", "Pemilihan Gubernur dan Wakil Gubernur Kalimantan Timur", "64"),
        ElectionPlan("samarinda-walikota", "Pemilihan Wali Kota dan Wakil Wali Kota Samarinda", "64.72"),
        ElectionPlan("balikpapan-walikota", "Pemilihan Wali Kota dan Wakil Wali Kota Balikpapan", "64.71"),
    ),
    desks=(
        DeskPlan(
            code=DESK,
            short_code="KTM",
            name="Desk Pilkada Provinsi Kalimantan Timur",
            owning_unit="Biro Pemerintahan dan Otonomi Daerah Sekretariat Daerah Provinsi Kalimantan Timur",
            address="Kantor Gubernur Kalimantan Timur, Samarinda",
            phone="0541 555 0100",
            head=PersonPlan("Endang Pusparini", "Sekretaris Daerah Provinsi, Ketua Desk Pilkada", "0541 555 0101"),
            secretary=PersonPlan("Rahmadi Saputra", "Kepala Badan Kesatuan Bangsa dan Politik, Sekretaris Desk Pilkada", "0541 555 0102"),
            gathers=GatheringPlan(Tier.CITY, WRITERS, courses=COURSES, troubled=((4, 1), (3, 7), (2, 1), (1, 4), (1, 8)), first_trouble=5),
        ),
    ),
    agencies=(
        AgencyPlan("kesbangpol-kaltim", "Badan Kesatuan Bangsa dan Politik Provinsi Kalimantan Timur", "Kesbangpol"),
        AgencyPlan("diskominfo-kaltim", "Dinas Komunikasi dan Informatika Provinsi Kalimantan Timur", "Diskominfo"),
        AgencyPlan("satpolpp-kaltim", "Satuan Polisi Pamong Praja Provinsi Kalimantan Timur", "Satpol PP"),
        AgencyPlan("bpbd-kaltim", "Badan Penanggulangan Bencana Daerah Provinsi Kalimantan Timur", "BPBD"),
    ),
    staff=(
        StaffPlan("operator.kaltim", "Winda Kirana", "Operator posko", Role.OPERATOR, desk=DESK, phone="0541 555 0110"),
        StaffPlan("piket.kaltim", "Suryadi Bramasta", "Perwira piket", Role.DUTY_OFFICER, desk=DESK, phone="0541 555 0111"),
        StaffPlan(
            "sekretaris.kaltim",
            "Rahmadi Saputra",
            "Kepala Badan Kesatuan Bangsa dan Politik, Sekretaris Desk Pilkada",
            Role.DUTY_OFFICER,
            desk=DESK,
            phone="0541 555 0102",
        ),
        StaffPlan(
            "ketua.kaltim",
            "Endang Pusparini",
            "Sekretaris Daerah Provinsi, Ketua Desk Pilkada",
            Role.HEAD,
            desk=DESK,
            phone="0541 555 0101",
        ),
        *(
            StaffPlan(
                office_account(title, of="sekda"),
                name,
                f"Sekretaris Daerah {title}, Ketua Desk Pilkada",
                Role.VIEWER,
                region=writer.region,
                phone=f"0860 5550 06{writer.region[-2:]}",
                leads=True,
            )
            for writer, (title, name) in zip(WRITERS, SECRETARIES, strict=True)
        ),
        *(
            StaffPlan(username, name, position, Role.OFFICER, region=region, phone=f"0860 5550 05{number:02d}", leads=True)
            for number, (username, name, position, region) in enumerate(VILLAGE_HEADS, start=11)
        ),
    ),
    phone_prefix="0860 5550 04",
    camats=CAMATS,
    newly_obliged=Tier.VILLAGE,
)
