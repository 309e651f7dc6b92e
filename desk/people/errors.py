"""Refusals of this app. Each message is safe to show and says the way out."""

from desk.core.errors import DeskError


class UsernameTaken(DeskError):
    def __init__(self, username: str) -> None:
        super().__init__(f"Nama pengguna {username} sudah dipakai. Pilih nama pengguna lain.")


class WrongBinding(DeskError):
    """A role was bound to what it cannot be bound to."""


class LastAdmin(DeskError):
    def __init__(self) -> None:
        super().__init__(
            "Ini penugasan Admin Kesbangpol yang terakhir. Beri peran itu kepada orang lain lebih dahulu, "
            "supaya instalasi ini tetap dapat diatur."
        )
