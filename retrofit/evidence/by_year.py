"""Savings and emissions of a scenario year by year: what present values and sums are made of."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrofit.money import outlook
from retrofit.money.global_cost import discount_factor
from retrofit.physics.systems import AMBIENT, ELECTRICITY
from retrofit.plan.scenario import Assumptions
from retrofit.plan.solar_roofs import prices
from retrofit.results import Baseline
from retrofit.stock.pack import CountryPack
from retrofit.stock.stock import FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Years:
    """Sums of some buildings, each of shape (Y,).

    Attributes
    ----------
    year : ndarray
        Calendar years of the horizon.
    saved_eur : ndarray
        Energy cost saved and earned, at the prices of each year [EUR/a].
    saved_present_eur : ndarray
        The same in today's value [EUR/a].
    co2_today_kg, co2_plan_kg : ndarray
        Emissions without and with the packages, with the emission factors of each year;
        solar electricity for households and the grid is taken off [kg/a].
    """

    year: FloatArray
    saved_eur: FloatArray
    saved_present_eur: FloatArray
    co2_today_kg: FloatArray
    co2_plan_kg: FloatArray


def years_of(
    solved: Baseline,
    rows: NDArray[np.intp],
    package_of: NDArray[np.integer],
    pack: CountryPack,
    assumptions: Assumptions,
) -> Years:
    """Follow some buildings over the horizon, all works done at its start.

    Parameters
    ----------
    rows : ndarray, shape (n,)
        Rows of buildings.
    package_of : ndarray, shape (B,)
        Position of each building's package.
    """
    states = solved.states
    now, after = (
        states.chosen_energy_kwh(chosen)[rows].sum(axis=0)[:AMBIENT]
        for chosen in (np.zeros_like(package_of), package_of)
    )
    income, produced = _roofs(solved, rows, package_of)
    year = outlook.years_of(assumptions)
    saved, co2_now, co2_after = np.zeros((3, len(year)))
    for carrier in np.flatnonzero((now != 0) | (after != 0)).tolist():
        figures = pack.carrier(carrier)
        price = (figures.price_eur_kwh if assumptions.vat_included else figures.price_net_eur_kwh).value
        saved += (now[carrier] - after[carrier]) * outlook.yearly_cost(pack, carrier, price, assumptions)
        factors = outlook.emission_factors(pack, carrier, assumptions)
        co2_now += now[carrier] * factors
        co2_after += after[carrier] * factors
    if income:
        price, _sold = prices(pack, assumptions)
        saved += income / price * outlook.yearly_cost(pack, ELECTRICITY, price, assumptions)
        co2_after -= produced * outlook.emission_factors(pack, ELECTRICITY, assumptions)
    discounted = discount_factor(assumptions.discount_rate, np.arange(1, len(year) + 1))
    return Years(year, saved, saved * discounted, co2_now, co2_after)


def _roofs(solved: Baseline, rows: NDArray[np.intp], package_of: NDArray[np.integer]) -> tuple[float, float]:
    """Income of the first year [EUR/a] and production [kWh/a] of the packages' modules."""
    income = produced = 0.0
    for place, part in ({} if solved.pv is None else solved.pv.parts).items():
        having = rows[package_of[rows] == place]
        income += float(part.income_eur[having].sum())
        produced += float(part.produced_kwh[having].sum())
    return income, produced
