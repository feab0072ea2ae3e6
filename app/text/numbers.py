"""Numbers and units as a reader writes them."""

import math
from collections.abc import Mapping, Sequence
from typing import Final

NO_VALUE: Final = "–"
THIN_SPACE: Final = "\u202f"
MINUS: Final = "\u2212"

LARGER: Final[Mapping[str, tuple[tuple[float, str], ...]]] = {
    "kWh": ((1e3, "MWh"), (1e6, "GWh")),
    "kg": ((1e3, "t"), (1e6, "kt")),
    "EUR": ((1e3, "kEUR"), (1e6, "MEUR")),
}
"""Larger units of a unit, with their size."""


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


def compact(values: Sequence[float], unit: str) -> tuple[list[str], str]:
    """Write numbers that stand side by side in one larger unit, three or more figures each.

    Parameters
    ----------
    values : sequence of float
        In ``unit``; the largest decides.
    unit : str
        ``kWh/a`` may become ``MWh/a`` or ``GWh/a``, ``kg/a`` ``t/a``, ``EUR`` ``kEUR`` or ``MEUR``.

    Returns
    -------
    texts : list of str
        The numbers without unit.
    unit : str
        The unit they are written in.
    """
    most = max((abs(value) for value in values if math.isfinite(value)), default=0.0)
    steps = next((found for start, found in LARGER.items() if unit.startswith(start)), ())
    start = next((start for start in LARGER if unit.startswith(start)), "")
    factor, larger = 1.0, start
    for size, name in steps:
        if most >= 10 * size:
            factor, larger = size, name
    shown = most / factor
    decimals = 0 if factor == 1.0 or shown >= 1000 else 1
    texts = [format_number(value / factor, decimals) for value in values]
    return texts, larger + unit.removeprefix(start)


def shortened(text: str, most: int) -> str:
    """Cut a name that is too long for its place."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
