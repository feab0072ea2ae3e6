"""Do the chosen works stand in each other's way? Order, oversizing, temperatures, legal minimum."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from retrofit.findings import Finding, Ids, Severity
from retrofit.physics.heat_pumps import LOW_TEMPERATURE_C
from retrofit.plan.scenario import Scenario
from retrofit.results import Baseline
from retrofit.stock import codes
from retrofit.stock.imputation import attached_share
from retrofit.stock.pack import CountryPack
from retrofit.stock.stock import FloatArray

POOR_U_W_M2K: Final = 1.0
"""Assumption: an opaque element above this is poor [W/(m²K)]."""
OVERSIZED_RATIO: Final = 0.6
"""Assumption: below this share of today's heat load the old generator is much too large [-]."""
LEAST_ON_BOUNDARY_M: Final = 1.0
"""Wall on the boundary, party walls taken off, from which on it is told [m]."""
INSIDE: Final = (0, codes.COST_ROWS.index("interior"), codes.COST_ROWS.index("cavity"))
"""Walls that do not grow outwards."""
OPAQUE: Final = (codes.ROOF, codes.WALL, codes.FLOOR)

Mask = NDArray[np.bool_]


def check_order(solved: Baseline, scenario: Scenario, pack: CountryPack) -> tuple[Finding, ...]:
    """Tell where a chosen package shuts the way for later works, or misses the law.

    Returns
    -------
    tuple of Finding
        A new generator in a poor envelope; new windows in a poor wall; an envelope that
        leaves the old generator much too large; a heat pump that needs a hot flow; elements
        that stay above the national minimum requirement.
    """
    states, chosen = solved.states, scenario.package_of.astype(np.intp)
    tables, kind = states.tables, states.kind_of
    active = solved.typed.heated & (chosen > 0)
    u = tables.u_w_m2k[kind, chosen]
    there = states.area_m2 > 0
    poor = (u > POOR_U_W_M2K) & there
    treated = (tables.invest_eur_m2[kind, chosen] > 0) & there
    swapped = tables.generator[kind, chosen] != tables.generator[kind, 0]
    load = states.h_w_k[np.arange(len(chosen)), chosen]
    ratio = np.divide(load, states.h_w_k[:, 0], out=np.ones(len(load)), where=states.h_w_k[:, 0] > 0)
    pumped = np.char.startswith(tables.generator[kind, chosen].astype(str), "heat_pump")
    hot = np.nan_to_num(tables.flow_c[kind, chosen]) > LOW_TEMPERATURE_C
    cases: tuple[tuple[str, Mask, dict[str, object]], ...] = (
        ("lock_in_generator_first", swapped & poor[:, OPAQUE].any(axis=1), {"u": POOR_U_W_M2K}),
        ("lock_in_window_first", treated[:, codes.WINDOW] & poor[:, codes.WALL], {"u": POOR_U_W_M2K}),
        ("lock_in_oversized", ~swapped & (ratio < OVERSIZED_RATIO), {"share": OVERSIZED_RATIO}),
        ("lock_in_hot_flow", swapped & pumped & hot, {"flow": LOW_TEMPERATURE_C}),
    )
    outside = treated[:, codes.WALL] & ~np.isin(_wall_method(solved, chosen), INSIDE)
    stock = solved.typed.stock
    party = attached_share(stock, solved.typed.heated) * stock.perimeter_m
    crowded = np.nan_to_num(stock.boundary_length_m) - party > LEAST_ON_BOUNDARY_M
    cases = (*cases, ("setback", outside & crowded, {}))
    ids = stock.building_id
    found = [_finding(code, ids, active & rows, args) for code, rows, args in cases]
    return tuple(one for one in (*found, *_below_minimum(pack, ids, active, u, treated)) if one is not None)


def _wall_method(solved: Baseline, chosen: NDArray[np.intp]) -> NDArray[np.int8]:
    """Row of the cost functions that each building's wall takes, shape (B,)."""
    kind = np.maximum(solved.typed.kind_of, 0)
    return np.asarray(solved.made.variant_of[kind, chosen, codes.WALL])


def _below_minimum(
    pack: CountryPack, ids: NDArray[np.str_], active: Mask, u: FloatArray, treated: Mask
) -> Sequence[Finding | None]:
    """Elements that are treated and still above what national rules allow."""
    return [
        _finding(
            "minimum_u_missed",
            ids,
            active & treated[:, element] & (u[:, element] > limit.value + 1e-9),
            {"element": codes.ELEMENTS[element], "u": limit.value, "pack": pack.name},
        )
        for element, limit in pack.minimum_u.items()
    ]


def _finding(code: str, ids: NDArray[np.str_], rows: Mask, args: dict[str, object]) -> Finding | None:
    if not rows.any():
        return None
    named = Ids(ids, rows)
    return Finding(code, Severity.NOTES, named, {"count": len(named), **args})
