"""Time value of money: present and future value, payments, internal rate of return.

Signs follow the usual convention of financial functions: money received is positive,
money paid is negative. Flows fall due at the end of periods 0, 1, 2 ...; the one of
period 0 is not discounted.

References
----------
EN 15459-1:2017, 6 (net present value); Brealey, Myers, Allen: Principles of Corporate
Finance (internal rate of return and its pitfalls).
"""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from retrofit.money.economics import SAME_RATE
from retrofit.stock.stock import FloatArray

LOWEST_RATE: Final = -0.999
HIGHEST_RATE: Final = 1e6
"""Internal rates are looked for between these [-]."""
HALVINGS: Final = 120
"""Bisections of a bracket: more than a double can tell apart."""


def present_value_of_flows(rate: float, flows: ArrayLike) -> FloatArray:
    """Net present value of flows, the first undiscounted [EUR].

    Parameters
    ----------
    rate : float
        Discount rate per period [-].
    flows : array_like, shape (..., Y)
        Payments received (positive) and made (negative) [EUR].
    """
    values = np.asarray(flows, dtype=np.float64)
    return np.asarray(values @ (1.0 + rate) ** -np.arange(values.shape[-1], dtype=np.float64))


def payment(rate: float, periods: float, present_value: float, future_value: float = 0.0) -> float:
    """Constant payment at the end of each period that settles a loan [EUR].

    Parameters
    ----------
    rate : float
        Interest per period [-].
    periods : float
        Number of payments.
    present_value, future_value : float
        Sum received now and sum left at the end [EUR].
    """
    if periods == 0:
        return float("nan")
    if abs(rate) < SAME_RATE:
        return -(present_value + future_value) / periods
    growth = (1.0 + rate) ** periods
    return float(-(present_value * growth + future_value) / _accumulated(rate, periods))


def future_value(rate: float, periods: float, paid: float, present_value: float) -> float:
    """Value after some periods of a sum now and a constant payment each period [EUR]."""
    if abs(rate) < SAME_RATE:
        return -(present_value + paid * periods)
    growth = (1.0 + rate) ** periods
    return float(-(present_value * growth + paid * _accumulated(rate, periods)))


def present_value(rate: float, periods: float, paid: float, future: float = 0.0) -> float:
    """Value now of a constant payment each period and a sum at the end [EUR]."""
    if abs(rate) < SAME_RATE:
        return -(future + paid * periods)
    growth = (1.0 + rate) ** periods
    return float(-(future + paid * _accumulated(rate, periods)) / growth)


def _accumulated(rate: float, periods: float) -> float:
    """Value at the end of a payment of 1 a period: ``((1 + r)^n - 1) / r``, exact also for small rates."""
    return float(np.expm1(periods * np.log1p(rate))) / rate


def internal_rate_of_return(flows: ArrayLike) -> FloatArray:
    """Rate at which the net present value is zero [-]; NaN where there is none, or more than one.

    Parameters
    ----------
    flows : array_like, shape (..., Y)
        Payments at the end of periods 0, 1, 2 ... [EUR].

    Notes
    -----
    Flows that change their sign once have at most one rate above -100 % (Descartes);
    it is found by bisection over whole arrays. Where the sign changes more often the
    roots of the polynomial are counted, and an ambiguous rate is no rate.
    """
    values = np.atleast_2d(np.asarray(flows, dtype=np.float64))
    rows = values.reshape(-1, values.shape[-1])
    changes = _sign_changes(rows)
    found = np.full(len(rows), np.nan)
    once = changes == 1
    if once.any():
        found[once] = _bisect(rows[once])
    for row in np.flatnonzero(changes > 1):
        found[row] = _only_root(rows[row])
    return found.reshape(np.asarray(flows).shape[:-1])


def _sign_changes(rows: FloatArray) -> FloatArray:
    """Number of changes of sign along each row, zeros left out, shape (n,)."""
    signs = np.sign(rows)
    for column in range(1, rows.shape[1]):
        signs[:, column] = np.where(signs[:, column] == 0, signs[:, column - 1], signs[:, column])
    return np.asarray(((signs[:, 1:] * signs[:, :-1]) < 0).sum(axis=1))


def _bisect(rows: FloatArray) -> FloatArray:
    """The one root of each row, between `LOWEST_RATE` and `HIGHEST_RATE`; NaN outside."""
    periods = np.arange(rows.shape[1], dtype=np.float64)

    def value(rates: FloatArray) -> FloatArray:
        return np.asarray((rows * (1.0 + rates[:, None]) ** -periods).sum(axis=1))

    low, high = np.full(len(rows), LOWEST_RATE), np.full(len(rows), HIGHEST_RATE)
    at_low = value(low)
    bracketed = at_low * value(high) <= 0
    for _halving in range(HALVINGS):
        middle = 0.5 * (low + high)
        same = value(middle) * at_low > 0
        low, high = np.where(same, middle, low), np.where(same, high, middle)
    return np.where(bracketed, 0.5 * (low + high), np.nan)


def _only_root(row: FloatArray) -> float:
    """The rate of a row whose sign changes more than once; NaN unless there is exactly one."""
    if not np.isfinite(row).all():
        return float("nan")
    roots = np.roots(row)
    real = roots[np.abs(roots.imag) < 1e-9 * np.maximum(np.abs(roots), 1.0)].real
    rates = np.unique(np.round(real[real > 0.0] - 1.0, 9))
    rates = rates[rates > LOWEST_RATE]
    return float(rates[0]) if len(rates) == 1 else float("nan")
