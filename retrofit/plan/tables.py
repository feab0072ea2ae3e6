"""What packages make of kinds of buildings, as tables that a building looks up."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from retrofit.money import costs, economics, outlook
from retrofit.physics import weighting
from retrofit.physics.climate import Climate
from retrofit.physics.systems import AMBIENT, Outdoors, SystemFigures
from retrofit.plan.equipment import equipment, install_table, systems_of
from retrofit.plan.measures import PackageStates
from retrofit.plan.package import Package
from retrofit.plan.scenario import Assumptions
from retrofit.results import KindTables
from retrofit.stock.codes import COST_ROWS, ELEMENTS, VARIANTS
from retrofit.stock.kinds import Kinds
from retrofit.stock.pack import CountryPack
from retrofit.stock.stock import FloatArray

COLDER_THAN_MONTH_K = 10.0
COLDER_THAN_SEASON_K = 15.0
"""Assumptions: the coldest day lies this far below the mean of the coldest month, or of the
heating season, where no national design temperature is known [K]."""


def kind_tables(
    pack: CountryPack,
    packages: Sequence[Package],
    kinds: Kinds,
    made: PackageStates,
    climate: Climate,
    assumptions: Assumptions,
) -> KindTables:
    """Put together what follows from kind and package alone.

    Raises
    ------
    PackError
        If the pack lacks a cost, a system or a carrier's figures.
    """
    rate, horizon = assumptions.discount_rate, assumptions.horizon_a
    level = costs.price_level(
        pack, vat_included=assumptions.vat_included, price_factor=price_factor(pack, assumptions)
    )
    table = costs.cost_table(
        pack, vat_included=assumptions.vat_included, price_factor=price_factor(pack, assumptions)
    )
    per_m2 = costs.unit_costs(made.thickness_m, made.variant_of, table)
    kept = costs.at_variant(economics.lifetime_factor(table.lifetime_a, rate, horizon), made.variant_of)
    outdoors = outdoors_of(climate)
    fitted = equipment(pack, packages, kinds)
    figures = systems_of(pack, fitted, kinds, made, outdoors)
    weights = _weights(figures, pack, assumptions)
    life = _emissions(figures, pack, assumptions)
    return KindTables(
        u_w_m2k=_padded(made.u_w_m2k, 0.0),
        thickness_m=_padded(made.thickness_m, np.nan),
        invest_eur_m2=_padded(per_m2, 0.0),
        outlay_eur_m2=_padded(per_m2 * kept, 0.0),
        embodied_kg_m2=_padded(_embodied(pack, made), 0.0),
        anyway_share=_padded(_anyway(pack, made), 0.0),
        element_life_a=table.lifetime_a[VARIANTS.index("usual")],
        life_eur=weights[:, weighting.LIFE_COST],
        life_kg=life,
        generator=np.concatenate([fitted.generator, np.full((1, len(packages)), "")]),
        flow_c=_padded(figures.flow_c, np.nan),
        per_heat=_padded(figures.per_heat, 0.0),
        per_m2=_padded(figures.fixed, 0.0),
        chain=_padded(np.stack([figures.q_loss_h, figures.q_recoverable, figures.remaining], axis=2), 0.0),
        slope=_padded(weighting.weigh(figures.per_heat, weights), 0.0),
        fixed=_padded(weighting.weigh(figures.fixed, weights), 0.0),
        install=_padded(install_table(pack, fitted, kinds, level, rate, horizon), 0.0),
        c_m_wh_m2k=_padded(kinds.types.c_m_wh_m2k, 0.0),
        cold_k=_padded(np.maximum(kinds.types.theta_i_c - outdoors.design_c, 0.0), 0.0),
    )


def outdoors_of(climate: Climate) -> Outdoors:
    """Temperatures that heat pumps and heat loads follow."""
    if climate.station is not None:
        theta = climate.station.theta_e_c
        return Outdoors(theta, float(theta.min()) - COLDER_THAN_MONTH_K)
    assert climate.season is not None
    theta = np.array([climate.season.theta_e_c])
    return Outdoors(theta, float(theta[0]) - COLDER_THAN_SEASON_K)


def price_factor(pack: CountryPack, assumptions: Assumptions) -> float:
    """Construction prices now over those of the pack's cost functions [-]."""
    chosen = assumptions.construction_price_factor
    return pack.construction_price.value if chosen is None else chosen


def _used(figures: SystemFigures) -> NDArray[np.bool_]:
    """Carriers that occur, shape (C,)."""
    used = (figures.per_heat != 0).any(axis=(0, 1)) | (figures.fixed != 0).any(axis=(0, 1))
    return np.asarray(used[:AMBIENT])


def _weights(figures: SystemFigures, pack: CountryPack, assumptions: Assumptions) -> FloatArray:
    """Weight of every carrier for every quantity, shape (C + 1, Q)."""
    vat, used, life = assumptions.vat_included, _used(figures), np.zeros(AMBIENT)
    for carrier in np.flatnonzero(used).tolist():
        figure = pack.carrier(carrier)
        price = (figure.price_eur_kwh if vat else figure.price_net_eur_kwh).value
        life[carrier] = outlook.life_value(pack, carrier, price, assumptions)
    return weighting.carrier_weights(used, pack, life, vat_included=vat)


def _emissions(figures: SystemFigures, pack: CountryPack, assumptions: Assumptions) -> FloatArray:
    """Emissions of a yearly delivery over the horizon, shape (C + 1,) [kg/(kWh/a)]."""
    life = np.zeros(AMBIENT + 1)
    for carrier in np.flatnonzero(_used(figures)).tolist():
        life[carrier] = outlook.life_emissions(pack, carrier, assumptions)
    return life


def _embodied(pack: CountryPack, made: PackageStates) -> FloatArray:
    """Greenhouse gas of the making of treated elements, shape (N, P, E) [kg/m²]."""
    fixed, per_cm = np.zeros((2, len(COST_ROWS), len(ELEMENTS)))
    for (variant, element), (base, rise) in pack.embodied.items():
        fixed[variant, element], per_cm[variant, element] = base.value, rise.value
    for values in (fixed, per_cm):
        values[len(VARIANTS) :] = values[VARIANTS.index("usual")]  # the same insulation
    depth = np.nan_to_num(made.thickness_m) * costs.CM_PER_M
    both = costs.at_variant(fixed, made.variant_of) + costs.at_variant(per_cm, made.variant_of) * depth
    return np.where(made.variant_of > 0, both, 0.0)


def _anyway(pack: CountryPack, made: PackageStates) -> FloatArray:
    """Share of cost that falls due anyway, shape (N, P, E) [-]."""
    share = np.zeros((len(COST_ROWS), len(ELEMENTS)))  # nothing but new render falls due anyway
    for place, cited in pack.anyway.items():
        share[place] = cited.value
    return costs.at_variant(share, made.variant_of)


def _padded(values: FloatArray, nothing: float) -> FloatArray:
    """Add a row for buildings that are not heated."""
    return np.concatenate([values, np.full((1, *values.shape[1:]), nothing)])
