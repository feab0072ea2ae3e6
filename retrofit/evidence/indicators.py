"""Sums of buildings, blocks and districts, and the ratios recomputed from them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrofit.money.economics import (
    annuity_factor,
    discounted_payback,
    rate_of_return,
    simple_payback,
)
from retrofit.plan.scenario import Assumptions
from retrofit.stock.fields import RATIOS, SUMS
from retrofit.stock.stock import FloatArray

KG_PER_T = 1000.0


@dataclass(frozen=True, slots=True)
class Groups:
    """Which group each building belongs to: ``of`` has shape (B,), -1 for none."""

    of: NDArray[np.int32]
    n: int
    whole: bool = False
    """Whether there is one group that all buildings belong to."""


def indicators(
    sums: Mapping[str, FloatArray], groups: Groups | None, assumptions: Assumptions
) -> dict[str, FloatArray]:
    """All result fields of a level.

    Parameters
    ----------
    sums : mapping of str to ndarray, shape (B,)
        Every field of `retrofit.stock.fields.SUMS` per building.
    groups : Groups or None
        None leaves the buildings as they are.
    assumptions : Assumptions
        Discount rate, price growth and horizon of the discounted payback.

    Returns
    -------
    dict of str to ndarray, shape (B,) or (K,)
        Fields of `retrofit.stock.fields.RESULTS` in their order. A ratio over
        nothing is NaN.
    """
    found = {field.name: _summed(sums[field.name], groups) for field in SUMS}
    for field in RATIOS:
        above, below = found[field.numerator], found[field.denominator]
        empty = np.full(len(below), np.nan)
        found[field.name] = field.scale * np.divide(above, below, out=empty, where=below != 0)
    invest, saving = found["invest_eur"], found["energy_cost_saving_eur"]
    found["payback_simple_a"] = simple_payback(invest, saving)
    found["payback_discounted_a"] = discounted_payback(
        invest, saving, assumptions.discount_rate, assumptions.energy_price_growth, assumptions.horizon_a
    )
    years, rate = assumptions.horizon_a, assumptions.discount_rate
    found["conserved_eur_kwh"] = _where_positive(
        found["outlay_eur"] * annuity_factor(rate, years),
        found["e_del_saving_kwh"] + found["pv_other_kwh"],
    )
    nothing_made = (found["embodied_kg"] <= 0) | (found["co2_saving_kg"] <= 0)
    found["carbon_payback_a"] = np.where(nothing_made, np.nan, found["carbon_payback_a"])
    found["abatement_eur_t"] = _where_positive(-found["npv_eur"] * KG_PER_T, found["co2_saving_horizon_kg"])
    found["irr_pct"] = 100.0 * rate_of_return(invest, saving, assumptions.energy_price_growth, years)
    return found


def _where_positive(above: FloatArray, below: FloatArray) -> FloatArray:
    """Quotient where something is saved, else NaN."""
    return np.asarray(np.divide(above, below, out=np.full(len(below), np.nan), where=below > 0))


def _summed(values: FloatArray, groups: Groups | None) -> FloatArray:
    if groups is None:
        return np.asarray(values, dtype=np.float64)
    if groups.whole:
        return np.array([values.sum()])
    belongs = groups.of >= 0
    kept = (groups.of, values) if belongs.all() else (groups.of[belongs], values[belongs])
    return np.bincount(*kept, groups.n).astype(np.float64)
