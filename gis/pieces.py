"""Read a large layer piece by piece, so that other threads get their turn in between.

The reader holds Python's lock for as long as one call lasts: 3 s for 100 000 buildings of a
plan with all their columns, in which a window could not even be moved.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely

# with pyarrow installed pandas would hold texts otherwise than without: plans must not depend on it
pd.set_option("mode.string_storage", "python")

CELLS: Final = 150_000
"""Values of a call: 40 ms."""
LEAPING: Final = frozenset({".gpkg", ".shp"})
"""Kinds of files in which a reader can begin anywhere without reading what is before."""


def read_frame(
    source: Path,
    layer: str | int | None,
    *,
    encoding: str | None = None,
    on_invalid: str = "raise",
    wanted: Callable[[str], bool] | None = None,
    **options: str,
) -> pd.DataFrame:
    """Read a layer, as `pyogrio.read_dataframe` does.

    Parameters
    ----------
    source : Path
    layer : str or int, optional
    encoding : str, optional
        Of the texts; what the file says when it is None.
    on_invalid : str
        What becomes of geometries that cannot be read: ``raise``, ``warn`` or ``ignore``.
    wanted : callable, optional
        Which columns are read, by name; all of them when it is None.
    options : str
        Of the driver.
    """
    columns = None
    if source.suffix.lower() in LEAPING:
        head = pyogrio.read_info(source, layer=layer, encoding=encoding, **options)
        names = [str(name) for name in head["fields"]]
        columns = None if wanted is None else [name for name in names if wanted(name)]
        rows = max(CELLS // (len(names if columns is None else columns) + 2), 1)
        if head["features"] > rows and _is_plain(head):
            cuts = _cuts(source, head, rows)
            read = partial(
                pyogrio.raw.read, source, layer=layer, encoding=encoding, columns=columns, **options
            )
            return _joined([read(**cut) for cut in cuts], on_invalid)
    frame: pd.DataFrame = pyogrio.read_dataframe(
        source, layer=layer, encoding=encoding, on_invalid=on_invalid, columns=columns, **options
    )
    return frame


def _is_plain(head: dict[str, Any]) -> bool:
    """Whether no column needs more than its bare values; names must differ, too."""
    dated = any(str(kind).startswith("datetime") for kind in head["dtypes"])
    structured = any(kind == "OFSTJSON" for kind in head.get("ogr_subtypes", ()))
    return not dated and not structured and len(set(head["fields"])) == len(head["fields"])


def _cuts(source: Path, head: dict[str, Any], rows: int) -> list[dict[str, Any]]:
    """What each call is to read; by keys where there are any, since leaps cost time in a GeoPackage."""
    count, key = int(head["features"]), head["fid_column"]
    if key and source.suffix.lower() == ".gpkg":
        names = (str(name).replace('"', '""') for name in (key, head["layer_name"]))
        column, table = (f'"{name}"' for name in names)
        sql = f"SELECT MIN({column}) AS low, MAX({column}) AS high FROM {table}"  # noqa: S608 - quoted
        ends = pyogrio.read_dataframe(source, sql=sql, read_geometry=False)
        low, high = int(ends["low"].iloc[0]), int(ends["high"].iloc[0])
        if high - low < 2 * count:
            starts = range(low, high + 1, rows)
            return [{"where": f"{column} >= {start} AND {column} < {start + rows}"} for start in starts]
    return [{"skip_features": first, "max_features": rows} for first in range(0, count, rows)]


def _joined(pieces: list[tuple[Any, Any, Any, Any]], on_invalid: str) -> pd.DataFrame:
    meta = pieces[0][0]
    columns = {
        name: np.concatenate([piece[3][place] for piece in pieces])
        for place, name in enumerate(meta["fields"].tolist())
    }
    frame = pd.DataFrame(columns)
    if pieces[0][2] is None:
        return frame
    shapes = [shapely.from_wkb(piece[2], on_invalid=on_invalid) for piece in pieces]
    joined: pd.DataFrame = gpd.GeoDataFrame(frame, geometry=np.concatenate(shapes), crs=meta["crs"])
    return joined
