"""Read a layer of a promised format, whole or not at all, without a trace beside the user's file."""

import hashlib
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pandas as pd
import pyogrio
from pyogrio.errors import DataLayerError
from shapely.errors import ShapelyError

from gis.account import Remark
from gis.errors import LayerError, SourceError
from gis.pieces import read_frame
from gis.sources import DRIVERS, SHAPEFILE_PARTS, check_source, readable, sidecar

OPEN_OPTIONS: Final[dict[str, dict[str, str]]] = {
    "GML": {"WRITE_GFS": "NO", "DOWNLOAD_SCHEMA": "NO"},
}
"""GDAL dataset options by driver: nothing written, nothing fetched."""

READ_ERRORS: Final = (RuntimeError, ValueError, LookupError, ArithmeticError, ShapelyError)
"""What the readers raise on damaged bytes; pyogrio's own errors are runtime errors."""

_MOST_LAYERS: Final = 1000
_MOST_WARNINGS: Final = 5


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
        An existing local file with one of the endings of `gis.sources.DRIVERS`.
    layer : str, optional
        Name of the layer; the first one when left out.
    encoding : str
        Of the texts, by the user's choice; found out when empty.

    Raises
    ------
    SourceError
        If the file is missing, of another format, truncated or unreadable.
    LayerError
        If there is no such layer, or it has no features or no geometry.
    """
    path = Path(path)
    driver = check_source(path)
    chosen, remarks = (
        _encoding(path) if driver == DRIVERS[".shp"] and not encoding else (encoding or None, ())
    )
    with readable(path) as source:
        described = describe(source, driver, path.name, layer or None)
        name = str(described["layer_name"])
        frame, noticed = _frame(source, driver, path.name, name, chosen)
    if not len(frame):
        raise LayerError("layer_empty", source=path.name, layer=name)
    if not isinstance(frame, gpd.GeoDataFrame):
        raise LayerError("layer_without_geometry", source=path.name, layer=name)
    frame = _with_own_names(frame)
    frame = frame.rename_geometry("geometry") if frame.geometry.name != "geometry" else frame
    return RawLayer(path, name, driver, frame, fingerprint(path), (*remarks, *noticed))


def _prepare(driver: str) -> dict[str, str]:
    """Open options of a driver; GML also needs a switch that is no open option."""
    if driver == "GML":
        # INSPIRE 4 writes uses and conditions as links in attributes
        pyogrio.set_gdal_config_options({"GML_ATTRIBUTES_TO_OGR_FIELDS": "YES"})
    return OPEN_OPTIONS.get(driver, {})


def describe(source: Path, driver: str, name: str, layer: str | int | None) -> dict[str, Any]:
    """Describe a layer in GDAL's words.

    Raises
    ------
    LayerError
        If there is no such layer.
    SourceError
        If the file cannot be opened, or was opened by a driver that is not promised.
    """
    options = _prepare(driver)
    try:
        found = _info(source, layer, options)
    except DataLayerError as error:
        known = ", ".join(str(each["layer_name"]) for each in describe_all(source, driver, name))
        raise LayerError("layer_missing", source=name, layer=layer, layers=known) from error
    except READ_ERRORS as error:
        raise _damaged(error, source, driver, name) from error
    if found["driver"] != driver:
        raise SourceError("format_mismatch", source=name, expected=driver)
    return found


def describe_all(source: Path, driver: str, name: str) -> Iterator[dict[str, Any]]:
    """Describe every layer of a file, in file order."""
    options = _prepare(driver)
    for position in range(_MOST_LAYERS):
        try:
            found = _info(source, position, options)
        except DataLayerError:
            return
        except READ_ERRORS as error:
            raise _damaged(error, source, driver, name) from error
        if found["driver"] != driver:
            raise SourceError("format_mismatch", source=name, expected=driver)
        yield found


def fingerprint(path: Path) -> str:
    """SHA-256 of a file; of a shapefile that of its parts one after the other."""
    digest = hashlib.sha256()
    parts = SHAPEFILE_PARTS if path.suffix.lower() == ".shp" else (path.suffix,)
    for ending in parts:
        part = path if ending.lower() == path.suffix.lower() else sidecar(path, ending)
        if part is None:
            continue
        with part.open("rb") as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
    return digest.hexdigest()


def _info(source: Path, layer: str | int | None, options: dict[str, str]) -> dict[str, Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the same are recorded when the layer is read
        found: dict[str, Any] = pyogrio.read_info(source, layer=layer, **options)
    return found


def _frame(
    source: Path, driver: str, name: str, layer: str, encoding: str | None
) -> tuple[pd.DataFrame, tuple[Remark, ...]]:
    options = _prepare(driver)
    try:
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            frame = read_frame(source, layer, encoding=encoding, on_invalid="ignore", wanted=None, **options)
    except UnicodeDecodeError as error:
        raise LayerError("text_undecodable", source=name, layer=layer) from error
    except READ_ERRORS as error:
        raise _damaged(error, source, driver, name) from error
    texts = dict.fromkeys(str(each.message).splitlines()[0].replace(str(source), name) for each in said)
    return frame, tuple(
        Remark("reader_warning", args={"text": text}) for text in list(texts)[:_MOST_WARNINGS]
    )


def _with_own_names(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
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
        return SourceError("format_mismatch", source=name, expected=driver)
    return SourceError("file_damaged", source=name, reason=said.replace(str(source), name))


def _encoding(path: Path) -> tuple[str | None, tuple[Remark, ...]]:
    """Choose the encoding of a shapefile's texts from its bytes and what the file says of itself."""
    table, page = sidecar(path, ".dbf"), sidecar(path, ".cpg")
    assert table is not None
    raw = table.read_bytes()
    if raw[32:].isascii():
        return None, ()
    declared = page.read_text(encoding="ascii", errors="replace").strip() if page else ""
    start = int.from_bytes(raw[8:10], "little")
    if _looks_like_utf8(raw[start:]) or (raw[start:].isascii() and _looks_like_utf8(raw[32:start])):
        if declared.upper().replace("-", "") in ("UTF8", "65001"):
            return "UTF-8", ()
        return "UTF-8", (Remark("encoding_guessed", args={"source": path.name, "encoding": "UTF-8"}),)
    if declared.upper().replace("-", "") in ("UTF8", "65001") or (not declared and raw[29] == 0):
        return "CP1252", (Remark("encoding_guessed", args={"source": path.name, "encoding": "CP1252"}),)
    return None, ()


def _looks_like_utf8(raw: bytes) -> bool:
    if raw.isascii():
        return False
    # a field may end in the middle of a letter: a few torn ones do not speak against UTF-8
    text = raw.decode("utf-8", errors="replace")
    torn = text.count("\ufffd")
    whole = len(text) - len(text.encode("ascii", errors="ignore")) - torn
    return whole > 0 and torn * 10 <= whole
