"""Summer heat as rows, sentences and files: what window and command line show of it."""

from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from app import bridge
from app.project import Project
from app.services.band_tables import ready
from app.services.publishing import refuse_public
from app.services.summer import CASES, COOLED, HOT_H, Summer
from app.text.labels import PACKAGES, word
from app.text.numbers import compact, format_number
from app.text.summer import case_word, figure_word, note
from app.text.translate import _
from gis.write import write_csv
from retrofit.physics import summer as rules
from retrofit.physics.hourly import WARM_ABOVE_C
from retrofit.physics.zones import COOLING_SET_C
from retrofit.progress import Progress, silent
from retrofit.stock.fields import Level

FILES: Final = {Level.BUILDING: "buildings_summer.csv", Level.BLOCK: "blocks_summer.csv"}
DICTIONARY: Final = "summer_fields.csv"
PER_AREA: Final = "kWh/(m²a)"
WORTH_SAYING_H: Final = 1.0
"""More hours than this are a difference [h]."""
CELL_NAMES: Final = dict(zip(CASES, ("today", "blinds", "night_airing", "package", "all"), strict=True))
"""How a case is called in the name of a column."""


def headline(found: Summer) -> str:
    """The hours of the district in a sentence."""
    hours = found.district.hours
    if not np.isfinite(hours["today"][0]):
        return _("No building is heated: there is nothing to say about summer.")
    return _(
        "It is warmer than {limit} °C inside for {today} hours a year today, for {all} with everything done."
    ).format(
        limit=format_number(WARM_ABOVE_C),
        today=format_number(float(hours["today"][0])),
        all=format_number(float(hours["all_of_them"][0])),
    )


def warning(found: Summer) -> str:
    """That the renovation alone makes summers worse, where it does; else nothing."""
    before, after = (float(found.district.hours[case][0]) for case in ("today", "insulation"))
    if not after > before + WORTH_SAYING_H:
        return ""
    return _(
        "The renovation alone makes it warmer in summer: {after} hours instead of {before}. Plan blinds and "
        "night airing with it."
    ).format(after=format_number(after), before=format_number(before))


def hour_titles() -> tuple[str, str]:
    """What the figures of `measure_rows` are."""
    return (
        _("hours a year above {limit} °C").format(limit=format_number(WARM_ABOVE_C)),
        _("buildings above {hours} h").format(hours=format_number(HOT_H)),
    )


def measure_rows(found: Summer, level: Level = Level.DISTRICT, row: int = 0) -> list[tuple[str, str, str]]:
    """Measure, hours a year, and share of the buildings that are hot, of one row of a level."""
    figures = found.at(level)
    return [
        (
            case_word(case),
            format_number(float(figures.hours[case][row])),
            format_number(100.0 * float(figures.hot_share[case][row]), 0, "%"),
        )
        for case in CASES
    ]


def cooling_rows(found: Summer) -> list[tuple[str, str, str, str]]:
    """Figure of the district, without and with measures, unit."""
    need = [float(found.district.q_c_nd_kwh_m2[case][0]) for case in COOLED]
    per_m2 = [float(found.electricity_kwh_m2(Level.DISTRICT, case)[0]) for case in COOLED]
    totals, unit = compact([value * float(found.district.floor_area_ref_m2[0]) for value in per_m2], "kWh/a")
    figures = (
        ("q_c_nd_kwh_m2", [format_number(value, 1) for value in need], PER_AREA),
        ("electricity_kwh_m2", [format_number(value, 1) for value in per_m2], PER_AREA),
        ("electricity_kwh", totals, unit),
    )
    return [(figure_word(name), before, after, told) for name, (before, after), told in figures]


def row_cells(found: Summer, level: Level, row: int) -> tuple[str, ...]:
    """Hours of every case, then cooling need and electricity without and with measures, in words."""
    figures = found.at(level)
    hours = (float(figures.hours[case][row]) for case in CASES)
    need = (float(figures.q_c_nd_kwh_m2[case][row]) for case in COOLED)
    electricity = (float(found.electricity_kwh_m2(level, case)[row]) for case in COOLED)
    return (*map(format_number, hours), *(format_number(value, 1) for value in (*need, *electricity)))


def hottest(found: Summer, most: int) -> list[int]:
    """Rows of the blocks that are warm longest today, warmest first."""
    hours = found.blocks.hours["today"]
    order = np.argsort(-np.nan_to_num(hours, nan=-1.0), kind="stable")
    return [int(row) for row in order[:most] if np.isfinite(hours[row])]


