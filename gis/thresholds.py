"""Where cleaning draws the line: every limit by name, with its unit and why it is so."""

from dataclasses import dataclass, fields, replace
from typing import Self

from gis.errors import FieldError


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Limits of cleaning; all of them are assumptions that a user may change."""

    smallest_m2: float = 1.0
    """Area below which a building is none [m²]: a slip of the pen, or a post."""
    sliver_m: float = 0.05
    """Mean width below which a building or parcel is a sliver between two others [m]."""
    largest_m2: float = 2_000_000.0
    """Area above which no building is one [m²]: the largest on earth covers 1.7 million."""
    unlikely_m2: float = 100_000.0
    """Area above which a building is worth a look [m²]: a stadium, or a fence around a works."""
    far_km: float = 100.0
    """Distance from the middle of the layer beyond which a feature was put by mistake [km]."""
    same_share: float = 0.95
    """Common share of two outlines above which they are the same building drawn twice [-]."""
    inside_share: float = 0.9
    """Share of a building inside another one above which it is a part of it [-]."""
    overlap_m2: float = 0.5
    """Overlap of two buildings that is too small to matter [m²]."""

    section_gap_m: float = 0.5
    """Gap between two sections that are named alike, up to which they are one building [m]."""

    @classmethod
    def of(cls, **values: float) -> Self:
        """The usual ones, with some others.

        Raises
        ------
        FieldError
            For a name that is none, or a value below zero.
        """
        names = [each.name for each in fields(cls)]
        for name, value in values.items():
            if name not in names or not value >= 0:
                raise FieldError("threshold_unknown", name=name, value=value, known=", ".join(names))
        return replace(cls(), **values)


USUAL = Thresholds()
