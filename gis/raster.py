"""Elevation rasters: what a file holds, and windows of one grid read over many tiles in bounded memory."""

import math
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self

import numpy as np
import rasterio
from affine import Affine
from numpy.typing import NDArray
from pyproj import CRS
from pyproj.exceptions import CRSError
from rasterio._err import CPLE_BaseError
from rasterio.enums import ColorInterp
from rasterio.errors import RasterioError
from rasterio.windows import Window

from gis.crs import horizontal, short_name
from gis.errors import CrsError, SourceError

DRIVERS: Final = {
    ".tif": "GTiff", ".tiff": "GTiff", ".asc": "AAIGrid", ".hgt": "SRTMHGT", ".hgt.zip": "SRTMHGT",
}  # fmt: skip
"""Endings and their readers: files that hold their values themselves and point at no other file."""
METRES: Final = {
    "m": 1.0, "metre": 1.0, "metres": 1.0, "meter": 1.0, "meters": 1.0, "dm": 0.1, "decimetre": 0.1, "cm": 0.01,
    "centimetre": 0.01, "mm": 0.001, "ft": 0.3048, "foot": 0.3048, "feet": 0.3048, "us-ft": 1200.0 / 3937.0,
    "us survey foot": 1200.0 / 3937.0,
}  # fmt: skip
"""Metres in a unit of height."""
UNITS: Final = ("m", "dm", "cm", "mm", "ft", "us-ft")
"""Units that a user can name."""
DEEPEST_M: Final = -500.0
HIGHEST_M: Final = 9000.0
"""Nothing on land is lower or higher: such a value stands for no data."""
VOID: Final = (-32768.0, -32767.0, -9999.0)
"""Values that stand for no data in files that do not say so."""
MOST_BLOCK_BYTES: Final = 1 << 30
"""A file whose smallest readable piece is larger is not read [bytes]."""
OPEN: Final = 24
"""Tiles that are kept open."""
ALIGNED: Final = 0.02
"""Tiles whose pixels lie within this of each other's share a grid [pixel]."""
CACHE_MB: Final = 256

Values = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class RasterInfo:
    """What a raster file says of itself."""

    path: Path
    driver: str
    width: int
    height: int
    dtype: str
    nodata: float | None
    crs: CRS | None
    """Horizontal system; None where the file names none."""
    transform: Affine
    """From column and row to the system."""
    unit: str = ""
    """Unit of its values as the file names it, or "" ."""
    scale: float = 1.0
    offset: float = 0.0
    bands: int = 1

    @property
    def resolution(self) -> tuple[float, float]:
        """Width and height of a pixel [units of the system]."""
        turn = self.transform
        return math.hypot(turn.a, turn.d), math.hypot(turn.b, turn.e)

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """xmin, ymin, xmax, ymax in its system."""
        corners = np.array([(x, y) for x in (0, self.width) for y in (0, self.height)], dtype=np.float64)
        x, y = applied(self.transform, corners).T
        return float(x.min()), float(y.min()), float(x.max()), float(y.max())

    @property
    def crs_name(self) -> str:
        """``EPSG:n`` or the name of the system; "" for none."""
        return short_name(self.crs)

    @property
    def is_whole_numbers(self) -> bool:
        """Whether it holds whole numbers, which may stand for decimetres or centimetres."""
        return np.dtype(self.dtype).kind in "iu" and self.scale == 1.0

    @property
    def metres(self) -> float | None:
        """Metres in its unit of height; None where the file names none that is known."""
        return METRES.get(self.unit.strip().lower())


def peek_raster(path: Path) -> RasterInfo:
    """Look at a raster without reading its values.

    Raises
    ------
    SourceError
        If it is absent, no elevation raster, damaged, or its pieces are too large to be read.
    CrsError
        If its reference system is unknown.
    """
    with _opened(path) as source:
        try:
            return _described(path, source)
        except CPLE_BaseError as fault:  # GDAL's own, where the head of the file is damaged
            raise SourceError("raster_unreadable", source=path.name, reason=_reason(fault)) from fault


