"""A plan as meters would typically show it, with the measured-to-calculated factors of its country."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from app.errors import UserError
from app.packs import load_pack
from app.packs.measured import SOURCE, FactorSet, factor_sets, sets_of
from app.project import Project
from app.services.solving import electricity_price, fuel_and_auxiliaries
from retrofit.evidence.measured import AsMeasured, metered_use
from retrofit.findings import Finding, Severity
from retrofit.physics.climate import choose_climate
from retrofit.plan.scenario import Method
from retrofit.stock import codes
from retrofit.stock.stock import FloatArray

PREBOUND_SHARE: Final = 0.8
"""Assumption: metered use below this share of the calculated one is worth a word [-]."""


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """Delivered energy of each building as measured, shape (B,) [kWh/a]."""

    factors: FactorSet
    level: float
    now_kwh: FloatArray
    then_kwh: FloatArray
    source: str = SOURCE

    @property
    def saving_kwh(self) -> FloatArray:
        """``F(q0) q0 - F(q1) q1``, shape (B,) [kWh/a]."""
        return self.now_kwh - self.then_kwh


def factor_set(project: Project, code: str = "") -> FactorSet:
    """The set named, else the country's own for the place, else the European average.

    Raises
    ------
    app.errors.UserError
        If there is no such set.
    """
    if code:
        found = {one.code: one for one in factor_sets()}
        if code not in found:
            raise UserError("factor_set_unknown", name=code, known=", ".join(found))
        return found[code]
    own = sets_of(project.country)
    own = tuple(one for one in own if one.dwellings in ("", _most(project))) or sets_of("")
    if any(one.region for one in own):
        pack = load_pack(project.country)
        seasonal = replace(project.assumptions, method=Method.SEASONAL, station="")
        region = choose_climate(pack, seasonal, project.place)[0].key
        own = tuple(one for one in own if one.region == region) or own
    return own[0]


def _most(project: Project) -> str:
    """Whether most of the heated area lies in houses of several dwellings or of a single one."""
    if project.baseline is None:
        return "several"
    typed = project.baseline.typed
    single = np.isin(typed.stock.size_class, (codes.SFH, codes.TH))
    area = typed.floor_area_ref_m2
    return "single" if area[single].sum() > 0.5 * area.sum() else "several"


def as_measured(project: Project, code: str = "", level: float = 1.0) -> Measured:
    """Delivered energy of the plan as measured, today and with its packages.

    Parameters
    ----------
    code : str
        A set of factors; empty takes the country's.
    level : float
        What the district's own meters say over the set [-].
    """
    assert project.baseline is not None
    chosen, area = factor_set(project, code), project.baseline.typed.floor_area_ref_m2
    fuel, aux = fuel_and_auxiliaries(project)
    now, then = metered_use(fuel, area, chosen.factors, level) + aux
    return Measured(chosen, level, now, then)


def prebound(project: Project) -> tuple[Finding, ...]:
    """Say where meters of such buildings typically show much less than is calculated."""
    found = as_measured(project)
    assert project.baseline is not None
    states, chosen = project.baseline.states, project.scenario.package_of.astype(np.intp)
    rows, area = np.arange(len(chosen)), float(states.floor_area_ref_m2.sum())
    now = float(states.e_del_total_kwh[:, 0].sum())
    saving = now - float(states.e_del_total_kwh[rows, chosen].sum())
    if now <= 0.0 or found.now_kwh.sum() >= PREBOUND_SHARE * now:
        return ()
    args: dict[str, object] = {
        "calculated": now / area,
        "measured": float(found.now_kwh.sum()) / area,
        "saving": saving / area,
        "saving_measured": float(found.saving_kwh.sum()) / area,
        "factors": found.factors.name,
    }
    return (Finding("measured_lower", Severity.DOUBTS, args=args),)


def adjustment(project: Project, code: str = "", level: float = 1.0) -> AsMeasured:
    """What turns drawn results of a plan into measured ones."""
    assert project.baseline is not None
    states, assumptions = project.baseline.states, project.assumptions
    rows, chosen = np.arange(len(project.stock)), project.scenario.package_of.astype(np.intp)
    fuel, aux = fuel_and_auxiliaries(project)
    cost = np.stack([states.energy_cost_eur[:, 0], states.energy_cost_eur[rows, chosen]])
    spent = cost - aux * electricity_price(project)
    price = np.divide(spent, fuel, out=np.zeros_like(fuel), where=fuel > 0.0)
    return AsMeasured(
        factors=factor_set(project, code).factors,
        level=level,
        floor_area_m2=project.baseline.typed.floor_area_ref_m2,
        aux_now_kwh=aux[0],
        aux_then_kwh=aux[1],
        price_now_eur_kwh=price[0],
        price_then_eur_kwh=price[1],
        rate=assumptions.discount_rate,
        growth=assumptions.energy_price_growth,
        horizon_a=assumptions.horizon_a,
    )
