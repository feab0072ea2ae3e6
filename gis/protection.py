"""Which buildings lie in protected areas, or carry the mark of a monument."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from gis.account import Remark
from gis.columns import pick, protections
from gis.crs import reprojected
from gis.errors import LayerError
from gis.layers import load_layer
from gis.profiles import BUILDING_COLUMNS

LEAST_SHARE: Final = 0.5
"""Assumption: a building lies in an area that covers this share of its footprint [-]."""
NEAR_M: Final = 3.0
"""Assumption: a point that marks a monument lies on the building or at most this far from it [m]."""
LEVELS: Final = ("facade", "whole")
"""Protections, the stricter last."""


@dataclass(frozen=True, slots=True, eq=False)
class Protection:
    """Protection of buildings by a layer.

    Attributes
    ----------
    level : ndarray of str, shape (B,)
        One of `LEVELS`; "" where the layer says nothing of the building.
    features, unused : int
        Features of the layer, and those in which no building lies.
    """

    level: NDArray[np.str_]
    features: int
    unused: int
    remarks: tuple[Remark, ...]


def protection_of(
    buildings: gpd.GeoDataFrame, path: Path, layer: str = "", crs: str = "", default: str = LEVELS[0]
) -> Protection:
    """Find the buildings in the areas, or at the points, of a layer of protected places.

    Parameters
    ----------
    buildings : GeoDataFrame
        In a metric reference system.
    layer, crs : str
        Where the file has several layers, or names no reference system.
    default : str
        One of `LEVELS`: what is protected where the layer does not say.

    Raises
    ------
    gis.errors.SourceError
        If the file cannot be read.
    gis.errors.LayerError
        If the layer has neither areas nor points.
    """
    read = load_layer(path, "protection", layer, crs)
    places = reprojected(read.frame.set_crs(read.crs, allow_override=True), buildings.crs)[0]
    shapes = shapely.make_valid(places.geometry.to_numpy())
    if not np.isin(shapely.get_dimensions(shapes), (0, 2)).any():
        raise LayerError("protection_without_areas", source=path.name, layer=read.raw.layer)
    words, remarks = _words(places, default)
    building, place = _pairs(buildings.geometry.to_numpy(), shapes)
    order = np.array([LEVELS.index(word) if word in LEVELS else -1 for word in words], dtype=np.int8)
    best = np.full(len(buildings), -1, dtype=np.int8)
    np.maximum.at(best, building, order[place])
    level = np.array([*LEVELS, ""])[best]
    unused = len(shapes) - len(np.unique(place))
    return Protection(level, len(shapes), unused, (*read.remarks, *remarks))


def _words(places: gpd.GeoDataFrame, default: str) -> tuple[NDArray[np.object_], tuple[Remark, ...]]:
    """Protection that each place names, else the default, shape (F,)."""
    column = pick(places, BUILDING_COLUMNS["heritage"])
    if column is None:
        return np.full(len(places), default, dtype=object), ()
    words, remarks = protections(places[column])
    return np.where(words == "", default, words), remarks


def _pairs(
    buildings: NDArray[np.object_], places: NDArray[np.object_]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows of buildings and of the places that they belong to."""
    dimension = shapely.get_dimensions(places)
    areas, points = np.flatnonzero(dimension == 2), np.flatnonzero(dimension == 0)
    tree = shapely.STRtree(buildings)
    at, inside = tree.query(places[areas], predicate="intersects")
    common = shapely.area(shapely.intersection(buildings[inside], places[areas[at]]))
    enough = common >= LEAST_SHARE * shapely.area(buildings[inside])
    marks, marked = tree.query_nearest(places[points], max_distance=NEAR_M, all_matches=False)
    return (
        np.concatenate([inside[enough], marked]),
        np.concatenate([areas[at[enough]], points[marks]]),
    )
