"""Rasters of known houses."""

from pathlib import Path

import numpy as np
import rasterio
import shapely
from affine import Affine

CRS_NAME = "EPSG:25832"
LEFT, TOP = 550_000.0, 6_086_200.0


def grid(left=LEFT, top=TOP, pixel=1.0, down=None, turn=0.0):
    """A transform with its first corner at the left top."""
    down = pixel if down is None else down
    return Affine.translation(left, top) @ Affine.rotation(turn) @ Affine.scale(pixel, -down)


def write(path: Path, heights, transform, size=(200, 200), crs=CRS_NAME, dtype="float32", **more):
    """Write heights, a function of east and north, at the middles of pixels; ``size`` is columns, rows."""
    columns, rows = size
    column, row = np.meshgrid(np.arange(columns) + 0.5, np.arange(rows) + 0.5)
    east = transform.a * column + transform.b * row + transform.c
    north = transform.d * column + transform.e * row + transform.f
    values = heights(east, north)
    driver = {".asc": "AAIGrid"}.get(path.suffix, "GTiff")
    scales = {name: more.pop(name) for name in ("scales", "offsets", "units") if name in more}
    with rasterio.open(
        path, "w", driver=driver, width=columns, height=rows, count=1, dtype=dtype, crs=crs,
        transform=transform, **more,
    ) as target:  # fmt: skip
        target.write(np.asarray(values).astype(dtype), 1)
        for name, value in scales.items():
            setattr(target, name, value)
    return path


def ground(east, north):
    """A slope: 30 m in the south west, a metre up each 50 m east and each 100 m north."""
    return 30.0 + (east - LEFT) / 50.0 + (north - (TOP - 200.0)) / 100.0


def with_house(box, height, ridge=0.0, along="east", base=ground):
    """Surface over ground: a house on a rectangle, flat or with a gable of some rise."""
    xmin, ymin, xmax, ymax = box

    def surface(east, north):
        inside = (east >= xmin) & (east <= xmax) & (north >= ymin) & (north <= ymax)
        middle, half = ((ymin + ymax) / 2, (ymax - ymin) / 2)
        off = np.abs(north - middle)
        if along == "north":
            middle, half = ((xmin + xmax) / 2, (xmax - xmin) / 2)
            off = np.abs(east - middle)
        roof = height + ridge * (1.0 - off / half)
        return base(east, north) + np.where(inside, roof, 0.0)

    return surface


def of_town(town, folder: Path, share=0.6):
    """Surface and terrain of the western part of a town: building k is 5 m + k / 10 high."""
    xmin, ymin, xmax, ymax = town.buildings.total_bounds
    tree = shapely.STRtree(town.buildings.geometry.to_numpy())

    def level(east, _north):
        return np.full(east.shape, 12.0)

    def surface(east, north):
        pixel, building = tree.query(shapely.points(east.ravel(), north.ravel()), predicate="intersects")
        up = np.zeros(east.size)
        up[pixel] = 5.0 + building / 10.0
        return 12.0 + up.reshape(east.shape)

    place, crs = grid(xmin - 20, ymax + 20, 1.0), town.buildings.crs.to_string()
    size = (int((xmax - xmin) * share), int(ymax - ymin) + 40)
    made = (("dsm.tif", surface), ("dtm.tif", level))
    return tuple(write(folder / name, heights, place, size, crs) for name, heights in made)
