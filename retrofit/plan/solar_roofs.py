"""Photovoltaics of packages: what roofs yield, what is used, sold and saved.

What covers heating and hot water is taken off delivered energy; what the households use
beside it and what is sold is money, not energy of the balance (EN ISO 52000-1: other uses).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from retrofit.errors import PackError
from retrofit.money.costs import price_level
from retrofit.money.economics import lifetime_factor, present_value_factor
from retrofit.physics.climate import Climate
from retrofit.physics.photovoltaics import hourly_yield, measured_roofs, roofs_of, self_used
from retrofit.physics.solar import PLANES
from retrofit.physics.systems import ELECTRICITY
from retrofit.physics.tilted_planes import station_yield
from retrofit.plan.fittings import resolved
from retrofit.plan.package import Package
from retrofit.plan.scenario import Assumptions
from retrofit.results import PvRoofs, RoofPart, States, Typed
from retrofit.stock import codes
from retrofit.stock.pack import Cited, CountryPack
from retrofit.stock.stock import FloatArray

PITCHED: Final = (codes.SFH, codes.TH, codes.MFH)
"""Assumption: houses of these classes have pitched roofs, the others flat ones."""


def with_pv(packages: Sequence[Package]) -> bool:
    """Whether any package has photovoltaics."""
    return any(package.pv_share > 0 for package in resolved(packages))


def pv_roofs(typed: Typed, pack: CountryPack, climate: Climate, shade: FloatArray) -> PvRoofs:
    """Power and production of every heated building's suitable roof.

    Parameters
    ----------
    shade : ndarray, shape (B,)
        What neighbours leave of the irradiation [-].

    Raises
    ------
    PackError
        If the pack has no figures of photovoltaics.
    """
    stock = typed.stock
    roofs = roofs_of(stock.footprint_area_m2, stock.wall_length_m, np.isin(stock.size_class, PITCHED))
    roofs = measured_roofs(roofs, stock.roof_facing_m2, stock.roof_slope_deg)
    kwp = roofs.module_m2 * figure(pack, "module_kwp_m2").value * typed.heated
    planes, place = np.unique(np.stack([roofs.tilt_deg, roofs.facing], axis=1), axis=0, return_inverse=True)
    per_kwp = _yields(planes, pack, climate)[place.ravel()]
    dwellings = np.maximum(stock.number_of_dwellings, 0.0) * typed.heated
    household = dwellings * figure(pack, "household_kwh_dwelling").value
    return PvRoofs(kwp, kwp * per_kwp * shade, household, {})


def figure(pack: CountryPack, name: str) -> Cited:
    """A figure of ``photovoltaics.csv``."""
    if name not in pack.photovoltaics:
        raise PackError("pack_no_photovoltaics", pack=pack.code, quantity=name)
    return pack.photovoltaics[name]


def roof_parts(
    states: States, packages: Sequence[Package], pv: PvRoofs, pack: CountryPack, assumptions: Assumptions
) -> Mapping[int, RoofPart]:
    """What modules do in each package that has any; by the position of the package."""
    return {
        place: roof_part(states, place, package, pv, pack, assumptions)
        for place, package in enumerate(resolved(packages))
        if package.pv_share > 0
    }


def credited(states: States, parts: Mapping[int, RoofPart], pack: CountryPack) -> States:
    """Take the production of the packages' roofs into energy and money."""
    names = (
        "e_del_total_kwh", "e_p_nren_kwh", "e_p_ren_kwh", "co2_kg", "energy_cost_eur", "invest_eur", "npv_eur",
    )  # fmt: skip
    changed = {name: getattr(states, name).copy() for name in names}
    power = pack.carrier(ELECTRICITY)
    for place, part in parts.items():
        own = part.used_in_balance_kwh
        changed["e_del_total_kwh"][:, place] -= own
        changed["e_p_nren_kwh"][:, place] -= own * power.f_p_nren.value
        changed["e_p_ren_kwh"][:, place] += own * (1.0 - power.f_p_ren.value)
        changed["co2_kg"][:, place] -= own * power.co2_kg_kwh.value
        changed["energy_cost_eur"][:, place] -= part.income_eur
        changed["invest_eur"][:, place] += part.invest_eur
        changed["npv_eur"][:, place] += part.worth_eur - part.outlay_eur
    return replace(states, **changed)


