"""Drawings (DXF): outlines that are drawn as closed lines are areas."""

from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

LINES: Final = (1, 2)  # shapely type ids: LineString, LinearRing
CLOSED_M: Final = 0.001
"""Ends that are nearer than this meet [units of the drawing]."""
FEWEST: Final = 4


def with_areas(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the features with areas in the place of closed lines."""
    if not isinstance(frame, gpd.GeoDataFrame):
        return frame
    shapes = closed_lines_as_areas(frame.geometry.to_numpy())
    areas: pd.DataFrame = frame.set_geometry(gpd.GeoSeries(shapes, index=frame.index, crs=frame.crs))
    return areas


def closed_lines_as_areas(drawn: NDArray[np.object_]) -> NDArray[np.object_]:
    """Shapes with areas in the place of lines that end where they begin; all others as they are."""
    shapes = drawn.copy()
    rows = np.flatnonzero(np.isin(shapely.get_type_id(shapes), LINES))
    lines = shapes[rows]
    ends = shapely.distance(shapely.get_point(lines, 0), shapely.get_point(lines, -1))
    closed = (ends <= CLOSED_M) & (shapely.get_num_coordinates(lines) >= FEWEST)
    shapes[rows[closed]] = [
        shapely.Polygon(shapely.get_coordinates(line, include_z=bool(shapely.has_z(line))))
        for line in lines[closed]
    ]
    return shapes