def _described(path: Path, source: rasterio.DatasetReader) -> RasterInfo:
    _must_be_heights(path, source)
    crs, unit = _system(path, source)
    return RasterInfo(
        path=path,
        driver=source.driver,
        width=source.width,
        height=source.height,
        dtype=source.dtypes[0],
        nodata=source.nodata,
        crs=crs,
        transform=source.transform,
        unit=source.units[0] or unit,
        scale=float(source.scales[0]),
        offset=float(source.offsets[0]),
        bands=source.count,
    )


@contextmanager
def _opened(path: Path) -> Iterator[rasterio.DatasetReader]:
    source = _open(path)
    try:
        yield source
    finally:
        source.close()


def _open(path: Path) -> rasterio.DatasetReader:
    if not path.exists():
        raise SourceError("file_missing", source=path.name)
    if path.is_file() and path.stat().st_size == 0:
        raise SourceError("file_empty", source=path.name)
    driver = next((name for end, name in DRIVERS.items() if path.name.lower().endswith(end)), "")
    if not driver:
        raise SourceError("raster_format_unknown", source=path.name, known=", ".join(DRIVERS))
    try:
        return rasterio.open(path, driver=driver)
    except (RasterioError, CRSError, ValueError) as fault:
        raise SourceError("raster_unreadable", source=path.name, reason=_reason(fault)) from fault


def _reason(fault: Exception) -> str:
    """What the reader said, in one line."""
    told = str(fault.__cause__ or fault).splitlines()
    return told[0][:200] if told else type(fault).__name__


def _must_be_heights(path: Path, source: rasterio.DatasetReader) -> None:
    if source.count < 1 or source.dtypes[0].startswith("complex"):
        raise SourceError("raster_no_heights", source=path.name)
    colours = {ColorInterp.red, ColorInterp.green, ColorInterp.blue, ColorInterp.palette}
    if colours & set(source.colorinterp):
        raise SourceError("raster_is_picture", source=path.name, bands=source.count)
    if source.transform.is_identity or source.transform.is_degenerate:
        raise SourceError("raster_placeless", source=path.name)
    least = 2 * source.width * source.height - 1  # a digit and what parts it from the next
    if source.driver == "AAIGrid" and path.stat().st_size < least:
        raise SourceError("file_truncated", source=path.name, found=path.stat().st_size, expected=least)
    rows, columns = source.block_shapes[0]
    # bands that lie pixel by pixel are read together
    deep = source.count if source.tags(ns="IMAGE_STRUCTURE").get("INTERLEAVE") == "PIXEL" else 1
    if rows * columns * deep * np.dtype(source.dtypes[0]).itemsize > MOST_BLOCK_BYTES:
        raise SourceError("raster_blocks_too_large", source=path.name, rows=rows, columns=columns)


def _system(path: Path, source: rasterio.DatasetReader) -> tuple[CRS | None, str]:
    """Horizontal system of a raster, and the unit of its vertical one."""
    if source.crs is None:
        return None, ""
    try:
        whole = CRS.from_wkt(source.crs.to_wkt())
    except (CRSError, RasterioError) as fault:
        raise CrsError("raster_crs_unknown", source=path.name) from fault
    unit = ""
    if whole.is_compound:
        axes = CRS(whole.sub_crs_list[-1]).axis_info
        unit = axes[0].unit_name if axes else ""
    flat = horizontal(whole)
    if not (flat.is_projected or flat.is_geographic):
        raise CrsError("raster_crs_unknown", source=path.name)
    return flat, unit


