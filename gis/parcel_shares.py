"""Which parcels a building lies on, and with how much of it: many buildings, many parcels."""

from dataclasses import dataclass
from typing import Final, Self

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from gis.common_area import Told, unheard
from gis.parcels import largest_of, named_parcels, overlaps

SLIVER_M2: Final = 1.0
"""An overlap below this comes from drawing, not from building [m²]."""
SLIVER_SHARE: Final = 0.02
"""So does one below this share of the footprint, unless it is large [-]."""
NOISE_M2: Final = 0.001
"""Less than this in common is a shared boundary [m²]."""
LARGE_M2: Final = 20.0
"""From this on an overlap counts however large the building is [m²]."""

IntArray = NDArray[np.int32]
FloatArray = NDArray[np.float64]
Shapes = NDArray[np.object_]


@dataclass(frozen=True, slots=True, eq=False)
class Shares:
    """Pieces of footprints on parcels, one row a piece, ordered by building, the largest piece first.

    Attributes
    ----------
    building, parcel : ndarray of int32, shape (S,)
        Rows of the frames.
    area_m2 : ndarray, shape (S,)
        What the building covers of the parcel [m²].
    of_building : ndarray, shape (S,)
        Share of the footprint; those of one building sum to 1 at most, also on parcels that
        overlap each other [-].
    of_parcel : ndarray, shape (S,)
        Share of the parcel's area [-].
    """

    building: IntArray
    parcel: IntArray
    area_m2: FloatArray
    of_building: FloatArray
    of_parcel: FloatArray

    @classmethod
    def none(cls) -> Self:
        """No piece at all."""
        rows, numbers = np.empty(0, dtype=np.int32), np.empty(0)
        return cls(rows, rows, numbers, numbers, numbers)

    def __post_init__(self) -> None:
        for column in (self.building, self.parcel, self.area_m2, self.of_building, self.of_parcel):
            column.setflags(write=False)

    def __len__(self) -> int:
        return len(self.building)

    def of_row(self, row: int) -> NDArray[np.intp]:
        """Pieces of one building, the largest first."""
        low, high = np.searchsorted(self.building, (row, row + 1))
        return np.arange(low, high)

    def on_parcel(self, parcel: int) -> NDArray[np.intp]:
        """Pieces on one parcel, the largest first."""
        found = np.flatnonzero(self.parcel == parcel)
        return found[np.argsort(-self.area_m2[found], kind="stable")]


@dataclass(frozen=True, slots=True, eq=False)
class OnParcels:
    """How buildings and parcels belong together.

    ``row`` is the main parcel of each building, shape (B,), -1 for none: the one it names, else the
    one beneath most of it. ``named`` is the one it names.
    """

    row: IntArray
    named: IntArray
    shares: Shares
    slivers: int
    """Overlaps that were too small to be any."""


def put_on_parcels(
    buildings: gpd.GeoDataFrame, references: Shapes, parcels: gpd.GeoDataFrame, told: Told = unheard
) -> OnParcels:
    """Join buildings to parcels: by the cadastral reference or id, and by where they lie.

    Parameters
    ----------
    buildings : GeoDataFrame, shape (B,)
        Indexed by building id.
    references : ndarray of str, shape (B,)
        Cadastral reference of each building, "" for none.
    parcels : GeoDataFrame
        Indexed by parcel id, in the same metric system.
    told : callable
        Hears which share is done; may raise to stop.
    """
    nothing = np.full(len(buildings), -1, dtype=np.int32)
    if not len(parcels):
        return OnParcels(nothing, nothing, Shares.none(), 0)
    named = named_parcels(
        buildings.index.to_numpy(dtype=object), references, parcels.index.to_numpy(dtype=object)
    )
    shapes, land = buildings.geometry.to_numpy(), parcels.geometry.to_numpy()
    pairs, footprint = overlaps(shapes, land, told), shapely.area(shapes)
    shares, slivers = shares_from(*pairs, footprint, shapely.area(land))
    beneath = largest_of(*pairs, footprint)
    return OnParcels(np.where(named >= 0, named, beneath).astype(np.int32), named, shares, slivers)


def shares_of(buildings: Shapes, parcels: Shapes) -> Shares:
    """Find every piece of a footprint on a parcel that is no sliver.

    Parameters
    ----------
    buildings, parcels : ndarray of geometry
        In the same metric system.
    """
    if not len(buildings) or not len(parcels):
        return Shares.none()
    pairs = overlaps(buildings, parcels)
    return shares_from(*pairs, shapely.area(buildings), shapely.area(parcels))[0]


def shares_from(
    building: NDArray[np.intp],
    parcel: NDArray[np.intp],
    area: FloatArray,
    footprint: FloatArray,
    land: FloatArray,
) -> tuple[Shares, int]:
    """Shares of the pairs that overlap, and how many pairs only touch or graze.

    Parameters
    ----------
    building, parcel, area : ndarray, shape (S,)
        Rows, and the area in common [m²].
    footprint, land : ndarray, shape (B,), (parcels,)
        Whole areas [m²].
    """
    touching = area > NOISE_M2
    smallest = np.minimum(np.maximum(SLIVER_M2, SLIVER_SHARE * footprint), LARGE_M2)
    # a shed smaller than any sliver stands somewhere, too
    kept = touching & ((area >= smallest[building]) | (area >= 0.5 * footprint[building]))
    building, parcel, common = building[kept], parcel[kept], area[kept]
    order = np.lexsort((parcel, -common, building))
    building, parcel, common = building[order], parcel[order], common[order]
    whole = np.bincount(building, common, len(footprint))
    beneath = np.maximum(whole, footprint)[building]  # parcels that overlap each other count once
    shares = Shares(
        building.astype(np.int32),
        parcel.astype(np.int32),
        common,
        common / beneath,
        np.minimum(common / land[parcel], 1.0),
    )
    return shares, int((touching & ~kept).sum())
