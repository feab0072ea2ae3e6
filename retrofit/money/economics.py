"""Net present value, annuity and payback.

All figures are real (without inflation). The investment falls due now; savings
fall due at the end of each year, the first at today's prices, each later one
dearer by the price growth.

References
----------
VDI 2067-1:2012 (annuity, price-dynamic cash value, residual value);
EN 15459-1:2017 (linear residual value at the end of the horizon).
"""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from retrofit.stock.stock import FloatArray

SAME_RATE: Final = 1e-14
"""Rates closer than this are equal: the limit of each formula is then exact to the last digits."""

NEAR_RATE: Final = 1e-7
NEWTON_STEPS: Final = 30
SETTLED: Final = 1e-10


def annuity_factor(rate: float, years: float) -> float:
    """Constant yearly payment per EUR of present value over ``years`` [1/a]."""
    if abs(rate) < SAME_RATE:
        return 1.0 / years
    return rate / -float(np.expm1(-years * np.log1p(rate)))


def present_value_factor(rate: float, growth: float, years: float) -> float:
    """Present value of a yearly payment of 1 that grows: ``(1 - (r/q)^T) / (q - r)`` [a].

    Parameters
    ----------
    rate, growth : float
        Discount rate ``q - 1`` and price growth ``r - 1`` [-].
    years : float
        Number of payments ``T``, the first after one year and not yet grown.
    """
    if abs(rate - growth) < SAME_RATE:
        return years / (1.0 + rate)
    return -float(np.expm1(years * _log_step(rate, growth))) / (rate - growth)


def lifetime_factor(lifetime_a: ArrayLike, rate: float, horizon_a: float) -> FloatArray:
    """Present value, per EUR invested now, of keeping an element in place over the horizon [-].

    Replacements at the end of each lifetime within the horizon, less the linear
    residual value of the last one at its end.

    Parameters
    ----------
    lifetime_a : array_like
        Technical lifetime [a].
    rate, horizon_a : float
        Discount rate [-] and horizon [a].
    """
    lifetime = np.asarray(lifetime_a, dtype=np.float64)
    replacements = np.ceil(horizon_a / lifetime) - 1.0
    bought = replacements + 1.0
    if abs(rate) >= SAME_RATE:
        bought = np.expm1(-bought * lifetime * np.log1p(rate)) / np.expm1(-lifetime * np.log1p(rate))
    residual = ((replacements + 1.0) * lifetime - horizon_a) / lifetime
    return np.asarray(bought - residual * (1.0 + rate) ** -horizon_a)


def net_present_value(outlay_eur: FloatArray, saving_eur: FloatArray, value_factor: float) -> FloatArray:
    """Net present value against doing nothing, shape (B, P) [EUR].

    Parameters
    ----------
    outlay_eur : ndarray, shape (B, P)
        Present value of investment, replacements and residual value: investments
        times `lifetime_factor` [EUR].
    saving_eur : ndarray, shape (B, P)
        Energy cost saved in the first year [EUR/a].
    value_factor : float
        From `present_value_factor` [a].
    """
    return np.asarray(saving_eur * value_factor - outlay_eur)


def simple_payback(invest_eur: FloatArray, saving_eur: FloatArray) -> FloatArray:
    """Investment over the saving of the first year [a]; NaN where nothing is invested or saved."""
    pays = (invest_eur > 0) & (saving_eur > 0)
    years = np.divide(invest_eur, saving_eur, out=np.full(pays.shape, np.nan), where=pays)
    return np.asarray(years)


def discounted_payback(
    invest_eur: FloatArray, saving_eur: FloatArray, rate: float, growth: float, horizon_a: float
) -> FloatArray:
    """Years until the discounted savings reach the investment [a].

    The closed form of `present_value_factor` solved for the years, so that it
    interpolates inside a year; replacements and residual values are not in it. NaN
    where the savings never reach the investment, or not within the horizon.
    """
    simple = simple_payback(invest_eur, saving_eur)
    if abs(rate - growth) < SAME_RATE:
        years = simple * (1.0 + rate)
    else:
        used = simple * (rate - growth)
        years = np.log1p(-np.where(used < 1.0, used, np.nan)) / _log_step(rate, growth)
    return np.asarray(np.where(years <= horizon_a * (1 + 1e-12), years, np.nan))


def rate_of_return(invest_eur: FloatArray, saving_eur: FloatArray, growth: float, years: int) -> FloatArray:
    """Rate at which growing savings over the years are worth the investment [-].

    NaN where nothing is invested or saved, or where the savings of all years together stay
    below the investment: there is no rate above zero then.
    """
    simple = simple_payback(invest_eur, saving_eur)
    worth = years if abs(growth) < SAME_RATE else ((1.0 + growth) ** years - 1.0) / growth
    pays = simple <= worth
    wanted = np.where(pays, simple, 1.0)
    rate = 1.0 / wanted + growth
    for _step in range(NEWTON_STEPS):
        gap = np.where(np.abs(rate - growth) < NEAR_RATE, NEAR_RATE, rate - growth)
        power = ((1.0 + growth) / (1.0 + growth + gap)) ** years
        value = (1.0 - power) / gap
        slope = (years * power / (1.0 + growth + gap) - value) / gap
        last, rate = rate, np.maximum(growth + gap - (value - wanted) / slope, 0.0)
        if not (np.abs(rate - last) > SETTLED).any():
            break
    return np.asarray(np.where(pays, rate, np.nan))


def _log_step(rate: float, growth: float) -> float:
    """Logarithm of ``r / q``, exact also where price growth is close to the discount rate."""
    return float(np.log1p((growth - rate) / (1.0 + rate)))
