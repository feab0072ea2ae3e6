"""Read a layer of a promised format, whole or not at all, without a trace beside the user's file."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pandas as pd

from gis import citymodel, drawing, gdal, located, open_street_map, parquet
from gis.account import Remark
from gis.archives import INNER, files_in, find_in, name_in, unpacked
from gis.encodings import named
from gis.errors import LayerError, SourceError
from gis.formats import ARCHIVE, CITYGML, CITYJSON, FEATHER, PARQUET, SHAPEFILE, SHEET
from gis.sources import SHAPEFILE_PARTS, check_source, sidecar
from gis.table_text import encoding_of
from gis.worker import guarded

FINISHED: Final = {"OSM": open_street_map.with_tags, "DXF": drawing.with_areas}
"""What some kinds still need before they are layers."""

Rows = tuple[str, pd.DataFrame, tuple[Remark, ...]]
"""Name of a layer, its rows, and what was noticed."""


@dataclass(frozen=True, slots=True, eq=False)
class RawLayer:
    """A layer as it is in the file; ``frame`` has its geometry in the column ``geometry``."""

    path: Path
    layer: str
    driver: str
    frame: gpd.GeoDataFrame
    sha256: str
    remarks: tuple[Remark, ...] = ()


def read_layer(path: Path, layer: str | None = None, encoding: str = "") -> RawLayer:
    """Read one layer.

    Parameters
    ----------
    path : Path
        An existing local file with one of the endings of `gis.formats.DRIVERS`.
    layer : str, optional
        Name of the layer, in an archive ``inner/file.gpkg|layer``; the first one when left out.
    encoding : str
        Of the texts, by the user's choice; found out when empty.

    Raises
    ------
    SourceError
        If the file is missing, of another format, truncated or unreadable.
    LayerError
        If there is no such layer, or it has no features or no geometry.
    """
    return _layer(Path(path), layer, encoding, None)


def first_rows(path: Path, layer: str | None = None, encoding: str = "", most: int = 3000) -> RawLayer:
    """Read the first rows of a layer, where its format allows to stop there; not hashed.

    Raises
    ------
    SourceError, LayerError
        As `read_layer`.
    """
    return _layer(Path(path), layer, encoding, most)


def _layer(path: Path, layer: str | None, encoding: str, most: int | None) -> RawLayer:
    kind = check_source(path)
    if encoding and not named(encoding):
        raise SourceError("encoding_unknown", source=path.name, encoding=encoding)
    if kind == ARCHIVE:
        return _of_archive(path, layer or "", encoding, most)
    name, frame, remarks = guarded(read_rows, path, kind, layer, encoding, most)
    if not len(frame):
        raise LayerError("layer_empty", source=path.name, layer=name)
    if not isinstance(frame, gpd.GeoDataFrame):
        raise LayerError("layer_without_geometry", source=path.name, layer=name)
    frame = frame.rename_geometry("geometry") if frame.geometry.name != "geometry" else frame
    return RawLayer(path, name, kind, frame, "" if most else fingerprint(path), remarks)


def read_rows(path: Path, kind: str, layer: str | None, encoding: str, most: int | None = None) -> Rows:
    """Read a layer of a checked file, with or without shapes; ``most`` rows where the format allows a look."""
    if kind in (CITYGML, CITYJSON):
        return citymodel.read(path, kind, layer)
    if kind == SHEET:
        return located.read(path, layer or "", encoding)
    if kind in (PARQUET, FEATHER):
        return parquet.read(path, kind)
    if kind == SHAPEFILE:
        chosen, remarks = (encoding, ()) if encoding else encoding_of(path)
        name, frame, noticed = gdal.read(path, kind, layer, chosen, most)
        return name, frame, (*remarks, *noticed)
    name, frame, remarks = gdal.read(path, kind, layer, encoding or None, most)
    return name, FINISHED.get(kind, _as_it_is)(frame), remarks


def _as_it_is(frame: pd.DataFrame) -> pd.DataFrame:
    return frame


def describe_layers(path: Path) -> tuple[str, Sequence[dict[str, Any]]]:
    """Kind of a file and what is known of its layers without reading them, as `pyogrio.read_info` says it.

    Raises
    ------
    SourceError
        If the file is missing, of another format, truncated or unreadable.
    """
    kind = check_source(path)
    if kind == ARCHIVE:
        return kind, _in_archive(path)
    return kind, guarded(described, path, kind)


def described(path: Path, kind: str) -> Sequence[dict[str, Any]]:
    """What is known of the layers of a checked file that is no archive."""
    if kind in (CITYGML, CITYJSON):
        return citymodel.describe(path, kind)
    if kind == SHEET:
        return located.describe(path)
    if kind in (PARQUET, FEATHER):
        return parquet.describe(path, kind)
    return gdal.describe_all(path, kind)


def fingerprint(path: Path) -> str:
    """SHA-256 of a file; of a shapefile or a geodatabase that of its parts one after the other."""
    digest = hashlib.sha256()
    parts: list[Path | None] = [path]
    if path.suffix.lower() == ".shp":
        parts += [sidecar(path, ending) for ending in SHAPEFILE_PARTS[1:]]
    if path.is_dir():
        parts = [each for each in sorted(path.iterdir()) if each.is_file()]
    for part in parts:
        if part is None:
            continue
        with part.open("rb") as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
    return digest.hexdigest()


def _of_archive(path: Path, layer: str, encoding: str, most: int | None) -> RawLayer:
    with unpacked(path) as folder:
        inner, name = find_in(folder, layer, path.name)
        if check_source(inner) == ARCHIVE:
            raise SourceError("archive_nested", source=path.name, member=inner.name)
        found = _layer(inner, name or None, encoding, most)
        title = layer or name_in(folder, inner)
    return replace(found, path=path, layer=title, sha256="" if most else fingerprint(path))


def _in_archive(path: Path) -> list[dict[str, Any]]:
    """Layers of all files in an archive, named by the file and, where it has several, the layer."""
    found: list[dict[str, Any]] = []
    with unpacked(path) as folder:
        files = files_in(folder)
        if not files:
            raise SourceError("archive_without_files", source=path.name)
        for inner in files:
            if inner.suffix.lower() == ".zip":
                if len(files) == 1:
                    raise SourceError("archive_nested", source=path.name, member=inner.name)
                continue
            layers = describe_layers(inner)[1]
            name = name_in(folder, inner)
            found += [
                {**each, "layer_name": name if len(layers) == 1 else f"{name}{INNER}{each['layer_name']}"}
                for each in layers
            ]
    return found
