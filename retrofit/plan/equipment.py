"""Equipment of packages: heating systems, ventilation, controls, collectors; effect and cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from retrofit.errors import PackError
from retrofit.money.economics import lifetime_factor, present_value_factor
from retrofit.physics import heat, heat_pumps
from retrofit.physics.systems import SOLAR_SHARE, Outdoors, SystemFigures, system_figures
from retrofit.plan.fittings import per_size, resolved, several_dwellings, ventilation
from retrofit.plan.measures import PackageStates
from retrofit.plan.package import Package
from retrofit.stock.kinds import Kinds
from retrofit.stock.pack import CountryPack, GeneratorCost
from retrofit.stock.stock import FloatArray, TextArray

COLLECTOR_EUR_M2: Final = 3624.16 / 6.0 / 1.327
"""Collectors with store: Danish Energy Agency 2018, sheet 215, 4.2 kW or 6 m², at the German
level of prices of 2015 [EUR/m²]."""
COLLECTOR_KWH_M2: Final = 400.0
"""Assumption: yearly yield of a collector [kWh/(m²a)]."""
COLLECTOR_LIFETIME_A: Final = 25.0
COLLECTOR_MAINTENANCE_1A: Final = 0.0188


@dataclass(frozen=True, slots=True, eq=False)
class Equipment:
    """What stands in kinds of buildings after a package.

    Attributes
    ----------
    generator : ndarray of str, shape (N, P)
        Code of the heating system.
    swapped : ndarray of bool, shape (N, P)
        Whether it is a new one.
    packages : tuple of Package
        With what they take over from the packages they build on.
    """

    generator: TextArray
    swapped: NDArray[np.bool_]
    packages: tuple[Package, ...]


def equipment(pack: CountryPack, packages: Sequence[Package], kinds: Kinds) -> Equipment:
    """Find the heating system of every kind in every package.

    Raises
    ------
    PackError
        If the pack has no such system, or no cost of it.
    """
    full = resolved(packages)
    generator = np.repeat(kinds.generator[:, None], len(full), axis=1).astype("U40")
    for place, package in enumerate(full):
        if package.generator:
            for code in np.unique(kinds.generator).tolist():
                if code:
                    generator[kinds.generator == code, place] = _swapped(pack, code, package.generator)
    return Equipment(generator, generator != kinds.generator[:, None], full)


def _swapped(pack: CountryPack, today: str, family: str) -> str:
    """Code of the system that replaces today's; today's where it is of that family."""
    several = pack.generators[today].several
    if pack.generators[today].family == family:
        return today
    codes = [g.code for g in pack.generators.values() if (g.family, g.several) == (family, several)]
    if not codes or (family, several) not in pack.generator_costs:
        raise PackError("pack_no_generator_cost", pack=pack.code, generator=family)
    return codes[0]


USUAL_AREAS: Final = np.array(
    [
        [0.81, 1.06, 0.60, 0.19, 0.01],
        [0.54, 0.68, 0.47, 0.19, 0.02],
        [0.35, 0.77, 0.34, 0.17, 0.01],
        [0.16, 0.63, 0.16, 0.16, 0.00],
        [0.36, 0.80, 0.35, 0.17, 0.01],
    ]
)
"""Element areas over reference floor area by size class, shape (5, E): means of the German
example buildings of TABULA (IWU 2013) [m²/m²]."""


def systems_of(
    pack: CountryPack, fitted: Equipment, kinds: Kinds, made: PackageStates, outdoors: Outdoors
) -> SystemFigures:
    """Figures of the heating systems of kinds in packages."""
    types, full = kinds.types, fitted.packages
    load = example_load(kinds, made)
    ratio = np.divide(load, load[:, :1], out=np.ones(load.shape), where=load[:, :1] > 0)
    room = np.repeat(types.theta_i_c[:, None], len(full), axis=1)
    return system_figures(
        pack,
        fitted.generator,
        types.q_w_nd_kwh_m2,
        heat_pumps.flow_design(ratio, room),
        types.theta_i_c,
        outdoors,
        remaining=np.tile([_remaining(pack, package) for package in full], (len(kinds), 1)),
        aux_air=per_size(pack, kinds, full, "aux_kwh_m2"),
        solar=np.array([float(package.solar_thermal) for package in full]),
    )


def example_load(kinds: Kinds, made: PackageStates) -> FloatArray:
    """Heat transfer coefficient of each kind's example building, shape (N, P) [W/K].

    Where the typology publishes no example building, one of 1 m² reference floor area with
    the usual proportions of its size class stands in.
    """
    types = kinds.types
    unknown = ~(np.nan_to_num(types.area_m2).sum(axis=1) > 0)
    area = np.where(unknown[:, None], USUAL_AREAS[types.size_class], types.area_m2)
    reference = np.where(unknown, 1.0, types.floor_area_ref_m2)
    h = (made.u_w_m2k * (made.b_transmission * area)[:, None, :]).sum(axis=2)
    h = h + made.delta_u_tb_w_m2k * area.sum(axis=1)[:, None]
    air = heat.ventilation(types.n_use_1h[:, :1], made.n_air_1h, types.room_height_m[:, None])
    return np.asarray(h + air * reference[:, None])


def install_table(
    pack: CountryPack, fitted: Equipment, kinds: Kinds, level: float, rate: float, horizon: int
) -> FloatArray:
    """Cost of equipment for `retrofit.physics.kernels.weigh_plan`, shape (N, P, 8).

    Parameters
    ----------
    level : float
        Price level of country and year with VAT, from `retrofit.money.costs.price_level` [-].
    rate, horizon : float, int
        Discount rate [-] and years.

    Notes
    -----
    A generator that is replaced would have had to be replaced at half its lifetime anyway,
    and maintained until then: that present value is credited.
    """
    table = np.zeros((*fitted.generator.shape, 8))
    for code in np.unique(kinds.generator).tolist():
        rows = np.flatnonzero(kinds.generator == code)
        for place in range(table.shape[1]):
            new = fitted.generator[rows[0], place]
            if new != code:
                table[rows, place, :6] = _exchange(pack, code, str(new), level, rate, horizon)
    table[:, :, 6], table[:, :, 7] = _per_area(pack, fitted, kinds, level, rate, horizon)
    return table


def _exchange(
    pack: CountryPack, old: str, new: str, level: float, rate: float, horizon: int
) -> tuple[float, ...]:
    """Cost of a new generator over its power, and of the old one that is saved."""
    bought = _cost_of(pack, new)
    value = present_value_factor(rate, 0.0, horizon)
    kept = float(lifetime_factor(bought.lifetime_a, rate, horizon)) + bought.maintenance_share_1a * value
    known = pack.generator_costs.get((pack.generators[old].family, pack.generators[old].several))
    if known is None:
        return _factor(bought, level), bought.exponent, kept, 0.0, 1.0, 0.0
    return (
        _factor(bought, level),
        bought.exponent,
        kept,
        _factor(known, level),
        known.exponent,
        saved_replacement(known, rate, horizon),
    )


def saved_replacement(cost: GeneratorCost, rate: float, horizon: float) -> float:
    """Present value, per EUR of a generator, of replacing it at half its life and maintaining it."""
    half = cost.lifetime_a / 2.0
    later = 0.0
    if horizon > half:
        later = float(lifetime_factor(cost.lifetime_a, rate, horizon - half)) * (1.0 + rate) ** -half
    return float(later + cost.maintenance_share_1a * present_value_factor(rate, 0.0, horizon))


def _cost_of(pack: CountryPack, code: str) -> GeneratorCost:
    system = pack.generators[code]
    return pack.generator_costs[system.family, system.several]


def _factor(cost: GeneratorCost, level: float) -> float:
    return float(level * cost.reference_eur.value / cost.reference_kw**cost.exponent)


def _per_area(
    pack: CountryPack, fitted: Equipment, kinds: Kinds, level: float, rate: float, horizon: int
) -> tuple[FloatArray, FloatArray]:
    """Investment and present value of what is priced by floor area, each of shape (N, P) [EUR/m²]."""
    several = several_dwellings(pack, kinds)
    invest, outlay = np.zeros((2, *fitted.generator.shape))
    value = present_value_factor(rate, 0.0, horizon)
    for place, package in enumerate(fitted.packages):
        for price, lifetime, maintenance in _priced(pack, package, kinds, several):
            invest[:, place] += level * price
            kept = float(lifetime_factor(lifetime, rate, horizon)) + maintenance * value
            outlay[:, place] += level * price * kept
    used = kinds.generator[:, None] != ""
    return np.where(used, invest, 0.0), np.where(used, outlay, 0.0)


def _priced(
    pack: CountryPack, package: Package, kinds: Kinds, several: NDArray[np.bool_]
) -> list[tuple[FloatArray, float, float]]:
    """Price of each kind [EUR/m²], lifetime [a] and maintenance share [1/a] of a package's equipment."""
    found = []
    if package.ventilation:
        pair = [ventilation(pack, package.ventilation, several=size) for size in (False, True)]
        price = np.where(several, pair[1].invest_eur_m2.value, pair[0].invest_eur_m2.value)
        found.append((price, pair[0].lifetime_a, pair[0].maintenance_share_1a))
    for code in package.controls:
        control = pack.controls[code]
        found.append((np.full(len(kinds), control.invest_eur_m2.value), control.lifetime_a, 0.0))
    if package.solar_thermal:
        share = np.where(several, SOLAR_SHARE[True], SOLAR_SHARE[False])
        area = share * kinds.types.q_w_nd_kwh_m2 / COLLECTOR_KWH_M2
        found.append((area * COLLECTOR_EUR_M2, COLLECTOR_LIFETIME_A, COLLECTOR_MAINTENANCE_1A))
    return found


def _remaining(pack: CountryPack, package: Package) -> float:
    return float(np.prod([pack.controls[code].remaining.value for code in package.controls]))
