"""Pictures of the ground in files: GeoTIFF and the like, and MBTiles."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import rasterio
from rasterio.enums import ColorInterp, Resampling
from rasterio.errors import RasterioError
from rasterio.vrt import WarpedVRT

from gis.backdrop.decode import decoded, rgba
from gis.backdrop.frame import Frame, Rgba, Stop
from gis.backdrop.mercator import Tile, composed, tiles_for
from gis.errors import SourceError

STRETCH: Final = (2.0, 98.0)
"""Share of the values that a picture of other than 8 bits shows [%]."""
SAMPLE_PX: Final = 512


@dataclass(slots=True, eq=False)
class RasterFile:
    """A picture that GDAL can read and that knows where it lies."""

    path: Path
    attribution: str = ""

    def pictures(self, frame: Frame, stop: Stop) -> Iterator[Rgba]:
        """The part of the file that lies in a frame, read at the resolution of the frame."""
        if not self.path.is_file():
            raise SourceError("backdrop_file_missing", source=self.path.name)
        try:
            with rasterio.open(self.path) as source:
                if source.crs is None:
                    raise SourceError("backdrop_file_placeless", source=self.path.name)
                if not stop():
                    yield self._read(source, frame)
        except RasterioError as fault:
            raise SourceError("backdrop_file_unreadable", source=self.path.name, reason=str(fault)) from fault

    def close(self) -> None:
        """Nothing is open."""

    def _read(self, source: rasterio.DatasetReader, frame: Frame) -> Rgba:
        palette = source.colormap(1) if source.colorinterp[0] is ColorInterp.palette else None
        resampling = Resampling.nearest if palette else Resampling.bilinear
        clear = ColorInterp.alpha in source.colorinterp
        with WarpedVRT(
            source, crs=frame.crs, transform=frame.transform, width=frame.width, height=frame.height,
            resampling=resampling, add_alpha=not clear,
        ) as warped:  # fmt: skip
            bands = warped.read()
        alpha, colours = bands[-1], bands[:-1][:3]
        if palette is not None:
            table = np.array([palette.get(place, (0, 0, 0, 0)) for place in range(256)], np.uint8)
            made = table[colours[0].astype(np.uint8)]
        else:
            made = rgba(self._bytes(source, colours))
        made[..., 3] = np.where(alpha > 0, made[..., 3], 0)
        return np.ascontiguousarray(made)

    def _bytes(self, source: rasterio.DatasetReader, bands: np.ndarray) -> np.ndarray:
        """Values as 0 to 255, by the same stretch wherever one looks."""
        bands = bands[:1] if len(bands) == 2 else bands
        if bands.dtype == np.uint8:
            return bands
        rows, columns = min(source.height, SAMPLE_PX), min(source.width, SAMPLE_PX)
        sample = source.read(1, out_shape=(rows, columns), masked=True).compressed()
        sample = sample[np.isfinite(sample)]
        low, high = np.percentile(sample, STRETCH) if len(sample) else (0.0, 1.0)
        share = (bands.astype(np.float64) - low) / max(float(high - low), 1e-9)
        return np.nan_to_num(np.clip(255 * share, 0, 255)).astype(np.uint8)


@dataclass(slots=True, eq=False)
class TileFile:
    """Squares of the web map in an MBTiles file."""

    path: Path

    @property
    def attribution(self) -> str:
        """What the file says of whose it is."""
        try:
            with closing(self._open()) as base:
                found = base.execute("SELECT value FROM metadata WHERE name = 'attribution'").fetchone()
        except (sqlite3.Error, SourceError):
            return ""
        return str(found[0]) if found else ""

    def pictures(self, frame: Frame, stop: Stop) -> Iterator[Rgba]:
        """The picture of a frame."""
        try:
            with closing(self._open()) as base:
                low, high = base.execute("SELECT MIN(zoom_level), MAX(zoom_level) FROM tiles").fetchone()
                if low is None:
                    raise SourceError("backdrop_file_unreadable", source=self.path.name, reason="no tiles")
                wanted = tiles_for(frame, int(high), int(low))
                found = {}
                for tile in wanted:
                    if stop():
                        return
                    picture = decoded(_square(base, tile))
                    if picture is not None:
                        found[tile] = picture
        except sqlite3.Error as fault:
            raise SourceError("backdrop_file_unreadable", source=self.path.name, reason=str(fault)) from fault
        yield composed(frame, wanted, found)

    def close(self) -> None:
        """Nothing is open."""

    def _open(self) -> sqlite3.Connection:
        if not self.path.is_file():
            raise SourceError("backdrop_file_missing", source=self.path.name)
        return sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro", uri=True)


def _square(base: sqlite3.Connection, tile: Tile) -> bytes:
    row = 2**tile.z - 1 - tile.y  # MBTiles counts from the south
    found = base.execute(
        "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?",
        (tile.z, tile.x, row),
    ).fetchone()
    return bytes(found[0]) if found else b""
