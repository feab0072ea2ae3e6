"""Elements of one building in a package as steps: areas, U-values, insulation, glass."""

from typing import Final

import numpy as np

from retrofit.evidence.case import Case
from retrofit.evidence.steps import ASSUMED, METHOD, OWN, PACK, TYPICAL, Step, given
from retrofit.money.costs import CM_PER_M, cost_function
from retrofit.physics.envelope import DOOR_FIXED_M2, DOOR_PER_AREA, roof_factor
from retrofit.plan.package import Insulation, Replacement, Treatment, Variant
from retrofit.plan.target import INTERIOR_M, INTERIOR_W_MK
from retrofit.stock import codes
from retrofit.stock.kinds import EARLY_SHARE, RENEWED_EARLY
from retrofit.stock.pack import Status
from retrofit.stock.stock import FloatArray
from retrofit.stock.typology import AREA_REF_PER_GROSS

TABULA: Final = "TABULA Calculation Method (IWU 2013)"
HERITAGE: Final = "heritage protection of the facade"
USUAL: Final = codes.VARIANTS.index("usual")
NEAR: Final = 1e-9
"""Relative difference below which a figure is taken for the one that a rule gives."""


def reference_area(case: Case) -> Step:
    """TABULA reference floor area [m²]."""
    stock, row = case.stock, case.row
    gross = float(stock.floor_area_gross_m2[row])
    floors = float(stock.number_of_floors_above_ground[row])
    inputs: tuple[Step, ...] = ()
    if abs(gross - floors * stock.footprint_area_m2[row]) <= NEAR * gross:
        inputs = (
            footprint(case),
            given("floors", floors, "-", "", case.origin("number_of_floors_above_ground")),
        )
    formula = "footprint * floors" if inputs else ""
    whole = Step("floor_area_gross", gross, "m²", formula, inputs, origin=case.origin("floor_area_gross_m2"))
    share = given("ref_per_gross", AREA_REF_PER_GROSS, "-", TABULA, METHOD)
    area = float(case.typed.floor_area_ref_m2[row])
    return Step("floor_area_ref", area, "m²", "ref_per_gross * floor_area_gross", (share, whole), TABULA)


def footprint(case: Case) -> Step:
    """Ground area of the building [m²]."""
    return given("footprint", case.stock.footprint_area_m2[case.row], "m²", "", "measured")


def area(case: Case, element: int) -> Step:
    """Area of an element [m²]."""
    row, name = case.row, codes.ELEMENTS[element]
    size = float(case.solved.envelope.area_m2[row, element])
    if element == codes.FLOOR:
        return Step("A__floor", size, "m²", "footprint", (footprint(case),))
    if element == codes.ROOF:
        factor = float(roof_factor(case.pack.archetypes)[case.archetype])
        if size == float(case.stock.roof_area_m2[row]):
            return Step(
                "A__roof", size, "m²", "roof_measured", (given("roof_measured", size, "m²", "", "measured"),)
            )
        per_floor = given("roof_factor", factor, "-", case.source)
        return Step("A__roof", size, "m²", "footprint * roof_factor", (footprint(case), per_floor))
    if element == codes.WALL:
        height = given(
            "height", case.stock.height_above_ground_m[row], "m", "", case.origin("height_above_ground_m")
        )
        exposed = float(case.solved.envelope.wall_area_m2[row].sum())
        outer = Step("wall_exposed", exposed, "m²", "", (height,), origin="measured")
        there = [area(case, e) for e in (codes.WINDOW, codes.DOOR)]
        openings = tuple(step for step in there if step.value > 0)
        formula = " - ".join(step.symbol for step in (outer, *openings))
        return Step("A__wall", size, "m²", formula, (outer, *openings))
    return _opening(case, name, size)