def roof_part(
    states: States, place: int, package: Package, pv: PvRoofs, pack: CountryPack, assumptions: Assumptions
) -> RoofPart:
    """What the modules and the battery of one package do."""
    share = package.pv_share
    battery = pv.kwp * share * package.battery_kwh_kwp
    balance = states.chosen_energy_kwh(np.full(len(pv.kwp), place))[:, ELECTRICITY]
    load, produced = balance + pv.household_kwh, pv.production_kwh * share
    used = self_used(produced, load, battery)
    own = np.divide(used * balance, load, out=np.zeros(len(load)), where=load > 0)
    price, sold = prices(pack, assumptions)
    income = used * price + (produced - used) * sold
    modules = pv.kwp * share * invest_per_kwp(pack, assumptions)
    stored = battery * battery_per_kwh(pack, assumptions) if package.battery_kwh_kwp > 0 else battery
    value, kept, kept_battery = _factors(states, pack, assumptions)
    return RoofPart(
        produced_kwh=produced,
        used_kwh=used,
        used_in_balance_kwh=own,
        exported_kwh=produced - used,
        avoided_other_kg=(produced - own) * pack.carrier(ELECTRICITY).co2_kg_kwh.value,
        income_eur=income,
        battery_kwh=battery,
        invest_eur=modules + stored,
        worth_eur=income * value,
        outlay_eur=modules * kept + stored * kept_battery,
    )


def invest_per_kwp(pack: CountryPack, assumptions: Assumptions) -> float:
    """Price of modules at the country's level, with or without VAT [EUR/kWp].

    Modules have a price path of their own: they do not follow construction prices.
    """
    level = price_level(
        pack, vat_included=assumptions.vat_included, price_factor=figure(pack, "price_rise").value
    )
    return figure(pack, "invest_eur_kwp").value / figure(pack, "price_level").value * level


def battery_per_kwh(pack: CountryPack, assumptions: Assumptions) -> float:
    """Price of a battery at the country's level, with or without VAT [EUR/kWh]."""
    level = price_level(
        pack, vat_included=assumptions.vat_included, price_factor=figure(pack, "price_rise").value
    )
    return figure(pack, "battery_eur_kwh").value / figure(pack, "price_level").value * level


def prices(pack: CountryPack, assumptions: Assumptions) -> tuple[float, float]:
    """Price of electricity that is bought, and of what is sold [EUR/kWh]."""
    power = pack.carrier(ELECTRICITY)
    bought = power.price_eur_kwh if assumptions.vat_included else power.price_net_eur_kwh
    return bought.value, power.price_net_eur_kwh.value * figure(pack, "feed_in_share").value


def _factors(states: States, pack: CountryPack, assumptions: Assumptions) -> tuple[float, float, float]:
    """Present value per EUR of yearly income, of modules and of batteries, with replacement and upkeep."""
    rate, years = assumptions.discount_rate, assumptions.horizon_a
    price, _sold = prices(pack, assumptions)
    value = float(states.tables.life_eur[ELECTRICITY]) / price if price > 0 else 0.0
    kept = float(lifetime_factor(figure(pack, "lifetime_a").value, rate, years))
    upkeep = figure(pack, "maintenance_share_1a").value * present_value_factor(rate, 0.0, years)
    battery = float(lifetime_factor(figure(pack, "battery_lifetime_a").value, rate, years))
    return value, kept + upkeep, battery


def _yields(planes: FloatArray, pack: CountryPack, climate: Climate) -> FloatArray:
    """Yearly yield of 1 kWp on planes of tilt and orientation, shape (n,) [kWh/kWp]."""
    tilt = planes[:, 0]
    azimuth = np.asarray(PLANES[1], dtype=np.float64)[planes[:, 1].astype(np.intp)]
    if climate.weather is not None:
        return np.asarray(hourly_yield(climate.weather, tilt, azimuth).sum(axis=0))
    station = climate.station or climate.sun
    if station is None:
        raise PackError("pack_no_sun", pack=pack.code)
    ratio = figure(pack, "performance_ratio").value
    return np.asarray(station_yield(station, tilt, azimuth, ratio).sum(axis=0))
