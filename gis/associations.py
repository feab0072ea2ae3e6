"""Bodies that decide and pay for buildings, as a frame with the outlines of their buildings."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from gis.owner_kinds import kind_of


@dataclass(frozen=True, slots=True)
class Association:
    """A body that decides and pays: housing association, owners' community, company, municipality, person."""

    id: str
    name: str
    kind: str = ""
    """One of `gis.owner_kinds.KINDS`; "" where it is not known."""


@dataclass(frozen=True, slots=True, eq=False)
class Grouped:
    """Associations, and the row of the one of each building.

    Attributes
    ----------
    frame : GeoDataFrame
        ``name``, ``kind`` and the outline of the buildings, indexed by id.
    of : ndarray of int32, shape (B,)
        -1 for buildings of none.
    """

    frame: gpd.GeoDataFrame
    of: NDArray[np.int32]


def no_associations() -> gpd.GeoDataFrame:
    """Frame of no associations."""
    columns = {"name": pd.Series(dtype=object), "kind": pd.Series(dtype=object)}
    index = pd.Index([], dtype=object, name="association_id")
    return gpd.GeoDataFrame(columns, geometry=[], index=index)


def key_of(name: str) -> str:
    """What two spellings of one name have in common: case, blanks and quotes do not count."""
    return re.sub(r"[\s\"'«»„“”]+", " ", name.casefold()).strip()


def grouped(
    keys: NDArray[np.object_], known: Mapping[str, Association], buildings: gpd.GeoDataFrame
) -> Grouped:
    """Make the frame of the associations that have buildings.

    Parameters
    ----------
    keys : ndarray of str, shape (B,)
        Key of each building's association in ``known``, "" for none.
    known : mapping of str to Association
        In the order in which they are listed; ids are unique.
    buildings : GeoDataFrame, shape (B,)
        In the metric system of the place.
    """
    used = set(keys.tolist()) - {""}
    listed = [key for key in known if key in used]
    if not listed:
        return Grouped(no_associations(), np.full(len(keys), -1, dtype=np.int32))
    place = {key: row for row, key in enumerate(listed)} | {"": -1}
    of = np.fromiter((place[key] for key in keys.tolist()), np.int32, len(keys))
    bodies = [known[key] for key in listed]
    frame = gpd.GeoDataFrame(
        {
            "name": np.array([one.name for one in bodies], dtype=object),
            "kind": np.array([one.kind for one in bodies], dtype=object),
        },
        geometry=shapes_of(of, len(bodies), buildings.geometry.to_numpy()),
        index=pd.Index([one.id for one in bodies], dtype=object, name="association_id"),
        crs=buildings.crs,
    )
    return Grouped(frame, of)


def shapes_of(of: NDArray[np.int32], n: int, buildings: NDArray[np.object_]) -> NDArray[np.object_]:
    """Outline of the buildings of each of ``n`` associations, shape (n,)."""
    order = np.argsort(of, kind="stable")
    first = np.searchsorted(of[order], np.arange(n + 1))
    found = np.empty(n, dtype=object)
    for row, (low, high) in enumerate(pairwise(first.tolist())):
        own = buildings[order[low:high]]
        found[row] = own[0] if len(own) == 1 else shapely.union_all(own)
    return found


def regrouped(frame: gpd.GeoDataFrame, of: NDArray[np.int32], buildings: gpd.GeoDataFrame) -> Grouped:
    """Associations after their buildings changed: those without any are gone, outlines are new."""
    bodies = associations_of(frame)
    known = {one.id: one for one in bodies}
    keys = np.array([*(one.id for one in bodies), ""], dtype=object)[of]
    return grouped(keys, known, buildings)


def associations_of(frame: gpd.GeoDataFrame) -> tuple[Association, ...]:
    """The associations of a frame."""
    rows = zip(frame.index, frame["name"], frame["kind"], strict=True)
    return tuple(Association(str(one), str(name), str(kind)) for one, name, kind in rows)


def made_of_names(
    names: Sequence[str], present: Sequence[Association] = ()
) -> tuple[NDArray[np.object_], dict[str, Association]]:
    """Give every spelling of a name one association.

    Parameters
    ----------
    names : sequence of str
        "" for none.
    present : sequence of Association
        Those that are there already keep their id and kind.

    Returns
    -------
    ndarray of str
        Key of each name, "" for none.
    dict of str to Association
        By key: those present first, then the others in their order, numbered a1, a2, …
    """
    known = {key_of(one.name): one for one in present}
    taken, number = {one.id for one in present}, 0
    keys = np.array([key_of(name) for name in names], dtype=object)
    for key, name in zip(keys.tolist(), names, strict=True):
        if not key or key in known:
            continue
        number += 1
        while f"a{number}" in taken:
            number += 1
        known[key] = Association(f"a{number}", " ".join(name.split()), kind_of(name))
    return keys, known
