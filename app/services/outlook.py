"""Energy by carrier and emissions year by year of a whole plan."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from app.project import Project
from app.services.packs import pack_of
from app.text.steps import CARRIER_NAMES
from retrofit.evidence.certificate import energy_classes
from retrofit.money.outlook import emission_factors, years_of
from retrofit.physics.systems import ELECTRICITY
from retrofit.stock.codes import CARRIERS
from retrofit.stock.stock import FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Outlook:
    """Sums of a district, without the plan and with it.

    Attributes
    ----------
    energy_kwh : ndarray, shape (2, C)
        Delivered energy by carrier, today and with the plan [kWh/a].
    years : ndarray, shape (Y,)
    emissions_kg : ndarray, shape (2, Y)
        Emissions of every year [kg/a].
    avoided_kg : ndarray, shape (Y,)
        Emissions of the electricity that roofs replace in households and the grid [kg/a].
    classes : dict of str to tuple of int
        Heated buildings by energy class, today and with the plan; empty where the country
        has no limits in figures.
    """

    energy_kwh: FloatArray
    years: FloatArray
    emissions_kg: FloatArray
    avoided_kg: FloatArray
    classes: dict[str, tuple[int, int]]


def outlook_of(project: Project) -> Outlook:
    """Sum up carriers, years and classes of a reckoned plan."""
    solved, pack = project.baseline, pack_of(project)
    assert solved is not None and project.assessment is not None
    chosen = project.scenario.package_of.astype(np.intp)
    both = [
        solved.states.chosen_energy_kwh(place).sum(axis=0)[: len(CARRIERS)]
        for place in (np.zeros_like(chosen), chosen)
    ]
    energy, other_kwh = np.stack(both), 0.0
    if solved.pv is not None:
        for place, part in solved.pv.parts.items():
            own, rows = part.used_in_balance_kwh, chosen == place
            energy[1, ELECTRICITY] -= own[rows].sum()
            other_kwh += float((part.produced_kwh - own)[rows].sum())
    years = years_of(project.assumptions)
    emissions = np.zeros((2, len(years)))
    for carrier in np.flatnonzero(energy.any(axis=0)).tolist():
        emissions += energy[:, carrier, None] * emission_factors(pack, carrier, project.assumptions)
    avoided = np.zeros(len(years))
    if other_kwh > 0.0:
        avoided += other_kwh * emission_factors(pack, ELECTRICITY, project.assumptions)
    return Outlook(energy, years, emissions, avoided, _classes(project))


def years_table(project: Project) -> pd.DataFrame:
    """Emissions without and with the plan, a row a year."""
    found = outlook_of(project)
    return pd.DataFrame(
        {
            "year": found.years.astype(np.int64),
            "co2_without_plan_kg": found.emissions_kg[0].round(1),
            "co2_with_plan_kg": found.emissions_kg[1].round(1),
            "co2_avoided_by_sold_and_household_solar_kg": found.avoided_kg.round(1),
        }
    )


def carriers_table(project: Project) -> pd.DataFrame:
    """Delivered energy by carrier, today and with the plan, a row a carrier in use."""
    found = outlook_of(project)
    rows = [
        (name, CARRIER_NAMES[name], *found.energy_kwh[:, place].round(1))
        for place, name in enumerate(CARRIERS)
        if found.energy_kwh[:, place].any()
    ]
    return pd.DataFrame(rows, columns=["carrier", "label", "e_del_kwh", "e_del_after_kwh"])


def _classes(project: Project) -> dict[str, tuple[int, int]]:
    solved, pack, found = project.baseline, pack_of(project), project.assessment
    assert solved is not None and found is not None
    if not pack.energy_classes:
        return {}
    names = list(dict.fromkeys(one.name for one in pack.energy_classes))
    counts = []
    for suffix in ("", "_after"):
        energy = {n: found.buildings[f"{n}{suffix}_kwh"] for n in ("q_h_nd", "e_del", "e_p_nren", "e_p_tot")}
        here = energy_classes(pack, solved.typed, energy)
        counts.append([int((here == name).sum()) for name in names])
    return {name: (now, after) for name, now, after in zip(names, *counts, strict=True)}
