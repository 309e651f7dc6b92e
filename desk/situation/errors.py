from desk.core.errors import DeskError


class SituationMissing(DeskError):
    """A report that is not nil must judge the situation."""

    def __init__(self) -> None:
        super().__init__("Situasi wilayah belum diisi, padahal laporan ini bukan laporan nihil. Isi situasi wilayah, lalu kirim ulang.")


class ConditionMissing(DeskError):
    def __init__(self) -> None:
        super().__init__("Kondisi umum wilayah belum diisi. Isi kondisi umum, lalu kirim ulang.")
