"""Renovation passports: what a building is, and what it becomes stage by stage."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app import bridge
from app.project import Project
from app.services.packs import pack_of
from app.services.papers.report import check_reckoned
from app.services.publishing import refuse_public
from retrofit import pipeline
from retrofit.evidence.certificate import energy_classes
from retrofit.evidence.comfort import inner_surface_c
from retrofit.money.economics import simple_payback
from retrofit.plan.stages import STAGES, staged
from retrofit.progress import Progress, silent
from retrofit.results import Baseline
from retrofit.stock import codes
from retrofit.stock.stock import FloatArray

ENERGY: Final = ("q_h_nd", "e_del", "e_p_nren", "e_p_tot")
FELT: Final = (codes.WALL, codes.WINDOW)
"""Elements whose inner surface people feel."""


@dataclass(frozen=True, slots=True)
class Work:
    """What is done to one element, or put in."""

    what: str
    """Element of `codes.ELEMENTS`, or ``heating``, ``ventilation``, ``controls``, ``solar_thermal``, ``pv``."""
    area_m2: float = float("nan")
    u_before_w_m2k: float = float("nan")
    u_after_w_m2k: float = float("nan")
    thickness_m: float = float("nan")
    word: str = ""
    """Code of the system that is put in."""


@dataclass(frozen=True, slots=True)
class State:
    """A building at one point of its way; energy per m² of heated floor area.

    Attributes
    ----------
    energy_class : str
        Empty where the country has no limits in figures.
    surface_c : tuple of float
        Inner surface of wall and window on the coldest day [°C].
    """

    energy_class: str
    e_del_kwh_m2: float
    e_p_nren_kwh_m2: float
    rer_pct: float
    co2_kg: float
    energy_cost_eur: float
    heat_load_kw: float
    surface_c: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Step:
    """One stage: works, cost, and the building after it."""

    key: str
    works: tuple[Work, ...]
    invest_eur: float
    saved_kwh: float
    saved_eur: float
    saved_co2_kg: float
    payback_a: float
    after: State


@dataclass(frozen=True, slots=True)
class Passport:
    """One building and its way.

    ``package`` is what the plan has for it; ``proposed`` is False where the plan leaves the
    building as it is and the usual package is shown as a proposal.
    """

    row: int
    building_id: str
    package: str
    proposed: bool
    floor_area_ref_m2: float
    now: State
    steps: tuple[Step, ...]


def passports(
    project: Project, rows: Sequence[int] | NDArray[np.integer], progress: Progress = silent
) -> Iterator[Passport]:
    """Make the passports of some heated buildings, in their order; unheated ones have none.

    Raises
    ------
    app.errors.UserError
        If nothing is reckoned yet, or the privacy switch is on.
    """
    check_reckoned(project)
    refuse_public(project)
    assert project.baseline is not None
    packages, place = staged(project.packages)
    solved = pipeline.with_packages(
        project.baseline, packages, pack_of(project), project.assumptions, progress
    )
    found = _Stages(project, solved, place)
    return (found.passport(int(row)) for row in rows if solved.typed.heated[row])


class _Stages:
    """All buildings in all stages, looked up one by one."""

    def __init__(self, project: Project, solved: Baseline, place: NDArray[np.int32]) -> None:
        self.project, self.solved, self.place = project, solved, place
        self.classes = self._classes()

    def _classes(self) -> dict[int, NDArray[np.object_]]:
        """Energy class of all buildings by position of the package."""
        pack, states = pack_of(self.project), self.solved.states
        if not pack.energy_classes:
            return {}
        found = {}
        for package in range(len(self.solved.packages)):
            energy = {
                "q_h_nd": states.q_h_nd_kwh[:, package],
                "e_del": states.e_del_total_kwh[:, package],
                "e_p_nren": states.e_p_nren_kwh[:, package],
                "e_p_tot": states.e_p_nren_kwh[:, package] + states.e_p_ren_kwh[:, package],
            }
            found[package] = energy_classes(pack, self.solved.typed, energy)
        return found

    def passport(self, row: int) -> Passport:
        """The passport of one building."""
        chosen = int(self.project.scenario.package_of[row])
        shown = chosen or 1
        way = self.place[shown]
        steps = [self._step(row, STAGES[at].key, int(way[at]), int(way[at + 1])) for at in range(len(STAGES))]
        return Passport(
            row=row,
            building_id=str(self.project.buildings.index[row]),
            package=self.project.packages[shown].key,
            proposed=chosen > 0,
            floor_area_ref_m2=float(self.solved.typed.floor_area_ref_m2[row]),
            now=self._state(row, 0),
            steps=tuple(step for step in steps if step.works),
        )

    def _state(self, row: int, package: int) -> State:
        states, kind = self.solved.states, int(self.solved.states.kind_of[row])
        area = float(states.floor_area_ref_m2[row])
        nren, ren = float(states.e_p_nren_kwh[row, package]), float(states.e_p_ren_kwh[row, package])
        return State(
            energy_class=str(self.classes[package][row]) if self.classes else "",
            e_del_kwh_m2=float(states.e_del_total_kwh[row, package]) / area,
            e_p_nren_kwh_m2=nren / area,
            rer_pct=100.0 * ren / (nren + ren) if nren + ren > 0 else float("nan"),
            co2_kg=float(states.co2_kg[row, package]),
            energy_cost_eur=float(states.energy_cost_eur[row, package]),
            heat_load_kw=float(states.h_w_k[row, package] * states.tables.cold_k[kind] / 1000.0),
            surface_c=self._surfaces(row, kind, package),
        )

    def _surfaces(self, row: int, kind: int, package: int) -> tuple[float, float]:
        tables = self.solved.states.tables
        u: FloatArray = np.array([tables.u_w_m2k[kind, package, element] for element in FELT])
        room = np.full(len(FELT), float(self.solved.typed.types.theta_i_c[kind]))
        found = inner_surface_c(u, room, np.full(len(FELT), float(tables.cold_k[kind])))
        there = [self.solved.states.area_m2[row, element] > 0 for element in FELT]
        wall, window = (float(value) if is_there else float("nan") for value, is_there in zip(found, there, strict=True))  # fmt: skip
        return wall, window

    def _step(self, row: int, key: str, before: int, after: int) -> Step:
        states = self.solved.states
        invest = float(states.invest_eur[row, after] - states.invest_eur[row, before])
        kwh, eur, kg = (
            float(values[row, before] - values[row, after])
            for values in (states.e_del_total_kwh, states.energy_cost_eur, states.co2_kg)
        )
        return Step(
            key=key,
            works=(*self._elements(row, before, after), *self._systems(row, before, after)),
            invest_eur=invest,
            saved_kwh=kwh,
            saved_eur=eur,
            saved_co2_kg=kg,
            payback_a=float(simple_payback(np.array([invest]), np.array([eur]))[0]),
            after=self._state(row, after),
        )

    def _elements(self, row: int, before: int, after: int) -> Iterator[Work]:
        tables, kind = self.solved.states.tables, int(self.solved.states.kind_of[row])
        for place, element in enumerate(codes.ELEMENTS):
            area = float(self.solved.states.area_m2[row, place])
            u_before, u_after = (float(tables.u_w_m2k[kind, one, place]) for one in (before, after))
            if area > 0 and u_after < u_before:
                yield Work(element, area, u_before, u_after, float(tables.thickness_m[kind, after, place]))

    def _systems(self, row: int, before: int, after: int) -> Iterator[Work]:
        tables, kind = self.solved.states.tables, int(self.solved.states.kind_of[row])
        packages = self.solved.packages
        one, two = packages[before], packages[after]
        system = str(tables.generator[kind, after])
        if system != str(tables.generator[kind, before]):
            yield Work("heating", word=system)
        if two.ventilation and two.ventilation != one.ventilation:
            yield Work("ventilation", word=two.ventilation)
        for control in two.controls:
            if control not in one.controls:
                yield Work("controls", word=control)
        if two.solar_thermal and not one.solar_thermal:
            yield Work("solar_thermal")
        if two.pv_share > one.pv_share and self.solved.pv is not None and self.solved.pv.kwp[row] > 0:
            yield Work("pv", word=f"{two.pv_share * self.solved.pv.kwp[row]:.1f} kWp")


def all_heated(project: Project) -> NDArray[np.intp]:
    """Rows of the buildings that can have a passport."""
    assert project.baseline is not None
    return np.flatnonzero(project.baseline.typed.heated)


def identities(project: Project) -> dict[str, NDArray[np.object_]]:
    """Words that tell which building each is, by field, each of shape (B,)."""
    names = ("building_id", "block_id", "parcel_id", "association_name", "current_use", "size_class")
    return {name: np.asarray(bridge.building_input(project, name), dtype=object) for name in names}
