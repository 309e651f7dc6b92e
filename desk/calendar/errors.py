"""Refusals of the calendar."""

from datetime import date

from desk.core.errors import DeskError
from desk.core.words import day


class ElectionKeyTaken(DeskError):
    def __init__(self, key: str) -> None:
        super().__init__(f"Kunci pemilihan “{key}” sudah dipakai pemilihan lain. Pilih kunci lain.")


class WrongStage(DeskError):
    """A stage that cannot be: it ends before it starts, or its key stands twice."""


class VotingDayPassed(DeskError):
    def __init__(self, voting_day: date) -> None:
        super().__init__(f"Hari pemungutan suara {day(voting_day)} sudah tiba atau lewat, sehingga tidak dapat dipindahkan.")


class VotingDayTooEarly(DeskError):
    def __init__(self, today: date) -> None:
        super().__init__(f"Hari pemungutan suara yang baru harus setelah hari ini, {day(today)}. Pilih tanggal lain.")
