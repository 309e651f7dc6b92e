"""Refusals of what is vetted. Each text is a full Indonesian sentence for the person who tried."""

from desk.core.errors import DeskError


class UnknownFigure(DeskError):
    def __init__(self) -> None:
        super().__init__("Angka ini tidak ditawarkan untuk wilayah tersebut. Pilih angka lain dari daftar.")


class NothingAccepted(DeskError):
    """There is no accepted data for the figure; the text is the capability's own reason."""


class SourceNotAccepted(DeskError):
    def __init__(self, receipts: str) -> None:
        super().__init__(f"Laporan {receipts} belum diterima posko, jadi angkanya belum dapat diambil. Terima laporan itu lebih dahulu.")


class FigureMoved(DeskError):
    def __init__(self) -> None:
        super().__init__("Data angka ini baru saja berubah. Baca nilai terbarunya, lalu ambil angka sekali lagi.")


class NotYourRole(DeskError):
    def __init__(self) -> None:
        super().__init__("Peran Anda membaca angka wilayah ini. Hubungi operator, perwira piket, atau ketua posko.")


class OwnFigure(DeskError):
    def __init__(self) -> None:
        super().__init__("Anda sendiri yang mengambil angka ini, jadi orang lain di posko yang memeriksanya.")


class AlreadyDecided(DeskError):
    """A colleague was quicker."""

    def __init__(self, *, by: str, vetted: bool) -> None:
        outcome = "diperiksa dan disetujui" if vetted else "ditolak"
        super().__init__(f"Angka ini sudah {outcome} oleh {by}. Muat ulang halaman untuk melihat keadaan terbaru.")


class Overtaken(DeskError):
    def __init__(self, *, number: str, by: str) -> None:
        super().__init__(f"Angka yang lebih baru, {number}, sudah diambil oleh {by}. Periksa angka itu.")


class SourceChanged(DeskError):
    def __init__(self, receipts: str) -> None:
        super().__init__(f"Laporan {receipts} berubah sejak angka ini diambil. Tolak angka ini atau ambil angka yang baru.")


class ReasonMissing(DeskError):
    """A refusal without its reason helps nobody."""


class ProposalIncomplete(DeskError):
    """A proposal cannot stand without kind, title and text."""

    def __init__(self, label: str) -> None:
        super().__init__(f"{label} usulan belum diisi. Lengkapi, lalu kirim ulang.")


class ProposalMoved(DeskError):
    """The state cannot follow the present one."""

    def __init__(self, *, present: str, wanted: str) -> None:
        super().__init__(f"Usulan ini berstatus {present}, jadi tidak dapat menjadi {wanted}. Muat ulang halaman.")


class AddressMissing(DeskError):
    def __init__(self) -> None:
        super().__init__("Alamat halaman publik belum disebut. Sertakan tautan yang diawali / atau https://.")
