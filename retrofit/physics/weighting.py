"""From delivered energy to primary energy, emissions and energy cost."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrofit.physics.systems import ELECTRICITY
from retrofit.stock.codes import CARRIERS
from retrofit.stock.pack import CountryPack
from retrofit.stock.stock import FloatArray, IntArray


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


def weights_of(
    carrier_of: IntArray, heated: NDArray[np.bool_], pack: CountryPack, *, vat_included: bool
) -> FloatArray:
    """Weights of each building's carrier and of its auxiliary electricity, shape (B, 3, 2).

    Primary energy factor [kWh/kWh], emission factor [kg/kWh], price [EUR/kWh].

    Raises
    ------
    PackError
        If the pack has no figures for a carrier in use.
    """
    table = np.zeros((3, len(CARRIERS)))
    used = set(np.unique(carrier_of[heated]).tolist())
    for carrier in sorted(used | {ELECTRICITY} if used else used):
        figures = pack.carrier(carrier)
        price = figures.price_eur_kwh if vat_included else figures.price_net_eur_kwh
        table[:, carrier] = figures.f_p_nren.value, figures.co2_kg_kwh.value, price.value
    both = np.stack([table[:, carrier_of], np.repeat(table[:, [ELECTRICITY]], len(carrier_of), axis=1)])
    return np.ascontiguousarray(both.transpose(2, 1, 0))


def weigh(e_del_kwh: FloatArray, weight: FloatArray) -> FloatArray:
    """Sum of delivered energy times weight over the carriers, shape (B, P)."""
    return np.asarray(e_del_kwh @ weight)
