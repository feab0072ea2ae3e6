"""Fill what the sources do not say, with provenance.

Size classes follow the German typology (Loga et al. 2015, Deutsche
Wohngebäudetypologie, IWU): SFH and TH have one or two dwellings, MFH three to
twelve, AB more. The other thresholds below are assumptions and named as such.

A value derived from given or measured facts (floors from area, area from floors)
counts as measured; one that rests on a typical storey height is an archetype's, and
one derived from a guess is a guess.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from retrofit.stock import codes
from retrofit.stock.pack import CountryPack
from retrofit.stock.provenance import FIRST_GUESS, Provenance
from retrofit.stock.stock import CodeArray, FloatArray, Stock

DWELLINGS_SINGLE_MAX: Final = 2
DWELLINGS_MFH_MAX: Final = 12
FLOORS_MFH_MAX: Final = 4
"""Assumption: a residential building with more floors is an apartment block."""
ATTACHED_SHARE: Final = 0.10
"""Assumption: a house is attached from this share of its outline shared with heated neighbours."""
SHED_MAX_M2: Final = 20.0
"""Assumption: a building without a use and with a smaller footprint is a shed or a garage."""
ABSENT: Final = (codes.RUIN, codes.DEMOLISHED, codes.PROJECTED, codes.UNDER_CONSTRUCTION)
"""Conditions of a building in which nobody heats today."""
Mask = NDArray[np.bool_]


def use_rules(stock: Stock, pack: CountryPack) -> tuple[Mask, Mask]:
    """Return whether each building is heated, and whether its use is residential."""
    heated_use = np.zeros(len(codes.USES), dtype=np.bool_)
    residential_use = np.zeros(len(codes.USES), dtype=np.bool_)
    for use, rule in pack.uses.items():
        heated_use[use], residential_use[use] = rule.heated, rule.residential
    present = ~np.isin(stock.condition_of_construction, ABSENT)
    return heated_use[stock.current_use] & present, residential_use[stock.current_use]


def attached_share(stock: Stock, counted: Mask) -> FloatArray:
    """Share of the outline that touches a counted neighbour, shape (B,) [-]."""
    party, n = stock.party, len(stock)
    both = counted[party.first] & counted[party.second]
    length = np.where(both, party.length_m, 0.0)
    shared = np.bincount(party.first, length, n) + np.bincount(party.second, length, n)
    share = np.divide(shared, stock.perimeter_m, out=np.zeros(n), where=stock.perimeter_m > 0)
    return np.asarray(share)


def floors_unknown(stock: Stock) -> Mask:
    """Nothing in the sources tells the number of floors."""
    evidence = (
        stock.number_of_floors_above_ground,
        stock.height_above_ground_m,
        stock.floor_area_gross_m2,
        stock.official_area_m2,
    )
    return np.asarray(np.logical_and.reduce([~(values > 0) for values in evidence]))


def fill_class(stock: Stock, pack: CountryPack, heated: Mask, residential: Mask) -> Stock:
    """Give heated residential buildings a class from dwellings, use, floors and size."""
    missing = (stock.size_class == codes.MISSING_CODE) & heated
    floors = _floors_of(stock, pack.storey_height_m.value)
    assumed_floors = pack.default_floors[pack.default_size_class]
    gross = np.where(
        stock.floor_area_gross_m2 > 0,
        stock.floor_area_gross_m2,
        stock.footprint_area_m2 * np.where(np.isnan(floors), assumed_floors, floors),
    )
    known = stock.number_of_dwellings > 0
    dwellings = np.where(known, stock.number_of_dwellings, gross / pack.dwelling_area_m2.value)
    several = stock.current_use == codes.USE_COLLECTIVE
    single = np.where(known, dwellings <= DWELLINGS_SINGLE_MAX, np.round(dwellings) <= DWELLINGS_SINGLE_MAX)
    single = (single & ~(several & ~known)) | ((stock.current_use == codes.USE_INDIVIDUAL) & ~known)
    tall = (dwellings > DWELLINGS_MFH_MAX) | (np.nan_to_num(floors) > FLOORS_MFH_MAX)
    house = np.where(attached_share(stock, heated) >= ATTACHED_SHARE, codes.TH, codes.SFH)
    guess = np.where(single, house, np.where(tall, codes.AB, codes.MFH))
    filled = np.where(missing, guess, stock.size_class)
    filled = np.where(heated & ~residential, codes.NRES, filled).astype(np.int8)
    use_origin = origin_of(stock, "current_use")
    sure = (known | (stock.current_use == codes.USE_INDIVIDUAL)) & (use_origin < FIRST_GUESS)
    origin = np.where(
        sure | ~residential,
        _derived(use_origin),
        np.where(np.isnan(floors), Provenance.ASSUMED, Provenance.ARCHETYPE),
    ).astype(np.int8)
    return stock.with_column(
        "size_class",
        filled,
        _marked(origin_of(stock, "size_class"), missing | (heated & ~residential), origin),
    )


def fill_floors(stock: Stock, pack: CountryPack, heated: Mask) -> Stock:
    """Fill floors, height and gross floor area from each other, then from the class."""
    storey = pack.storey_height_m.value
    floors = _floors_of(stock, storey)
    by_height = stock.height_above_ground_m > 0
    found = np.where(by_height, Provenance.ARCHETYPE, Provenance.MEASURED).astype(np.int8)
    stock = fill_number(stock, "number_of_floors_above_ground", floors, found, ~np.isnan(floors))
    usual = np.array([pack.default_floors.get(c, 1.0) for c in range(len(codes.SIZE_CLASSES))])
    # what is not heated is mostly a garage or a shed: one floor
    default = np.where(heated, usual[stock.size_class], 1.0)
    stock = fill_number(stock, "number_of_floors_above_ground", default, Provenance.ASSUMED)
    floors = stock.number_of_floors_above_ground
    origin = _derived(origin_of(stock, "number_of_floors_above_ground"))
    by_storey = np.maximum(origin, Provenance.ARCHETYPE).astype(np.int8)
    stock = fill_number(stock, "height_above_ground_m", floors * storey, by_storey)
    known = stock.official_area_m2 > 0
    stock = fill_number(stock, "floor_area_gross_m2", stock.official_area_m2, Provenance.GIVEN, known)
    return fill_number(stock, "floor_area_gross_m2", floors * stock.footprint_area_m2, origin)


def fill_dwellings(stock: Stock, pack: CountryPack, heated: Mask) -> Stock:
    """Fill the number of dwellings: one in a house, none where nobody lives, else by floor area."""
    by_area = np.round(stock.floor_area_gross_m2 / pack.dwelling_area_m2.value)
    house = np.isin(stock.size_class, (codes.SFH, codes.TH))
    dwellings = np.where(house, 1.0, np.maximum(by_area, DWELLINGS_SINGLE_MAX + 1.0))
    lived_in = heated & (stock.size_class != codes.NRES)
    stock = fill_number(stock, "number_of_dwellings", dwellings, Provenance.ARCHETYPE, lived_in)
    unknown = np.isnan(stock.number_of_dwellings)
    return fill_number(stock, "number_of_dwellings", 0.0, Provenance.ARCHETYPE, unknown)


def fill_use(stock: Stock) -> Stock:
    """Take buildings without a use as residential, the smallest as outbuildings."""
    missing = stock.current_use == codes.MISSING_CODE
    small = missing & (stock.footprint_area_m2 < SHED_MAX_M2)
    use = np.where(small, codes.USE_ANCILLARY, np.where(missing, codes.USE_RESIDENTIAL, stock.current_use))
    origin = _marked(origin_of(stock, "current_use"), missing, Provenance.ASSUMED)
    return stock.with_column("current_use", use.astype(np.int8), origin)


def fill_code(stock: Stock, name: str, default: int) -> Stock:
    """Put the default where a code is missing."""
    values: CodeArray = getattr(stock, name)
    missing = values == codes.MISSING_CODE
    filled = np.where(missing, default, values).astype(np.int8)
    return stock.with_column(name, filled, _marked(origin_of(stock, name), missing, Provenance.ASSUMED))


def fill_number(
    stock: Stock,
    name: str,
    value: FloatArray | float,
    origin: CodeArray | Provenance,
    where: Mask | None = None,
) -> Stock:
    """Put ``value`` where the column is missing or not positive, and ``where`` holds."""
    values: FloatArray = getattr(stock, name)
    missing = ~(values > 0) if where is None else ~(values > 0) & where
    filled = np.where(missing, value, values)
    return stock.with_column(name, filled, _marked(origin_of(stock, name), missing, origin))


def origin_of(stock: Stock, name: str) -> CodeArray:
    """Return provenance of a column; given where the stock says nothing."""
    return stock.provenance.get(name, np.full(len(stock), Provenance.GIVEN, dtype=np.int8))


def _floors_of(stock: Stock, storey_m: float) -> FloatArray:
    """Floors as far as the sources tell: given, from height, from gross or official area."""
    footprint = _positive(stock.footprint_area_m2)
    candidates = (
        _positive(stock.height_above_ground_m) / storey_m,
        _positive(stock.floor_area_gross_m2) / footprint,
        _positive(stock.official_area_m2) / footprint,
    )
    floors = _positive(stock.number_of_floors_above_ground)
    for candidate in candidates:
        floors = np.where(np.isnan(floors), np.maximum(np.round(candidate), 1.0), floors)
    return floors


def _positive(values: FloatArray) -> FloatArray:
    return np.where(values > 0, values, np.nan)


def _derived(*origins: CodeArray) -> CodeArray:
    """Provenance of a value derived from others: measured, or the weakest guess among them."""
    weakest = np.maximum.reduce(origins)
    return np.where(weakest >= FIRST_GUESS, weakest, Provenance.MEASURED).astype(np.int8)


def _marked(origin: CodeArray, changed: Mask, to: CodeArray | Provenance) -> CodeArray:
    return np.where(changed, np.asarray(to, dtype=np.int8), origin).astype(np.int8)
