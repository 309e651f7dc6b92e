from desk.core.errors import DeskError


class EssentialMissing(DeskError):
    """An incident cannot stand without kind, title, time and severity."""

    def __init__(self, label: str) -> None:
        super().__init__(f"{label} belum diisi. Lengkapi kejadian itu, lalu kirim ulang.")


class KnownBeforeItHappened(DeskError):
    def __init__(self) -> None:
        super().__init__("Waktu diketahui lebih awal daripada waktu kejadian. Periksa kedua waktu, lalu kirim ulang.")


class DecisionWithoutDocument(DeskError):
    def __init__(self) -> None:
        super().__init__("Putusan hanya dicatat bersama dokumennya. Lampirkan dokumen putusan, atau kosongkan bagian putusan.")
