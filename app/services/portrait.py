"""A portrait of some buildings: figures before and after, packages compared, inputs with their origin."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app import bridge
from app.project import Project
from app.text import labels
from app.text.numbers import NO_VALUE, format_number
from retrofit.evidence.indicators import Groups, indicators
from retrofit.findings import Finding
from retrofit.money.economics import simple_payback
from retrofit.stock.codes import ELEMENTS
from retrofit.stock.fields import FIELDS, SUMS, Field, Level
from retrofit.stock.provenance import FIRST_GUESS, Provenance

Rows = NDArray[np.intp]

INPUTS: Final = (
    "year_of_construction",
    "current_use",
    "size_class",
    "condition_of_construction",
    "number_of_floors_above_ground",
    "height_above_ground_m",
    "floor_area_gross_m2",
    "number_of_dwellings",
    "heating",
)
"""Inputs of a building with a provenance, in reading order."""
FIELD_OF: Final = {"heating": "generator"}
"""Field that names an input, where it is called otherwise."""

MIXED: Final = -1
"""The buildings do not all have the same package."""


@dataclass(frozen=True, slots=True)
class Option:
    """What one package means for all heated buildings of a portrait."""

    package: int
    key: str
    """Name of the package."""
    buildings: int
    """Buildings that have it in the plan."""
    e_del_kwh_m2: float
    saving_pct: float
    invest_eur: float
    energy_cost_saving_eur: float
    co2_saving_kg: float
    npv_eur: float
    payback_simple_a: float


@dataclass(frozen=True, slots=True)
class Element:
    """One element of the envelope, today and with the chosen packages; means weighted by area."""

    element: str
    area_m2: float
    u_now_w_m2k: float
    u_after_w_m2k: float
    thickness_m: float
    """Added insulation; 0 for what is replaced, NaN where nothing is done."""
    invest_eur: float


@dataclass(frozen=True, slots=True)
class Input:
    """One input as the engine used it."""

    field: Field
    text: str
    origin: str
    """Where it came from, in a word."""
    guessed: bool


@dataclass(frozen=True, slots=True, eq=False)
class Portrait:
    """Some buildings told as numbers.

    ``figures`` holds every field of `retrofit.stock.fields.RESULTS`: sums of the
    buildings and ratios recomputed from them.
    """

    rows: Rows
    figures: dict[str, float]
    package: int
    """Package of all heated buildings, or `MIXED`."""
    options: tuple[Option, ...]
    elements: tuple[Element, ...]

    @property
    def heated(self) -> bool:
        """Whether anything in it takes part in the balance."""
        return self.figures["heated_count"] > 0


def portrait(project: Project, rows: Rows) -> Portrait:
    """Sum up some buildings of a reckoned project.

    Parameters
    ----------
    project : Project
        With baseline and assessment.
    rows : ndarray, shape (n,)
        Rows of the buildings.
    """
    assert project.baseline is not None and project.assessment is not None
    heated = rows[project.baseline.typed.heated[rows]]
    chosen = np.unique(project.scenario.package_of[heated])
    return Portrait(
        rows=rows,
        figures=figures(project, rows),
        package=int(chosen[0]) if len(chosen) == 1 else MIXED,
        options=tuple(_option(project, heated, package) for package in range(len(project.packages))),
        elements=_elements(project, heated),
    )


def options(project: Project) -> tuple[Option, ...]:
    """Every package for all heated buildings of a reckoned project."""
    assert project.baseline is not None
    heated = np.flatnonzero(project.baseline.typed.heated)
    return tuple(_option(project, heated, package) for package in range(len(project.packages)))


def figures(project: Project, rows: Rows, level: Level = Level.BUILDING) -> dict[str, float]:
    """All result fields of some buildings, blocks or parcels together."""
    assert project.assessment is not None
    of_level = {
        Level.BUILDING: project.assessment.buildings,
        Level.BLOCK: project.assessment.blocks,
        Level.PARCEL: project.assessment.parcels,
        Level.ASSOCIATION: project.assessment.associations,
    }[level]
    whole = Groups(np.zeros(len(rows), dtype=np.int32), 1)
    found = indicators({f.name: of_level[f.name][rows] for f in SUMS}, whole, project.assumptions)
    return {name: float(values[0]) for name, values in found.items()}


def inputs(project: Project, row: int) -> tuple[Input, ...]:
    """Inputs of one building, each with where it came from."""
    assert project.baseline is not None
    stock = project.baseline.typed.stock
    found = []
    for name in INPUTS:
        field, value = FIELDS[FIELD_OF.get(name, name)], getattr(stock, name)[row]
        if name in bridge.CODE_LISTS:
            words = bridge.CODE_LISTS[name]
            text = labels.field_word(name, words[value]) if value >= 0 else NO_VALUE
        elif name == "year_of_construction":
            text = f"{value:.0f}" if np.isfinite(value) else NO_VALUE
        else:
            text = format_number(float(value), field.decimals, field.unit)
        origin = Provenance(int(stock.provenance[name][row]))
        word = labels.word(origin.name.lower(), labels.PROVENANCE) if text != NO_VALUE else ""
        found.append(Input(field, text, word, origin >= FIRST_GUESS))
    return tuple(found)


def remarks(project: Project, row: int) -> tuple[Finding, ...]:
    """What was noticed about one building."""
    building_id = str(project.buildings.index[row])
    return tuple(finding for finding in bridge.findings(project) if building_id in finding.building_ids)


def _option(project: Project, heated: Rows, package: int) -> Option:
    assert project.baseline is not None
    typed, states = project.baseline.typed, project.baseline.states
    now, then = (states.e_del_total_kwh[heated, p].sum() for p in (0, package))
    cost, co2 = (
        values[heated, 0].sum() - values[heated, package].sum()
        for values in (states.energy_cost_eur, states.co2_kg)
    )
    invest = states.invest_eur[heated, package].sum()
    return Option(
        package=package,
        key=project.packages[package].key,
        buildings=int((project.scenario.package_of[heated] == package).sum()),
        e_del_kwh_m2=_over(then, typed.floor_area_ref_m2[heated].sum()),
        saving_pct=100.0 * _over(now - then, now),
        invest_eur=float(invest),
        energy_cost_saving_eur=float(cost),
        co2_saving_kg=float(co2),
        npv_eur=float(states.npv_eur[heated, package].sum()),
        payback_simple_a=float(simple_payback(np.array([invest]), np.array([cost]))[0]),
    )


def _elements(project: Project, heated: Rows) -> tuple[Element, ...]:
    assert project.baseline is not None
    states, package_of = project.baseline.states, project.scenario.package_of[heated].astype(np.intp)
    area = project.baseline.envelope.area_m2[heated]
    types, tables = states.kind_of[heated], states.tables
    now, after = tables.u_w_m2k[types, 0], tables.u_w_m2k[types, package_of]
    thickness, invest = tables.thickness_m[types, package_of], tables.invest_eur_m2[types, package_of] * area
    found = []
    for place, element in enumerate(ELEMENTS):
        share = area[:, place]
        total = float(share.sum())
        if total <= 0.0:
            continue
        done = np.isfinite(thickness[:, place]) & (package_of > 0)
        found.append(
            Element(
                element=element,
                area_m2=total,
                u_now_w_m2k=_over(float(share @ now[:, place]), total),
                u_after_w_m2k=_over(float(share @ after[:, place]), total),
                thickness_m=_over(float(share[done] @ thickness[done, place]), float(share[done].sum())),
                invest_eur=float(invest[:, place].sum()),
            )
        )
    return tuple(found)


def _over(above: float, below: float) -> float:
    """Quotient; NaN over nothing."""
    return float(above) / float(below) if below else float("nan")
