"""Measure on the map."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from gis.geodesy import Geodesy


@dataclass(frozen=True, slots=True)
class Measured:
    """What a line or an area measures.

    Attributes
    ----------
    segments_m : tuple of float
        Length of each segment on the plane of the map [m].
    plane_m, ellipsoid_m : float
        Length, or perimeter, on the plane and on the ellipsoid [m].
    plane_m2, ellipsoid_m2 : float
        Area; zero for a line [m2].
    """

    segments_m: tuple[float, ...]
    plane_m: float
    ellipsoid_m: float
    plane_m2: float = 0.0
    ellipsoid_m2: float = 0.0


def measure_distance(crs: str, points: ArrayLike) -> Measured:
    """Length along points, shape (N, 2) in a metric CRS."""
    lengths = Geodesy.of(crs).lengths(np.asarray(points, dtype=np.float64).reshape(-1, 2))
    return Measured(
        tuple(lengths.plane_m.tolist()), float(lengths.plane_m.sum()), float(lengths.ellipsoid_m.sum())
    )


def measure_area(crs: str, points: Sequence[tuple[float, float]]) -> Measured:
    """Area and perimeter of a ring, shape (N, 2) in a metric CRS; the last corner joins the first."""
    ring = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    geodesy = Geodesy.of(crs)
    lengths = geodesy.lengths(np.vstack([ring, ring[:1]]) if len(ring) > 1 else ring)
    plane, ellipsoid = geodesy.areas(ring)
    return Measured(
        tuple(lengths.plane_m.tolist()),
        float(lengths.plane_m.sum()),
        float(lengths.ellipsoid_m.sum()),
        plane,
        ellipsoid,
    )


def position(crs: str, x: float, y: float) -> tuple[float, float]:
    """Latitude and longitude in WGS 84 of a place in a metric CRS [degree]."""
    return Geodesy.of(crs).latitude_longitude(x, y)
