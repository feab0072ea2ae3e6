"""`Stock`: the buildings of a district as equally long read-only arrays."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field, fields, replace
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from retrofit.errors import StockError
from retrofit.stock.codes import ELEMENTS, MISSING_CODE

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int32]
CodeArray = NDArray[np.int8]
TextArray = NDArray[np.str_]

ROOF_SIDES: Final = 5
"""Four quarters of the compass, and level."""


def _nothing_known() -> CodeArray:
    """Stand for a column that was not read at all."""
    return np.empty(0, dtype=np.int8)


def _of_nobody() -> IntArray:
    return np.empty(0, dtype=np.int32)


def _no_number() -> FloatArray:
    return np.empty(0)


def _no_sides() -> FloatArray:
    return np.empty((0, ROOF_SIDES))


def _never_renewed() -> FloatArray:
    return np.empty((0, len(ELEMENTS)))


@dataclass(frozen=True, slots=True, eq=False)
class PartyWalls:
    """Walls that two buildings share, as index arrays.

    Height is not in here: a shared wall is as high as the lower of the two
    buildings, and heights may be imputed later.

    Attributes
    ----------
    first, second : ndarray, shape (W,)
        Rows of the two buildings in the stock; ``first < second``.
    length_m : ndarray, shape (W,)
        Shared length of this orientation [m].
    orientation : ndarray, shape (W,)
        Which way the wall of ``first`` faces: 0 N, 1 E, 2 S, 3 W. The wall of
        ``second`` faces the opposite way.
    """

    first: IntArray
    second: IntArray
    length_m: FloatArray
    orientation: CodeArray

    @classmethod
    def none(cls) -> Self:
        """No shared wall at all."""
        empty = np.empty(0)
        return cls(empty.astype(np.int32), empty.astype(np.int32), empty, empty.astype(np.int8))

    def __post_init__(self) -> None:
        _freeze(self.first, self.second, self.length_m, self.orientation)

    def __len__(self) -> int:
        return len(self.length_m)


@dataclass(frozen=True, slots=True, eq=False)
class Stock:
    """The buildings of a district; row ``i`` of every array is the same building.

    Missing numbers are NaN, missing codes are -1. Every imputable column has its
    provenance in `provenance` under its own name.

    Attributes
    ----------
    building_id : ndarray of str, shape (B,)
        Stable and unique.
    block_of, parcel_of : ndarray, shape (B,)
        Row in the block and parcel tables; ``parcel_of`` is -1 without a parcel.
    footprint_area_m2, perimeter_m : ndarray, shape (B,)
        Measured in the metric CRS of the place [m²], [m].
    wall_length_m : ndarray, shape (B, 4)
        Length of the outline facing N, E, S, W, courtyards included [m].
    party : PartyWalls
        Shared walls as index arrays.
    number_of_floors_above_ground, height_above_ground_m : ndarray, shape (B,)
        INSPIRE BU; floors may be fractional (area-weighted over parts).
    floor_area_gross_m2 : ndarray, shape (B,)
        Gross floor area from building parts or floors [m²].
    official_area_m2 : ndarray, shape (B,)
        Gross floor area as the register states it [m²].
    number_of_dwellings, year_of_construction : ndarray, shape (B,)
        INSPIRE BU ``numberOfDwellings``, ``dateOfConstruction``.
    current_use, condition_of_construction, size_class : ndarray, shape (B,)
        Positions in `codes.USES`, `codes.CONDITIONS`, `codes.SIZE_CLASSES`.
    heating, heritage : ndarray, shape (B,)
        Positions in `codes.HEATINGS` and `codes.PROTECTIONS`; -1 where nothing is known.
    renewal_year : ndarray, shape (B, E)
        Year in which an element was last renewed; NaN where it is as built.
    nonresidential_share : ndarray, shape (B,)
        Share of the floor area with other uses than dwellings; NaN where nothing is known [-].
    boundary_length_m : ndarray, shape (B,)
        Length of the outline that stands on the parcel's boundary, towards neighbours or the
        street; NaN where nothing is known [m].
    association_of : ndarray, shape (B,)
        Row in the table of associations, -1 for none.
    roof_area_m2, roof_slope_deg : ndarray, shape (B,)
        Surface and mean slope of a roof that was measured; NaN where nobody did [m²], [°].
    roof_facing_m2 : ndarray, shape (B, 5)
        That surface by direction N, E, S, W and level [m²].
    provenance : mapping of str to ndarray, shape (B,)
        Column name to `Provenance` codes.
    """

    building_id: TextArray
    block_of: IntArray
    parcel_of: IntArray
    footprint_area_m2: FloatArray
    perimeter_m: FloatArray
    wall_length_m: FloatArray
    party: PartyWalls
    number_of_floors_above_ground: FloatArray
    height_above_ground_m: FloatArray
    floor_area_gross_m2: FloatArray
    official_area_m2: FloatArray
    number_of_dwellings: FloatArray
    year_of_construction: FloatArray
    current_use: CodeArray
    condition_of_construction: CodeArray
    size_class: CodeArray
    provenance: Mapping[str, CodeArray] = field(default_factory=dict)
    heating: CodeArray = field(default_factory=_nothing_known)
    heritage: CodeArray = field(default_factory=_nothing_known)
    renewal_year: FloatArray = field(default_factory=_never_renewed)
    nonresidential_share: FloatArray = field(default_factory=_no_number)
    boundary_length_m: FloatArray = field(default_factory=_no_number)
    association_of: IntArray = field(default_factory=_of_nobody)
    roof_area_m2: FloatArray = field(default_factory=_no_number)
    roof_facing_m2: FloatArray = field(default_factory=_no_sides)
    roof_slope_deg: FloatArray = field(default_factory=_no_number)

    def __post_init__(self) -> None:
        self._fill_unknown()
        for column in fields(self):
            value = getattr(self, column.name)
            if isinstance(value, np.ndarray):
                self._check_length(column.name, value)
        for name, codes in self.provenance.items():
            self._check_length(f"provenance[{name}]", codes)
        if len(np.unique(self.building_id)) != len(self):
            raise StockError("stock_duplicate_ids")
        _freeze(*(v for f in fields(self) if isinstance(v := getattr(self, f.name), np.ndarray)))
        _freeze(*self.provenance.values())

    def _fill_unknown(self) -> None:
        """Columns that few sources have may be left out: nothing is known then."""
        n = len(self.building_id)
        for name in ("heating", "heritage"):
            if n and not len(getattr(self, name)):
                object.__setattr__(self, name, np.full(n, MISSING_CODE, dtype=np.int8))
        for name in ("nonresidential_share", "boundary_length_m", "roof_area_m2", "roof_slope_deg"):
            if n and not len(getattr(self, name)):
                object.__setattr__(self, name, np.full(n, np.nan))
        if n and not len(self.roof_facing_m2):
            object.__setattr__(self, "roof_facing_m2", np.full((n, ROOF_SIDES), np.nan))
        if n and not len(self.association_of):
            object.__setattr__(self, "association_of", np.full(n, -1, dtype=np.int32))
        if n and not len(self.renewal_year):
            object.__setattr__(self, "renewal_year", np.full((n, len(ELEMENTS)), np.nan))

    def __len__(self) -> int:
        return len(self.building_id)

    def with_column(self, name: str, values: NDArray[np.generic], codes: CodeArray) -> "Stock":
        """Return a copy in which column ``name`` and its provenance are replaced."""
        self._check_length(name, values)
        self._check_length(f"provenance[{name}]", codes)
        _freeze(values, codes)
        changed = copy(self)  # the ids were checked when this stock was made
        object.__setattr__(changed, name, values)
        object.__setattr__(changed, "provenance", {**self.provenance, name: codes})
        return changed

    def take(self, rows: IntArray) -> "Stock":
        """Return the stock of the given rows, in that order; walls to absent rows become outer walls."""
        position = np.full(len(self), -1, dtype=np.int32)
        position[rows] = np.arange(len(rows), dtype=np.int32)
        first, second = position[self.party.first], position[self.party.second]
        kept = (first >= 0) & (second >= 0)
        flipped = first > second
        party = PartyWalls(
            np.where(flipped, second, first)[kept],
            np.where(flipped, first, second)[kept],
            self.party.length_m[kept],
            np.where(flipped, (self.party.orientation + 2) % 4, self.party.orientation)[kept].astype(np.int8),
        )
        columns = {
            column.name: value[rows]
            for column in fields(self)
            if isinstance(value := getattr(self, column.name), np.ndarray)
        }
        provenance = {name: codes[rows] for name, codes in self.provenance.items()}
        return replace(self, party=party, provenance=provenance, **columns)

    def _check_length(self, name: str, values: NDArray[np.generic]) -> None:
        if len(values) != len(self.building_id):
            raise StockError(
                "stock_column_length", column=name, found=len(values), expected=len(self.building_id)
            )


def _freeze(*arrays: NDArray[np.generic]) -> None:
    for array in arrays:
        array.setflags(write=False)
