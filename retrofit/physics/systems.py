"""From energy need to delivered energy: losses, generators and auxiliaries.

The chain is TABULA's: what distribution and storage of heating lose is added, what those of
hot water give off to the rooms is taken away as far as it can be used, and the generators
bring the rest. Per m² of reference floor area everything but the heat for the rooms is the
same in all buildings of a kind.

References
----------
Loga, T. et al. (2021): MOBASY, R model ``17_CalcSystem``, IWU Darmstadt (CC BY 4.0);
TABULA Calculation Method (IWU 2013), systems.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from retrofit.physics import heat_pumps
from retrofit.physics.heat import ratio, utilisation
from retrofit.stock.codes import CARRIERS
from retrofit.stock.pack import CountryPack, Generator
from retrofit.stock.stock import FloatArray, TextArray

ELECTRICITY: Final = CARRIERS.index("electricity")
AMBIENT: Final = len(CARRIERS)
"""Column of heat from surroundings and sun, which nobody delivers."""
SOLAR_SHARE: Final = {False: 0.6, True: 0.4}
"""Share of collectors in the hot water, with one and with several dwellings (TABULA System.W)."""

NEGLIGIBLE_KWH_M2: Final = 1e-9
"""Below this a building needs no heating at all [kWh/(m²a)]."""


@dataclass(frozen=True, slots=True, eq=False)
class SystemFigures:
    """Heating systems of kinds in packages.

    Attributes
    ----------
    q_loss_h : ndarray, shape (N, P)
        Losses of distribution and storage of heating [kWh/(m²a)].
    q_recoverable : ndarray, shape (N, P)
        Losses of hot water that warm the rooms [kWh/(m²a)].
    remaining : ndarray, shape (N, P)
        Share of the generated heat that remains with balancing and controls [-].
    per_heat : ndarray, shape (N, P, C + 1)
        Energy by carrier per kWh of heat for the rooms; ambient heat last [kWh/kWh].
    fixed : ndarray, shape (N, P, C + 1)
        Energy by carrier for hot water and auxiliaries [kWh/(m²a)].
    flow_c : ndarray, shape (N, P)
        Flow temperature that today's radiators need on the coldest day [°C].
    """

    q_loss_h: FloatArray
    q_recoverable: FloatArray
    remaining: FloatArray
    per_heat: FloatArray
    fixed: FloatArray
    flow_c: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Outdoors:
    """Temperatures that heat pumps and heat loads follow: shape (M,) or (1,) for a season [°C]."""

    theta_e_c: FloatArray
    design_c: float


def heat_output(
    q_h_nd: FloatArray,
    a: FloatArray,
    q_loss_h: FloatArray,
    q_recoverable: FloatArray,
    remaining: FloatArray,
) -> FloatArray:
    """Heat that the generators bring for the rooms ``q_g_h`` [kWh/(m²a)]; nothing where nothing is needed.

    ``q_g_h = q_h_nd + q_d_h + q_s_h - eta_s (q_d_w_h + q_s_w_h)`` with ``eta_s`` from
    ``gamma_s = (q_d_w_h + q_s_w_h) / q_h_nd``.

    Parameters
    ----------
    q_h_nd : ndarray
        Energy need for heating, heat recovery taken off [kWh/(m²a)].
    a : ndarray
        Exponent of the utilisation factor [-].
    """
    wanted = q_h_nd > NEGLIGIBLE_KWH_M2
    eta = utilisation(ratio(q_recoverable, np.where(wanted, q_h_nd, 1.0)), a)
    found = (q_h_nd + q_loss_h - eta * q_recoverable) * remaining
    return np.asarray(np.where(wanted, np.maximum(found, 0.0), 0.0))


def system_figures(
    pack: CountryPack,
    generator: TextArray,
    q_w_nd: FloatArray,
    flow_c: FloatArray,
    theta_i: FloatArray,
    outdoors: Outdoors,
    *,
    remaining: FloatArray,
    aux_air: FloatArray,
    solar: FloatArray,
) -> SystemFigures:
    """Put the figures of heating systems together.

    Parameters
    ----------
    generator : ndarray of str, shape (N, P)
        Codes of the pack; "" has no consumption.
    q_w_nd, theta_i : ndarray, shape (N,)
        Energy need for hot water [kWh/(m²a)], room temperature [°C].
    flow_c : ndarray, shape (N, P)
        From `retrofit.physics.heat_pumps.flow_design`.
    remaining, aux_air : ndarray, shape (N, P)
        Of controls [-]; electricity of ventilation [kWh/(m²a)].
    solar : ndarray, shape (P,)
        1 where collectors share in the hot water, else 0.
    """
    shape = generator.shape
    loss, recoverable = np.zeros((2, *shape))
    per_heat, fixed = np.zeros((2, *shape, len(CARRIERS) + 1))
    for code in np.unique(generator).tolist():
        if not code:
            continue
        at = np.nonzero(generator == code)
        system = pack.generators[code]
        loss[at] = system.q_d_h.value + system.q_s_h.value
        hot = q_w_nd[at[0]] > 0
        recoverable[at] = np.where(hot, system.q_d_w_h.value + system.q_s_w_h.value, 0.0)
        per_heat[at] = _per_heat(system, flow_c[at], theta_i[at[0]], outdoors)
        water = q_w_nd[at[0]] + np.where(hot, system.q_d_w.value + system.q_s_w.value, 0.0)
        collected = solar[at[1]] * SOLAR_SHARE[system.several] * water
        fixed[at] = (water - collected)[:, None] * _per_water(system, outdoors)
        fixed[(*at, np.full(len(at[0]), AMBIENT))] += collected
        fixed[(*at, np.full(len(at[0]), ELECTRICITY))] += system.aux_h.value + np.where(
            hot, system.aux_w.value, 0.0
        )
    fixed[:, :, ELECTRICITY] += np.where(generator != "", aux_air, 0.0)
    return SystemFigures(loss, recoverable, remaining, per_heat, fixed, flow_c)


def expenditure_of(
    system: Generator, flow_c: FloatArray, theta_i: FloatArray, outdoors: Outdoors
) -> tuple[tuple[FloatArray, float], ...]:
    """Expenditure factors of each source for heating (shape of ``flow_c``) and for hot water [kWh/kWh]."""
    found = []
    for source in system.sources:
        if system.heat_pump and source.carrier == ELECTRICITY:
            heating = heat_pumps.heating_expenditure(
                system.heat_pump, flow_c, theta_i, outdoors.theta_e_c, outdoors.design_c
            )
            found.append((heating, heat_pumps.water_expenditure(system.heat_pump, outdoors.theta_e_c)))
        else:
            found.append((np.full(flow_c.shape, source.e_g_h.value), source.e_g_w.value))
    return tuple(found)


def _per_heat(system: Generator, flow_c: FloatArray, theta_i: FloatArray, outdoors: Outdoors) -> FloatArray:
    """Energy by carrier per kWh of heat for the rooms, shape (n, C + 1) [kWh/kWh]."""
    row = np.zeros((len(flow_c), len(CARRIERS) + 1))
    for source, (heating, _water) in zip(
        system.sources, expenditure_of(system, flow_c, theta_i, outdoors), strict=True
    ):
        row[:, source.carrier] += source.share_h * heating
        if system.heat_pump:
            row[:, AMBIENT] += source.share_h * np.maximum(1.0 - heating, 0.0)
    return row


def _per_water(system: Generator, outdoors: Outdoors) -> FloatArray:
    """Energy by carrier per kWh of hot water generated, shape (C + 1,) [kWh/kWh]."""
    row = np.zeros(len(CARRIERS) + 1)
    nothing = np.zeros(0)
    for source, (_heating, water) in zip(
        system.sources, expenditure_of(system, nothing, nothing, outdoors), strict=True
    ):
        row[source.carrier] += source.share_w * water
        if system.heat_pump:
            row[AMBIENT] += source.share_w * max(1.0 - water, 0.0)
    return row