def _opening(case: Case, name: str, size: float) -> Step:
    """Area of windows or doors: by the type, unless the walls are too small for them [m²]."""
    floor = reference_area(case)
    steps: tuple[Step, ...]
    if name == "door":
        steps = (
            given("door_share", DOOR_PER_AREA, "m²/m²", TABULA, METHOD),
            given("door_fixed", DOOR_FIXED_M2, "m²", TABULA, METHOD),
            floor,
        )
        formula, value = (
            "door_share * floor_area_ref + door_fixed",
            DOOR_PER_AREA * floor.value + DOOR_FIXED_M2,
        )
    else:
        types, at = case.pack.archetypes, case.archetype
        example = float(types.floor_area_ref_m2[at])
        windows = float(types.area_m2[at, codes.WINDOW])
        share = windows / example if windows > 0 and example > 0 else 0.0
        steps = (given("window_share", share, "m²/m²", case.source), floor)
        formula, value = "window_share * floor_area_ref", share * floor.value
    if abs(value - size) > NEAR * size:
        return Step(f"A__{name}", size, "m²", "", (floor,), TABULA)
    return Step(f"A__{name}", size, "m²", formula, steps)


def applied(case: Case, values: FloatArray) -> int:
    """Position of the package that brings a figure, 0 where it stays as it is today.

    Parameters
    ----------
    values : ndarray, shape (P,)
        The figure in every package: what improves lowers it.
    """
    packages = case.solved.packages
    places = {package.key: place for place, package in enumerate(packages)}
    place = case.package
    while place > 0:
        package = packages[place]
        below = places.get(package.builds_on, 0)
        if (package.elements or package.builds_on) and values[place] < values[below]:
            return place
        place = below if package.builds_on else 0
    return 0


def treatment_of(case: Case, element: int) -> Treatment | None:
    """What is done to an element; None where it stays."""
    place = applied(case, case.states.u_w_m2k[case.type_row, :, element])
    return case.solved.packages[place].treatment(element) if place else None


def u_value(case: Case, element: int) -> Step:
    """U-value of an element [W/(m²K)]."""
    name, t = codes.ELEMENTS[element], case.type_row
    symbol, value = f"U__{name}", float(case.states.u_w_m2k[t, case.package, element])
    treatment = treatment_of(case, element)
    if treatment is None:
        return u_today(case, element, symbol)
    if _inside(case, element):
        return _insulated(case, element, (INTERIOR_M, INTERIOR_W_MK), ASSUMED)
    if isinstance(treatment, Insulation):
        return _insulated(case, element, (treatment.thickness_m, treatment.conductivity_w_mk), OWN)
    if isinstance(treatment, Replacement):
        return given(symbol, value, "W/(m²K)", "", OWN)
    return of_variant(case, symbol, value, "W/(m²K)", case.types.u_w_m2k[t, :, element])


def u_today(case: Case, element: int, symbol: str) -> Step:
    """U-value of an element today, after what earlier works have made of it [W/(m²K)]."""
    name, t = codes.ELEMENTS[element], case.type_row
    value = float(case.types.u_w_m2k[t, 0, element])
    published = case.pack.archetypes.u_w_m2k[case.archetype, :, element]
    if value == published[0]:
        indicative = str(case.types.status[t]) == Status.INDICATIVE.value
        return given(symbol, value, "W/(m²K)", case.source, indicative=indicative)
    usual = given(f"U_usual__{name}", published[USUAL], "W/(m²K)", case.source)
    if case.typed.kinds.renewed[t, element] != RENEWED_EARLY:
        return Step(symbol, value, "W/(m²K)", usual.symbol, (usual,))
    built = given(f"U_built__{name}", published[0], "W/(m²K)", case.source)
    part = given("early_share", EARLY_SHARE, "share", "", ASSUMED)
    formula = f"1 / ((1 - early_share) / {built.symbol} + early_share / {usual.symbol})"
    return Step(symbol, value, "W/(m²K)", formula, (part, built, usual))


