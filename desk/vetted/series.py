"""The name of a figure over time: which figure, of which region, which part of it."""

from dataclasses import dataclass

SEPARATOR = "|"  # stands in no key of a figure, part or region


@dataclass(frozen=True, order=True)
class Series:
    """``part`` is empty for a figure without parts. ``key`` is what page content stores."""

    figure: str
    region_code: str
    part: str = ""

    @property
    def key(self) -> str:
        """As ``readiness_point|32.71|readiness:3f2c...``"""
        return SEPARATOR.join((self.figure, self.region_code, self.part))

    @classmethod
    def of(cls, key: str) -> "Series | None":
        """The series with this ``key``; None when the text is none."""
        figure, *rest = key.split(SEPARATOR)
        if not figure or len(rest) != 2 or not rest[0]:  # noqa: PLR2004 - region and part
            return None
        return cls(figure, *rest)
