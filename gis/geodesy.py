"""Positions, lengths and areas on the ellipsoid beside those on the map's plane."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Self

import numpy as np
import pyproj
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Lengths:
    """A line, or the outline of an area.

    Attributes
    ----------
    plane_m : ndarray, shape (N,)
        Length of each segment on the plane of the CRS [m].
    ellipsoid_m : ndarray, shape (N,)
        Length of the shortest line on the ellipsoid of the CRS [m].
    """

    plane_m: NDArray[np.float64]
    ellipsoid_m: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Geodesy:
    """Leads from a metric CRS to its ellipsoid and to WGS 84; made by `of`."""

    geod: pyproj.Geod
    own: pyproj.Transformer
    wgs84: pyproj.Transformer

    @classmethod
    @lru_cache(maxsize=4)
    def of(cls, crs: str) -> Self:
        """Make the one of a CRS, given as ``EPSG:n`` or WKT2."""
        given = pyproj.CRS.from_user_input(crs)
        geodetic, geod = given.geodetic_crs, given.get_geod()
        if geodetic is None or geod is None:
            raise ValueError(f"no ellipsoid in {crs}")
        return cls(
            geod,
            pyproj.Transformer.from_crs(given, geodetic, always_xy=True),
            pyproj.Transformer.from_crs(given, "EPSG:4326", always_xy=True),
        )

    def latitude_longitude(self, x: float, y: float) -> tuple[float, float]:
        """Position in WGS 84 [degree]."""
        longitude, latitude = self.wgs84.transform(x, y)
        return float(latitude), float(longitude)

    def lengths(self, points: NDArray[np.float64]) -> Lengths:
        """Length of each segment of a line, shape (N, 2) in the CRS [m]."""
        if len(points) < 2:
            return Lengths(np.empty(0), np.empty(0))
        longitude, latitude = self.own.transform(points[:, 0], points[:, 1])
        _to, _from, ellipsoid = self.geod.inv(longitude[:-1], latitude[:-1], longitude[1:], latitude[1:])
        return Lengths(np.hypot(*np.diff(points, axis=0).T), np.asarray(ellipsoid, dtype=np.float64))

    def areas(self, ring: NDArray[np.float64]) -> tuple[float, float]:
        """Area on the plane and on the ellipsoid of a ring without repeated end [m2].

        A ring that crosses itself has the difference of its loops, as everywhere in surveying.
        """
        if len(ring) < 3:
            return 0.0, 0.0
        x, y = (ring - ring[0]).T
        plane = 0.5 * abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1)))
        longitude, latitude = self.own.transform(ring[:, 0], ring[:, 1])
        ellipsoid, _perimeter = self.geod.polygon_area_perimeter(longitude, latitude)
        return plane, abs(float(ellipsoid))