def of_variant(case: Case, symbol: str, value: float, unit: str, published: FloatArray) -> Step:
    """A figure of a standard package: of the typology, or of what stands in for it."""
    indicative = str(case.types.status[case.type_row]) == Status.INDICATIVE.value
    if (published == value).any() or not case.pack.fallbacks:
        return given(symbol, value, unit, case.source, TYPICAL, indicative=indicative)
    other = next(iter(case.pack.fallbacks.values()))
    return given(symbol, value, unit, other.source, PACK, indicative=other.status is Status.INDICATIVE)


def thickness(case: Case, element: int) -> Step:
    """Insulation that is added to an element [cm]."""
    name, t = codes.ELEMENTS[element], case.type_row
    symbol = f"d__{name}"
    depth = float(np.nan_to_num(case.states.thickness_m[t, case.package, element]))
    treatment = treatment_of(case, element)
    if _inside(case, element):
        return given(symbol, CM_PER_M * depth, "cm", HERITAGE, ASSUMED)
    if isinstance(treatment, Insulation):
        return given(symbol, CM_PER_M * depth, "cm", "", OWN)
    variant = treatment.variant if isinstance(treatment, Variant) else 0
    if depth == case.types.thickness_m[t, variant, element] or depth <= 0.0:
        return given(symbol, CM_PER_M * depth, "cm", case.source)
    function = cost_function(case.pack, variant, element)
    wool = given(f"lambda__{name}", function.conductivity_w_mk, "W/(mK)", function.fixed_eur_m2.source, PACK)
    after, before = u_value(case, element), u_today(case, element, f"U_today__{name}")
    formula = f"cm_per_m * {wool.symbol} * (1 / {after.symbol} - 1 / {before.symbol})"
    return Step(symbol, CM_PER_M * depth, "cm", formula, (wool, after, before))


def glass(case: Case) -> Step:
    """Solar transmittance of the windows [-]."""
    t, value = case.type_row, float(case.states.g_window[case.type_row, case.package])
    treatment = treatment_of(case, codes.WINDOW)
    if treatment is None:
        return given("g", value, "-", case.source)
    if isinstance(treatment, Replacement):
        return given("g", value, "-", "", OWN)
    return of_variant(case, "g", value, "-", case.types.g_window[t])


def lowered(case: Case, symbol: str, name: str, unit: str) -> Step:
    """Leakage or thermal bridging, which a package lowers along with the envelope."""
    t, values = case.type_row, getattr(case.states, name)[case.type_row]
    value = float(values[case.package])
    place = applied(case, values)
    published = getattr(case.types, name)[t]
    if place == 0:
        return given(symbol, value, unit, case.source)
    if getattr(case.solved.packages[place], name) == value:
        return given(symbol, value, unit, "", OWN)
    return of_variant(case, symbol, value, unit, published)


def _inside(case: Case, element: int) -> bool:
    """Whether heritage protection has the wall insulated inside."""
    t = case.type_row
    if element != codes.WALL or case.typed.kinds.heritage[t] < codes.PROTECTED_FACADE:
        return False
    resistance = 1.0 / case.types.u_w_m2k[t, 0, element] + INTERIOR_M / INTERIOR_W_MK
    value = float(case.states.u_w_m2k[t, case.package, element])
    return bool(abs(value * resistance - 1.0) < NEAR)


def _insulated(case: Case, element: int, layer: tuple[float, float], origin: str) -> Step:
    """U-value after insulation is added (EN ISO 6946) [W/(m²K)]."""
    name, source = codes.ELEMENTS[element], HERITAGE if origin == ASSUMED else ""
    before = u_today(case, element, f"U_today__{name}")
    depth = given(f"d__{name}", CM_PER_M * layer[0], "cm", source, origin)
    wool = given(f"lambda__{name}", layer[1], "W/(mK)", source, origin)
    value = float(case.states.u_w_m2k[case.type_row, case.package, element])
    formula = f"1 / (1 / {before.symbol} + {depth.symbol} / cm_per_m / {wool.symbol})"
    return Step(f"U__{name}", value, "W/(m²K)", formula, (before, depth, wool), "EN ISO 6946")
