"""The order in which the data flows, and nothing else."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from retrofit.evidence.indicators import Groups, indicators
from retrofit.findings import Finding, Ids, Severity
from retrofit.physics import climate as climates
from retrofit.physics import heat, need, zones
from retrofit.physics.envelope import envelope as measure_envelope
from retrofit.physics.solar import Weather
from retrofit.plan import solar_roofs
from retrofit.plan.measures import PackageStates, package_states
from retrofit.plan.outcome import outcome
from retrofit.plan.package import STANDARD, Package
from retrofit.plan.scenario import Assumptions, Method, Scenario
from retrofit.plan.tables import kind_tables, price_factor
from retrofit.progress import Progress, part_of, silent
from retrofit.results import Assessment, Baseline, Envelope, KindTables, PvRoofs, States, Typed
from retrofit.stock.fields import PROVENANCE_OF
from retrofit.stock.pack import CountryPack
from retrofit.stock.provenance import guessed_share
from retrofit.stock.stock import FloatArray, Stock
from retrofit.stock.typology import complete

EXTREME_KWH_M2: Final = 500.0
"""Assumption: few buildings are delivered more a year: a doubt about floors, area or height."""


def baseline(
    stock: Stock,
    pack: CountryPack,
    assumptions: Assumptions,
    place: tuple[float, float],
    progress: Progress = silent,
    packages: Sequence[Package] = STANDARD,
    weather: Weather | None = None,
) -> Baseline:
    """Solve every building as it is and in every package.

    Parameters
    ----------
    stock : Stock
        As read.
    pack : CountryPack
        Typology, climate, systems, prices and costs of the country.
    assumptions : Assumptions
        Method, station, VAT, rates and horizon.
    place : tuple of float
        Latitude and longitude of the district [°].
    progress : callable
        Called between chunks; may raise `retrofit.errors.Cancelled`.
    packages : sequence of Package
        What can be done, the first one nothing.
    weather : Weather, optional
        The user's own hours, for the hourly method and as a climate of its own.

    Raises
    ------
    PackError
        If the pack lacks a figure the stock needs.
    """
    progress(0.0, "typology")
    typed = complete(stock, pack)
    progress(0.1, "balance")
    areas = measure_envelope(typed, pack.archetypes)
    climate, about_climate = climates.choose_climate(pack, assumptions, place, weather)
    part = part_of(progress, 0.2, 0.8)
    made, states = _solved((typed, areas), climate, packages, pack, assumptions, part)
    findings = (
        *typed.findings,
        *about_climate,
        *_about_extremes(typed, states),
        _about_prices(pack, assumptions),
    )
    return Baseline(
        typed=typed,
        envelope=areas,
        made=made,
        states=states,
        climate=climate,
        pack=f"{pack.code} {pack.version}",
        guessed_share=guessed_share(_origins(typed)),
        packages=tuple(packages),
        findings=findings,
    )


def _solved(
    built: tuple[Typed, Envelope],
    climate: climates.Climate,
    packages: Sequence[Package],
    pack: CountryPack,
    assumptions: Assumptions,
    progress: Progress,
) -> tuple[PackageStates, States]:
    """Balance, energy and money of every building in every package."""
    typed, areas = built
    made = package_states(pack, packages, typed.kinds)
    if assumptions.method is Method.HOURLY and climate.weather is not None:
        balance = zones.heating_need(typed, areas, made, climate.weather, progress=progress)
    else:
        balance = need.heating_need(typed, areas, made, climate, progress=progress)
    progress(1.0, "economics")
    tables = kind_tables(pack, packages, typed.kinds, made, climate, assumptions)
    return made, _states(typed, areas, tables, climate, balance)


def with_packages(
    solved: Baseline,
    packages: Sequence[Package],
    pack: CountryPack,
    assumptions: Assumptions,
    progress: Progress = silent,
) -> Baseline:
    """Solve the same buildings with other packages; findings stay those of the former ones.

    Parameters
    ----------
    packages : sequence of Package
        The first one nothing; roofs for photovoltaics must have been measured for the
        former packages where any of these has modules.
    """
    made, states = _solved(
        (solved.typed, solved.envelope), solved.climate, packages, pack, assumptions, progress
    )
    found = replace(solved, made=made, states=states, packages=tuple(packages), pv=None)
    return found if solved.pv is None else with_known_roofs(found, solved.pv, pack, assumptions)


def default_scenario(solved: Baseline, package: int = 1, name: str = "Plan") -> Scenario:
    """Give every building the package, except those that packages leave out by default."""
    chosen = np.where(solved.typed.renovated_by_default, package, 0).astype(np.int8)
    return Scenario(name, chosen)


def assess(
    solved: Baseline,
    scenario: Scenario,
    assumptions: Assumptions,
    n_blocks: int,
    n_parcels: int,
    n_associations: int = 0,
) -> Assessment:
    """Sum up a scenario per building, block, parcel, association and for the district.

    Parameters
    ----------
    solved : Baseline
        From `baseline`.
    scenario : Scenario
        A package for every building.
    assumptions : Assumptions
        Those of the baseline.
    n_blocks, n_parcels, n_associations : int
        Rows of the tables of blocks, parcels and associations; those without a building get zeros.
    """
    stock = solved.typed.stock
    sums = outcome(solved, scenario, assumptions)
    whole = np.zeros(len(stock), dtype=np.int32)
    return Assessment(
        buildings=indicators(sums, None, assumptions),
        blocks=indicators(sums, Groups(stock.block_of, n_blocks), assumptions),
        parcels=indicators(sums, Groups(stock.parcel_of, n_parcels), assumptions),
        district=indicators(sums, Groups(whole, 1, whole=True), assumptions),
        package_of=scenario.package_of,
        associations=indicators(sums, Groups(stock.association_of, n_associations), assumptions),
    )


def _states(
    typed: Typed,
    areas: Envelope,
    tables: KindTables,
    climate: climates.Climate,
    balance: tuple[FloatArray, FloatArray, FloatArray],
) -> States:
    q_h_nd, months, h_w_k = balance
    water = need.hot_water_need(typed)
    exponent = heat.A_MONTH if climate.station is not None else heat.A_SEASON
    kind_of = np.where(typed.kind_of < 0, len(tables.cold_k) - 1, typed.kind_of).astype(np.int32)
    found = need.weighed(q_h_nd, h_w_k, typed.floor_area_ref_m2, kind_of, areas.area_m2, exponent, tables)
    return States(
        tables=tables,
        kind_of=kind_of,
        area_m2=areas.area_m2,
        floor_area_ref_m2=typed.floor_area_ref_m2,
        exponent=exponent,
        q_h_nd_kwh=q_h_nd,
        q_w_nd_kwh=np.broadcast_to(water[:, None], q_h_nd.shape),
        q_h_nd_month_kwh=months,
        h_w_k=h_w_k,
        e_del_total_kwh=found[0],
        e_p_nren_kwh=found[1],
        co2_kg=found[2],
        energy_cost_eur=found[3],
        e_p_ren_kwh=found[4],
        invest_eur=found[5],
        npv_eur=found[6],
    )


def with_roofs(solved: Baseline, pack: CountryPack, assumptions: Assumptions, shade: FloatArray) -> Baseline:
    """Take the photovoltaics of packages in; nothing changes where none has any.

    Parameters
    ----------
    shade : ndarray, shape (B,)
        What neighbours leave of the irradiation on each roof [-].
    """
    if not solar_roofs.with_pv(solved.packages) or solved.pv is not None:
        return solved
    pv = solar_roofs.pv_roofs(solved.typed, pack, solved.climate, shade)
    solved = replace(solved, findings=(*solved.findings, *_about_sun(solved.climate)))
    return _with_pv(solved, pv, pack, assumptions)


def with_known_roofs(solved: Baseline, pv: PvRoofs, pack: CountryPack, assumptions: Assumptions) -> Baseline:
    """Take the photovoltaics of packages in on roofs that were measured before."""
    return _with_pv(solved, pv, pack, assumptions) if solar_roofs.with_pv(solved.packages) else solved


def _with_pv(solved: Baseline, pv: PvRoofs, pack: CountryPack, assumptions: Assumptions) -> Baseline:
    parts = solar_roofs.roof_parts(solved.states, solved.packages, pv, pack, assumptions)
    states = solar_roofs.credited(solved.states, parts, pack)
    return replace(solved, states=states, pv=replace(pv, parts=parts))


def reprice(solved: Baseline, pack: CountryPack, assumptions: Assumptions) -> Baseline:
    """Reckon a solved district again with other prices, rates or horizon; the balance stays."""
    climate, typed = solved.climate, solved.typed
    tables = kind_tables(pack, solved.packages, typed.kinds, solved.made, climate, assumptions)
    old = solved.states
    balance = old.q_h_nd_kwh, old.q_h_nd_month_kwh, old.h_w_k
    states = _states(typed, solved.envelope, tables, climate, balance)
    priced = replace(solved, states=states)
    if solved.pv is not None:
        priced = _with_pv(priced, solved.pv, pack, assumptions)
    prices = _about_prices(pack, assumptions)
    findings = tuple(prices if one.code == prices.code else one for one in solved.findings)
    return replace(priced, findings=findings)


def _about_sun(climate: climates.Climate) -> tuple[Finding, ...]:
    """Say where modules are reckoned with the sun of another place."""
    if climate.weather is not None or climate.sun is None or climate.sun_km <= climates.NEAR_KM:
        return ()
    args: dict[str, object] = {"station": climate.sun.name, "km": round(climate.sun_km)}
    return (Finding("pv_sun_far", Severity.DOUBTS, args=args),)


def _origins(typed: Typed) -> np.ndarray[tuple[int, ...], np.dtype[np.int8]]:
    return np.stack([typed.stock.provenance[name] for name in PROVENANCE_OF], axis=1)


def _about_extremes(typed: Typed, states: States) -> tuple[Finding, ...]:
    """Name the buildings whose need today is beyond what such buildings are known to use."""
    area = typed.floor_area_ref_m2
    per_m2 = np.divide(states.e_del_total_kwh[:, 0], area, out=np.zeros(len(area)), where=area > 0)
    rows = per_m2 > EXTREME_KWH_M2
    if not rows.any():
        return ()
    ids = Ids(typed.stock.building_id, rows)
    return (Finding("energy_extreme", Severity.DOUBTS, ids, {"count": len(ids), "limit": EXTREME_KWH_M2}),)


def _about_prices(pack: CountryPack, assumptions: Assumptions) -> Finding:
    """Say at which prices investments and energy stand."""
    years = sorted({function.fixed_eur_m2.year for function in pack.costs})
    args: dict[str, object] = {
        "year": " / ".join(str(year) for year in years),
        "energy_year": pack.price_year,
        "factor": price_factor(pack, assumptions),
        "priced": "" if assumptions.construction_price_factor else f" ({pack.construction_price.year})",
    }
    return Finding("price_years", Severity.NOTES, args=args)
