"""Write values into cells of the buildings, with where they come from."""

import geopandas as gpd
import numpy as np
from numpy.typing import NDArray

from app import bridge
from retrofit.stock.codes import ELEMENTS, MISSING_CODE
from retrofit.stock.fields import PROVENANCE_OF
from retrofit.stock.provenance import Provenance
from retrofit.stock.stock import Stock

Rows = NDArray[np.int32]


def put_values(
    frame: gpd.GeoDataFrame, stock: Stock, name: str, rows: Rows, values: NDArray[np.generic], origin: str
) -> tuple[gpd.GeoDataFrame, Stock]:
    """Return buildings and stock with other values in some rows of a column.

    Parameters
    ----------
    rows : ndarray, shape (n,)
    values : ndarray, shape (n,)
        Numbers, or words of a closed list.
    origin : str
        A name of `Provenance` in lower case.
    """
    column = frame[name].to_numpy(copy=True)
    column[rows] = values
    changed = frame.assign(**{name: column})
    if name in PROVENANCE_OF:
        said = frame[f"provenance_{name}"].to_numpy(dtype=object, copy=True)
        said[rows] = origin
        changed = changed.assign(**{f"provenance_{name}": said})
    return changed, _with(stock, name, rows, values, Provenance[origin.upper()])


def _with(stock: Stock, name: str, rows: Rows, values: NDArray[np.generic], origin: Provenance) -> Stock:
    held = "renewal_year" if name in bridge.RENEWALS else name
    cells = getattr(stock, held).copy()
    if name in bridge.CODE_LISTS:
        place = {word: code for code, word in enumerate(bridge.CODE_LISTS[name])}
        cells[rows] = [place.get(str(value), MISSING_CODE) for value in values]
    elif name in bridge.RENEWALS:
        cells[rows, ELEMENTS.index(name.removeprefix("renewal_"))] = values
    else:
        cells[rows] = values
    before = stock.provenance.get(held, np.full(len(stock), Provenance.GIVEN, dtype=np.int8))
    codes = np.array(before, copy=True)
    codes[rows] = origin
    return stock.with_column(held, cells, codes)
