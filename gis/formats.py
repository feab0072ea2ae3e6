"""The formats that are promised, and which of them a file is: by its ending and its first bytes."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

CITYGML: Final = "CityGML"
CITYJSON: Final = "CityJSON"
SHEET: Final = "Sheet"
PARQUET: Final = "Parquet"
FEATHER: Final = "Feather"
ARCHIVE: Final = "Archive"
SHAPEFILE: Final = "ESRI Shapefile"
GEODATABASE: Final = "OpenFileGDB"

OWN: Final = frozenset({CITYGML, CITYJSON, SHEET, PARQUET, FEATHER, ARCHIVE})
"""Kinds that are not opened by a GDAL driver of that name."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of files: its GDAL driver, or one of `OWN`, and the endings that promise it."""

    driver: str
    title: str
    endings: tuple[str, ...]


FORMATS: Final = (
    Format(SHAPEFILE, "shapefile", (".shp",)),
    Format("GPKG", "GeoPackage", (".gpkg",)),
    Format("GeoJSON", "GeoJSON", (".geojson", ".json")),
    Format("GeoJSONSeq", "GeoJSON text sequence", (".geojsonl", ".geojsons", ".ndjson", ".jsonl", ".seq")),
    Format("TopoJSON", "TopoJSON", (".topojson",)),
    Format("GML", "GML", (".gml",)),
    Format("FlatGeobuf", "FlatGeobuf", (".fgb",)),
    Format("LIBKML", "KML", (".kml",)),
    Format("DXF", "DXF", (".dxf",)),
    Format("OSM", "OpenStreetMap extract", (".pbf", ".osm")),
    Format("SQLite", "Spatialite", (".sqlite", ".sqlite3", ".spatialite", ".db")),
    Format(GEODATABASE, "file geodatabase", (".gdb",)),
    Format("MapInfo File", "MapInfo", (".tab", ".mif")),
    Format(CITYGML, "CityGML", (".citygml",)),
    Format(CITYJSON, "CityJSON", (".cityjson",)),
    Format(SHEET, "table", (".csv", ".tsv", ".xlsx", ".ods")),
    Format(PARQUET, "GeoParquet", (".parquet", ".geoparquet", ".pq")),
    Format(FEATHER, "Feather", (".feather", ".arrow")),
    Format(ARCHIVE, "ZIP archive", (".zip", ".kmz")),
)

DRIVERS: Final = {ending: each.driver for each in FORMATS for ending in each.endings}
"""Kind by file ending, in lower case; nothing else is ever opened."""

TITLES: Final = {each.driver: each.title for each in FORMATS}

READABLE: Final = ", ".join(dict.fromkeys(each.endings[0] for each in FORMATS))
"""Endings as a sentence names them."""

_CITY_ROOT: Final = re.compile(rb"<(?:[\w.-]+:)?CityModel[\s>]")
_XML_HEAD: Final = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<")
_CITY_TYPE: Final = re.compile(rb'"type"\s*:\s*"CityJSON(?:Feature)?"')
_TOPOLOGY: Final = re.compile(rb'"type"\s*:\s*"Topology"')


def format_of(path: Path, head: bytes) -> str | None:
    """Kind of a file; of endings that several kinds share, by the first bytes.

    Parameters
    ----------
    path : Path
    head : bytes
        The first bytes of it; empty for a folder.

    Returns
    -------
    str or None
        A value of `DRIVERS`; None for what is not promised.
    """
    ending = path.suffix.lower()
    if ending in (".gml", ".xml", ".citygml") and _XML_HEAD.match(head):
        if _CITY_ROOT.search(head):
            return CITYGML
        if ending == ".xml":
            return "GML" if b"opengis.net/gml" in head else None
    if ending in (".json", ".cityjson", ".jsonl") and _CITY_TYPE.search(head):
        return CITYJSON
    if ending in (".json", ".topojson") and _TOPOLOGY.search(head):
        return "TopoJSON"
    return DRIVERS.get(ending)
