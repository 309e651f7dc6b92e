"""Sentences of invented officers. ``{unit}``, ``{village}`` (a place in the unit), ``{count}`` and the words of ``TERMS`` are filled
by whoever writes the report."""

# Who stands beside an office, by the number of parts of its code: a kabupaten/kota, a kecamatan, a kelurahan or desa.
TERMS = {
    2: {
        "panwas": "Bawaslu setempat",
        "ppk": "KPU setempat",
        "polsek": "Polres",
        "koramil": "Kodim",
        "lurah": "camat",
        "office": "pemerintah daerah",
    },
    3: {"panwas": "Panwascam", "ppk": "PPK", "polsek": "Polsek", "koramil": "Koramil", "lurah": "lurah", "office": "kecamatan"},
    4: {
        "panwas": "pengawas kelurahan/desa",
        "ppk": "PPS",
        "polsek": "Bhabinkamtibmas",
        "koramil": "Babinsa",
        "lurah": "ketua RT",
        "office": "pemerintah setempat",
    },
}

GENERAL = (
    "Situasi wilayah {unit} pada periode ini aman dan kondusif. Kegiatan kampanye di {village} berlangsung tertib di bawah pengawasan {panwas}.",
    "Secara umum keadaan {unit} terkendali. Koordinasi dengan {ppk}, {panwas}, {polsek}, dan {koramil} berjalan setiap hari.",
    "Kegiatan masyarakat di {unit} berjalan seperti biasa. Pemantauan dilakukan bersama {lurah} dan {count} anggota Linmas.",
    "Wilayah {unit} kondusif. Perhatian pekan ini tertuju pada {village} karena padatnya jadwal kampanye tatap muka.",
    "Keadaan {unit} aman. Rapat koordinasi dengan unsur {office} membahas pengaturan arus warga di sekitar {village}.",
    "Tidak ada gangguan berarti di {unit}. {count} titik rawan genangan dipantau karena hujan turun hampir setiap sore.",
)
NIL = (
    "Tidak ada hal menonjol di {unit} pada periode ini. Pemantauan tetap dilakukan bersama {lurah}, Linmas, dan unsur {office}.",
    "Situasi {unit} aman dan terkendali. Tidak ada kejadian maupun laporan warga yang perlu ditindaklanjuti.",
    "Keadaan {unit} tenang sepanjang pekan. Ronda di {village} dan sekitarnya berjalan tanpa catatan.",
    "Nihil kejadian di {unit}. {count} lokasi kegiatan warga dikunjungi dan semuanya tertib.",
)
CONDITIONS = {
    "cond_ideology": (
        "Tidak ada hal menonjol.",
        "Pembinaan wawasan kebangsaan bersama tokoh agama diikuti {count} warga {village}.",
        "Upacara dan apel kebangsaan di sekolah berjalan lancar; tidak ada penolakan terhadap dasar negara.",
        "Forum kerukunan umat beragama di {village} menyepakati imbauan pemilihan damai.",
        "Diskusi karang taruna {village} tentang Pancasila berlangsung terbuka dan santun.",
    ),
    "cond_politics": (
        "Pertemuan terbatas pasangan calon di {village} berlangsung tertib dan sesuai pemberitahuan.",
        "Alat peraga kampanye terpasang pada titik yang ditetapkan; {count} lembar di luar zona dilaporkan ke {panwas}.",
        "Kampanye tatap muka berjalan sesuai jadwal; {count} pemberitahuan diterima kepolisian.",
        "Tim kampanye menyerahkan jadwal pekan depan lebih awal sehingga pengamanan di {village} dapat disiapkan.",
        "Saksi peserta pemilihan mengikuti pembekalan di {village} tanpa kendala.",
    ),
    "cond_economy": (
        "Harga kebutuhan pokok di pasar dekat {village} stabil.",
        "Harga beras naik tipis; pasokan tetap tersedia untuk {count} hari ke depan.",
        "Operasi pasar di {village} menurunkan harga minyak goreng.",
        "Penyaluran bantuan pangan di {village} dijadwal ulang sesudah hari pemungutan suara.",
        "Harga cabai turun setelah panen; kegiatan pasar berjalan normal.",
    ),
    "cond_social": (
        "Kerukunan antarwarga {village} terjaga; pengurus RT dan RW aktif menyampaikan imbauan pemilihan damai.",
        "Tidak ada hal menonjol.",
        "Kerja bakti di {village} diikuti {count} warga dari berbagai pilihan politik.",
        "Perbedaan pilihan di grup warga {village} diredakan ketua RW.",
        "Perayaan keagamaan berlangsung khidmat dengan pengamanan {count} anggota Linmas.",
    ),
    "cond_security": (
        "Patroli gabungan {polsek}, {koramil}, dan Satpol PP dilakukan setiap malam melalui {village}.",
        "Siskamling berjalan; tidak ada gangguan kamtibmas di {village}.",
        "Pencurian kendaraan bermotor di {village} ditangani {polsek}; tidak terkait pemilihan.",
        "{count} personel Linmas TPS mengikuti pembekalan pengamanan.",
        "Penjagaan gudang logistik ditambah menjadi {count} orang per giliran.",
    ),
}
VIOLATIONS = (
    "Temuan alat peraga kampanye di {village} telah diteruskan kepada {panwas} untuk ditangani sesuai kewenangan.",
    "Pemasangan di pohon dan tiang listrik sekitar {village} dicatat; {panwas} meminta tim kampanye menurunkan sendiri.",
    "Laporan warga {village} tentang pembagian bahan kampanye di luar jadwal disampaikan kepada {panwas}.",
    "Temuan pekan ini ringan; {count} berkas foto diserahkan kepada {panwas} dan menunggu kajiannya.",
)
LOGISTICS = {
    "lengkap": (
        "Bilik, tinta, dan segel telah diterima dan tersimpan di gudang; {count} kotak diperiksa ulang.",
        "Seluruh perlengkapan tiba dan disegel; gudang dekat {village} dijaga 24 jam.",
        "Perlengkapan lengkap; dua kotak penyok ditukar oleh KPU pada hari yang sama.",
        "Perlengkapan sudah dihitung bersama {panwas}; berita acara ditandatangani.",
    ),
    "sebagian": (
        "Bilik suara telah diterima; kotak suara menunggu jadwal KPU.",
        "Kotak dan bilik tiba; tinta dan segel dijadwalkan pekan depan.",
        "Pengiriman tahap pertama diterima, {count} koli; sisanya menunggu truk dari gudang kota.",
        "Kotak suara disimpan sementara di balai warga {village} karena gudang sedang dirapikan.",
    ),
}
SOCIAL_MEDIA = (
    "Isu pemindahan TPS di {village} diteruskan kepada Diskominfo untuk diklarifikasi.",
    "Beredar jadwal pemungutan suara yang keliru; tautan dan waktunya disampaikan kepada Diskominfo.",
    "Video lama dibagikan kembali seolah-olah terjadi di {village}; Diskominfo menyiapkan klarifikasi.",
    "Akun tanpa nama menyerang penyelenggara; {count} tangkapan layar disimpan posko.",
    "Pesan berantai tentang bantuan sosial beredar di grup warga {village} dan sudah dibantah {lurah}.",
)
RECOMMENDATIONS = (
    "Penguatan patroli di sekitar {village} dan dukungan pompa air dari BPBD menjelang pemungutan suara.",
    "Penambahan penerangan di jalan menuju TPS {village} sebelum masa tenang.",
    "Genset cadangan disiagakan untuk {count} TPS dan kantor {office}.",
    "Jalur distribusi logistik dialihkan dari {village} selama perbaikan jembatan.",
    "Posyandu dan puskesmas menyiagakan petugas kesehatan bagi KPPS di {village}.",
)
CHRONOLOGIES = (
    "Kejadian dilaporkan Linmas {village} kepada {office} dan langsung diperiksa ke lokasi.",
    "Ketua RW menelepon piket {office}; {polsek} dan {koramil} tiba dalam {count} menit.",
    "Warga {village} mengirim foto kepada {lurah}, lalu petugas {office} memastikan keadaan di tempat.",
)
