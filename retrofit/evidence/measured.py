"""A plan as people would meter it: factors from calculated to measured use laid over its results."""

from dataclasses import dataclass

import numpy as np

from retrofit.evidence.prebound import measured_to_calculated
from retrofit.money.economics import present_value_factor
from retrofit.stock.stock import FloatArray


def metered_use(
    fuel_kwh: FloatArray, floor_area_m2: FloatArray, factors: FloatArray, level: float = 1.0
) -> FloatArray:
    """Energy that meters would show, ``level F(q) q`` per building [kWh/a].

    Parameters
    ----------
    fuel_kwh : ndarray, shape (..., B)
        Calculated energy delivered to the heat generators, without auxiliaries [kWh/a].
    floor_area_m2 : ndarray, shape (..., B)
        Reference floor area; 0 for what is not heated [m²].
    factors : ndarray, shape (6,)
        At `retrofit.evidence.prebound.NODES_KWH_M2` [-].
    level : float
        What meters of this district say over those the factors were made from [-].
    """
    fuel, area = np.broadcast_arrays(np.maximum(fuel_kwh, 0.0), floor_area_m2)
    q = np.divide(fuel, area, out=np.zeros(fuel.shape), where=area > 0.0)
    return np.asarray(level * measured_to_calculated(q, factors) * fuel)


@dataclass(frozen=True, slots=True, eq=False)
class AsMeasured:
    """Turns drawn results into what meters would show; arrays have shape (B,).

    Attributes
    ----------
    aux_now_kwh, aux_then_kwh : ndarray
        Auxiliary electricity, which factors leave alone [kWh/a].
    price_now_eur_kwh, price_then_eur_kwh : ndarray
        Mean price of what the generators burn, today and in the plan [EUR/kWh].
    """

    factors: FloatArray
    level: float
    floor_area_m2: FloatArray
    aux_now_kwh: FloatArray
    aux_then_kwh: FloatArray
    price_now_eur_kwh: FloatArray
    price_then_eur_kwh: FloatArray
    rate: float
    growth: float
    horizon_a: int

    def __call__(self, found: dict[str, FloatArray], moved: dict[str, FloatArray]) -> dict[str, FloatArray]:
        """Outputs as measured: ``F(q0) q0`` today, and ``F(q0) q0 - F(q1) q1`` as the saving."""
        area = self.floor_area_m2 * moved["floor_area"]
        now = found["e_del_kwh"] - self.aux_now_kwh
        then = found["e_del_kwh"] - found["e_del_saving_kwh"] - self.aux_then_kwh
        level = self.level * moved["metered"]
        seen_now, seen_then = (level * metered_use(fuel, area, self.factors) for fuel in (now, then))
        lost = (now - seen_now) * self.price_now_eur_kwh - (then - seen_then) * self.price_then_eur_kwh
        cost = found["energy_cost_saving_eur"] - lost * moved["energy_price"]
        growth = self.growth + moved["price_growth"][:, 0]
        value = np.array([present_value_factor(self.rate, g, self.horizon_a) for g in growth])[:, None]
        return found | {
            "e_del_kwh": seen_now + self.aux_now_kwh,
            "e_del_saving_kwh": seen_now - seen_then + self.aux_now_kwh - self.aux_then_kwh,
            "energy_cost_saving_eur": cost,
            "npv_eur": found["npv_eur"] + (cost - found["energy_cost_saving_eur"]) * value,
        }
