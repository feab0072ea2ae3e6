"""What does not fit between buildings and parcels, each kind with the ids it speaks of."""

from collections.abc import Sequence
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from gis.account import Remark
from gis.common_area import Told, common_area, unheard
from gis.parcel_shares import SLIVER_M2, SLIVER_SHARE, OnParcels
from gis.parcels import SMALLEST_OVERLAP
from gis.references import normalise

BEYOND: Final = 0.05
"""A building lies on several parcels where a further one holds more than this share of it [-]."""
OVERLAP_M2: Final = 1.0
"""Parcels overlap where they have more than this in common [m²]."""
MOSTLY: Final = 0.5
"""References are expected to name parcels where at least this share of them does [-]."""
SHOWN: Final = 3
"""Cases that a sentence tells."""

Texts = NDArray[np.object_]
Rows = NDArray[np.bool_]


def conflicts(
    buildings: gpd.GeoDataFrame,
    references: Texts,
    parcels: gpd.GeoDataFrame,
    joined: OnParcels,
    told: Told = unheard,
) -> tuple[Remark, ...]:
    """List what does not fit.

    Parameters
    ----------
    buildings, parcels : GeoDataFrame
        Indexed by id, in the same metric system.
    references : ndarray of str, shape (B,)
        Cadastral reference of each building, "" for none.
    joined : OnParcels
        From `gis.parcel_shares.put_on_parcels`.
    told : callable
        Hears which share is done; may raise to stop.
    """
    if not len(parcels):
        return ()
    ids, names = buildings.index.to_numpy(dtype=object), parcels.index.to_numpy(dtype=object)
    found = (
        _elsewhere(ids, names, joined),
        *_references(ids, references, joined),
        _without(ids, joined),
        _overlapping(parcels, told),
        _on_several(ids, names, joined),
        *_addresses(ids, names, buildings, joined),
        _on_one(ids, names, joined),
        _slivers(joined),
    )
    return tuple(remark for remark in found if remark is not None)


def _on_one(ids: Texts, names: Texts, joined: OnParcels) -> Remark | None:
    """Parcels with several buildings."""
    held = np.bincount(joined.row[joined.row >= 0], minlength=len(names))
    several = (joined.row >= 0) & (held[joined.row] > 1)
    if not several.any():
        return None
    args: dict[str, object] = {
        "count": int(several.sum()),
        "parcels": int((held > 1).sum()),
        "most": int(held.max()),
        "example": names[int(held.argmax())],
    }
    return Remark("parcel_many_buildings", "notes", tuple(ids[several]), args)


def _addresses(
    ids: Texts, names: Texts, buildings: gpd.GeoDataFrame, joined: OnParcels
) -> list[Remark | None]:
    """One address on several parcels, and several addresses on one parcel."""
    if "address" not in buildings:
        return []
    written = buildings["address"].astype(str)
    plain = written.str.casefold().str.replace(r"[\s,.;]+", " ", regex=True).str.strip().to_numpy()
    # without a number it is a street
    known = np.flatnonzero(written.str.contains(r"\d", regex=True).to_numpy(dtype=bool) & (joined.row >= 0))
    pairs = pd.DataFrame({"address": plain[known], "parcel": joined.row[known], "row": known})
    found: list[Remark | None] = []
    for code, severity, one, other in (
        ("address_on_parcels", "doubts", "address", "parcel"),
        ("parcel_many_addresses", "notes", "parcel", "address"),
    ):
        several = pairs.groupby(one)[other].transform("nunique").to_numpy() > 1
        rows = pairs["row"].to_numpy()[several]
        firsts = pairs[several].groupby(one, sort=False)["row"].first().to_numpy()
        told = [str(names[joined.row[r]]) if one == "parcel" else written.iloc[r] for r in firsts[:SHOWN]]
        args: dict[str, object] = {
            "count": len(rows),
            "cases": _listed(told, len(firsts)),
            "groups": len(firsts),
        }
        found.append(Remark(code, severity, tuple(ids[rows]), args) if len(rows) else None)
    return found


def _on_several(ids: Texts, names: Texts, joined: OnParcels) -> Remark | None:
    """Buildings that reach over a boundary."""
    shares = joined.shares
    large = shares.of_building > BEYOND
    rows = np.flatnonzero(np.bincount(shares.building[large], minlength=len(ids)) > 1)
    if not len(rows):
        return None
    told = []
    for row in rows[:SHOWN]:
        pieces = [piece for piece in shares.of_row(int(row)) if large[piece]]
        parts = ", ".join(f"{names[shares.parcel[p]]} {shares.of_building[p]:.0%}" for p in pieces)
        told.append(f"{ids[row]}: {parts}")
    args: dict[str, object] = {
        "count": len(rows),
        "share": round(100 * BEYOND),
        "cases": _listed(told, len(rows)),
    }
    return Remark("building_many_parcels", "notes", tuple(ids[rows]), args)


