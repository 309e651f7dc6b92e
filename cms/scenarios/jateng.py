"""Jawa Tengah: 35 kabupaten/kota report to the province each Monday; heads of agencies watch some of them each. People are invented.

56,812 polling stations (KPU Jawa Tengah, plenary of 22 September 2024), spread over the villages by a generator.
"""

from desk.people.models import Role
from desk.reporting.constants import Tier

from .courses import Course
from .plans import AgencyPlan, DeskPlan, ElectionPlan, GatheringPlan, PersonPlan, ScenarioPlan, StaffPlan, camat, offices

DESK = "desk-jateng"
WRITERS = offices(
    ("33.01", "Kabupaten Cilacap", "Tejo Nurcahyadi"),
    ("33.02", "Kabupaten Banyumas", "Wiwin Ratnadewi"),
    ("33.03", "Kabupaten Purbalingga", "Adi Prasmanto"),
    ("33.04", "Kabupaten Banjarnegara", "Sulis Handarbeni"),
    ("33.05", "Kabupaten Kebumen", "Murdiyanto Sarwo"),
    ("33.06", "Kabupaten Purworejo", "Umi Latifatun"),
    ("33.07", "Kabupaten Wonosobo", "Jarwo Setyabudi"),
    ("33.08", "Kabupaten Magelang", "Anindya Prihastuti"),
    ("33.09", "Kabupaten Boyolali", "Kusno Wahyudianto"),
    ("33.10", "Kabupaten Klaten", "Galuh Pramudita"),
    ("33.11", "Kabupaten Sukoharjo", "Heru Tanayaprana"),
    ("33.12", "Kabupaten Wonogiri", "Parjiyem Lestarini"),
    ("33.13", "Kabupaten Karanganyar", "Bambang Sutrisnadi"),
    ("33.14", "Kabupaten Sragen", "Dyah Ayuningrum"),
    ("33.15", "Kabupaten Grobogan", "Slamet Riyanjaya"),
    ("33.16", "Kabupaten Blora", "Ngatini Purborini"),
    ("33.17", "Kabupaten Rembang", "Fuad Masruhin"),
    ("33.18", "Kabupaten Pati", "Rukmini Saraswara"),
    ("33.19", "Kabupaten Kudus", "Zaenal Muttaqadi"),
    ("33.20", "Kabupaten Jepara", "Aulia Kartikawati"),
    ("33.21", "Kabupaten Demak", "Imron Hasyimudin"),
    ("33.22", "Kabupaten Semarang", "Titik Wulansih"),
    ("33.23", "Kabupaten Temanggung", "Joned Hargiyanto"),
    ("33.24", "Kabupaten Kendal", "Nafisah Rahmatika"),
    ("33.25", "Kabupaten Batang", "Untung Suryaputra"),
    ("33.26", "Kabupaten Pekalongan", "Khofifatul Jannati"),
    ("33.27", "Kabupaten Pemalang", "Darsono Wibisana"),
    ("33.28", "Kabupaten Tegal", "Mutiara Endrasari"),
    ("33.29", "Kabupaten Brebes", "Casmadi Hadikusuma"),
    ("33.71", "Kota Magelang", "Lintang Sasongkowati"),
    ("33.72", "Kota Surakarta", "Bagyo Martanegara"),
    ("33.73", "Kota Salatiga", "Veronika Harjanti"),
    ("33.74", "Kota Semarang", "Prasetya Adikara"),
    ("33.75", "Kota Pekalongan", "Laila Maghfirani"),
    ("33.76", "Kota Tegal", "Warsito Dwijaya"),
)
CAMATS = (
    camat("33.02.02", "Wangon", "Suparyati Wijoyo"),
    camat("33.10.01", "Prambanan", "Widodo Harsukma"),
    camat("33.18.02", "Kayen", "Siti Maisaroh Adnan"),
    camat("33.19.02", "Kota Kudus", "Arif Setyawardana"),
    camat("33.29.03", "Bumiayu", "Tarsono Mulyajaya"),
    camat("33.72.01", "Laweyan", "Peni Kusumaningati"),
)
# Agencies of the province, their heads, and the kabupaten and kota that each head watches by order of the governor.
WATCHES = (
    ("bappeda", "Badan Perencanaan Pembangunan Daerah", "Hartini Puspawardani", ("33.01", "33.02", "33.03", "33.04")),
    ("bpbd", "Badan Penanggulangan Bencana Daerah", "Sugeng Rahardyan", ("33.05", "33.06", "33.07", "33.08")),
    ("dinkes", "Dinas Kesehatan", "Yunita Pramesthi", ("33.09", "33.10", "33.11", "33.12")),
    ("dishub", "Dinas Perhubungan", "Edi Susilobrata", ("33.13", "33.14", "33.15", "33.16")),
    ("diskominfo", "Dinas Komunikasi dan Informatika", "Ratri Nilakandi", ("33.17", "33.18", "33.19", "33.20")),
    ("disdik", "Dinas Pendidikan dan Kebudayaan", "Suharno Wiratmaja", ("33.21", "33.22", "33.23", "33.24")),
    ("dinsos", "Dinas Sosial", "Endah Kinasihani", ("33.25", "33.26", "33.27", "33.28", "33.29")),
    ("satpolpp", "Satuan Polisi Pamong Praja", "Totok Hardisaputra", ("33.71", "33.72", "33.73", "33.74", "33.75", "33.76")),
)
COURSES = {
    **{(4, place): Course.NIL for place in (1, 3, 9, 14, 22, 30)},
    **{(4, place): Course.LATE for place in (6, 17, 26)},
    **{(4, place): Course.MISSING for place in (11, 28)},
    (4, 20): Course.MENDED,
    **{(3, place): Course.NIL for place in (2, 9, 13, 18, 24, 31)},
    **{(3, place): Course.LATE for place in (0, 15, 29, 32)},
    (3, 28): Course.MISSING,
    **{(3, place): Course.MENDED for place in (12, 33)},
    **{(2, place): Course.NIL for place in (5, 13, 22, 29)},
    **{(2, place): Course.LATE for place in (3, 8, 11, 19, 27, 31)},
    **{(2, place): Course.MISSING for place in (16, 28, 34)},
    (2, 23): Course.MENDED,
    **{(1, place): Course.NIL for place in (1, 7, 10, 25)},
    **{(1, place): Course.RETURNED for place in (4, 21)},
    **{(1, place): Course.WAITING for place in (14, 18, 30, 32)},
    **{(1, place): Course.MISSING for place in (6, 28)},
}
TROUBLED = ((4, 0), (4, 18), (3, 1), (3, 20), (2, 18), (2, 32), (1, 1), (1, 12), (1, 17), (1, 20))

