"""Columns of hours on their way into a `Weather`."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np

from app.errors import UserError
from app.text.plain_words import plain_words
from retrofit.physics.solar import HOURS, Weather, best_sun_moment
from retrofit.stock.stock import FloatArray

Columns = tuple[FloatArray, FloatArray, FloatArray, FloatArray]

LEAP_HOURS: Final = 8784
LEAP_DAY: Final = slice(1416, 1440)
"""Hours of 29 February in a leap year."""
BOUNDS: Final = {
    "theta_e_c": (-90.0, 60.0),
    "ghi_w_m2": (0.0, 1600.0),
    "dni_w_m2": (0.0, 1500.0),
    "dhi_w_m2": (0.0, 1400.0),
}
"""What is outside is no measurement but a code for a missing value."""


def numbers(rows: Sequence[Sequence[object]] | Sequence[Mapping[str, object]], path: Path, **columns: object) -> dict[str, FloatArray]:  # fmt: skip
    """Take named columns out of rows; keyword to position or key."""
    found = {}
    for name, place in columns.items():
        try:
            found[name] = np.array([float(str(row[place])) for row in rows])  # type: ignore[index,call-overload]
        except (ValueError, KeyError, IndexError, TypeError) as fault:
            raise UserError(
                "weather_unreadable", path=path, reason=f"{place}: {plain_words(fault)}"
            ) from None
    return found


def checked(columns: Mapping[str, FloatArray], path: Path) -> Columns:
    """Temperature, global, direct and diffuse irradiance of a year: leave out 29 February; refuse files with other hours than a year's or with gaps.

    Small negative irradiance, as instruments give it at night, is taken as 0.
    """
    found = {}
    for name, values in columns.items():
        year = np.delete(values, LEAP_DAY) if len(values) == LEAP_HOURS else values
        if len(year) != HOURS:
            raise UserError("weather_hours_wrong", path=path, found=len(values))
        least, most = BOUNDS[name]
        if name != "theta_e_c":
            year = np.where((year < 0.0) & (year > -20.0), 0.0, year)
        bad = ~((year >= least) & (year <= most))
        if bad.any():
            raise UserError(
                "weather_value_missing",
                path=path,
                column=name,
                gaps=int(bad.sum()),
                hour=int(bad.argmax()) + 1,
            )
        found[name] = year
    return found["theta_e_c"], found["ghi_w_m2"], found["dni_w_m2"], found["dhi_w_m2"]


def timed(weather: Weather, sun_at_h: float | None) -> Weather:
    """Set when in the hour the irradiance was taken; where not known, as its parts agree best."""
    return replace(weather, sun_at_h=best_sun_moment(weather) if sun_at_h is None else sun_at_h)
