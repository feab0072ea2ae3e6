"""From what is known of a building to its type: imputation with provenance, archetype, generator.

Size classes follow the German typology (Loga et al. 2015, Deutsche
Wohngebäudetypologie, IWU, 2.1): SFH and TH have one or two dwellings, MFH three to
twelve, AB more. The other thresholds below are assumptions and named as such.

A value derived from given or measured facts (floors from height, area from floors)
counts as measured; one derived from a guess is a guess.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from retrofit.errors import PackError
from retrofit.findings import Finding, Severity
from retrofit.results import Typed
from retrofit.stock import codes
from retrofit.stock.pack import CountryPack
from retrofit.stock.provenance import FIRST_GUESS, Provenance
from retrofit.stock.stock import CodeArray, FloatArray, IntArray, Stock

AREA_REF_PER_GROSS: Final = 0.85
"""TABULA: ``A_C_Ref = 0.85 x A_C_ExtDim`` (internal over external dimensions)."""
DWELLINGS_SINGLE_MAX: Final = 2
DWELLINGS_MFH_MAX: Final = 12
FLOORS_MFH_MAX: Final = 4
"""Assumption: a residential building with more floors is an apartment block."""
ATTACHED_SHARE: Final = 0.10
"""Assumption: a house is attached from this share of its outline shared with heated neighbours."""
ABSENT: Final = (codes.RUIN, codes.DEMOLISHED, codes.PROJECTED, codes.UNDER_CONSTRUCTION)
"""Conditions of a building in which nobody heats today."""
Mask = NDArray[np.bool_]


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
    stock = _fill_code(stock, "current_use", codes.USE_RESIDENTIAL)
    stock = _fill_code(stock, "condition_of_construction", codes.FUNCTIONAL)
    heated, residential = _rules(stock, pack)
    guessed_floors = _floors_unknown(stock)
    stock = _fill_class(stock, pack, heated, residential)
    stock = _fill_floors(stock, pack, heated)
    stock = _fill_dwellings(stock, pack, heated)
    stock = _fill_number(
        stock, "year_of_construction", float(np.mean(pack.default_period)), Provenance.ASSUMED
    )
    archetype_of, own_class, in_period = assign_archetypes(stock, pack, heated)
    declined = heated & (stock.condition_of_construction == codes.DECLINED)
    findings = (
        *_imputed(stock, heated, guessed_floors),
        *_about_types(stock, pack, heated, own_class, in_period),
        *_noticed(stock, heated, residential, declined),
    )
    return Typed(
        stock=stock,
        archetype_of=archetype_of,
        heated=heated,
        renovated_by_default=heated & ~declined,
        floor_area_ref_m2=np.where(heated, AREA_REF_PER_GROSS * stock.floor_area_gross_m2, 0.0),
        generator_of=_generators(stock, pack, heated),
        findings=findings,
    )


def attached_share(stock: Stock, counted: Mask) -> FloatArray:
    """Share of the outline that touches a counted neighbour, shape (B,) [-]."""
    party, n = stock.party, len(stock)
    both = counted[party.first] & counted[party.second]
    length = np.where(both, party.length_m, 0.0)
    shared = np.bincount(party.first, length, n) + np.bincount(party.second, length, n)
    share = np.divide(shared, stock.perimeter_m, out=np.zeros(n), where=stock.perimeter_m > 0)
    return np.asarray(share)


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


def _rules(stock: Stock, pack: CountryPack) -> tuple[Mask, Mask]:
    """Return whether each building is heated, and whether its use is residential."""
    heated_use = np.zeros(len(codes.USES), dtype=np.bool_)
    residential_use = np.zeros(len(codes.USES), dtype=np.bool_)
    for use, rule in pack.uses.items():
        heated_use[use], residential_use[use] = rule.heated, rule.residential
    present = ~np.isin(stock.condition_of_construction, ABSENT)
    return heated_use[stock.current_use] & present, residential_use[stock.current_use]


def _origin(stock: Stock, name: str) -> CodeArray:
    """Return provenance of a column; given where the stock says nothing."""
    return stock.provenance.get(name, np.full(len(stock), Provenance.GIVEN, dtype=np.int8))


def _fill_code(stock: Stock, name: str, default: int) -> Stock:
    values: CodeArray = getattr(stock, name)
    missing = values == codes.MISSING_CODE
    filled = np.where(missing, default, values).astype(np.int8)
    return stock.with_column(name, filled, _marked(_origin(stock, name), missing, Provenance.ASSUMED))


def _fill_number(
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
    return stock.with_column(name, filled, _marked(_origin(stock, name), missing, origin))


def _marked(origin: CodeArray, changed: Mask, to: CodeArray | Provenance) -> CodeArray:
    return np.where(changed, np.asarray(to, dtype=np.int8), origin).astype(np.int8)


def _derived(*origins: CodeArray) -> CodeArray:
    """Provenance of a value derived from others: measured, or a guess if one of them is."""
    weakest = np.maximum.reduce(origins)
    return np.where(weakest >= FIRST_GUESS, Provenance.ASSUMED, Provenance.MEASURED).astype(np.int8)


def _positive(values: FloatArray) -> FloatArray:
    return np.where(values > 0, values, np.nan)


def _floors_unknown(stock: Stock) -> Mask:
    """Nothing in the sources tells the number of floors."""
    evidence = (
        stock.number_of_floors_above_ground,
        stock.height_above_ground_m,
        stock.floor_area_gross_m2,
        stock.official_area_m2,
    )
    return np.asarray(np.logical_and.reduce([~(values > 0) for values in evidence]))


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


def _fill_class(stock: Stock, pack: CountryPack, heated: Mask, residential: Mask) -> Stock:
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
    use_origin = _origin(stock, "current_use")
    sure = (known | (stock.current_use == codes.USE_INDIVIDUAL)) & (use_origin < FIRST_GUESS)
    origin = np.where(
        sure | ~residential,
        _derived(use_origin),
        np.where(np.isnan(floors), Provenance.ASSUMED, Provenance.ARCHETYPE),
    ).astype(np.int8)
    return stock.with_column(
        "size_class", filled, _marked(_origin(stock, "size_class"), missing | (heated & ~residential), origin)
    )


def _fill_floors(stock: Stock, pack: CountryPack, heated: Mask) -> Stock:
    """Fill floors, height and gross floor area from each other, then from the class."""
    storey = pack.storey_height_m.value
    floors = _floors_of(stock, storey)
    stock = _fill_number(
        stock, "number_of_floors_above_ground", floors, Provenance.MEASURED, ~np.isnan(floors)
    )
    usual = np.array([pack.default_floors.get(c, 1.0) for c in range(len(codes.SIZE_CLASSES))])
    # what is not heated is mostly a garage or a shed: one floor
    default = np.where(heated, usual[stock.size_class], 1.0)
    stock = _fill_number(stock, "number_of_floors_above_ground", default, Provenance.ASSUMED)
    floors = stock.number_of_floors_above_ground
    origin = _derived(_origin(stock, "number_of_floors_above_ground"))
    stock = _fill_number(stock, "height_above_ground_m", floors * storey, origin)
    return _fill_number(stock, "floor_area_gross_m2", floors * stock.footprint_area_m2, origin)


def _fill_dwellings(stock: Stock, pack: CountryPack, heated: Mask) -> Stock:
    """Fill the number of dwellings: one in a house, none where nobody lives, else by floor area."""
    by_area = np.round(stock.floor_area_gross_m2 / pack.dwelling_area_m2.value)
    house = np.isin(stock.size_class, (codes.SFH, codes.TH))
    dwellings = np.where(house, 1.0, np.maximum(by_area, DWELLINGS_SINGLE_MAX + 1.0))
    lived_in = heated & (stock.size_class != codes.NRES)
    stock = _fill_number(stock, "number_of_dwellings", dwellings, Provenance.ARCHETYPE, lived_in)
    unknown = np.isnan(stock.number_of_dwellings)
    return _fill_number(stock, "number_of_dwellings", 0.0, Provenance.ARCHETYPE, unknown)


def _generators(stock: Stock, pack: CountryPack, heated: Mask) -> NDArray[np.str_]:
    names = np.array(
        [pack.default_generator.get(c, "") for c in range(len(codes.SIZE_CLASSES))] + [""], dtype=np.str_
    )
    of_class = np.where(heated, stock.size_class, len(codes.SIZE_CLASSES))
    for size_class in np.unique(stock.size_class[heated]).tolist():
        if names[size_class] not in pack.generators:
            raise PackError("pack_no_generator", pack=pack.code, size_class=codes.SIZE_CLASSES[size_class])
    return names[of_class]


def _finding(code: str, severity: Severity, stock: Stock, rows: Mask, **args: object) -> tuple[Finding, ...]:
    if not rows.any():
        return ()
    ids = tuple(stock.building_id[rows].tolist())
    return (Finding(code, severity, ids, {"count": len(ids), **args}),)


def _imputed(stock: Stock, heated: Mask, guessed_floors: Mask) -> tuple[Finding, ...]:
    assumed = {
        name: heated & (_origin(stock, name) == Provenance.ASSUMED)
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


def _noticed(stock: Stock, heated: Mask, residential: Mask, declined: Mask) -> tuple[Finding, ...]:
    return (
        *_finding("declined_heated", Severity.DOUBTS, stock, declined),
        *_finding("nonresidential_simple", Severity.NOTES, stock, heated & ~residential),
        *_finding("not_heated", Severity.NOTES, stock, ~heated),
    )
