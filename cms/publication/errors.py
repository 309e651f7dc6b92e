"""Refusals of the one door. Each text is a full Indonesian sentence for the person who tried."""

from desk.core.errors import DeskError


class OnlyThroughOneDoor(DeskError):
    """Somebody tried to change what is public without the two persons."""

    def __init__(self) -> None:
        super().__init__(
            "Halaman publik hanya terbit melalui satu pintu. Serahkan naskahnya untuk ditinjau; setelah disetujui orang kedua, "
            "naskah terbit sendiri."
        )


class NotYours(DeskError):
    """The same person may not do both steps, or does not hold the role."""


class TextChanged(DeskError):
    """What would go out is not what was handed in."""


class NotWaiting(DeskError):
    """The text is not at this step (any more); somebody else was quicker."""


class GateShut(DeskError):
    """A rule about time or kind keeps it in: quiet period, embargo, results. ``reasons``: one sentence each."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


class Incomplete(DeskError):
    """Something that must stand in the text is missing."""


class LinkNotGood(DeskError):
    """A link out of a mail does nothing (any more); the sentence says why and what to do."""


class TooOften(DeskError):
    """A form was used more often than anybody needs; the sentence says when it works again."""


class PictureUnreadable(DeskError):
    """A picture of the library cannot be drawn."""

    def __init__(self, title: str) -> None:
        super().__init__(f"Foto “{title}” tidak dapat dibaca. Unggah ulang fotonya sebagai JPEG atau PNG, lalu serahkan lagi naskahnya.")
