"""Global cost of a package over the calculation period, and annuities.

References
----------
Commission Delegated Regulation (EU) 244/2012, annex I, 4, and (EU) 2025/2273;
EN 15459-1:2017; VDI 2067-1:2012, 6.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from retrofit.money.economics import annuity_factor
from retrofit.stock.stock import FloatArray


@dataclass(frozen=True, slots=True)
class Perspective:
    """How a regulation reckons.

    ``with_taxes`` and ``with_carbon`` tell the financial from the macroeconomic view;
    ``rate`` is the real discount rate [-], ``period_a`` the calculation period [a].
    """

    name: str
    rate: float
    period_a: int
    with_taxes: bool
    with_carbon: bool
    source: str


CARBON_FLOOR_244_2012: Final = ((2025, 20.0), (2030, 35.0), (9999, 50.0))
"""Least carbon price until the end of each year (244/2012, annex II) [EUR/t]."""


def discount_factor(rate: float, years: ArrayLike) -> FloatArray:
    """``Rd(p) = (1 / (1 + r))^p`` [-]."""
    return np.asarray((1.0 + rate) ** -np.asarray(years, dtype=np.float64))


def carbon_price(years: ArrayLike, floor: Sequence[tuple[int, float]] = CARBON_FLOOR_244_2012) -> FloatArray:
    """Carbon price of calendar years [EUR/t]."""
    ends, prices = np.array([end for end, _ in floor]), np.array([price for _, price in floor])
    place = np.searchsorted(ends, np.asarray(years), side="left")
    return np.asarray(prices[np.minimum(place, len(prices) - 1)])


def replacement_years(lifetime_a: float, period_a: float) -> FloatArray:
    """Years in which an element of a lifetime is bought again within the period [a]."""
    if lifetime_a <= 0:
        return np.empty(0)
    count = int(np.ceil(period_a / lifetime_a - 1e-9)) - 1
    return lifetime_a * np.arange(1, max(count, 0) + 1, dtype=np.float64)


def residual_share(lifetime_a: float, period_a: float) -> float:
    """Share of the last purchase left at the end of the period, linear over its remaining life [-]."""
    if lifetime_a <= 0:
        return 0.0
    bought = np.ceil(period_a / lifetime_a - 1e-9)
    return float((bought * lifetime_a - period_a) / lifetime_a)


def global_cost(
    invest_eur: ArrayLike,
    annual_eur: ArrayLike,
    rate: float,
    period_a: int,
    replacements: Sequence[tuple[float, ArrayLike]] = (),
    residual_eur: ArrayLike = 0.0,
    carbon_eur: ArrayLike = 0.0,
) -> FloatArray:
    """Global cost ``Cg`` referred to the start [EUR].

    Parameters
    ----------
    invest_eur : array_like, shape (B,)
        Initial investment ``CI`` [EUR].
    annual_eur, carbon_eur : array_like, shape (Y,), (B, 1) or (B, Y)
        Energy, maintenance and operation, and the cost of emissions of each year of the
        period [EUR/a]; a single value is the same every year.
    rate : float
        Real discount rate [-].
    period_a : int
        Calculation period ``tau`` [a].
    replacements : sequence of (year, EUR)
        Purchases within the period.
    residual_eur : array_like, shape (B,)
        Value left at the end of the period, before discounting [EUR].
    """
    factors = discount_factor(rate, np.arange(1, period_a + 1))
    yearly = np.asarray(annual_eur, dtype=np.float64) + np.asarray(carbon_eur, dtype=np.float64)
    running = (yearly * factors).sum(axis=-1) if yearly.ndim else yearly * factors.sum()
    bought = sum(
        (np.asarray(eur, dtype=np.float64) * discount_factor(rate, year) for year, eur in replacements),
        start=np.zeros(()),
    )
    left = np.asarray(residual_eur, dtype=np.float64) * discount_factor(rate, period_a)
    return np.asarray(np.asarray(invest_eur, dtype=np.float64) + running + bought - left)


def capital_annuity(
    invest_eur: float, lifetime_a: float, rate: float, growth: float, period_a: float
) -> float:
    """VDI 2067 annuity of an investment with its replacements and residual value [EUR/a].

    A lifetime of 0 is planning and the like: it is paid once and leaves nothing.
    """
    factor = annuity_factor(rate, period_a)
    if lifetime_a <= 0:
        return invest_eur * factor
    q, r = 1.0 + rate, 1.0 + growth
    times = np.arange(int(np.ceil(period_a / lifetime_a - 1e-9)), dtype=np.float64)
    bought = invest_eur * ((r / q) ** (times * lifetime_a)).sum()
    n = times[-1]
    left = invest_eur * r ** (n * lifetime_a) * ((n + 1) * lifetime_a - period_a) / lifetime_a / q**period_a
    return float((bought - left) * factor)


def cost_of_conserved_energy(
    invest_eur: ArrayLike,
    extra_operation_eur: ArrayLike,
    saved_kwh: ArrayLike,
    rate: float,
    lifetime_a: float,
) -> FloatArray:
    """What a saved kWh costs: annuity of the investment plus operation over the saving [EUR/kWh].

    NaN where nothing is saved.
    """
    yearly = np.asarray(invest_eur, dtype=np.float64) * annuity_factor(rate, lifetime_a) + np.asarray(
        extra_operation_eur, dtype=np.float64
    )
    return _over(yearly, saved_kwh)


def abatement_cost(npv_eur: ArrayLike, saved_co2_kg: ArrayLike, rate: float, period_a: float) -> FloatArray:
    """Annuity of the net present cost over the emissions avoided a year [EUR/t]; negative pays."""
    yearly = -np.asarray(npv_eur, dtype=np.float64) * annuity_factor(rate, period_a)
    return _over(yearly, np.asarray(saved_co2_kg, dtype=np.float64) / 1000.0)


def _over(above: ArrayLike, below: ArrayLike) -> FloatArray:
    top, bottom = np.broadcast_arrays(np.asarray(above, np.float64), np.asarray(below, np.float64))
    return np.asarray(np.divide(top, bottom, out=np.full(top.shape, np.nan), where=bottom > 0))
