"""Squares of the web map: which ones a frame needs, and how they become its picture."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import rasterio
from affine import Affine
from pyproj import Transformer
from rasterio.warp import Resampling, reproject

from gis.backdrop.frame import Frame, Rgba

WORLD_M: Final = 2 * math.pi * 6_378_137.0
"""Side of the whole world in Web Mercator [m]."""
TILE_PX: Final = 256
FARTHEST: Final = 0
MOST_TILES: Final = 96
"""A picture needs no more squares than this: beyond it a coarser level does."""
EDGE_POINTS: Final = 9
"""Points on each side of a frame that are looked at: straight lines bend."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A square of the web map; y counts from the north."""

    z: int
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Tiles:
    """The squares of one level that cover a frame."""

    z: int
    x0: int
    y0: int
    columns: int
    rows: int

    def __iter__(self):  # type: ignore[no-untyped-def]
        """From the middle outwards: what is looked at comes first."""
        middle = (self.x0 + (self.columns - 1) / 2, self.y0 + (self.rows - 1) / 2)
        found = [
            Tile(self.z, x, y)
            for x in range(self.x0, self.x0 + self.columns)
            for y in range(self.y0, self.y0 + self.rows)
        ]
        return iter(sorted(found, key=lambda one: math.hypot(one.x - middle[0], one.y - middle[1])))

    def __len__(self) -> int:
        return self.columns * self.rows


def tiles_for(frame: Frame, nearest: int, farthest: int = FARTHEST) -> Tiles:
    """Squares that cover a frame at about its own resolution.

    Parameters
    ----------
    nearest, farthest : int
        Finest and coarsest level there are.
    """
    xmin, ymin, xmax, ymax = _in_mercator(frame)
    step = max((xmax - xmin) / max(frame.width, 1), 1e-6)
    z = math.ceil(math.log2(WORLD_M / TILE_PX / step) - 0.35)
    z = min(max(z, farthest), nearest)
    while True:
        found = _covering((xmin, ymin, xmax, ymax), z)
        if len(found) <= MOST_TILES or z <= farthest:
            return found
        z -= 1


def composed(frame: Frame, tiles: Tiles, pictures: Mapping[Tile, Rgba]) -> Rgba:
    """Lay squares side by side and warp them onto a frame; what is missing stays clear."""
    mosaic = np.zeros((4, tiles.rows * TILE_PX, tiles.columns * TILE_PX), np.uint8)
    for tile, picture in pictures.items():
        row, column = (tile.y - tiles.y0) * TILE_PX, (tile.x - tiles.x0) * TILE_PX
        mosaic[:, row : row + TILE_PX, column : column + TILE_PX] = _sized(picture).transpose(2, 0, 1)
    side = WORLD_M / 2**tiles.z
    step = side / TILE_PX
    corner = Affine(step, 0.0, tiles.x0 * side - WORLD_M / 2, 0.0, -step, WORLD_M / 2 - tiles.y0 * side)
    made = np.zeros((4, frame.height, frame.width), np.uint8)
    with rasterio.Env():
        reproject(
            mosaic, made, src_transform=corner, src_crs="EPSG:3857", dst_transform=frame.transform,
            dst_crs=frame.crs, resampling=Resampling.bilinear, num_threads=1,
        )  # fmt: skip
    return np.ascontiguousarray(made.transpose(1, 2, 0))


def _in_mercator(frame: Frame) -> tuple[float, float, float, float]:
    xmin, ymin, xmax, ymax = frame.extent
    along = np.linspace(0.0, 1.0, EDGE_POINTS)
    xs = np.concatenate(
        [xmin + along * (xmax - xmin)] * 2 + [np.full(EDGE_POINTS, xmin), np.full(EDGE_POINTS, xmax)]
    )
    ys = np.concatenate(
        [np.full(EDGE_POINTS, ymin), np.full(EDGE_POINTS, ymax), *[ymin + along * (ymax - ymin)] * 2]
    )
    to_web = Transformer.from_crs(frame.crs, "EPSG:3857", always_xy=True)
    x, y = (np.asarray(one) for one in to_web.transform(xs, ys))
    known = np.isfinite(x) & np.isfinite(y)
    half = WORLD_M / 2
    if not known.any():
        return (-half, -half, half, half)
    x, y = np.clip(x[known], -half, half), np.clip(y[known], -half, half)
    return (float(x.min()), float(y.min()), float(x.max()), float(y.max()))


def _covering(extent: tuple[float, float, float, float], z: int) -> Tiles:
    side, last = WORLD_M / 2**z, 2**z - 1
    xmin, ymin, xmax, ymax = extent
    x0, x1 = (min(max(int((x + WORLD_M / 2) // side), 0), last) for x in (xmin, xmax))
    y0, y1 = (min(max(int((WORLD_M / 2 - y) // side), 0), last) for y in (ymax, ymin))
    return Tiles(z, x0, y0, x1 - x0 + 1, y1 - y0 + 1)


def _sized(picture: Rgba) -> Rgba:
    """A square at the usual size; some servers send them twice as large."""
    height, width = picture.shape[:2]
    if (height, width) == (TILE_PX, TILE_PX):
        return picture
    rows, columns = (np.arange(TILE_PX) * size // TILE_PX for size in (height, width))
    return picture[np.ix_(rows, columns)]
