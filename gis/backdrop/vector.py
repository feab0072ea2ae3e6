"""A file of points, lines or areas as a picture over the map: any layer of the user's own."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import shapely
from affine import Affine
from numpy.typing import NDArray
from rasterio.features import rasterize

from gis.backdrop.frame import Frame, Rgba, Stop
from gis.errors import SourceError
from gis.layers import load_layer
from gis.peek import peek

SAMPLES: Final = 3
"""Samples along each side of a pixel."""
LINE_PX: Final = 1.8
POINT_PX: Final = 4.0
"""Radius of a point."""
FILL: Final = 0.16
"""Opacity of areas; their edge is opaque."""
MOST_SHAPES: Final = 200_000
"""In sight at once; beyond it the largest are drawn."""

Rgb = tuple[int, int, int]
Geometries = NDArray[np.object_]


@dataclass(slots=True, eq=False)
class VectorFile:
    """One layer of a vector file in one colour; read when it is first shown, then kept."""

    path: Path
    layer: str
    colour: Rgb
    attribution: str = ""
    _frame: gpd.GeoDataFrame | None = None
    _placed: dict[str, tuple[Geometries, shapely.STRtree]] = field(default_factory=dict)

    def pictures(self, frame: Frame, stop: Stop) -> Iterator[Rgba]:
        """The part of the layer that lies in a frame."""
        shapes, tree = self._in_system(frame.crs)
        if stop():
            return
        around = POINT_PX * frame.step
        xmin, ymin, xmax, ymax = frame.extent
        sight = shapely.box(xmin - around, ymin - around, xmax + around, ymax + around)
        yield drawn(shapes[np.sort(tree.query(sight))], frame, self.colour)

    def close(self) -> None:
        """Forget what was read."""
        self._placed, self._frame = {}, None

    def _in_system(self, crs: str) -> tuple[Geometries, shapely.STRtree]:
        if self._frame is None:
            if not self.path.exists():
                raise SourceError("layer_file_missing", source=self.path.name)
            found = load_layer(self.path, "own", self.layer)
            self._frame = gpd.GeoDataFrame(geometry=found.frame.geometry.to_numpy(), crs=found.crs)
        if crs not in self._placed:
            shapes = self._frame.geometry.to_crs(crs).to_numpy()
            good = ~shapely.is_missing(shapes) & ~shapely.is_empty(shapes)
            shapes = shapely.force_2d(shapes[good])
            self._placed = {crs: (shapes, shapely.STRtree(shapes))}
        return self._placed[crs]


def layer_names(path: Path) -> tuple[str, ...]:
    """Names of the layers of a file that have shapes.

    Raises
    ------
    gis.errors.GisError
        If the file cannot be read, or holds nothing that can be drawn.
    """
    if not path.exists():
        raise SourceError("layer_file_missing", source=path.name)
    names = tuple(one.name for one in peek(path).layers)
    if not names:
        raise SourceError("layer_empty", source=path.name, layer=path.stem)
    return names


def drawn(shapes: Geometries, frame: Frame, colour: Rgb) -> Rgba:
    """Draw shapes in one colour: areas pale with an edge, lines, and points as discs.

    Parameters
    ----------
    shapes : ndarray of shapely geometries, in the reference system of the frame
    frame : Frame
    colour : tuple of int
        Red, green and blue, 0 to 255.
    """
    shapes = _largest(_flat(shapes), MOST_SHAPES)
    dimension = shapely.get_dimensions(shapes)
    areas = shapely.simplify(shapes[dimension == 2], frame.step / 2)
    lines = shapely.simplify(
        np.concatenate([shapes[dimension == 1], shapely.boundary(areas)]), frame.step / 2
    )
    strokes = shapely.buffer(lines, LINE_PX / 2 * frame.step, quad_segs=1)
    discs = shapely.buffer(shapes[dimension == 0], POINT_PX * frame.step, quad_segs=6)
    edge = _share(np.concatenate([strokes, discs]), frame)
    alpha = np.maximum(edge, FILL * _share(areas, frame))
    made = np.empty((frame.height, frame.width, 4), np.uint8)
    made[..., :3] = colour
    made[..., 3] = np.round(255 * alpha)
    return made


def _flat(shapes: Geometries) -> Geometries:
    """Collections and multi-parts as their parts."""
    flat = shapely.get_parts(shapes)
    while (shapely.get_type_id(flat) >= shapely.GeometryType.MULTIPOINT).any():
        flat = shapely.get_parts(flat)
    return np.asarray(flat[~shapely.is_empty(flat)])


def _largest(shapes: Geometries, most: int) -> Geometries:
    if len(shapes) <= most:
        return shapes
    return shapes[np.sort(np.argpartition(shapely.length(shapes), -most)[-most:])]


def _share(shapes: Geometries, frame: Frame) -> NDArray[np.float32]:
    """Share of each pixel that shapes cover, shape (height, width)."""
    shapes = shapes[~shapely.is_empty(shapes)]
    if not len(shapes):
        return np.zeros((frame.height, frame.width), np.float32)
    fine = frame.step / SAMPLES
    place = Affine(fine, 0.0, frame.extent[0], 0.0, -fine, frame.extent[3])
    shape = (frame.height * SAMPLES, frame.width * SAMPLES)
    covered = rasterize(
        shapes.tolist(), out_shape=shape, transform=place, fill=0, default_value=1, dtype=np.uint8
    )
    parts = covered.reshape(frame.height, SAMPLES, frame.width, SAMPLES)
    return np.asarray(parts.mean(axis=(1, 3), dtype=np.float32))
