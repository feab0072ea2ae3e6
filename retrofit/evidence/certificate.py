"""Class of the national energy certificate: an estimate from the same results.

National certificates have rules of their own for use, climate and systems; the class found
here sorts buildings, it does not replace a certificate.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from retrofit.results import Typed
from retrofit.stock.pack import CountryPack, EnergyClass
from retrofit.stock.stock import FloatArray

A_N_PER_M3: Final = 0.32
"""German useful floor area per heated gross volume (GEG § 25) [m²/m³]."""
USEFUL_PER_REF: Final = 1.0 / 1.1
"""Living area over TABULA's reference area [-]."""


def class_areas(typed: Typed) -> dict[str, FloatArray]:
    """Floor areas that certificates refer to, each of shape (B,) [m²]."""
    stock = typed.stock
    volume = stock.footprint_area_m2 * stock.height_above_ground_m
    return {
        "useful": USEFUL_PER_REF * typed.floor_area_ref_m2,
        "gross": stock.floor_area_gross_m2,
        "a_n": A_N_PER_M3 * volume,
    }


def energy_classes(
    pack: CountryPack, typed: Typed, energy_kwh: Mapping[str, FloatArray]
) -> NDArray[np.object_]:
    """Name of each building's class; "" where not heated or no limits are known, shape (B,).

    Parameters
    ----------
    energy_kwh : mapping of str to ndarray, shape (B,)
        ``q_h_nd``, ``e_del``, ``e_p_nren`` and ``e_p_tot`` [kWh/a].
    """
    found = np.full(len(typed.stock), "", dtype=object)
    areas = class_areas(typed)
    for size_class in sorted({one.size_class for one in pack.energy_classes}):
        rows = np.flatnonzero(typed.heated & (typed.stock.size_class == size_class))
        scale = [one for one in pack.energy_classes if one.size_class == size_class]
        area = areas[scale[0].floor_area][rows]
        known = area > 0
        per_m2 = energy_kwh[scale[0].quantity][rows[known]] / area[known]
        found[rows[known]] = _first_within(scale, per_m2, area[known])
    return found


def _first_within(scale: list[EnergyClass], per_m2: FloatArray, area: FloatArray) -> NDArray[np.object_]:
    """First class whose limit is not exceeded, shape of ``per_m2``."""
    limits = np.stack([one.limit_kwh_m2 + one.limit_kwh / area for one in scale], axis=1)
    within = per_m2[:, None] <= limits
    within[:, -1] = True
    names = np.array([one.name for one in scale], dtype=object)
    return np.asarray(names[within.argmax(axis=1)], dtype=object)
