"""Which package is cost-optimal for each building type of a plan."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from app.errors import UserError
from app.project import Project
from app.services.band_tables import ready
from app.services.packs import pack_of
from gis.write import write_csv
from retrofit import pipeline
from retrofit.money.cost_optimal import PERSPECTIVES, CostCurve, cost_curve
from retrofit.progress import Progress, silent


@dataclass(frozen=True, slots=True)
class TypeCost:
    """One building type: its cost curve and its best package."""

    archetype: str
    floor_area_ref_m2: float
    package: str
    e_p_nren_kwh_m2: dict[str, float]
    global_cost_eur_m2: dict[str, float]
    """By package."""


def cost_optimal(
    project: Project, perspective: str = PERSPECTIVES[0].name, progress: Progress = silent
) -> tuple[TypeCost, ...]:
    """Price the solved plan in a perspective and compare its packages by type.

    Raises
    ------
    app.errors.UserError
        If there is no such perspective.
    """
    chosen = next((one for one in PERSPECTIVES if one.name == perspective), None)
    if chosen is None:
        known = ", ".join(one.name for one in PERSPECTIVES)
        raise UserError("perspective_unknown", name=perspective, known=known)
    assert project.baseline is not None
    progress(0.0, "economics")
    pack = pack_of(project)
    assumptions = replace(project.assumptions, vat_included=chosen.with_taxes)
    solved = pipeline.reprice(project.baseline, pack, assumptions)
    curve = cost_curve(solved, pack, assumptions, chosen)
    keys = [package.key for package in project.packages]
    return tuple(_of_type(curve, row, keys, pack.archetypes.code) for row in range(len(curve.types)))


def write_curves(
    project: Project, found: Sequence[TypeCost], folder: Path, *, overwrite: bool = False
) -> dict[str, Path]:
    """Write global cost over primary energy of every type and package as CSV.

    Raises
    ------
    app.errors.UserError
        If the file is there and may not be replaced, or the folder cannot be made.
    gis.errors.WriteError
        If the file cannot be written.
    """
    target = folder / "cost_optimal.csv"
    ready(project, [target], folder, overwrite=overwrite)
    rows = [
        (
            one.archetype,
            one.floor_area_ref_m2,
            name,
            one.e_p_nren_kwh_m2[name],
            cost,
            "yes" if name == one.package else "",
        )
        for one in found
        for name, cost in one.global_cost_eur_m2.items()
    ]
    columns = ["archetype", "floor_area_ref_m2", "package", "e_p_nren_kwh_m2", "global_cost_eur_m2", "least"]
    write_csv(pd.DataFrame(rows, columns=columns).round(3), target)
    return {"curves": target}


def _of_type(curve: CostCurve, row: int, keys: list[str], codes: object) -> TypeCost:
    return TypeCost(
        archetype=str(codes[curve.types[row]]),  # type: ignore[index]
        floor_area_ref_m2=float(curve.floor_area_ref_m2[row]),
        package=keys[curve.optimal[row]],
        e_p_nren_kwh_m2=dict(zip(keys, curve.e_p_nren_kwh_m2[row].tolist(), strict=True)),
        global_cost_eur_m2=dict(zip(keys, curve.global_cost_eur_m2[row].tolist(), strict=True)),
    )
