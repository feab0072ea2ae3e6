"""Investment: cost per element and package, with the country's price level and VAT."""

from dataclasses import dataclass

import numpy as np

from retrofit.errors import PackError
from retrofit.stock.codes import ELEMENTS, PACKAGES
from retrofit.stock.pack import CostFunction, CountryPack
from retrofit.stock.stock import FloatArray

CM_PER_M = 100.0


@dataclass(frozen=True, slots=True, eq=False)
class CostTable:
    """Cost functions as arrays, shape (P, E): [EUR/m²], [EUR/(m²cm)], [a].

    Prices are those of the country, with or without VAT.
    """

    fixed_eur_m2: FloatArray
    per_cm_eur_m2: FloatArray
    lifetime_a: FloatArray


def cost_table(pack: CountryPack, *, vat_included: bool) -> CostTable:
    """Bring the pack's cost functions to the country's price level.

    Raises
    ------
    PackError
        If a function is missing for an element of a package.
    """
    level = pack.cost_index.value * (1.0 + (pack.vat_renovation.value if vat_included else 0.0))
    fixed, per_cm, lifetime = np.zeros((3, len(PACKAGES), len(ELEMENTS)))
    lifetime[:] = 1.0
    for package in range(1, len(PACKAGES)):
        for element, function in enumerate(_functions(pack, package)):
            fixed[package, element] = level * function.fixed_eur_m2.value
            per_cm[package, element] = level * function.per_cm_eur_m2.value
            lifetime[package, element] = function.lifetime_a.value
    return CostTable(fixed, per_cm, lifetime)


def conductivities(pack: CountryPack, package: int) -> FloatArray:
    """Thermal conductivity of the added insulation, shape (E,) [W/(mK)]."""
    return np.array([function.conductivity_w_mk for function in _functions(pack, package)])


def investment(area_m2: FloatArray, unit_cost_eur_m2: FloatArray) -> FloatArray:
    """Investment by element, shape (B, P, E) [EUR].

    Parameters
    ----------
    area_m2 : ndarray, shape (B, E)
        Element areas [m²].
    unit_cost_eur_m2 : ndarray, shape (B, P, E)
        From `unit_costs` [EUR/m²].
    """
    return np.asarray(area_m2[:, None, :] * unit_cost_eur_m2)


def unit_costs(thickness_m: FloatArray, table: CostTable) -> FloatArray:
    """Cost per m² of element, shape (..., P, E) [EUR/m²]; 0 where the element is not touched."""
    cost = table.fixed_eur_m2 + table.per_cm_eur_m2 * CM_PER_M * thickness_m
    return np.where(np.isnan(thickness_m), 0.0, cost)


def _functions(pack: CountryPack, package: int) -> list[CostFunction]:
    known = {(function.variant, function.element): function for function in pack.costs}
    for element, name in enumerate(ELEMENTS):
        if (package, element) not in known:
            raise PackError("pack_no_cost", pack=pack.code, element=name, package=PACKAGES[package])
    return [known[package, element] for element in range(len(ELEMENTS))]
