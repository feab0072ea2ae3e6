"""City models in degrees, brought to metres before anything is reckoned."""

import numpy as np
from pyproj import CRS

from gis.citymodel.model import CityModel
from gis.crs import horizontal, metric_crs, way_to


def to_metres(model: CityModel, crs: CRS | None) -> CRS | None:
    """Change the coordinates of a model in degrees to the metric system of its place, in place.

    Returns
    -------
    CRS or None
        The system in which the coordinates are now.
    """
    if crs is None or not horizontal(crs).is_geographic:
        return crs
    rings = [ring for thing in model.things for face in thing.faces for ring in face.rings]
    if not rings:
        return crs
    points = np.array([point for ring in rings for point in ring], dtype=np.float64)
    if _is_latitude_first(model.system, points):
        points[:, :2] = points[:, 1::-1]
    middle = (float(np.median(points[:, 0])), float(np.median(points[:, 1])))
    target = metric_crs(crs, (*middle, *middle))
    change = way_to(horizontal(crs), target)
    points[:, 0], points[:, 1] = change.transform(points[:, 0], points[:, 1])
    at = 0
    for ring in rings:
        ring[:] = [tuple(point) for point in points[at : at + len(ring)].tolist()]
        at += len(ring)
    return target


def _is_latitude_first(system: str, points: np.ndarray) -> bool:
    """Whether the order is that of the authority, as URN and web addresses of systems mean it."""
    if np.abs(points[:, 0]).max() > 90:
        return False
    return system.lower().startswith(("urn:", "http")) or bool(np.abs(points[:, 1]).max() > 90)
