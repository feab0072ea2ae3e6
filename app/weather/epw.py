"""EnergyPlus weather files.

References
----------
EnergyPlus, Auxiliary Programs: EnergyPlus weather file (EPW) data dictionary.
"""

import csv
from pathlib import Path
from typing import Final

from app.errors import UserError
from app.text.plain_words import plain_words
from app.weather.hours import checked, numbers, timed
from retrofit.physics.solar import Weather

HEADER_LINES: Final = 8
COLUMNS: Final = {"theta_e_c": 6, "ghi_w_m2": 13, "dni_w_m2": 14, "dhi_w_m2": 15}
MIDDLE_H: Final = 0.5
"""Irradiance is the mean of the hour."""


def read_epw(path: Path, sun_at_h: float | None = MIDDLE_H) -> Weather:
    """Read an EPW file of hours.

    Parameters
    ----------
    sun_at_h : float, optional
        When in the hour the irradiance was taken; None finds out where its parts agree
        best, for files whose radiation runs early or late [h].

    Raises
    ------
    app.errors.UserError
        If the file is missing, is no EPW file, or does not hold a whole year.
    """
    if not path.is_file():
        raise UserError("weather_file_missing", path=path)
    with path.open(encoding="latin-1", newline="") as stream:
        lines = [line for line in csv.reader(stream) if line]
    try:
        head = lines[0]
        if head[0].strip().upper() != "LOCATION":
            raise UserError("weather_unreadable", path=path, reason="the first line is not LOCATION")
        lat, lon, offset, altitude = (float(cell) for cell in head[6:10])
        per_hour = int(next(line for line in lines if line[0].strip().upper() == "DATA PERIODS")[2])
    except (IndexError, ValueError, StopIteration) as fault:
        raise UserError("weather_unreadable", path=path, reason=f"header: {plain_words(fault)}") from None
    if per_hour != 1:
        raise UserError("weather_unreadable", path=path, reason=f"{per_hour} records per hour")
    columns = checked(numbers(lines[HEADER_LINES:], path, **COLUMNS), path)
    name, source = head[1].strip() or path.stem, head[4].strip() if len(head) > 4 else ""
    return timed(Weather(name, lat, lon, altitude, offset, *columns, source=source), sun_at_h)