PLAN = ScenarioPlan(
    name="jateng",
    title="Jawa Tengah",
    root="33",
    stations={"33": 56_812},
    elections=(ElectionPlan("jateng-gubernur", "Pemilihan Gubernur dan Wakil Gubernur Jawa Tengah", "33"),),
    desks=(
        DeskPlan(
            code=DESK,
            short_code="JTG",
            name="Posko Desk Pilkada Provinsi Jawa Tengah",
            owning_unit="Biro Pemerintahan, Otonomi Daerah, dan Kerja Sama Sekretariat Daerah Provinsi Jawa Tengah",
            address="Kompleks Kantor Gubernur Jawa Tengah, Semarang",
            phone="024 555 0300",
            head=PersonPlan("Wuryanti Adiningrat", "Sekretaris Daerah Provinsi, Ketua Desk Pilkada", "024 555 0301"),
            secretary=PersonPlan("Dwiyono Sastranegara", "Kepala Biro Pemerintahan, Sekretaris Desk Pilkada", "024 555 0302"),
            gathers=GatheringPlan(Tier.CITY, WRITERS, courses=COURSES, troubled=TROUBLED),
        ),
    ),
    agencies=tuple(
        AgencyPlan(f"{key}-jateng", f"{name} Provinsi Jawa Tengah", short)
        for (key, name, _head, _watched), short in zip(
            WATCHES, ("Bappeda", "BPBD", "Dinkes", "Dishub", "Diskominfo", "Disdikbud", "Dinsos", "Satpol PP"), strict=True
        )
    ),
    staff=(
        StaffPlan("operator.jateng", "Mega Saptarini", "Operator posko", Role.OPERATOR, desk=DESK, phone="024 555 0310"),
        StaffPlan("piket.jateng", "Haryo Bimantara", "Perwira piket", Role.DUTY_OFFICER, desk=DESK, phone="024 555 0311"),
        StaffPlan(
            "sekretaris.jateng",
            "Dwiyono Sastranegara",
            "Kepala Biro Pemerintahan, Sekretaris Desk Pilkada",
            Role.DUTY_OFFICER,
            desk=DESK,
            phone="024 555 0302",
        ),
        StaffPlan(
            "ketua.jateng",
            "Wuryanti Adiningrat",
            "Sekretaris Daerah Provinsi, Ketua Desk Pilkada",
            Role.HEAD,
            desk=DESK,
            phone="024 555 0301",
        ),
        *(
            StaffPlan(
                f"{key}.jateng",
                head,
                f"Kepala {name}",
                Role.VIEWER,
                agency=f"{key}-jateng",
                phone=f"024 555 03{number}",
                watches=watched,
                leads=True,
            )
            for number, (key, name, head, watched) in enumerate(WATCHES, start=21)
        ),
    ),
    phone_prefix="0860 5550 07",
    camats=CAMATS,
)