@dataclass(slots=True, eq=False)
class Grid:
    """Tiles that share a system and a raster of pixels, read as one.

    Attributes
    ----------
    tiles : list of RasterInfo
    crs : CRS
    places : list of tuple of int
        Row and column of each tile's first pixel, counted from the first tile's.
    factor : float
        Metres in a unit of the values.
    """

    tiles: list[RasterInfo]
    crs: CRS
    places: list[tuple[int, int]]
    factor: float = 1.0
    _files: OrderedDict[Path, rasterio.DatasetReader] = field(default_factory=OrderedDict)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *fault: object) -> None:
        while self._files:
            self._files.popitem()[1].close()

    @property
    def transform(self) -> Affine:
        """From column and row of the grid to its system."""
        return self.tiles[0].transform

    @property
    def extents(self) -> NDArray[np.int64]:
        """First row and column and those after the last of each tile, shape (tiles, 4)."""
        pairs = zip(self.tiles, self.places, strict=True)
        return np.array([(r, c, r + t.height, c + t.width) for t, (r, c) in pairs], dtype=np.int64)

    def read(self, window: tuple[int, int, int, int], step: int = 1) -> Values:
        """Heights in a window, NaN where there are none [m].

        Parameters
        ----------
        window : tuple of int
            First row and column, and those after the last.
        step : int
            Only every so many pixels.

        Raises
        ------
        SourceError
            If a tile is damaged.
        """
        top, left, bottom, right = window
        made = np.full((-(-(bottom - top) // step), -(-(right - left) // step)), np.nan, np.float32)
        for tile, (row, column) in zip(self.tiles, self.places, strict=True):
            r0, c0 = max(top, row), max(left, column)
            r1, c1 = min(bottom, row + tile.height), min(right, column + tile.width)
            if r1 <= r0 or c1 <= c0:
                continue
            part = self._part(tile, Window(c0 - column, r0 - row, c1 - c0, r1 - r0), step)
            at, to = (r0 - top) // step, (c0 - left) // step
            target = made[at : at + part.shape[0], to : to + part.shape[1]]
            part = part[: target.shape[0], : target.shape[1]]
            np.copyto(target, part, where=np.isnan(target))
        return made

    def _part(self, tile: RasterInfo, window: Window, step: int) -> Values:
        shape = (-(-int(window.height) // step), -(-int(window.width) // step))
        try:
            with rasterio.Env(GDAL_CACHEMAX=CACHE_MB):
                found = self._file(tile.path).read(1, window=window, out_shape=shape, masked=True)
        except RasterioError as fault:
            raise SourceError("raster_damaged", source=tile.path.name, reason=_reason(fault)) from fault
        values = np.ma.filled(found.astype(np.float32), np.nan)
        values[np.isin(values, np.array(VOID, np.float32))] = np.nan
        values *= tile.scale * self.factor
        values += tile.offset * self.factor
        # whole numbers without a unit may be millimetres: what they are is found out by what they say
        unsure = 1000.0 if tile.is_whole_numbers and tile.metres is None and self.factor == 1.0 else 1.0
        values[~((values > unsure * DEEPEST_M) & (values < unsure * HIGHEST_M))] = np.nan
        return np.asarray(values, dtype=np.float32)

    def _file(self, path: Path) -> rasterio.DatasetReader:
        if path in self._files:
            self._files.move_to_end(path)
            return self._files[path]
        if len(self._files) >= OPEN:
            self._files.popitem(last=False)[1].close()
        self._files[path] = _open(path)
        return self._files[path]


def grids_of(tiles: Sequence[RasterInfo], crs: CRS, unit: str = "") -> list[Grid]:
    """Put tiles together that share a system, a unit and a raster of pixels.

    Parameters
    ----------
    tiles : sequence of RasterInfo
    crs : CRS
        Of tiles that name none.
    unit : str
        One of `UNITS`, over what the files say; "" takes theirs, else metres.
    """
    grids: list[Grid] = []
    for tile in tiles:
        system = tile.crs or crs
        factor = METRES[unit] if unit else (tile.metres or 1.0)
        for grid in grids:
            place = _place(grid.transform, tile.transform)
            if place is not None and grid.factor == factor and grid.crs == system:
                grid.tiles.append(tile)
                grid.places.append(place)
                break
        else:
            grids.append(Grid([tile], system, [(0, 0)], factor))
    return grids


def applied(change: Affine, points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points moved by a transform, shape (N, 2)."""
    x, y = points.T
    return np.column_stack([change.a * x + change.b * y + change.c, change.d * x + change.e * y + change.f])


def _place(first: Affine, other: Affine) -> tuple[int, int] | None:
    """Row and column of another raster's first pixel, None where its pixels lie otherwise."""
    size = max(abs(first.a), abs(first.b), abs(first.d), abs(first.e))
    parts = ("a", "b", "d", "e")
    if any(abs(getattr(first, name) - getattr(other, name)) > 1e-7 * size for name in parts):
        return None
    column, row = applied(~first, np.array([[other.c, other.f]]))[0].tolist()
    if abs(column - round(column)) > ALIGNED or abs(row - round(row)) > ALIGNED:
        return None
    return round(row), round(column)
