"""Facts of the election calendar. Stage keys and log actions are stored: never rename them."""

from datetime import date, time
from typing import NamedTuple

LOG_ELECTION_CREATED = "calendar.election.create"
LOG_STAGES_SET = "calendar.stages.set"
LOG_VOTING_DAY_MOVED = "calendar.election.move"

POLLS_OPEN, POLLS_CLOSE = time(7), time(13)  # local time of the polling station; Pilkada 2024

VOTING_DAY_2024 = date(2024, 11, 27)
SOURCE_2024 = "Jarak hari menurut PKPU Nomor 2 Tahun 2024"


class StageDates(NamedTuple):
    """A stage of Pilkada 2024 by its first and last day."""

    key: str
    name: str
    first: date
    last: date


STAGES_2024 = (
    StageDates("observers", "Pendaftaran pemantau pemilihan", date(2024, 2, 27), date(2024, 11, 16)),
    StageDates("committees", "Pembentukan PPK, PPS, dan KPPS", date(2024, 4, 17), date(2024, 11, 5)),
    StageDates("potential_voters", "Penyerahan daftar penduduk potensial pemilih", date(2024, 4, 24), date(2024, 5, 31)),
    StageDates("independent_support", "Pemenuhan syarat dukungan pasangan calon perseorangan", date(2024, 5, 5), date(2024, 8, 19)),
    StageDates("voter_list", "Pemutakhiran dan penyusunan daftar pemilih", date(2024, 5, 31), date(2024, 9, 23)),
    StageDates("announcement", "Pengumuman pendaftaran pasangan calon", date(2024, 8, 24), date(2024, 8, 26)),
    StageDates("registration", "Pendaftaran pasangan calon", date(2024, 8, 27), date(2024, 8, 29)),
    StageDates("examination", "Penelitian persyaratan calon", date(2024, 8, 27), date(2024, 9, 21)),
    StageDates("nomination", "Penetapan pasangan calon", date(2024, 9, 22), date(2024, 9, 22)),
    StageDates("ballot_numbers", "Pengundian nomor urut pasangan calon", date(2024, 9, 23), date(2024, 9, 23)),
    StageDates("campaign", "Masa kampanye", date(2024, 9, 25), date(2024, 11, 23)),
    StageDates("quiet_period", "Masa tenang", date(2024, 11, 24), date(2024, 11, 26)),
    StageDates("voting", "Pemungutan suara", date(2024, 11, 27), date(2024, 11, 27)),
    StageDates("counting", "Penghitungan suara dan rekapitulasi", date(2024, 11, 27), date(2024, 12, 16)),
    StageDates("recap_district", "Rekapitulasi tingkat kecamatan", date(2024, 11, 28), date(2024, 12, 3)),
    StageDates("recap_city", "Rekapitulasi tingkat kabupaten/kota", date(2024, 11, 29), date(2024, 12, 6)),
    StageDates("recap_province", "Rekapitulasi tingkat provinsi", date(2024, 11, 30), date(2024, 12, 9)),
    StageDates("inauguration", "Pelantikan kepala daerah terpilih", date(2025, 2, 20), date(2025, 2, 20)),
)
QUIET_PERIOD, CAMPAIGN, VOTING = "quiet_period", "campaign", "voting"
