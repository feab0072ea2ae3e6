"""Words for values of the user's files that were not taken, and for what is used instead."""

from collections.abc import Sequence
from math import isnan
from typing import Final

from app.text.numbers import format_number
from app.text.translate import _

SHOWN: Final = 5
"""Values that a sentence names."""


def cases(ids: Sequence[str], read: Sequence[str], used: Sequence[str], count: int) -> str:
    """Name values one by one: ``b1 has -50 (312 m² is used), b2 has 1e300 (90 m² is used)``.

    Parameters
    ----------
    ids, read, used : sequence of str
        Building, value as it was read, and value used instead; "" for none.
    count : int
        How many there are in all.
    """
    told = []
    for place, (name, value) in enumerate(zip(ids[:SHOWN], read, strict=False)):
        instead = used[place] if place < len(used) else ""
        text = _("{id} has {value} ({used} is used)") if instead else _("{id} has {value}")
        told.append(text.format(id=name, value=value, used=instead))
    return ", ".join(told) + (", ..." if count > len(told) else "")


def instead(column: str, value: float) -> str:
    """Write the value that stands in for one that was not taken; "" where nothing is used.

    Parameters
    ----------
    column : str
        Canonical column; its ending tells the unit.
    value : float
        NaN for nothing.
    """
    if column.startswith("renewal_"):
        return _("no renewal") if isnan(value) else f"{value:.0f}"
    if column == "nonresidential_share":
        return format_number(100.0 * (0.0 if isnan(value) else value), 0, "%")
    if isnan(value):
        return ""
    if column == "year_of_construction":
        return f"{value:.0f}"
    unit = "m²" if column.endswith("_m2") else "m" if column.endswith("_m") else ""
    return format_number(value, 0 if float(value).is_integer() or value >= 100 else 1, unit)
