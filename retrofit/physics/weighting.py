"""From delivered energy to primary energy, emissions and cost: one weight a carrier and quantity."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from retrofit.physics.systems import AMBIENT
from retrofit.stock.codes import CARRIERS
from retrofit.stock.pack import CountryPack
from retrofit.stock.stock import FloatArray

QUANTITIES: Final = ("e_del", "e_p_nren", "co2", "cost", "e_p_ren", "life_cost")
"""What carriers are weighted to: delivered energy [kWh/kWh], non-renewable primary energy
[kWh/kWh], emissions [kg/kWh], cost of the first year [EUR/kWh], renewable primary energy
[kWh/kWh], present value of the cost over the horizon [EUR/(kWh/a)]."""
E_DEL, E_P_NREN, CO2, COST, E_P_REN, LIFE_COST = range(6)


def carrier_weights(
    used: NDArray[np.bool_], pack: CountryPack, life_eur: FloatArray, *, vat_included: bool
) -> FloatArray:
    """Weight of every carrier, ambient heat last, for every quantity; shape (C + 1, Q).

    Parameters
    ----------
    used : ndarray of bool, shape (C,)
        Carriers that occur; the others weigh nothing.
    life_eur : ndarray, shape (C,)
        Present value of a yearly delivery of 1 kWh over the horizon [EUR/(kWh/a)].

    Raises
    ------
    PackError
        If the pack has no figures for a carrier in use.
    """
    weights = np.zeros((len(CARRIERS) + 1, len(QUANTITIES)))
    for carrier in np.flatnonzero(used).tolist():
        figures = pack.carrier(carrier)
        price = figures.price_eur_kwh if vat_included else figures.price_net_eur_kwh
        weights[carrier] = (
            1.0,
            figures.f_p_nren.value,
            figures.co2_kg_kwh.value,
            price.value,
            figures.f_p_ren.value,
            life_eur[carrier],
        )
    weights[AMBIENT, E_P_REN] = 1.0
    return weights


def weigh(energy: FloatArray, weights: FloatArray) -> FloatArray:
    """Sum of energy by carrier (..., C + 1) times weight over the carriers, shape (..., Q)."""
    return np.asarray(energy @ weights)


def renewable_share(e_p_ren: FloatArray, e_p_nren: FloatArray) -> FloatArray:
    """Renewable energy ratio RER = renewable over total primary energy [-]; 0 where there is none.

    References
    ----------
    EN ISO 52000-1:2017, 9.6.6.
    """
    total = e_p_ren + e_p_nren
    return np.asarray(np.divide(e_p_ren, total, out=np.zeros(np.shape(total)), where=total > 0))