def notes(found: Summer) -> list[str]:
    """What the figures rest on."""
    limit, night = format_number(WARM_ABOVE_C), rules.NIGHT
    told = [
        note("weather_of", weather=weather_word(found), source=found.source)
        if found.source
        else note("weather", weather=weather_word(found)),
        note("hours", limit=limit),
        note(
            "measures",
            sun=format_number(rules.SHADED_ABOVE_W_M2),
            through=format_number(100.0 * rules.CLOSED_FACTOR),
            start=night[0],
            end=night[-1] + 1,
            airing=format_number(rules.AIRING_1H),
        ),
        note("cooling", limit=format_number(COOLING_SET_C), efficiency=format_number(found.efficiency, 1)),
    ]
    return [*told, note("package", package=word(found.package, PACKAGES))] if found.package else told


def write_summer(
    project: Project, found: Summer, folder: Path, *, overwrite: bool = False, progress: Progress = silent
) -> dict[str, Path]:
    """Write the summer of buildings and blocks, and what each column means, as CSV.

    Raises
    ------
    app.errors.UserError
        If a file is there and may not be replaced, or the folder cannot be made.
    gis.errors.WriteError
        If a file cannot be written.
    """
    refuse_public(project)
    targets = {"building summer": folder / FILES[Level.BUILDING], "block summer": folder / FILES[Level.BLOCK],
               "columns": folder / DICTIONARY}  # fmt: skip
    progress(1.0, "writing")
    ready(project, targets.values(), folder, overwrite=overwrite)
    for level, name in ((Level.BUILDING, "building summer"), (Level.BLOCK, "block summer")):
        write_csv(summer_frame(project, found, level), targets[name])
    write_csv(_dictionary(found), targets["columns"])
    return targets


def summer_frame(project: Project, found: Summer, level: Level) -> pd.DataFrame:
    """One row a building or block, empty where not heated; the weather in every row."""
    figures = found.at(level)
    columns: dict[str, object] = {f"{level.value}_id": bridge.frame_of(project, level).index.to_numpy()}
    columns["floor_area_ref_m2"] = figures.floor_area_ref_m2
    if level is Level.BLOCK:
        columns["heated_count"] = figures.heated
    for case in CASES:
        columns[f"overheating_{CELL_NAMES[case]}_h"] = figures.hours[case]
    for case in CASES:
        if level is Level.BLOCK:
            columns[f"hot_{CELL_NAMES[case]}_pct"] = 100.0 * figures.hot_share[case]
    for case in COOLED:
        columns[f"q_c_nd_{CELL_NAMES[case]}_kwh_m2"] = figures.q_c_nd_kwh_m2[case]
    for case in COOLED:
        columns[f"cooling_el_{CELL_NAMES[case]}_kwh_m2"] = found.electricity_kwh_m2(level, case)
    columns["weather"] = weather_word(found)
    return pd.DataFrame(columns)


def weather_word(found: Summer) -> str:
    """Name of the weather, marked where its hours are made up."""
    return _("{weather} (synthetic)").format(weather=found.weather) if found.synthetic else found.weather


def _dictionary(found: Summer) -> pd.DataFrame:
    limit, efficiency = format_number(WARM_ABOVE_C), format_number(found.efficiency, 1)
    above = f"hours a year above {limit} °C inside without cooling; blocks: mean weighted by floor area"
    hot = f"share of the heated buildings with more than {format_number(HOT_H)} hours above {limit} °C"
    need = f"energy need for cooling to {format_number(COOLING_SET_C)} °C, were all heated rooms cooled"
    power = f"that need over a seasonal efficiency of {efficiency}; indicative"
    rows = [
        ("building_id", "Building", "", "as in the plan"),
        ("block_id", "Block", "", "as in the plan"),
        ("floor_area_ref_m2", "Heated floor area", "m²", "reference floor area (TABULA)"),
        ("heated_count", "Heated buildings", "", "number in the block"),
    ]
    for stem, end, cases, unit, meaning in (
        ("overheating", "h", CASES, "h/a", above),
        ("hot", "pct", CASES, "%", hot),
        ("q_c_nd", "kwh_m2", COOLED, PER_AREA, need),
        ("cooling_el", "kwh_m2", COOLED, PER_AREA, power),
    ):
        rows += [(f"{stem}_{CELL_NAMES[case]}_{end}", case_word(case), unit, meaning) for case in cases]
    rows.append(("weather", "Weather", "", "hours of a year that were used; synthetic ones are made up"))
    return pd.DataFrame(rows, columns=["name", "label", "unit", "meaning"])