def _elsewhere(ids: Texts, names: Texts, joined: OnParcels) -> Remark | None:
    """Buildings whose reference names one parcel and whose shape lies on another, or on none."""
    shares, named = joined.shares, joined.named
    there = (shares.parcel == named[shares.building]) & (shares.of_building >= SMALLEST_OVERLAP)
    on_it = np.zeros(len(ids), dtype=bool)
    on_it[shares.building[there]] = True
    rows = np.flatnonzero((named >= 0) & ~on_it)
    if not len(rows):
        return None
    told = []
    for row in rows[:SHOWN]:
        pieces = shares.of_row(int(row))
        beneath = names[shares.parcel[pieces[0]]] if len(pieces) else "-"
        told.append(f"{ids[row]}: {names[named[row]]} / {beneath}")
    args: dict[str, object] = {"count": len(rows), "cases": _listed(told, len(rows))}
    return Remark("parcel_elsewhere", "doubts", tuple(ids[rows]), args)


def _references(ids: Texts, references: Texts, joined: OnParcels) -> list[Remark | None]:
    """References that are blank, name a parcel that was not delivered, or contradict their control letters."""
    given, named = references != "", joined.named >= 0
    wrong = _invalid(references)
    found = [_told("parcel_reference_invalid", "doubts", ids, references, wrong)]
    if named.any() and named.sum() >= MOSTLY * given.sum():
        unknown = given & ~named
        said = np.array([normalise(str(text)) is not None for text in references[unknown]], dtype=bool)
        blank = ~given & ~named
        blank[np.flatnonzero(unknown)[~said]] = True
        unknown[np.flatnonzero(unknown)[~said]] = False
        found.append(_told("parcel_reference_unknown", "notes", ids, references, unknown))
        found.append(_told("parcel_reference_blank", "notes", ids, references, blank))
    return found


def _invalid(references: Texts) -> Rows:
    """Spanish references of units whose control letters do not follow from the rest."""
    long = np.flatnonzero(pd.Series(references, dtype=object).str.len().to_numpy() >= 20)
    wrong = np.zeros(len(references), dtype=bool)
    for row in long.tolist():
        reference = normalise(str(references[row]), "ES")
        wrong[row] = reference is not None and not reference.valid
    return wrong


def _told(code: str, severity: str, ids: Texts, references: Texts, rows: Rows) -> Remark | None:
    if not rows.any():
        return None
    said = [f"{ids[row]} ({references[row] or '-'})" for row in np.flatnonzero(rows)[:SHOWN]]
    args: dict[str, object] = {"count": int(rows.sum()), "cases": _listed(said, int(rows.sum()))}
    return Remark(code, severity, tuple(ids[rows]), args)


def _without(ids: Texts, joined: OnParcels) -> Remark | None:
    without = joined.row < 0
    if not without.any():
        return None
    return Remark("building_without_parcel", "notes", tuple(ids[without]), {"count": int(without.sum())})


def overlapping_parcels(
    shapes: NDArray[np.object_], told: Told = unheard
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Pairs of parcels that overlap, shape (n, 2), and what they have in common, shape (n,) [m²]."""
    # most cadastres share their boundaries point by point: only those that do not are cut with each other
    doubtful = np.flatnonzero(~shapely.is_empty(shapely.coverage_invalid_edges(shapes)))
    if not len(doubtful):
        return np.empty((0, 2), dtype=np.intp), np.empty(0)
    some = shapes[doubtful]
    one, two = shapely.STRtree(some).query(some, predicate="intersects")
    first = one < two
    one, two = one[first], two[first]
    common = common_area(some[one], some[two], told)
    kept = common > OVERLAP_M2
    return doubtful[np.column_stack([one[kept], two[kept]])], common[kept]


def _overlapping(parcels: gpd.GeoDataFrame, told: Told) -> Remark | None:
    pairs, common = overlapping_parcels(parcels.geometry.to_numpy(), told)
    if not len(pairs):
        return None
    names = parcels.index.to_numpy(dtype=object)
    order = np.argsort(-common, kind="stable")
    cases = [f"{names[a]} / {names[b]} {common[k]:.0f} m²" for k in order[:SHOWN] for a, b in (pairs[k],)]
    args: dict[str, object] = {"count": len(pairs), "cases": _listed(cases, len(pairs))}
    return Remark("parcels_overlap", "doubts", tuple(names[np.unique(pairs)]), args)


def _slivers(joined: OnParcels) -> Remark | None:
    if not joined.slivers:
        return None
    args: dict[str, object] = {"count": joined.slivers, "area": SLIVER_M2, "share": round(100 * SLIVER_SHARE)}
    return Remark("parcel_slivers", "notes", args=args)


def _listed(cases: Sequence[str], count: int) -> str:
    return "; ".join(cases) + (" …" if count > len(cases) else "")
