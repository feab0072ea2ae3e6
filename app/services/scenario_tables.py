"""Scenarios side by side as rows and files."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pandas as pd

from app.project import Project
from app.services.band_tables import ready
from app.services.publishing import refuse_public
from app.services.scenarios import Comparison
from app.text.numbers import format_number
from app.text.translate import _
from gis.write import write_csv

SHOWN: Final = (
    "renovated_count",
    "e_del_after_kwh",
    "e_del_saving_kwh",
    "saving_pct",
    "e_p_nren_after_kwh",
    "co2_after_kg",
    "co2_saving_kg",
    "co2_saving_horizon_kg",
    "energy_cost_after_eur",
    "energy_cost_saving_eur",
    "invest_eur",
    "invest_eur_m2",
    "invest_extra_eur",
    "npv_eur",
    "payback_simple_a",
    "payback_discounted_a",
    "irr_pct",
    "conserved_eur_kwh",
    "abatement_eur_t",
    "heat_load_after_kw",
    "rer_after_pct",
    "pv_kwh",
    "embodied_kg",
)
"""Results of the district that a comparison shows, in reading order."""
CHARTED: Final = ("e_del_after_kwh", "co2_after_kg", "invest_eur", "npv_eur", "energy_cost_after_eur")
"""Those that are drawn as bars as well."""


def rows(found: Comparison, against: int | None = None) -> list[tuple[str, ...]]:
    """Label with unit, then a cell a scenario; differences to one of them where it is named.

    Parameters
    ----------
    against : int, optional
        Position among the scenarios.
    """
    told = []
    for field, values in zip(found.fields, found.district, strict=True):
        if field.name not in SHOWN:
            continue
        label = f"{_(field.label)} [{field.unit}]" if field.unit else _(field.label)
        shown = values if against is None else values - values[against]
        cells = (format_number(float(value), field.decimals) for value in shown)
        told.append((SHOWN.index(field.name), (label, *cells)))
    return [cells for _place, cells in sorted(told)]


def frame(found: Comparison) -> pd.DataFrame:
    """Every result of the district, a column a scenario."""
    columns = {"field": [field.name for field in found.fields], "label": [_(f.label) for f in found.fields],
               "unit": [field.unit for field in found.fields]}  # fmt: skip
    values = {one.name: found.district[:, place] for place, one in enumerate(found.scenarios)}
    return pd.DataFrame(columns | values)


def block_frame(project: Project, found: Comparison, names: Sequence[str] = CHARTED) -> pd.DataFrame:
    """Some results of every block, a column a result and scenario."""
    table = {"block_id": project.blocks.index.to_numpy()}
    for name in names:
        for place, one in enumerate(found.scenarios):
            table[f"{name} ({one.name})"] = found.blocks[name][:, place]
    return pd.DataFrame(table)


def write_comparison(
    project: Project, found: Comparison, folder: Path, *, overwrite: bool = False
) -> dict[str, Path]:
    """Write scenarios of district and blocks as CSV.

    Raises
    ------
    app.errors.UserError
        If a file is there and may not be replaced, or the folder cannot be made.
    gis.errors.WriteError
        If a file cannot be written.
    """
    refuse_public(project)
    targets = {"scenarios": folder / "scenarios.csv", "scenarios by block": folder / "scenarios_blocks.csv"}
    ready(project, targets.values(), folder, overwrite=overwrite)
    write_csv(frame(found), targets["scenarios"])
    write_csv(block_frame(project, found), targets["scenarios by block"])
    return targets
