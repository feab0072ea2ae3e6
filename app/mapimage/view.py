"""Which part of the world a map shows, and how large."""

import math
from dataclasses import dataclass, replace
from typing import Final, Self

Extent = tuple[float, float, float, float]
"""xmin, ymin, xmax, ymax in the metric CRS [m]."""

FINEST: Final = 0.005
COARSEST: Final = 5000.0
"""Limits of the scale [m per pixel]."""


@dataclass(frozen=True, slots=True)
class View:
    """A north-up window on the world.

    Attributes
    ----------
    x, y : float
        World position of the picture's middle [m].
    metres_per_pixel : float
        Scale [m].
    width, height : int
        Size of the picture [pixel]; row 0 is the north edge.
    """

    x: float
    y: float
    metres_per_pixel: float
    width: int
    height: int

    @classmethod
    def of_extent(cls, extent: Extent, width: int, height: int, margin: float = 0.04) -> Self:
        """Fit an extent into a picture, with a margin as a share of the picture."""
        xmin, ymin, xmax, ymax = extent
        share = 1.0 - 2.0 * margin
        scale = max((xmax - xmin) / (width * share), (ymax - ymin) / (height * share))
        return cls((xmin + xmax) / 2, (ymin + ymax) / 2, _within(scale), width, height)

    @property
    def extent(self) -> Extent:
        """What the picture covers [m]."""
        half_width = self.width * self.metres_per_pixel / 2
        half_height = self.height * self.metres_per_pixel / 2
        return (self.x - half_width, self.y - half_height, self.x + half_width, self.y + half_height)

    @property
    def left(self) -> float:
        """World x of the left edge [m]."""
        return self.x - self.width * self.metres_per_pixel / 2

    @property
    def top(self) -> float:
        """World y of the upper edge [m]."""
        return self.y + self.height * self.metres_per_pixel / 2

    def to_pixel(self, x: float, y: float) -> tuple[float, float]:
        """Column and row of a world position; the first pixel spans 0 to 1."""
        return (x - self.left) / self.metres_per_pixel, (self.top - y) / self.metres_per_pixel

    def to_world(self, column: float, row: float) -> tuple[float, float]:
        """World position of a place in the picture [m]."""
        return self.left + column * self.metres_per_pixel, self.top - row * self.metres_per_pixel

    def moved(self, columns: float, rows: float) -> Self:
        """Follow a hand that drags the map right and down by so many pixels."""
        step = self.metres_per_pixel
        return replace(self, x=self.x - columns * step, y=self.y + rows * step)

    def zoomed(self, factor: float, column: float, row: float) -> Self:
        """Magnify by ``factor``; the world position under the given pixel stays there."""
        scale = _within(self.metres_per_pixel / factor)
        x, y = self.to_world(column, row)
        return replace(
            self,
            x=x - (column - self.width / 2) * scale,
            y=y + (row - self.height / 2) * scale,
            metres_per_pixel=scale,
        )

    def resized(self, width: int, height: int) -> Self:
        """Show more or less around the same middle."""
        return replace(self, width=width, height=height)

    def refined(self, factor: float) -> Self:
        """Cover the same world with ``factor`` times as many pixels along each side."""
        width, height = round(self.width * factor), round(self.height * factor)
        return replace(self, metres_per_pixel=self.metres_per_pixel / factor, width=width, height=height)

    def offset_to(self, other: "View") -> tuple[int, int] | None:
        """Whole pixels by which this picture's content moved against ``other``'s.

        Pixel ``(c, r)`` of this view is pixel ``(c + columns, r + rows)`` of the other.
        None where the scale differs or the pixels do not coincide.
        """
        if not math.isclose(self.metres_per_pixel, other.metres_per_pixel, rel_tol=1e-12):
            return None
        columns = (self.left - other.left) / self.metres_per_pixel
        rows = (other.top - self.top) / self.metres_per_pixel
        if abs(columns - round(columns)) > 1e-3 or abs(rows - round(rows)) > 1e-3:
            return None
        return round(columns), round(rows)


def union(extents: list[Extent]) -> Extent | None:
    """Smallest extent around all; None for none."""
    if not extents:
        return None
    return (
        min(extent[0] for extent in extents),
        min(extent[1] for extent in extents),
        max(extent[2] for extent in extents),
        max(extent[3] for extent in extents),
    )


def _within(scale: float) -> float:
    return min(max(scale, FINEST), COARSEST)
