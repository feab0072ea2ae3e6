"""Correct what the sources say of buildings: one value for many, by selection or rule."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

import geopandas as gpd
import numpy as np
from numpy.typing import NDArray

from app import bridge
from app.changes import Changes
from app.errors import UserError
from app.project import Project
from app.services.edited import mark
from app.services.outcome import Outcome
from app.services.planning import replan
from app.text.labels import field_title
from gis.account import Account, Remark
from retrofit.progress import Progress, silent
from retrofit.stock.codes import ELEMENTS
from retrofit.stock.fields import PROVENANCE_OF
from retrofit.stock.provenance import Provenance
from retrofit.stock.stock import Stock

BOUNDS: Final[Mapping[str, tuple[float, float]]] = {
    "year_of_construction": (1000.0, 2100.0),
    "number_of_floors_above_ground": (0.5, 200.0),
    "height_above_ground_m": (1.0, 1000.0),
    "number_of_dwellings": (0.0, 5000.0),
    "floor_area_gross_m2": (1.0, 1e6),
    "nonresidential_share": (0.0, 1.0),
    **dict.fromkeys(bridge.RENEWALS, (1800.0, 2100.0)),
}
"""Columns that hold a number, and what is possible."""
SETTLED_BY: Final[Mapping[str, str]] = {"floors_not_in_parts": "number_of_floors_above_ground"}
"""Remark to the column whose correction settles it; others name their column themselves."""
UNKNOWN: Final = "?"
"""Written for what is not known."""
FLOORS: Final = "number_of_floors_above_ground"
AREA: Final = "floor_area_gross_m2"
EDITABLE: Final = (*BOUNDS, *bridge.CODE_LISTS)


def set_values(
    project: Project, rows: NDArray[np.int32], values: Mapping[str, str], progress: Progress = silent
) -> Outcome:
    """Give some buildings other attributes, as given by the user, and reckon again.

    Parameters
    ----------
    rows : ndarray
        Buildings.
    values : mapping of str to str
        Column of `EDITABLE` to its value as text; "" or "?" makes it unknown again.

    Raises
    ------
    app.errors.UserError
        If a column cannot be edited or a value is impossible.
    """
    outcome = replan(with_values(project, rows, values), progress)
    return Outcome(outcome.project, outcome.changes | Changes.SCENARIO)


def with_values(project: Project, rows: NDArray[np.int32], values: Mapping[str, str]) -> Project:
    """Return the plan with other attributes, not reckoned yet.

    Raises
    ------
    app.errors.UserError
        If a column cannot be edited or a value is impossible.
    """
    frame, stock = project.buildings.copy(), project.stock
    wanted = {name: "" if text.strip() == UNKNOWN else text.strip() for name, text in values.items()}
    for name, text in wanted.items():
        if name not in EDITABLE:
            raise UserError("edit_column_unknown", column=name, known=", ".join(EDITABLE))
        stock = _put(frame, stock, name, rows, _read(name, text), given=bool(text))
    if wanted.get(FLOORS) and AREA not in wanted:
        # an area that was reckoned from the floors of parts is no longer that of these floors
        summed = frame[f"provenance_{AREA}"].to_numpy(dtype=object)[rows] == Provenance.JOINED.name.lower()
        stock = _put(frame, stock, AREA, rows[summed], float("nan"), given=False)
    frame = mark(frame, rows, wanted)
    given = {name for name, text in wanted.items() if text}
    account = _settled(project.account, frozenset(frame.index[rows]), given)
    return project.replace(buildings=frame, stock=stock, account=account)


def _put(
    frame: gpd.GeoDataFrame,
    stock: Stock,
    name: str,
    rows: NDArray[np.int32],
    value: float | str,
    *,
    given: bool,
) -> Stock:
    """Write a value into a column of the frame, and return the stock with it."""
    column = frame[name].to_numpy(copy=True)
    column[rows] = value
    frame[name] = column
    if name in PROVENANCE_OF:
        said = frame[f"provenance_{name}"].to_numpy(dtype=object, copy=True)
        said[rows] = "given" if given else ""
        frame[f"provenance_{name}"] = said
    return _with(stock, name, rows, value, Provenance.GIVEN if given else Provenance.ASSUMED)


def _settled(account: Account, ids: frozenset[str], columns: set[str]) -> Account:
    """The account without remarks on values that the user has given meanwhile."""
    return replace(account, remarks=tuple(_remaining(account.remarks, ids, columns)))


def _remaining(remarks: Iterable[Remark], ids: frozenset[str], columns: set[str]) -> Iterator[Remark]:
    for remark in remarks:
        about = SETTLED_BY.get(remark.code, str(remark.args.get("column", "")))
        if about not in columns or ids.isdisjoint(remark.feature_ids):
            yield remark
            continue
        kept = [place for place, one in enumerate(remark.feature_ids) if one not in ids]
        args = dict(remark.args) | {"count": len(kept)}
        if isinstance(read := args.get("read"), Sequence):
            args["read"] = [read[place] for place in kept if place < len(read)]
        if kept:
            yield replace(remark, feature_ids=tuple(remark.feature_ids[place] for place in kept), args=args)


def _read(name: str, text: str) -> float | str:
    if name in bridge.CODE_LISTS:
        known = bridge.CODE_LISTS[name]
        if text and text not in known:
            raise UserError(
                "edit_value_unknown", column=field_title(name), value=text, known=", ".join(known)
            )
        return text
    if not text:
        return float("nan")
    low, high = BOUNDS[name]
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = float("nan")
    if not low <= value <= high:
        raise UserError(
            "edit_value_impossible", column=field_title(name), value=text, low=f"{low:g}", high=f"{high:g}"
        )
    return value


def _with(stock: Stock, name: str, rows: NDArray[np.int32], value: float | str, origin: Provenance) -> Stock:
    """Return the stock with the value in one column, or in one element of the years of renewal."""
    column = "renewal_year" if name in bridge.RENEWALS else name
    values = getattr(stock, column).copy()
    if name in bridge.CODE_LISTS:
        known = bridge.CODE_LISTS[name]
        values[rows] = known.index(str(value)) if value else -1
    elif name in bridge.RENEWALS:
        values[rows, ELEMENTS.index(name.removeprefix("renewal_"))] = value
    else:
        values[rows] = value
    before = stock.provenance.get(column, np.full(len(stock), Provenance.GIVEN, dtype=np.int8))
    codes = np.array(before, copy=True)
    codes[rows] = origin
    return stock.with_column(column, values, codes)
