"""From delivered energy to primary energy, emissions and energy cost."""

from dataclasses import dataclass

import numpy as np

from retrofit.stock.codes import CARRIERS
from retrofit.stock.pack import CountryPack
from retrofit.stock.stock import FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class CarrierWeights:
    """Weights of the carriers, shape (C,): [kWh/kWh], [kg/kWh], [EUR/kWh]."""

    f_p_nren: FloatArray
    co2_kg_kwh: FloatArray
    price_eur_kwh: FloatArray


def carrier_weights(e_del_kwh: FloatArray, pack: CountryPack, *, vat_included: bool) -> CarrierWeights:
    """Figures of every carrier that is delivered; the others weigh nothing.

    Raises
    ------
    PackError
        If the pack has no figures for a carrier in use.
    """
    used = e_del_kwh.any(axis=(0, 1)) if len(e_del_kwh) else np.zeros(len(CARRIERS), dtype=np.bool_)
    f_p, co2, price = np.zeros((3, len(CARRIERS)))
    for carrier in np.flatnonzero(used).tolist():
        figures = pack.carrier(carrier)
        f_p[carrier] = figures.f_p_nren.value
        co2[carrier] = figures.co2_kg_kwh.value
        price[carrier] = (figures.price_eur_kwh if vat_included else figures.price_net_eur_kwh).value
    return CarrierWeights(f_p, co2, price)


def weigh(e_del_kwh: FloatArray, weight: FloatArray) -> FloatArray:
    """Sum of delivered energy times weight over the carriers, shape (B, P)."""
    return np.asarray(e_del_kwh @ weight)
