"""What a percentage was made of: its numerator and its denominator, with what was counted."""

from dataclasses import dataclass
from decimal import Decimal

from desk.core import words

LONGEST_COUNTED = 160  # characters


@dataclass(frozen=True)
class Share:
    """What a percentage was made of: so many out of so many. ``counted``: of what, as it follows the numbers, without a full stop."""

    numerator: Decimal
    denominator: Decimal
    counted: str

    def __post_init__(self) -> None:
        if not 0 <= self.numerator <= self.denominator or not self.denominator or not 0 < len(self.counted) <= LONGEST_COUNTED:
            raise ValueError("A share needs a part of a whole and says of what.")

    @property
    def words(self) -> str:
        """``4 dari 6 kecamatan``"""
        return f"{words.number(self.numerator)} dari {words.number(self.denominator)} {self.counted}"
