"""Numbers and units as a reader writes them."""

import math
from typing import Final

NO_VALUE: Final = "–"
THIN_SPACE: Final = "\u202f"
MINUS: Final = "\u2212"


def format_number(value: float, decimals: int = 0, unit: str = "") -> str:
    """Group thousands with a thin space; no value is a dash, never "nan".

    Parameters
    ----------
    value : float
        The number; NaN and infinities mean no value.
    decimals : int
        Digits after the decimal point.
    unit : str
        Written after the number when there is one.
    """
    if not math.isfinite(value):
        return NO_VALUE
    text = f"{abs(value):,.{decimals}f}".replace(",", THIN_SPACE)
    negative = value < 0 and any(digit in "123456789" for digit in text)
    number = f"{MINUS}{text}" if negative else text
    return f"{number}{THIN_SPACE}{unit}" if unit else number
