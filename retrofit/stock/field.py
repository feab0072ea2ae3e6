"""`Field`: one column with its name, unit, label, meaning and shapefile alias."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How a column behaves when buildings are put together."""

    ID = "id"
    TEXT = "text"
    INPUT = "input"
    """A number of one building that is not summed (year, floors, height)."""
    SUM = "sum"
    """Extensive: a block has the sum of its buildings."""
    RATIO = "ratio"
    """Recomputed from sums at every level: ``100 or 1 x numerator / denominator``."""
    PAYBACK = "payback"
    """Recomputed from summed investment and summed saving."""


class Level(StrEnum):
    """Rows a column can describe."""

    BUILDING = "building"
    BLOCK = "block"
    PARCEL = "parcel"
    ASSOCIATION = "association"
    DISTRICT = "district"


@dataclass(frozen=True, slots=True)
class Field:
    """One column.

    ``dbf`` is its alias in a shapefile: upper case ASCII, at most ten characters.
    ``scale`` multiplies a ratio (100 for shares in per cent).
    """

    name: str
    label: str
    unit: str
    kind: Kind
    dbf: str
    doc: str
    decimals: int = 0
    numerator: str = ""
    denominator: str = ""
    scale: float = 1.0
    source: str = "calculated"
    diverging: bool = False
    """True when zero is a meaningful middle (NPV)."""
