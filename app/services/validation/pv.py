"""A year of a roof's photovoltaics: our model from the weather that PVWatts prints."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from app.errors import UserError
from app.services.validation.judging import Floats, Judgement, compare, numbers, read_rows
from retrofit.physics import photovoltaics
from retrofit.physics.solar import HOURS, MONTH_OF_HOUR, Weather, on_planes

FILES: Final = ("hours", "months")
FEWEST: Final = 1

ANNUAL: Final = 0.05
MONTHLY: Final = 0.10
"""Largest error of the year's sum, and of each month's."""
HEAD: Final = {
    "Lat (deg N):": "latitude",
    "Long (deg W):": "west",
    "Elev (m):": "altitude",
    "DC System Size (kW):": "kwp",
    "Array Tilt (deg):": "tilt",
    "Array Azimuth (deg):": "azimuth",
    "System Losses:": "losses",
    "Invert Efficiency:": "inverter",
    "DC to AC Size Ratio:": "dc_ac",
}
COLUMNS: Final = {
    "Beam Irradiance (W/m^2)": "dni",
    "Diffuse Irradiance (W/m^2)": "dhi",
    "Ambient Temperature (C)": "theta",
    "Wind Speed (m/s)": "wind",
    "Plane of Array Irradiance (W/m^2)": "poa",
    "AC System Output (W)": "ac",
}


def judge(paths: Sequence[Path], tolerance: float | None = None) -> Judgement:
    """Reckon the year of a PVWatts export anew and compare irradiation and output.

    Parameters
    ----------
    paths : sequence of Path
        Hours as PVWatts exports them (CSV, also gzipped) and, for the months, a table with
        ``mo``, ``poa`` and ``ac``.
    tolerance : float, optional
        Instead of all tolerances of the set.
    """
    head, hours = _read(paths[0])
    weather = _weather(head, hours)
    azimuth = np.array([head["azimuth"]])
    planes = on_planes(weather, np.array([head["tilt"]]), azimuth)
    power = photovoltaics.dc_power(
        planes.direct_w_m2, planes.diffuse_w_m2, planes.incidence_rad, weather.theta_e_c, hours["wind"]
    )
    power = power * (1.0 - head["losses"] / 100.0) / (1.0 - photovoltaics.LOSSES)
    ac = photovoltaics.inverted(power, head["inverter"] / 100.0, head["dc_ac"])[:, 0] * head["kwp"]
    plane = planes.total_w_m2[:, 0] / 1000.0
    published = {"poa": hours["poa"] / 1000.0, "ac": hours["ac"] / 1000.0}
    months = {name: _monthly(values) for name, values in published.items()}
    if len(paths) == len(FILES):
        months = _months(paths[1])
    quantities = []
    for name, values, unit in (("ac", ac, "AC output"), ("poa", plane, "irradiation of the plane")):
        allowed = ANNUAL if tolerance is None else tolerance
        annual = published[name].sum(keepdims=True)
        quantities.append(compare(f"{unit}, year", values.sum(keepdims=True), annual, allowed))
        allowed = MONTHLY if tolerance is None else tolerance
        quantities.append(compare(f"{unit}, months", _monthly(values), months[name], allowed))
    note = (
        f"{ac.sum() / head['kwp']:.0f} kWh/kWp; published {published['ac'].sum() / head['kwp']:.0f} kWh/kWp."
    )
    return Judgement("pv", HOURS, tuple(quantities), (note,))


def _read(path: Path) -> tuple[dict[str, float], dict[str, Floats]]:
    if not path.is_file():
        raise UserError("validation_file_missing", path=path)
    import gzip

    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rt", encoding="utf-8-sig", newline="") as file:
            lines = list(csv.reader(file))
    except (OSError, UnicodeDecodeError, EOFError, csv.Error) as fault:
        raise UserError("validation_file_unreadable", path=path, reason=str(fault)) from None
    found = {HEAD[line[0].strip()]: line[1] for line in lines if line and line[0].strip() in HEAD}
    start = next((i for i, line in enumerate(lines) if line and line[0].strip() == "Month"), -1)
    try:
        head = {name: float(found[name]) for name in HEAD.values()}
        titles = [title.strip() for title in lines[start]] if start >= 0 else []
        places = {name: titles.index(title) for title, name in COLUMNS.items()}
        rows = [line for line in lines[start + 1 :] if line and line[0].strip().isdigit()][:HOURS]
        hours = {name: np.array([float(row[at]) for row in rows]) for name, at in places.items()}
    except (KeyError, ValueError, IndexError) as fault:
        raise UserError("validation_file_unreadable", path=path, reason=f"{fault}") from None
    if len(rows) != HOURS:
        raise UserError("validation_file_unreadable", path=path, reason=f"{len(rows)} hours")
    return head, hours


def _weather(head: Mapping[str, float], hours: Mapping[str, Floats]) -> Weather:
    """Hours as a weather whose sun stands where PVWatts takes it: in the middle of the hour."""
    zero = np.zeros(HOURS)
    longitude = -head["west"]
    place: dict[str, Any] = {
        "name": "PVWatts",
        "lat_deg": head["latitude"],
        "lon_deg": longitude,
        "altitude_m": head["altitude"],
        "utc_offset_h": float(round(longitude / 15.0)),
        "theta_e_c": hours["theta"],
    }
    blank = Weather(**place, ghi_w_m2=zero, dni_w_m2=hours["dni"].copy(), dhi_w_m2=hours["dhi"].copy())
    height = np.maximum(np.cos(np.radians(blank.sun.zenith_deg)), 0.0)
    ghi = hours["dni"] * height + hours["dhi"]
    return Weather(**place, ghi_w_m2=ghi, dni_w_m2=hours["dni"], dhi_w_m2=hours["dhi"])


def _monthly(values: Floats) -> Floats:
    return np.bincount(MONTH_OF_HOUR, values, 12).astype(np.float64)


def _months(path: Path) -> dict[str, Floats]:
    table = read_rows(path, "mo", "poa", "ac")
    if len(table) != len(np.unique(MONTH_OF_HOUR)):
        raise UserError("validation_row_missing", path=path, row="12 months")
    return {"poa": numbers(table["poa"], path), "ac": numbers(table["ac"], path)}
