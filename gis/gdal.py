"""What GDAL reads for us: described and read layer by layer, nothing fetched, nothing written."""

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pandas as pd
import pyogrio
from pyogrio.errors import DataLayerError
from shapely.errors import ShapelyError

from gis.account import Remark
from gis.errors import LayerError, SourceError
from gis.formats import TITLES
from gis.pieces import read_frame
from gis.sources import readable

OPEN_OPTIONS: Final[dict[str, dict[str, str]]] = {
    "GML": {"WRITE_GFS": "NO", "DOWNLOAD_SCHEMA": "NO"},
}
"""GDAL dataset options by driver: nothing written, nothing fetched."""

CONFIGURATION: Final = {
    # INSPIRE 4 writes uses and conditions as links in attributes
    "GML_ATTRIBUTES_TO_OGR_FIELDS": "YES",
    # extracts cut out of others have their nodes in any order
    "OSM_USE_CUSTOM_INDEXING": "NO",
}
"""Switches that are no open options."""

READ_ERRORS: Final = (
    RuntimeError,
    ValueError,
    LookupError,
    ArithmeticError,
    ShapelyError,
    NameError,
    MemoryError,
)
"""What the readers raise on damaged bytes; pyogrio's own errors are runtime errors, and it stumbles
over a name of its own where a reference system cannot be written down.
"""

OTHER_NAMES: Final = {
    "LIBKML": frozenset({"LIBKML", "KML"}),
    "GeoJSON": frozenset({"GeoJSON", "GeoJSONSeq"}),
    "GeoJSONSeq": frozenset({"GeoJSON", "GeoJSONSeq"}),
}
"""Drivers that may open a file in the place of the one that was meant."""

_MOST_LAYERS: Final = 1000
_MOST_WARNINGS: Final = 5


def describe_all(path: Path, driver: str) -> list[dict[str, Any]]:
    """Describe every layer of a file in GDAL's words, in file order.

    Raises
    ------
    SourceError
        If the file cannot be opened, or was opened by a driver that is not promised.
    """
    with readable(path) as source:
        return list(_each(source, driver, path.name))


def read(
    path: Path, driver: str, layer: str | None, encoding: str | None, most: int | None = None
) -> tuple[str, pd.DataFrame, tuple[Remark, ...]]:
    """Read a layer, or its first rows: its name, its rows, and what GDAL warned of.

    Raises
    ------
    LayerError
        If there is no such layer.
    SourceError
        If the file cannot be opened, or was opened by a driver that is not promised.
    """
    with readable(path) as source:
        described = _described(source, driver, path.name, layer or None)
        name = str(described["layer_name"])
        frame, remarks = _frame(source, driver, (path.name, name), encoding, most)
    return name, with_own_names(frame), remarks


def _prepare(driver: str, source: Path) -> dict[str, str]:
    pyogrio.set_gdal_config_options(CONFIGURATION)
    if driver == "OSM":
        # room for the nodes is laid out at each opening: of a small extract that took most of the time
        megabytes = source.stat().st_size // 1_000_000
        return {"MAX_TMPFILE_SIZE": str(min(5 + 20 * megabytes, 100))}
    return OPEN_OPTIONS.get(driver, {})


def _described(source: Path, driver: str, name: str, layer: str | int | None) -> dict[str, Any]:
    options = _prepare(driver, source)
    try:
        found = _info(source, layer, options)
    except DataLayerError as error:
        known = ", ".join(str(each["layer_name"]) for each in _each(source, driver, name))
        raise LayerError("layer_missing", source=name, layer=layer, layers=known) from error
    except READ_ERRORS as error:
        raise _damaged(error, source, driver, name) from error
    _check_driver(found, driver, name)
    return found


def _each(source: Path, driver: str, name: str) -> Iterator[dict[str, Any]]:
    options = _prepare(driver, source)
    for position in range(_MOST_LAYERS):
        try:
            found = _info(source, position, options)
        except DataLayerError:
            return
        except READ_ERRORS as error:
            raise _damaged(error, source, driver, name) from error
        _check_driver(found, driver, name)
        yield found


def _check_driver(found: dict[str, Any], driver: str, name: str) -> None:
    if found["driver"] not in OTHER_NAMES.get(driver, {driver}):
        raise SourceError("format_mismatch", source=name, expected=TITLES.get(driver, driver))


def _info(source: Path, layer: str | int | None, options: dict[str, str]) -> dict[str, Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the same are recorded when the layer is read
        found: dict[str, Any] = pyogrio.read_info(source, layer=layer, **options)
    return found


def _frame(
    source: Path, driver: str, named: tuple[str, str], encoding: str | None, most: int | None
) -> tuple[pd.DataFrame, tuple[Remark, ...]]:
    options, (name, layer) = _prepare(driver, source), named
    try:
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            if most is None:
                frame = read_frame(
                    source, layer, encoding=encoding, on_invalid="ignore", wanted=None, **options
                )
            else:
                frame = pyogrio.read_dataframe(
                    source, layer=layer, encoding=encoding, on_invalid="ignore", max_features=most, **options
                )
    except UnicodeDecodeError as error:
        raise LayerError("text_undecodable", source=name, layer=layer) from error
    except READ_ERRORS as error:
        raise _damaged(error, source, driver, name) from error
    texts = dict.fromkeys(str(each.message).splitlines()[0].replace(str(source), name) for each in said)
    return frame, tuple(
        Remark("reader_warning", args={"text": text}) for text in list(texts)[:_MOST_WARNINGS]
    )


def with_own_names(frame: pd.DataFrame) -> pd.DataFrame:
    """Number the columns that have the name of an earlier one, as a .dbf allows."""
    repeated = frame.columns.duplicated()
    if not repeated.any():
        return frame
    named = frame.copy()
    named.columns = [
        f"{name}~{place}" if again else name
        for place, (name, again) in enumerate(zip(frame.columns, repeated, strict=True))
    ]
    return named


def _damaged(error: Exception, source: Path, driver: str, name: str) -> SourceError:
    said = (str(error).strip() or type(error).__name__).splitlines()[0]
    if "not recognized as being in a supported file format" in said:
        return SourceError("format_mismatch", source=name, expected=TITLES.get(driver, driver))
    return SourceError("file_damaged", source=name, reason=said.replace(str(source), name))


def is_shaped(frame: pd.DataFrame) -> bool:
    """Whether a table has shapes."""
    return isinstance(frame, gpd.GeoDataFrame)
