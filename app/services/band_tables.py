"""Bands of a plan as rows and files: what window and command line show of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from app import bridge
from app.errors import UserError
from app.project import Project
from app.services.guard import keep_sources
from app.services.publishing import refuse_public
from app.services.uncertainty import Certainty
from app.text.evidence import OUTPUT_UNITS, OUTPUTS
from app.text.numbers import MINUS, NO_VALUE, compact, format_number
from app.text.translate import _
from gis.write import write_csv
from retrofit.evidence.perturb import OUTPUTS as NAMES
from retrofit.stock.fields import Level
from retrofit.stock.stock import FloatArray

EDGES: Final = ("low", "median", "high")
PER_AREA: Final = "e_del_kwh_m2"
"""Delivered energy over the plan's own floor area: a ratio of one draw to one figure."""
UNITS: Final[Mapping[str, str]] = {**OUTPUT_UNITS, PER_AREA: "kWh/(m²a)"}
FILES: Final = {Level.BUILDING: "buildings_bands.csv", Level.BLOCK: "blocks_bands.csv"}
DICTIONARY: Final = "bands_fields.csv"


@dataclass(frozen=True, slots=True)
class Band:
    """Low, median and high of one result: one in ten lies below, one in ten above."""

    low: float
    median: float
    high: float


def bands_of(found: Certainty, level: Level, row: int = 0) -> dict[str, Band]:
    """Bands of one building, block or the district, by result; with energy per m² where heated."""
    source = {
        Level.BUILDING: found.bands.buildings,
        Level.BLOCK: found.bands.blocks,
        Level.DISTRICT: found.bands.district,
    }[level]
    bands = {}
    area = float(_areas(found, level)[row])
    if area > 0.0:
        bands[PER_AREA] = Band(*(source["e_del_kwh"][:, row] / area).tolist())
    return bands | {name: Band(*source[name][:, row].tolist()) for name in NAMES}


def between(low: str, high: str) -> str:
    """The edges of a band: ``160–221``; below zero in words."""
    edges = _("{low} to {high}") if MINUS in low or MINUS in high else "{low}–{high}"
    return edges.format(low=low, high=high)


def with_band(figure: str, low: str, high: str) -> str:
    """A figure and its band in brackets: ``187 (160–221)``."""
    return figure if figure == NO_VALUE else f"{figure} ({between(low, high)})"


def district_rows(found: Certainty) -> list[tuple[str, str, str, str, str, str]]:
    """Result, plan, low, median, high and unit of the district, in words."""
    rows = []
    for name, band in bands_of(found, Level.DISTRICT).items():
        plan = found.plan[name] if name in found.plan else _plan_per_area(found)
        texts, unit = compact((plan, band.low, band.median, band.high), UNITS[name])
        plan_text, low, median, high = texts
        rows.append((result_word(name), plan_text, low, median, high, unit))
    return rows


def driver_rows(found: Certainty, result: str, most: int = 99) -> list[tuple[str, str, str, str, str]]:
    """Assumption that matters, result when it is low, when it is high, unit, and share of the variance."""
    drivers = [driver for driver in found.drivers[result] if driver.low != driver.high][:most]
    figures = [figure for driver in drivers for figure in (driver.low, driver.high)]
    texts, unit = compact(figures, UNITS[result])
    return [
        (
            driver.assumption,
            texts[2 * place],
            texts[2 * place + 1],
            unit,
            format_number(100 * driver.share, 0, "%"),
        )
        for place, driver in enumerate(drivers)
    ]


def survey_rows(found: Certainty, result: str) -> list[tuple[str, str, str]]:
    """Survey, and how much narrower the district's band becomes everywhere and by a sample [%]."""
    return [(gain.survey, _percent(gain.everywhere), _percent(gain.sample)) for gain in found.surveys[result]]


def result_word(name: str) -> str:
    """Say what a result is."""
    return _(OUTPUTS[name]) if name in OUTPUTS else _("Delivered energy today per heated floor area")


def write_bands(
    project: Project, found: Certainty, folder: Path, *, overwrite: bool = False
) -> dict[str, Path]:
    """Write bands of buildings and blocks, and what each column means, as CSV.

    Raises
    ------
    app.errors.UserError
        If a file is there and may not be replaced, or the folder cannot be made.
    gis.errors.WriteError
        If a file cannot be written.
    """
    refuse_public(project)
    targets = {"building bands": folder / FILES[Level.BUILDING], "block bands": folder / FILES[Level.BLOCK],
               "columns": folder / DICTIONARY}  # fmt: skip
    ready(project, targets.values(), folder, overwrite=overwrite)
    for level, name in ((Level.BUILDING, "building bands"), (Level.BLOCK, "block bands")):
        write_csv(band_frame(project, found, level), targets[name])
    write_csv(_dictionary(), targets["columns"])
    return targets


def ready(project: Project, targets: Iterable[Path], folder: Path, *, overwrite: bool) -> None:
    """Make a folder, and refuse to write over what must stay."""
    wanted = list(targets)
    keep_sources(project, wanted)
    present = [path for path in wanted if path.exists()]
    if present and not overwrite:
        raise UserError("export_exists", path=present[0])
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise UserError("folder_not_writable", path=folder, reason=fault.strerror or str(fault)) from fault


def band_frame(project: Project, found: Certainty, level: Level) -> pd.DataFrame:
    """Low, median and high of every result, one row a building or block."""
    source = found.bands.buildings if level is Level.BUILDING else found.bands.blocks
    area = _areas(found, level)
    columns: dict[str, object] = {f"{level.value}_id": bridge.frame_of(project, level).index.to_numpy()}
    for name in (PER_AREA, *NAMES):
        values = source["e_del_kwh" if name == PER_AREA else name]
        if name == PER_AREA:
            values = np.divide(values, area, out=np.full(values.shape, np.nan), where=area > 0.0)
        for place, edge in enumerate(EDGES):
            columns[column_name(name, edge)] = values[place]
    return pd.DataFrame(columns)


def column_name(name: str, edge: str) -> str:
    """A column's name, its unit last: ``e_del_low_kwh``."""
    for unit in ("kwh_m2", "kwh", "eur"):
        if name.endswith(f"_{unit}"):
            return f"{name.removesuffix(f'_{unit}')}_{edge}_{unit}"
    return f"{name}_{edge}"


def _dictionary() -> pd.DataFrame:
    meaning = {
        "low": "one in ten draws lies below",
        "median": "half of the draws lie below",
        "high": "one in ten draws lies above",
    }
    rows = [
        (column_name(name, edge), result_word(name), UNITS[name], meaning[edge])
        for name in (PER_AREA, *NAMES)
        for edge in EDGES
    ]
    return pd.DataFrame(rows, columns=["name", "label", "unit", "meaning"])


def _areas(found: Certainty, level: Level) -> FloatArray:
    """Heated floor area of every row of a level [m²]."""
    area = found.floor_area_ref_m2
    if level is Level.BUILDING:
        return area
    if level is Level.DISTRICT:
        return np.array([area.sum()])
    blocks = found.bands.blocks["e_del_kwh"].shape[1]
    return np.asarray(np.bincount(found.block_of, area, blocks), dtype=np.float64)


def _plan_per_area(found: Certainty) -> float:
    return found.plan["e_del_kwh"] / float(found.floor_area_ref_m2.sum())


def _percent(share: float) -> str:
    return NO_VALUE if share < 0.005 else format_number(100 * share, 0, "%")
