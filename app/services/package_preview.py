"""What one package would mean for some buildings, while it is being put together."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.errors import UserError
from app.project import Project
from app.services.packs import pack_of
from gis.horizon import horizon_angles
from retrofit import pipeline
from retrofit.money.economics import simple_payback
from retrofit.physics.photovoltaics import horizon_factor
from retrofit.plan.package import STANDARD, Package, find_faults
from retrofit.plan.solar_roofs import with_pv
from retrofit.results import Baseline
from retrofit.stock.stock import FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Preview:
    """Sums of some heated buildings without and with a package.

    Attributes
    ----------
    u_now_w_m2k, u_after_w_m2k : ndarray, shape (E,)
        Means weighted by area; NaN for an element that none of the buildings has [W/(m²K)].
    """

    buildings: int
    floor_area_ref_m2: float
    e_del_now_kwh: float
    e_del_after_kwh: float
    co2_saving_kg: float
    energy_cost_saving_eur: float
    invest_eur: float
    npv_eur: float
    payback_a: float
    u_now_w_m2k: FloatArray
    u_after_w_m2k: FloatArray

    @property
    def saving_pct(self) -> float:
        """Share of delivered energy that is saved [%]."""
        return (
            100.0 * (1.0 - self.e_del_after_kwh / self.e_del_now_kwh) if self.e_del_now_kwh else float("nan")
        )


def preview(project: Project, own: tuple[Package, ...], key: str, rows: NDArray[np.intp]) -> Preview:
    """Reckon one package for some buildings; the project stays as it is.

    Parameters
    ----------
    own : tuple of Package
        All own packages as they are being edited.
    key : str
        Name of the package that is looked at.

    Raises
    ------
    app.errors.UserError
        If a package cannot be.
    retrofit.errors.PackError
        If the country lacks a figure that the package needs.
    """
    assert project.baseline is not None
    chain = _chain((*STANDARD, *own), key)
    wrong = find_faults(chain)
    if wrong:
        raise UserError(wrong[0].code, **wrong[0].details)
    solved = _solved(project, chain)
    place = [one.key for one in chain].index(key)
    heated = rows[solved.typed.heated[rows]]
    states, area = solved.states, solved.envelope.area_m2[heated]
    kinds = states.kind_of[heated]
    now, after = (states.tables.u_w_m2k[kinds, p] for p in (0, place))
    sums = {
        name: [float(getattr(states, name)[heated, p].sum()) for p in (0, place)]
        for name in ("e_del_total_kwh", "co2_kg", "energy_cost_eur", "invest_eur", "npv_eur")
    }
    saved = sums["energy_cost_eur"][0] - sums["energy_cost_eur"][1]
    invest = sums["invest_eur"][1]
    return Preview(
        buildings=len(heated),
        floor_area_ref_m2=float(solved.typed.floor_area_ref_m2[heated].sum()),
        e_del_now_kwh=sums["e_del_total_kwh"][0],
        e_del_after_kwh=sums["e_del_total_kwh"][1],
        co2_saving_kg=sums["co2_kg"][0] - sums["co2_kg"][1],
        energy_cost_saving_eur=saved,
        invest_eur=invest,
        npv_eur=sums["npv_eur"][1],
        payback_a=float(simple_payback(np.array([invest]), np.array([saved]))[0]),
        u_now_w_m2k=_mean(now, area),
        u_after_w_m2k=_mean(after, area),
    )


def _chain(packages: tuple[Package, ...], key: str) -> tuple[Package, ...]:
    """The standard packages, what the package builds on, and itself: no more is reckoned."""
    by_key = {package.key: package for package in packages}
    wanted: list[Package] = []
    name = key
    while name in by_key and by_key[name] not in wanted:
        wanted.insert(0, by_key[name])
        name = by_key[name].builds_on
    return (*STANDARD, *(one for one in wanted if one not in STANDARD))


def _solved(project: Project, chain: tuple[Package, ...]) -> Baseline:
    pack, assumptions = pack_of(project), project.assumptions
    before = project.baseline
    assert before is not None
    solved = pipeline.baseline(
        project.stock, pack, assumptions, project.place, packages=chain, weather=project.weather
    )
    if not with_pv(chain):
        return solved
    if before.pv is not None:
        return pipeline.with_known_roofs(solved, replace(before.pv, parts={}), pack, assumptions)
    angles = horizon_angles(project.buildings.geometry.to_numpy(), solved.typed.stock.height_above_ground_m)
    return pipeline.with_roofs(solved, pack, assumptions, horizon_factor(angles, project.place[0]))


def _mean(u: FloatArray, area: FloatArray) -> FloatArray:
    total = area.sum(axis=0)
    return np.asarray(
        np.divide((u * area).sum(axis=0), total, out=np.full(len(total), np.nan), where=total > 0)
    )
