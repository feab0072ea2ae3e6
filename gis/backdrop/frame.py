"""`Frame`: the part of the world, in the plan's own reference system, that a picture shall cover."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from affine import Affine
from numpy.typing import NDArray

Rgba = NDArray[np.uint8]
"""Picture of shape (height, width, 4): red, green, blue, alpha; not premultiplied."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A north-up window on the world.

    ``extent`` is xmin, ymin, xmax, ymax in ``crs`` [m].
    """

    crs: str
    extent: tuple[float, float, float, float]
    width: int
    height: int

    @property
    def transform(self) -> Affine:
        """From pixel to world."""
        xmin, _ymin, _xmax, ymax = self.extent
        return Affine(self.step, 0.0, xmin, 0.0, -self.step, ymax)

    @property
    def step(self) -> float:
        """Size of a pixel [m]."""
        return (self.extent[2] - self.extent[0]) / max(self.width, 1)


Stop = Callable[[], bool]
"""Whether the picture is no longer wanted."""


class Backdrop(Protocol):
    """Something that can be laid under the map."""

    @property
    def attribution(self) -> str:
        """Who is to be named on the map."""

    def pictures(self, frame: Frame, stop: Stop) -> Iterator[Rgba]:
        """Pictures of a frame, each better than the one before; run it off the window's thread.

        Raises
        ------
        gis.errors.SourceError
            If the file or server gives nothing; the sentence says why.
        """

    def close(self) -> None:
        """Ask and read nothing any more."""
