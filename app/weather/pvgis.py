"""Typical years of PVGIS (European Commission, JRC): CSV and JSON.

References
----------
PVGIS user manual, Typical meteorological year; https://re.jrc.ec.europa.eu/pvg_tools.
"""

import csv
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from app.errors import UserError
from app.text.plain_words import plain_words
from app.weather.hours import checked, numbers, timed
from retrofit.physics.solar import Weather

COLUMNS: Final = {"theta_e_c": "T2m", "ghi_w_m2": "G(h)", "dni_w_m2": "Gb(n)", "dhi_w_m2": "Gd(h)"}
SOURCE: Final = "PVGIS TMY"
_TIME: Final = "time(UTC)"
_FACTS: Final = {
    "latitude": r"latitude.*:\s*(-?[\d.]+)",
    "longitude": r"longitude.*:\s*(-?[\d.]+)",
    "elevation": r"elevation.*:\s*(-?[\d.]+)",
    "irradiance_time_offset": r"irradiance time offset.*:\s*(-?[\d.]+)",
}


def read_pvgis(path: Path, utc_offset_h: float | None = None) -> Weather:
    """Read a typical year of PVGIS, as CSV or JSON.

    Parameters
    ----------
    utc_offset_h : float, optional
        Local standard time less UTC; the zone of the meridian where not given [h].

    Notes
    -----
    The file counts in UTC; the year returned starts at local midnight. Irradiance is that
    of a moment: the offset the file states, else where its parts agree best.

    Raises
    ------
    app.errors.UserError
        If the file is missing, is no such file, or does not hold a whole year.
    """
    if not path.is_file():
        raise UserError("weather_file_missing", path=path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        raise UserError("weather_unreadable", path=path, reason=plain_words(fault)) from None
    facts, rows = _from_json(text, path) if text.lstrip().startswith("{") else _from_csv(text, path)
    columns = checked(numbers(rows, path, **COLUMNS), path)
    try:
        lat, lon = float(facts["latitude"]), float(facts["longitude"])
        altitude, moment = float(facts.get("elevation", 0.0)), facts.get("irradiance_time_offset")
        sun_at_h = None if moment is None else float(moment)
    except (KeyError, TypeError, ValueError) as fault:
        raise UserError("weather_unreadable", path=path, reason=f"place: {plain_words(fault)}") from None
    in_utc = timed(Weather(path.stem, lat, lon, altitude, 0.0, *columns, source=SOURCE), sun_at_h)
    return _local(in_utc, round(lon / 15.0) if utc_offset_h is None else utc_offset_h)


def _local(weather: Weather, utc_offset_h: float) -> Weather:
    """Let the year start at local midnight; halves of hours stay where they are."""
    later = round(utc_offset_h)
    return replace(
        weather,
        utc_offset_h=float(later),
        theta_e_c=np.roll(weather.theta_e_c, later),
        ghi_w_m2=np.roll(weather.ghi_w_m2, later),
        dni_w_m2=np.roll(weather.dni_w_m2, later),
        dhi_w_m2=np.roll(weather.dhi_w_m2, later),
    )


def _from_csv(text: str, path: Path) -> tuple[dict[str, Any], list[Mapping[str, object]]]:
    lines = text.splitlines()
    start = next((at for at, line in enumerate(lines) if line.startswith(_TIME)), None)
    if start is None:
        raise UserError("weather_unreadable", path=path, reason=f"no column {_TIME}")
    head = "\n".join(lines[:start])
    found = {name: re.search(pattern, head, re.IGNORECASE) for name, pattern in _FACTS.items()}
    hours = [line for line in lines[start + 1 :] if re.match(r"\d{8}:\d{4},", line)]
    rows: list[Mapping[str, object]] = list(csv.DictReader([lines[start], *hours]))
    return {name: match.group(1) for name, match in found.items() if match}, rows


def _from_json(text: str, path: Path) -> tuple[dict[str, Any], list[Mapping[str, object]]]:
    try:
        given = json.loads(text)
        return dict(given["inputs"]["location"]), list(given["outputs"]["tmy_hourly"])
    except (ValueError, KeyError, TypeError) as fault:
        raise UserError("weather_unreadable", path=path, reason=plain_words(fault)) from None
