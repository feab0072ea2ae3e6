"""Prices, carbon and emissions over the years of the plan.

References
----------
Commission Delegated Regulation (EU) 2025/2273 and (EU) 244/2012, annex I (year by year
cost with price development and cost of carbon).
"""

from collections.abc import Sequence

import numpy as np

from retrofit.money.global_cost import carbon_price, discount_factor
from retrofit.plan.scenario import Assumptions
from retrofit.stock.pack import Cited, CountryPack
from retrofit.stock.stock import FloatArray

KG_PER_T = 1000.0


def years_of(assumptions: Assumptions) -> FloatArray:
    """Calendar years of the horizon, shape (Y,)."""
    return assumptions.start_year + np.arange(assumptions.horizon_a, dtype=np.float64)


def price_index(pack: CountryPack, carrier: int, assumptions: Assumptions) -> FloatArray:
    """Energy price of each year over that of the first one, shape (Y,) [-].

    Where the pack's path has figures beyond the first year they are followed, and grow on
    from the last; else the price grows evenly.
    """
    years = years_of(assumptions)
    steady = (1.0 + assumptions.energy_price_growth) ** np.arange(len(years))
    points = pack.paths.get((carrier, "price_gross"), ())
    ahead = [point for point in points if point.year > assumptions.start_year]
    if not ahead:
        return np.asarray(steady)
    path = _along(points, years)
    last = ahead[-1].year
    beyond = np.maximum(years - last, 0.0)
    return np.asarray(path / path[0] * (1.0 + assumptions.energy_price_growth) ** beyond)


def emission_factors(pack: CountryPack, carrier: int, assumptions: Assumptions) -> FloatArray:
    """Emission factor of each year, shape (Y,) [kg/kWh]."""
    points = pack.paths.get((carrier, "co2"), ())
    years = years_of(assumptions)
    if not points:
        return np.full(len(years), pack.carrier(carrier).co2_kg_kwh.value)
    return _along(points, years)


def carbon_prices(assumptions: Assumptions) -> FloatArray:
    """Carbon price of each year, shape (Y,) [EUR/t]; nothing unless it is asked for."""
    years = years_of(assumptions)
    if not assumptions.carbon_priced:
        return np.zeros(len(years))
    return np.asarray(carbon_price(years))


def yearly_cost(pack: CountryPack, carrier: int, price: float, assumptions: Assumptions) -> FloatArray:
    """Cost of a yearly delivery of 1 kWh in each year, carbon included, shape (Y,) [EUR/kWh].

    Parameters
    ----------
    price : float
        Of the first year [EUR/kWh].
    """
    cost = price * price_index(pack, carrier, assumptions)
    if assumptions.carbon_priced:
        cost = cost + emission_factors(pack, carrier, assumptions) * carbon_prices(assumptions) / KG_PER_T
    return np.asarray(cost)


def life_value(pack: CountryPack, carrier: int, price: float, assumptions: Assumptions) -> float:
    """Present value of a yearly delivery of 1 kWh over the horizon, carbon included [EUR/(kWh/a)].

    Parameters
    ----------
    price : float
        Of the first year [EUR/kWh].
    """
    discounted = discount_factor(assumptions.discount_rate, np.arange(1, assumptions.horizon_a + 1))
    return float((yearly_cost(pack, carrier, price, assumptions) * discounted).sum())


def life_emissions(pack: CountryPack, carrier: int, assumptions: Assumptions) -> float:
    """Emissions of a yearly delivery of 1 kWh over the horizon [kg/(kWh/a)]."""
    return float(emission_factors(pack, carrier, assumptions).sum())


def _along(points: Sequence[Cited], years: FloatArray) -> FloatArray:
    """Read a path at years; between its figures evenly, outside as the nearest."""
    return np.asarray(np.interp(years, [p.year for p in points], [p.value for p in points]))
