"""A plan as coefficients that can be solved again for other assumptions."""

from typing import Final

import numpy as np

from app.project import Project
from app.services.packs import pack_of
from retrofit.evidence.perturb import Solved, coefficients
from retrofit.stock.codes import CARRIERS
from retrofit.stock.stock import FloatArray

ELECTRICITY: Final = CARRIERS.index("electricity")


def solved_plan(project: Project) -> Solved:
    """Coefficients of the plan's buildings, today and in their packages.

    Raises
    ------
    retrofit.errors.PackError
        If the country pack lacks a figure that is needed.
    """
    assert project.baseline is not None
    solved = project.baseline
    return coefficients(solved, project.scenario.package_of, solved.climate, project.assumptions)


def electricity_price(project: Project) -> float:
    """Price of electricity in the plan [EUR/kWh]."""
    figures = pack_of(project).carrier(ELECTRICITY)
    vat = project.assumptions.vat_included
    return (figures.price_eur_kwh if vat else figures.price_net_eur_kwh).value


def fuel_and_auxiliaries(project: Project) -> tuple[FloatArray, FloatArray]:
    """Energy delivered to the generators, and auxiliary electricity, each of shape (2, B) [kWh/a].

    First today, then in the plan. Electricity beside another carrier is taken as auxiliary;
    where nothing but electricity comes, all of it goes to the generators.
    """
    assert project.baseline is not None
    states, chosen = project.baseline.states, project.scenario.package_of.astype(np.int64)
    both = np.stack([states.chosen_energy_kwh(place)[:, :-1] for place in (np.zeros_like(chosen), chosen)])
    electricity, total = both[:, :, ELECTRICITY], both.sum(axis=2)
    aux = np.where(electricity < total, electricity, 0.0)
    return total - aux, aux
