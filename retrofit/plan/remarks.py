"""What a planner should know about the packages that were chosen."""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Final

import numpy as np
from numpy.typing import NDArray

from retrofit.findings import Finding, Ids, Severity
from retrofit.plan.fittings import resolved
from retrofit.plan.package import STANDARD, Package
from retrofit.plan.scenario import Scenario
from retrofit.results import Baseline
from retrofit.stock import codes
from retrofit.stock.pack import CountryPack
from retrofit.stock.stock import FloatArray

POOR_U_W_M2K: Final = 1.0
"""Assumption: an opaque element above this is poor, and worth a word when nothing is done to it [W/(m²K)]."""
KG_PER_T: Final = 1000.0


def remarks(
    solved: Baseline, scenario: Scenario, pack: CountryPack, district: Mapping[str, FloatArray]
) -> tuple[Finding, ...]:
    """All remarks on a scenario.

    Parameters
    ----------
    district : mapping of str to ndarray, shape (1,)
        Totals of the district with this scenario.
    """
    return (
        *_about_packages(solved, scenario, pack),
        *_about_remains(solved, scenario),
        *_about_emissions(district),
        *_about_classes(solved, pack),
    )


def _about_packages(solved: Baseline, scenario: Scenario, pack: CountryPack) -> Iterator[Finding]:
    """Say where something else stands in for a published variant, or nothing improves."""
    made, kind = solved.made, np.maximum(solved.typed.kind_of, 0)
    untouched = (made.variant_of == 0).all(axis=2) & ~_equipped(solved.packages)
    published = {"package_fallback": made.fallback, "package_keeps_below": made.kept_below}
    own = {"package_element_better": made.kept_below}
    for place, package in _chosen(solved, scenario):
        cases = published if place < len(STANDARD) else own
        for code, of_kind in {**cases, "package_without_effect": untouched}.items():
            rows = _rows(solved, scenario, place) & of_kind[kind, place]
            if rows.any():
                ids = Ids(solved.typed.stock.building_id, rows)
                args: dict[str, object] = {"count": len(ids), "package": package.key, "pack": pack.name}
                yield Finding(code, Severity.NOTES, ids, args)


def _about_remains(solved: Baseline, scenario: Scenario) -> Iterator[Finding]:
    """Say where a package leaves a large element as poor as it is."""
    made, kind = solved.made, np.maximum(solved.typed.kind_of, 0)
    chosen = product(_chosen(solved, scenario), (codes.ROOF, codes.WALL, codes.FLOOR))
    for (place, package), element in chosen:
        left = made.variant_of[:, place, element] == 0
        left = left & (made.u_w_m2k[:, place, element] > POOR_U_W_M2K)
        there = solved.envelope.area_m2[:, element] > 0
        rows = _rows(solved, scenario, place) & left[kind] & there
        if rows.any():
            ids = Ids(solved.typed.stock.building_id, rows)
            args: dict[str, object] = {
                "count": len(ids),
                "package": package.key,
                "element": codes.ELEMENTS[element],
                "u": POOR_U_W_M2K,
            }
            code = "package_leaves_poor" if place < len(STANDARD) else "own_package_leaves_poor"
            yield Finding(code, Severity.DOUBTS, ids, args)


def _about_emissions(district: Mapping[str, FloatArray]) -> Iterator[Finding]:
    """Say where emissions rise at first and fall only because the grid is expected to."""
    first, years = float(district["co2_saving_kg"][0]), float(district["co2_saving_horizon_kg"][0])
    if first < 0.0 < years:
        args: dict[str, object] = {"rise": -first / KG_PER_T, "saved": years / KG_PER_T}
        yield Finding("emissions_rise_first", Severity.DOUBTS, args=args)


def _about_classes(solved: Baseline, pack: CountryPack) -> Iterator[Finding]:
    """Say why there is no certificate class."""
    if not pack.energy_classes and solved.typed.heated.any():
        yield Finding("no_energy_classes", Severity.NOTES, args={"pack": pack.name})


def _chosen(solved: Baseline, scenario: Scenario) -> list[tuple[int, Package]]:
    """Packages that any heated building has, but for nothing."""
    there = np.unique(scenario.package_of[solved.typed.heated])
    return [(int(place), solved.packages[int(place)]) for place in there if place > 0]


def _rows(solved: Baseline, scenario: Scenario, place: int) -> NDArray[np.bool_]:
    return np.asarray(solved.typed.heated & (scenario.package_of == place))


def _equipped(packages: tuple[Package, ...]) -> NDArray[np.bool_]:
    """Whether a package changes more than the envelope, shape (1, P)."""
    full = resolved(packages)
    return np.array(
        [[bool(p.generator or p.ventilation or p.controls or p.solar_thermal or p.pv_share) for p in full]]
    )
