"""City models: CityGML and CityJSON, which no driver reads as buildings.

Every building becomes one row with its footprint, its height and, where the model shows
roofs, their areas by orientation; parts are merged into their building.
"""

from pathlib import Path
from typing import Any, Final

import pandas as pd

from gis.account import Remark
from gis.citymodel.buildings import frame_of
from gis.citymodel.cityjson import scan_json
from gis.citymodel.model import CityModel, crs_of
from gis.citymodel.scan import scan_gml
from gis.columns import listed
from gis.errors import LayerError, SourceError
from gis.formats import CITYJSON

LAYER: Final = "Building"

MOST_BYTES: Final = 4_000_000_000
"""A larger file is to be delivered in tiles."""


def read(path: Path, kind: str, layer: str | None) -> tuple[str, pd.DataFrame, tuple[Remark, ...]]:
    """Read the buildings of a city model.

    Raises
    ------
    SourceError
        If the file is damaged or too large.
    LayerError
        If there is no such layer, or no building.
    """
    if layer not in (None, "", LAYER):
        raise LayerError("layer_missing", source=path.name, layer=layer, layers=LAYER)
    model = _scanned(path, kind, shapes=True)
    if not model.things:
        found = listed(sorted(model.skipped)) or "-"
        raise LayerError("city_without_buildings", source=path.name, found=found)
    frame = frame_of(model, crs_of(model.system))
    parts = len(model.things) - len(frame)
    remarks: tuple[Remark, ...] = ()
    if parts:
        remarks = (Remark("city_parts_merged", args={"count": parts, "source": path.name}),)
    if model.skipped:
        names = listed([f"{name} ({count})" for name, count in sorted(model.skipped.items())])
        remarks = (*remarks, Remark("city_skipped", args={"names": names, "source": path.name}))
    return LAYER, frame, remarks


def describe(path: Path, kind: str) -> list[dict[str, Any]]:
    """What is in a city model, as `pyogrio.read_info` says it; no shape is looked at.

    Raises
    ------
    SourceError
        If the file is damaged or too large.
    """
    model = _scanned(path, kind, shapes=False)
    names = dict.fromkeys(name for thing in model.things for name in thing.attributes)
    crs = crs_of(model.system)
    return [
        {
            "layer_name": LAYER,
            "geometry_type": "MultiPolygon",
            "features": sum(not thing.parent for thing in model.things),
            "fields": ["gml_id", *names],
            "crs": None if crs is None else crs.to_string(),
            "total_bounds": None if crs is not None and crs.is_geographic else model.bounds,
            "driver": kind,
        }
    ]


def _scanned(path: Path, kind: str, *, shapes: bool) -> CityModel:
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise SourceError(
            "file_too_large", source=path.name, size=f"{size / 1e9:.1f}", most=f"{MOST_BYTES / 1e9:.0f}"
        )
    return (scan_json if kind == CITYJSON else scan_gml)(path, shapes=shapes)
