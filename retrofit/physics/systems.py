"""From energy need to delivered energy by carrier."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrofit.stock.codes import CARRIERS
from retrofit.stock.pack import CountryPack
from retrofit.stock.stock import FloatArray, IntArray

ELECTRICITY = CARRIERS.index("electricity")


@dataclass(frozen=True, slots=True, eq=False)
class GeneratorFigures:
    """Generators of the stock as arrays, shape (B,): carrier, expenditure factors, auxiliaries."""

    carrier: IntArray
    e_h: FloatArray
    e_w: FloatArray
    aux_kwh_m2: FloatArray


def generator_figures(generator_of: NDArray[np.str_], pack: CountryPack) -> GeneratorFigures:
    """Look up each building's generator; an empty code has no consumption."""
    carrier = np.full(len(generator_of), ELECTRICITY, dtype=np.int32)
    e_h, e_w, aux = np.zeros((3, len(generator_of)))
    for name in sorted(set(generator_of.tolist()) - {""}):
        rows, generator = generator_of == name, pack.generators[name]
        carrier[rows] = generator.carrier
        e_h[rows], e_w[rows] = generator.e_h.value, generator.e_w.value
        aux[rows] = generator.aux_kwh_m2.value
    return GeneratorFigures(carrier, e_h, e_w, aux)


def delivered(
    q_h_nd: FloatArray, q_w_nd: FloatArray, floor_area_ref: FloatArray, generators: GeneratorFigures
) -> FloatArray:
    """Delivered energy by carrier, shape (B, P, C) [kWh/a].

    Parameters
    ----------
    q_h_nd, q_w_nd : ndarray, shape (B, P)
        Energy need for heating and hot water [kWh/a].
    floor_area_ref : ndarray, shape (B,)
        Reference floor area, for the auxiliary electricity [m²].
    generators : GeneratorFigures
        One generator a building for heating and hot water.

    Notes
    -----
    Expenditure factors do not change with the need: a renovated building keeps its
    generator and its losses in proportion.
    """
    fuel = q_h_nd * generators.e_h[:, None] + q_w_nd * generators.e_w[:, None]
    e_del = np.zeros((*q_h_nd.shape, len(CARRIERS)))
    e_del[np.arange(len(fuel)), :, generators.carrier] = fuel
    e_del[:, :, ELECTRICITY] += (generators.aux_kwh_m2 * floor_area_ref)[:, None]
    return e_del
