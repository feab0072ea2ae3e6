"""Reckon a plan and change it: packages, assumptions, country."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.changes import Changes
from app.errors import UserError
from app.project import Project
from app.services.measured import prebound
from app.services.outcome import Outcome
from app.services.packs import pack_of
from app.services.plausibility import implausible
from app.services.publishing import about_privacy
from gis.account import Account
from gis.horizon import horizon_angles
from retrofit import pipeline
from retrofit.physics.climate import OWN_WEATHER
from retrofit.physics.photovoltaics import horizon_factor
from retrofit.physics.solar import Weather
from retrofit.plan.lock_in import check_order
from retrofit.plan.package import STANDARD, Package, find_faults
from retrofit.plan.remarks import remarks
from retrofit.plan.scenario import Assumptions, Method, Scenario
from retrofit.plan.solar_roofs import with_pv
from retrofit.progress import Progress, silent
from retrofit.results import Baseline
from retrofit.stock.stock import FloatArray

RESULTS: Final = Changes.RESULTS | Changes.FINDINGS


def replan(project: Project, progress: Progress = silent) -> Outcome:
    """Solve the balance of every building in every package, then the chosen scenario.

    Raises
    ------
    retrofit.errors.PackError
        If the country pack lacks a figure the stock needs.
    """
    pack = pack_of(project)
    baseline = pipeline.baseline(
        project.stock,
        pack,
        project.assumptions,
        project.place,
        progress,
        project.packages,
        project.weather,
    )
    if with_pv(project.packages):
        baseline = pipeline.with_roofs(baseline, pack, project.assumptions, _shade(project, baseline))
    scenario = project.scenario
    if len(scenario.package_of) != len(project.stock):
        fresh = pipeline.default_scenario(baseline)
        scenario = replace(scenario, package_of=fresh.package_of)
    return _assessed(project.replace(baseline=baseline, scenario=scenario), RESULTS | Changes.SCENARIO)


def _shade(project: Project, solved: Baseline) -> FloatArray:
    """What neighbours leave of the sun on every roof, shape (B,) [-]."""
    height = solved.typed.stock.height_above_ground_m
    angles = horizon_angles(project.buildings.geometry.to_numpy(), height)
    return horizon_factor(angles, project.place[0])


def assign_package(project: Project, rows: NDArray[np.int32], package: int) -> Outcome:
    """Give the buildings in ``rows`` a package; buildings that are not heated keep none."""
    if project.baseline is None:
        project = replan(project).project
    assert project.baseline is not None
    heated = rows[project.baseline.typed.heated[rows]]
    scenario = project.scenario.with_package(heated, package)
    return _assessed(project.replace(scenario=scenario), Changes.RESULTS | Changes.SCENARIO)


def set_scenario(project: Project, scenario: Scenario) -> Outcome:
    """Take another scenario as it is."""
    return _assessed(project.replace(scenario=scenario), Changes.RESULTS | Changes.SCENARIO)


def apply_default(project: Project, package: int) -> Outcome:
    """Give every building that packages reach by default the same package."""
    if project.baseline is None:
        project = replan(project).project
    assert project.baseline is not None
    chosen = pipeline.default_scenario(project.baseline, package).package_of
    scenario = replace(project.scenario, package_of=chosen)
    return _assessed(project.replace(scenario=scenario), Changes.RESULTS | Changes.SCENARIO)


def set_assumptions(project: Project, assumptions: Assumptions, progress: Progress = silent) -> Outcome:
    """Reckon again with other prices, rates, climate or method.

    Where only money changes, the balance stays and nothing but money is reckoned.
    """
    changed = project.replace(assumptions=assumptions, account=_account_for(project))
    if project.baseline is not None and _same_balance(project, changed):
        pack = pack_of(changed)
        repriced = changed.replace(baseline=pipeline.reprice(project.baseline, pack, assumptions))
        outcome = _assessed(repriced, RESULTS)
    else:
        outcome = replan(changed, progress)
    return Outcome(outcome.project, outcome.changes | Changes.ASSUMPTIONS)


def _same_balance(before: Project, after: Project) -> bool:
    """Whether energy needs are the same under both assumptions."""
    names = ("method", "station")
    if not all(getattr(before.assumptions, n) == getattr(after.assumptions, n) for n in names):
        return False
    pack, solved = pack_of(after), before.baseline
    return (
        solved is not None
        and solved.pack == f"{pack.code} {pack.version}"
        and before.packages == after.packages
        and solved.typed.stock.building_id is before.stock.building_id
    )


def set_weather(project: Project, weather: Weather | None, progress: Progress = silent) -> Outcome:
    """Reckon with the user's own hours of a year, or without them again."""
    station = OWN_WEATHER if weather is not None else ""
    method = project.assumptions.method
    if (weather is None and method is Method.HOURLY) or (weather is not None and method is Method.SEASONAL):
        method = Method.MONTHLY
    assumptions = replace(project.assumptions, station=station, method=method)
    outcome = replan(project.replace(weather=weather, assumptions=assumptions), progress)
    return Outcome(outcome.project, outcome.changes | Changes.ASSUMPTIONS)


def set_country(project: Project, country: str, progress: Progress = silent) -> Outcome:
    """Reckon again with another country's pack; its own climate station is chosen anew."""
    assumptions = replace(project.assumptions, station="")
    moved = project.replace(country=country, assumptions=assumptions, baseline=None, assessment=None)
    return set_assumptions(moved, assumptions, progress)


def _account_for(project: Project) -> Account:
    """The account without the remark that another pack stands in, once that pack is not in use."""
    account = project.account
    kept = tuple(
        remark
        for remark in account.remarks
        if remark.code != "pack_substituted" or remark.args.get("pack") == project.country
    )
    return account if len(kept) == len(account.remarks) else replace(account, remarks=kept)


def set_packages(project: Project, own: Sequence[Package], progress: Progress = silent) -> Outcome:
    """Offer own packages beside the standard ones, and reckon again.

    Buildings whose package is no longer there keep none.

    Raises
    ------
    app.errors.UserError
        If a package is impossible.
    """
    packages = (*STANDARD, *own)
    wrong = find_faults(packages)
    if wrong:
        raise UserError(wrong[0].code, **wrong[0].details)
    places = {package.key: place for place, package in enumerate(packages)}
    moved = np.array([places.get(package.key, 0) for package in project.packages], dtype=np.int8)
    scenario, *shelf = (
        replace(one, package_of=moved[one.package_of]) for one in (project.scenario, *project.shelf)
    )
    return replan(project.replace(packages=packages, scenario=scenario, shelf=tuple(shelf)), progress)


def package_position(name: str, packages: Sequence[Package] = STANDARD) -> int:
    """Position of a package by its name.

    Raises
    ------
    app.errors.UserError
        If there is no such package.
    """
    known = [package.key for package in packages]
    if name not in known:
        raise UserError("package_unknown", name=name, known=", ".join(known))
    return known.index(name)


def _assessed(project: Project, changes: Changes) -> Outcome:
    assert project.baseline is not None
    assessment = pipeline.assess(
        project.baseline,
        project.scenario,
        project.assumptions,
        len(project.blocks),
        len(project.parcels),
        len(project.associations),
    )
    pack = pack_of(project)
    order = check_order(project.baseline, project.scenario, pack)
    told = remarks(project.baseline, project.scenario, pack, assessment.district)
    found = replace(
        assessment,
        findings=(*order, *told, *implausible(project), *prebound(project), *about_privacy(project)),
    )
    return Outcome(project.replace(assessment=found), changes | Changes.FINDINGS)
