"""GeoJSON and FlatGeobuf: one layer a file, with its sources inside."""

import json
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pyogrio
import shapely
from pyproj import CRS

from gis.atomic import replacing
from gis.crs import reprojected
from gis.errors import WriteError
from gis.handover.layer import Layer, Origin

WORLD: Final = CRS.from_epsg(4326)
GEOJSON_DECIMALS: Final = 8
"""A millimetre on the ground."""


def write_geojson(layer: Layer, path: Path, origin: Origin) -> None:
    """Write GeoJSON as RFC 7946 wants it: WGS 84, longitude first, rings by the right hand.

    Raises
    ------
    WriteError
        If nothing can be written.
    """
    options = {
        "RFC7946": "YES",
        "WRITE_NAME": "NO",
        "COORDINATE_PRECISION": str(GEOJSON_DECIMALS),
        "DESCRIPTION": origin.line,
        "FOREIGN_MEMBERS_COLLECTION": f'{{"name": {json.dumps(layer.title)}, "origin": {origin.text}}}',
    }
    frame, _accuracy = reprojected(layer.shaped, WORLD)
    with replacing(path) as draft:
        _write(frame, draft, driver="GeoJSON", layer_options=options)
        _refuse_half(draft, path, len(frame))


def write_flatgeobuf(layer: Layer, path: Path, origin: Origin) -> None:
    """Write FlatGeobuf with its spatial index, unless a row has no shape; rows come in the order of the index.

    Raises
    ------
    WriteError
        If nothing can be written.
    """
    whole = not shapely.is_missing(layer.frame.geometry.to_numpy()).any()
    options = {"TITLE": layer.title, "DESCRIPTION": origin.line, "SPATIAL_INDEX": "YES" if whole else "NO"}
    with replacing(path) as draft:
        _write(layer.shaped, draft, driver="FlatGeobuf", layer_options=options)
        _refuse_half(draft, path, len(layer.frame))


def _write(frame: gpd.GeoDataFrame, draft: Path, **options: Any) -> None:
    pyogrio.write_dataframe(frame, draft, encoding="UTF-8", **options)


def _refuse_half(draft: Path, path: Path, rows: int) -> None:
    """Look whether all rows lie in the file: a full disk does not stop every writer."""
    found = pyogrio.read_info(draft, force_feature_count=True)["features"]
    if found != rows:
        raise WriteError("write_failed", target=str(path), reason=f"{found} / {rows}")
