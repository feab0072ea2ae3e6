"""Investment: cost per element and package, with the country's price level and VAT."""

from dataclasses import dataclass

import numpy as np

from retrofit.errors import PackError
from retrofit.stock.codes import COST_ROWS, ELEMENTS, VARIANTS
from retrofit.stock.pack import CostFunction, CountryPack
from retrofit.stock.stock import CodeArray, FloatArray

CM_PER_M = 100.0


@dataclass(frozen=True, slots=True, eq=False)
class CostTable:
    """Cost functions as arrays, a row for each of `codes.COST_ROWS`: [EUR/m²], [EUR/(m²cm)], [a].

    Prices are those of the country, with or without VAT; the existing state costs nothing.
    """

    fixed_eur_m2: FloatArray
    per_cm_eur_m2: FloatArray
    lifetime_a: FloatArray


def cost_table(pack: CountryPack, *, vat_included: bool, price_factor: float = 1.0) -> CostTable:
    """Bring the pack's cost functions to the country's price level, and from their price year to today.

    Raises
    ------
    PackError
        If a function is missing for an element of a variant.
    """
    level = price_level(pack, vat_included=vat_included, price_factor=price_factor)
    fixed, per_cm, lifetime = np.zeros((3, len(COST_ROWS), len(ELEMENTS)))
    lifetime[:] = 1.0
    for variant in range(1, len(COST_ROWS)):
        for element, function in enumerate(_functions(pack, variant)):
            fixed[variant, element] = level * function.fixed_eur_m2.value
            per_cm[variant, element] = level * function.per_cm_eur_m2.value
            lifetime[variant, element] = function.lifetime_a.value
    return CostTable(fixed, per_cm, lifetime)


def price_level(pack: CountryPack, *, vat_included: bool, price_factor: float) -> float:
    """Country, year and VAT over the prices of the cost functions [-]."""
    vat = pack.vat_renovation.value if vat_included else 0.0
    return price_factor * pack.cost_index.value * (1.0 + vat)


def conductivities(pack: CountryPack, variant: int) -> FloatArray:
    """Thermal conductivity of the added insulation, shape (E,) [W/(mK)]."""
    return np.array([function.conductivity_w_mk for function in _functions(pack, variant)])


def unit_costs(thickness_m: FloatArray, variant_of: CodeArray, table: CostTable) -> FloatArray:
    """Investment per m² of element, shape (A, P, E) [EUR/m²].

    Parameters
    ----------
    thickness_m, variant_of : ndarray, shape (A, P, E)
        From `retrofit.plan.measures.package_states`; what is not touched costs nothing.
    table : CostTable
        From `cost_table`.
    """
    fixed, per_cm = at_variant(table.fixed_eur_m2, variant_of), at_variant(table.per_cm_eur_m2, variant_of)
    return np.where(variant_of > 0, fixed + per_cm * CM_PER_M * thickness_m, 0.0)


def at_variant(values: FloatArray, variant_of: CodeArray) -> FloatArray:
    """Pick from an array of shape (V, E) the value of each element's variant, shape (A, P, E)."""
    return np.asarray(values[variant_of, np.arange(values.shape[1])])


def cost_function(pack: CountryPack, row: int, element: int) -> CostFunction:
    """Cost function of a variant or method; a method without one of its own costs as outside.

    Raises
    ------
    PackError
        If the pack has none of the variant.
    """
    known = {(function.variant, function.element): function for function in pack.costs}
    usual = COST_ROWS.index("usual")
    found = known.get((row, element)) or (known.get((usual, element)) if row >= len(VARIANTS) else None)
    if found is None:
        raise PackError("pack_no_cost", pack=pack.code, element=ELEMENTS[element], package=COST_ROWS[row])
    return found


def _functions(pack: CountryPack, row: int) -> list[CostFunction]:
    return [cost_function(pack, row, element) for element in range(len(ELEMENTS))]
