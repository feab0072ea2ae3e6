"""Raw and calibrated as rows and files: what window and command line show of them."""

import math
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from app.project import Project
from app.services.band_tables import ready
from app.services.calibration import Calibrated, Fit, Parameter
from app.services.publishing import refuse_public
from app.text.evidence import assumption_word
from app.text.numbers import NO_VALUE, compact, format_number
from app.text.translate import _
from gis.write import write_csv

BUILDINGS, METERS, DICTIONARY = "buildings_calibrated.csv", "meters.csv", "calibration_fields.csv"

MEANINGS: Final = (
    ("building_id", "", "building of the plan"),
    ("meter", "", "meter that counts the building; empty for none"),
    ("e_del_raw_kwh", "kWh/a", "delivered energy today, as calculated"),
    ("e_del_calibrated_kwh", "kWh/a", "delivered energy today, with the assumptions fitted to the meters"),
    ("e_del_measured_kwh", "kWh/a", "delivered energy today, as measured: level F(q0) q0"),
    ("e_del_saving_raw_kwh", "kWh/a", "saving of the plan, as calculated"),
    ("e_del_saving_calibrated_kwh", "kWh/a", "saving of the plan, with the fitted assumptions"),
    ("e_del_saving_measured_kwh", "kWh/a", "saving of the plan, as measured: level (F(q0) q0 - F(q1) q1)"),
    ("calibrated_over_raw", "-", "fitted over calculated energy today; 1 where nothing is delivered"),
    ("metered_kwh", "kWh/a", "metered energy in a year of the plan's climate"),
    ("buildings", "-", "buildings that the meter counts"),
)
"""Column, unit and meaning of what is written."""


def energy_rows(found: Calibrated) -> list[tuple[str, str, str, str, str]]:
    """Delivered energy and saving of the district: raw, calibrated, as measured, unit."""
    rows = []
    for label, name in ((_("Delivered energy today"), "now_kwh"), (_("Energy saving"), "saving_kwh")):
        sums = [float(getattr(side, name).sum()) for side in (found.raw, found.calibrated, found.measured)]
        texts, unit = compact(sums, "kWh/a")
        rows.append((label, texts[0], texts[1], texts[2], unit))
    return rows


def parameter_rows(fit: Fit) -> list[tuple[str, str, str, str]]:
    """Assumption, value before and after, and the bounds it was kept in."""
    return [
        (
            assumption_word(one.name),
            _value(one, one.before),
            f"{_value(one, one.after)}{' *' if one.at_bound else ''}",
            _("{low} to {high}").format(low=_value(one, one.low), high=_value(one, one.high)),
        )
        for one in fit.parameters
    ]


def bounds_sentence(found: Calibrated) -> str:
    """What the bounds are, and that something else is off where one is reached."""
    text = _("Bounds are three standard deviations of how far an assumption may be off.")
    if any(one.at_bound for fit in found.fits for one in fit.parameters):
        text += " " + _("* stands at its bound: look for another cause, such as areas, uses or the meters.")
    return text


def type_rows(found: Calibrated) -> tuple[list[str], list[list[str]]]:
    """Titles and rows of the building types that were fitted apart: what each assumption became."""
    head = [_("Building type"), *(assumption_word(one.name) for one in found.district.parameters)]
    rows = [[fit.name, *(_value(one, one.after) for one in fit.parameters)] for fit in found.fits[1:]]
    return head, rows


def error_rows(found: Calibrated) -> list[tuple[str, str, str, str, str]]:
    """Buildings that were fitted together, their meters, typical error raw, calibrated and held out."""
    rows = [
        (
            fit.name or _("All meters"),
            format_number(fit.meters),
            miss(fit.error_raw),
            miss(fit.error_fitted),
            miss(fit.error_held_out),
        )
        for fit in found.fits
    ]
    measured = miss(found.error_measured)
    count = format_number(found.district.meters)
    return [*rows, (_("As measured, at the meters' level"), count, NO_VALUE, measured, NO_VALUE)]


def miss(error: float) -> str:
    """A root mean square of logarithms as what a meter is typically missed by."""
    return NO_VALUE if not math.isfinite(error) else f"±{format_number(100 * math.expm1(error), 0, '%')}"


