"""From a building to its type: archetype, reference floor area, generator, and what to tell of it."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from retrofit.errors import PackError
from retrofit.findings import Finding, Ids, Severity
from retrofit.results import Typed
from retrofit.stock import codes
from retrofit.stock.confidence import confidence
from retrofit.stock.imputation import (
    SHED_MAX_M2,
    Mask,
    fill_class,
    fill_code,
    fill_dwellings,
    fill_floors,
    fill_number,
    fill_use,
    floors_unknown,
    origin_of,
    use_rules,
)
from retrofit.stock.kinds import sort_kinds
from retrofit.stock.pack import CountryPack
from retrofit.stock.provenance import Provenance
from retrofit.stock.stock import FloatArray, IntArray, Stock

OFFICIAL_FACTOR: Final = 1.5
"""Assumption: a floor area this many times larger or smaller than the register's is doubtful."""
FLOORS_FACTOR: Final = 2.5
"""Assumption: a floor area this many times larger or smaller than footprint times floors is doubtful."""
AREA_REF_PER_GROSS: Final = 0.85
"""TABULA: ``A_C_Ref = 0.85 x A_C_ExtDim`` (internal over external dimensions)."""


def complete(stock: Stock, pack: CountryPack) -> Typed:
    """Fill every value the balance needs and give each building its archetype.

    Parameters
    ----------
    stock : Stock
        As read; missing numbers NaN, missing codes -1.
    pack : CountryPack
        Typology and defaults of the country.

    Raises
    ------
    PackError
        If the pack has no archetype, use rule or generator that the stock needs.
    """
    stock = fill_use(stock)
    stock = fill_code(stock, "condition_of_construction", codes.FUNCTIONAL)
    heated, residential = use_rules(stock, pack)
    guessed_floors = floors_unknown(stock)
    stock = fill_class(stock, pack, heated, residential)
    stock = fill_floors(stock, pack, heated)
    stock = fill_dwellings(stock, pack, heated)
    stock = fill_number(
        stock, "year_of_construction", float(sum(pack.default_period) // 2), Provenance.ASSUMED
    )
    archetype_of, own_class, in_period = assign_archetypes(stock, pack, heated)
    declined = heated & (stock.condition_of_construction == codes.DECLINED)
    known_heating = stock.heating != codes.MISSING_CODE
    stock = _with_heating(stock, pack, heated)
    kinds, kind_of = sort_kinds(pack, archetype_of, _systems(stock, pack, heated), stock)
    findings = (
        *_imputed(stock, heated, guessed_floors),
        *_about_types(stock, pack, heated, own_class, in_period),
        *_noticed(stock, heated, residential, declined),
        *_finding("generators_assumed", Severity.DOUBTS, stock, heated & ~known_heating),
    )
    return Typed(
        stock=stock,
        archetype_of=archetype_of,
        heated=heated,
        renovated_by_default=heated & ~declined,
        floor_area_ref_m2=np.where(heated, AREA_REF_PER_GROSS * stock.floor_area_gross_m2, 0.0),
        kinds=kinds,
        kind_of=kind_of,
        confidence=confidence(stock, heated, own_class, in_period),
        findings=findings,
    )


def assign_archetypes(stock: Stock, pack: CountryPack, heated: Mask) -> tuple[IntArray, Mask, Mask]:
    """Find each heated building's row in the archetype table.

    The building's own class in its period; else the pack's substitute class in that
    period; else the nearest period of its own class, then of the substitute.

    Returns
    -------
    archetype_of : ndarray, shape (B,)
        -1 where not heated.
    own_class, in_period : ndarray of bool, shape (B,)
        Whether class and period are the building's own.
    """
    archetype_of = np.full(len(stock), -1, dtype=np.int32)
    in_period = np.ones(len(stock), dtype=np.bool_)
    for size_class in np.unique(stock.size_class[heated]).tolist():
        rows = np.flatnonzero(heated & (stock.size_class == size_class))
        years, place = np.unique(stock.year_of_construction[rows], return_inverse=True)
        types, distance = _types_of_class(pack, size_class, years)
        archetype_of[rows] = types[place]
        in_period[rows] = distance[place] == 0
    own_class = ~heated | (pack.archetypes.size_class[archetype_of] == stock.size_class)
    return archetype_of, own_class, in_period


def _types_of_class(pack: CountryPack, size_class: int, years: FloatArray) -> tuple[IntArray, FloatArray]:
    """Type of a class for each year, and how many years its period lies off."""
    best = np.full(len(years), -1, dtype=np.int32)
    off = np.full(len(years), np.inf)
    for candidate in (size_class, pack.class_substitute.get(size_class, size_class)):
        types = np.flatnonzero(pack.archetypes.is_general & (pack.archetypes.size_class == candidate))
        if not len(types):
            continue
        before = pack.archetypes.year_from[types] - years[:, None]
        after = years[:, None] - pack.archetypes.year_to[types]
        distance = np.maximum(np.maximum(before, after), 0.0)
        nearest = distance.argmin(axis=1)
        found = distance[np.arange(len(years)), nearest]
        better = found < off
        best[better], off[better] = types[nearest][better], found[better]
    if (best < 0).any():
        raise PackError("pack_no_archetype", pack=pack.code, size_class=codes.SIZE_CLASSES[size_class])
    return best, off


def _with_heating(stock: Stock, pack: CountryPack, heated: Mask) -> Stock:
    """Put the family of the usual system of its class where none is known."""
    usual = np.full(len(codes.SIZE_CLASSES) + 1, codes.MISSING_CODE, dtype=np.int8)
    for size_class in np.unique(stock.size_class[heated]).tolist():
        name = pack.default_generator.get(size_class, "")
        if name not in pack.generators:
            raise PackError("pack_no_generator", pack=pack.code, size_class=codes.SIZE_CLASSES[size_class])
        usual[size_class] = codes.HEATINGS.index(pack.generators[name].family)
    of_class = usual[np.where(heated, stock.size_class, len(codes.SIZE_CLASSES))]
    missing = stock.heating == codes.MISSING_CODE
    filled = np.where(missing, of_class, stock.heating).astype(np.int8)
    origin = np.where(missing, Provenance.ASSUMED, origin_of(stock, "heating")).astype(np.int8)
    return stock.with_column("heating", filled, origin)


def _systems(stock: Stock, pack: CountryPack, heated: Mask) -> NDArray[np.int16]:
    """Heating system of every heated building, a position in the sorted codes of the pack, shape (B,)."""
    names = sorted(pack.generators)
    table = np.full((len(codes.HEATINGS), 2), -1, dtype=np.int16)
    for place, name in enumerate(names):
        generator = pack.generators[name]
        table[codes.HEATINGS.index(generator.family), int(generator.several)] = place
    one = table[:, :1]
    table = np.where(table >= 0, table, np.where(one >= 0, one, table[:, 1:]))
    several = np.zeros(len(codes.SIZE_CLASSES), dtype=np.int8)
    for size_class, name in pack.default_generator.items():
        several[size_class] = pack.generators[name].several if name in pack.generators else 0
    found = np.full(len(stock), -1, dtype=np.int16)
    rows = np.flatnonzero(heated)
    found[rows] = table[stock.heating[rows], several[stock.size_class[rows]]]
    missing = rows[found[rows] < 0]
    if len(missing):
        family = codes.HEATINGS[int(stock.heating[missing[0]])]
        raise PackError("pack_no_generator_cost", pack=pack.code, generator=family)
    return found


def _finding(code: str, severity: Severity, stock: Stock, rows: Mask, **args: object) -> tuple[Finding, ...]:
    if not rows.any():
        return ()
    ids = Ids(stock.building_id, rows)
    return (Finding(code, severity, ids, {"count": len(ids), **args}),)


def _imputed(stock: Stock, heated: Mask, guessed_floors: Mask) -> tuple[Finding, ...]:
    assumed = {
        name: heated & (origin_of(stock, name) == Provenance.ASSUMED)
        for name in ("year_of_construction", "current_use")
    }
    return (
        *_finding("year_assumed", Severity.DOUBTS, stock, assumed["year_of_construction"],
                  year=int(stock.year_of_construction[assumed["year_of_construction"]][0])
                  if assumed["year_of_construction"].any() else 0),
        *_finding("floors_assumed", Severity.DOUBTS, stock, heated & guessed_floors),
        *_finding("use_assumed", Severity.NOTES, stock, assumed["current_use"]),
    )  # fmt: skip


def _about_types(
    stock: Stock, pack: CountryPack, heated: Mask, own_class: Mask, in_period: Mask
) -> tuple[Finding, ...]:
    found: list[Finding] = []
    for size_class in np.unique(stock.size_class[heated & ~own_class]).tolist():
        rows = heated & ~own_class & (stock.size_class == size_class)
        taken = pack.class_substitute[size_class]
        names = {"size_class": codes.SIZE_CLASSES[size_class], "taken": codes.SIZE_CLASSES[taken]}
        found += _finding("class_substituted", Severity.NOTES, stock, rows, pack=pack.name, **names)
    return (
        *found,
        *_finding("period_substituted", Severity.NOTES, stock, heated & ~in_period, pack=pack.name),
    )


def _far_from_official(stock: Stock) -> Mask:
    """Whether the floor area in use is far from what the register states."""
    official = stock.official_area_m2
    ratio = np.divide(stock.floor_area_gross_m2, official, out=np.ones(len(stock)), where=official > 0)
    return np.asarray((ratio > OFFICIAL_FACTOR) | (ratio < 1.0 / OFFICIAL_FACTOR))


def _far_from_floors(stock: Stock) -> Mask:
    """Whether a floor area that was given is far from footprint times floors that were given."""
    given = [
        np.isin(origin_of(stock, name), (Provenance.GIVEN, Provenance.JOINED))
        for name in ("number_of_floors_above_ground", "floor_area_gross_m2")
    ]
    drawn = stock.footprint_area_m2 * stock.number_of_floors_above_ground
    ratio = np.divide(stock.floor_area_gross_m2, drawn, out=np.ones(len(stock)), where=drawn > 0)
    return given[0] & given[1] & ((ratio > FLOORS_FACTOR) | (ratio < 1.0 / FLOORS_FACTOR))


def _noticed(stock: Stock, heated: Mask, residential: Mask, declined: Mask) -> tuple[Finding, ...]:
    assumed_shed = (stock.current_use == codes.USE_ANCILLARY) & (
        origin_of(stock, "current_use") == Provenance.ASSUMED
    )
    return (
        *_finding("small_taken_as_shed", Severity.NOTES, stock, assumed_shed, area=SHED_MAX_M2),
        *_finding("declined_heated", Severity.DOUBTS, stock, declined),
        *_finding("official_area_differs", Severity.DOUBTS, stock, heated & _far_from_official(stock)),
        *_finding("floors_area_differ", Severity.DOUBTS, stock, heated & _far_from_floors(stock)),
        *_finding("nonresidential_simple", Severity.NOTES, stock, heated & ~residential),
        *_finding("not_heated", Severity.NOTES, stock, ~heated),
    )