def match_sentence(found: Calibrated) -> str:
    """How much of the table found its place."""
    joined = found.joined
    return _(
        "{matched} of {rows} rows name a building of the plan ({share}); {meters} meters over {buildings} "
        "buildings can be compared."
    ).format(
        matched=format_number(joined.rows_matched),
        rows=format_number(joined.rows),
        share=format_number(100 * joined.match_rate, 0, "%"),
        meters=format_number(len(joined.energy_kwh)),
        buildings=format_number(int((joined.meter_of >= 0).sum())),
    )


def method_sentence(found: Calibrated) -> str:
    """What "as measured" stands on."""
    return _(
        "As measured: factors {code} ({name}) times {level}, which is what these meters say over them; the saving "
        "is F(q0) q0 − F(q1) q1. Readings are brought to {days} degree days."
    ).format(
        code=found.factors.code,
        name=found.factors.name,
        level=format_number(found.level, 2),
        days=format_number(found.reference_degree_days, 0, "K d"),
    )


def meter_rows(found: Calibrated, most: int = 1000) -> list[tuple[str, str, str, str, str, str]]:
    """Meter, buildings, metered, raw, calibrated energy [kWh/a], raw over metered; farthest off first."""
    raw, metered = found.metered_raw_kwh, found.joined.energy_kwh
    counted = found.joined.meter_of >= 0
    buildings = np.bincount(found.joined.meter_of[counted], minlength=len(metered))
    order = np.argsort(-np.abs(np.log(raw / metered)), kind="stable")[:most].tolist()
    return [
        (
            found.joined.names[row],
            format_number(float(buildings[row])),
            format_number(float(metered[row])),
            format_number(float(raw[row])),
            format_number(float(found.metered_calibrated_kwh[row])),
            format_number(float(raw[row] / metered[row]), 2),
        )
        for row in order
    ]


def meter_frame(found: Calibrated) -> pd.DataFrame:
    """One row a meter: buildings, metered, raw, calibrated and as-measured energy."""
    counted = found.joined.meter_of >= 0
    return pd.DataFrame(
        {
            "meter": list(found.joined.names),
            "buildings": np.bincount(found.joined.meter_of[counted], minlength=len(found.joined.names)),
            "metered_kwh": found.joined.energy_kwh,
            "e_del_raw_kwh": found.metered_raw_kwh,
            "e_del_calibrated_kwh": found.metered_calibrated_kwh,
            "e_del_measured_kwh": found.metered_measured_kwh,
        }
    )


def building_frame(project: Project, found: Calibrated) -> pd.DataFrame:
    """One row a building: energy and saving, raw, calibrated and as measured."""
    raw, fitted, measured = found.raw, found.calibrated, found.measured
    names = np.array([*found.joined.names, ""], dtype=object)
    ratio = np.divide(fitted.now_kwh, raw.now_kwh, out=np.ones_like(raw.now_kwh), where=raw.now_kwh > 0)
    return pd.DataFrame(
        {
            "building_id": project.buildings.index.to_numpy(),
            "meter": names[found.joined.meter_of],
            "e_del_raw_kwh": raw.now_kwh,
            "e_del_calibrated_kwh": fitted.now_kwh,
            "e_del_measured_kwh": measured.now_kwh,
            "e_del_saving_raw_kwh": raw.saving_kwh,
            "e_del_saving_calibrated_kwh": fitted.saving_kwh,
            "e_del_saving_measured_kwh": measured.saving_kwh,
            "calibrated_over_raw": ratio,
        }
    )


def write_calibration(
    project: Project, found: Calibrated, folder: Path, *, overwrite: bool = False
) -> dict[str, Path]:
    """Write buildings, meters, and what each column means, as CSV.

    Raises
    ------
    app.errors.UserError
        If a file is there and may not be replaced, or the folder cannot be made.
    gis.errors.WriteError
        If a file cannot be written.
    """
    refuse_public(project)
    targets = {"buildings": folder / BUILDINGS, "meters": folder / METERS, "columns": folder / DICTIONARY}
    ready(project, targets.values(), folder, overwrite=overwrite)
    write_csv(building_frame(project, found), targets["buildings"])
    write_csv(meter_frame(found), targets["meters"])
    write_csv(pd.DataFrame(MEANINGS, columns=["name", "unit", "meaning"]), targets["columns"])
    return targets


def _value(one: Parameter, value: float) -> str:
    if one.unit == "-":
        return f"× {format_number(value, 2)}"
    return f"{'+' if value > 0 else ''}{format_number(value, 2, one.unit)}"
