"""Files of a year's photovoltaics: the hours that PVWatts exports, and extracts of them."""

import csv
import gzip
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from app.errors import UserError
from app.services.validation.judging import Floats
from app.text.plain_words import plain_words
from retrofit.physics.heat import DAYS_OF_MONTH
from retrofit.physics.photovoltaics import GAMMA_1K, Plant
from retrofit.physics.solar import HOURS
from retrofit.stock.stock import IntArray

HEAD: Final = {
    "lat": "latitude",
    "latitude": "latitude",
    "long": "longitude",
    "lon": "longitude",
    "longitude": "longitude",
    "elev": "altitude",
    "elevation": "altitude",
    "dc system size": "kwp",
    "array tilt": "tilt",
    "array azimuth": "azimuth",
    "system losses": "losses",
    "invert efficiency": "inverter",
    "inverter efficiency": "inverter",
    "dc to ac size ratio": "dc_ac",
    "utc offset": "utc_offset",
    "days": "days",
}
"""Lines before the hours, without their units; the last two only in extracts."""
NEEDED: Final = (
    "latitude",
    "longitude",
    "altitude",
    "kwp",
    "tilt",
    "azimuth",
    "losses",
    "inverter",
    "dc_ac",
)
COLUMNS: Final = {
    "month": ("month",),
    "day": ("day",),
    "hour": ("hour",),
    "dni": ("beam irradiance", "dni_w_m2"),
    "dhi": ("diffuse irradiance", "dhi_w_m2"),
    "theta": ("ambient temperature", "theta_e_c"),
    "wind": ("wind speed", "wind_m_s"),
    "poa": ("plane of array irradiance", "poa_w_m2"),
    "ac": ("ac system output", "ac_w"),
}
"""Column and how its title may begin."""
LOCATION: Final = re.compile(r"Lat, ?Lon: *(-?[\d.]+), *(-?[\d.]+)")
FEBRUARY_29: Final = (2, 29)


@dataclass(frozen=True, slots=True, eq=False)
class Export:
    """A plant and its hours, as published.

    Attributes
    ----------
    kwp : float
        Power of the modules [kW].
    azimuth_deg : float
        From north over east [°].
    position : ndarray of int, shape (n,)
        Hours of the year, from 0.
    dni, dhi, poa : ndarray, shape (n,)
        Direct normal and diffuse irradiance, and that on the plane [W/m²].
    theta, wind, ac : ndarray, shape (n,)
        [°C], [m/s], [W].
    utc_offset_h : float
        Local standard time less UTC; NaN where the file does not say [h].
    """

    lat_deg: float
    lon_deg: float
    altitude_m: float
    kwp: float
    tilt_deg: float
    azimuth_deg: float
    plant: Plant
    position: IntArray
    dni: Floats
    dhi: Floats
    theta: Floats
    wind: Floats
    poa: Floats
    ac: Floats
    utc_offset_h: float


def read_export(path: Path) -> Export:
    """Read the hours of a fixed array as PVWatts exports them, also gzipped.

    A file whose head has a line ``days`` is an extract of as many whole days.

    Raises
    ------
    app.errors.UserError
        If the file is missing, is no such export, or does not hold all of its hours.
    """
    lines = _lines(path)
    start = next((i for i, line in enumerate(lines) if line and line[0].strip().lower() == "month"), -1)
    if start < 0:
        raise _bad(path, "no line begins with Month")
    head = _head(lines[:start], path)
    hours = _hours(lines, start, path)
    position = hours["position"].astype(np.int32)
    days = head.get("days", HOURS / 24)
    if len(position) != 24 * days or len(np.unique(position)) != len(position):
        raise _bad(path, f"{len(np.unique(position))} hours, not {24 * days:.0f}")
    gamma = GAMMA_1K[_module(lines[:start], path)]
    return Export(
        lat_deg=head["latitude"],
        lon_deg=head["longitude"],
        altitude_m=head["altitude"],
        kwp=head["kwp"],
        tilt_deg=head["tilt"],
        azimuth_deg=head["azimuth"],
        plant=Plant(head["losses"] / 100.0, gamma, head["inverter"] / 100.0, head["dc_ac"]),
        position=position,
        dni=hours["dni"],
        dhi=hours["dhi"],
        theta=hours["theta"],
        wind=hours["wind"],
        poa=hours["poa"],
        ac=hours["ac"],
        utc_offset_h=head.get("utc_offset", np.nan),
    )


def _bad(path: Path, reason: str) -> UserError:
    return UserError("validation_file_unreadable", path=path, reason=reason)


def _lines(path: Path) -> list[list[str]]:
    if not path.is_file():
        raise UserError("validation_file_missing", path=path)
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rt", encoding="utf-8-sig", newline="") as stream:
            return list(csv.reader(stream))
    except (OSError, UnicodeDecodeError, EOFError, csv.Error) as fault:
        raise _bad(path, plain_words(fault)) from None


def _head(lines: Sequence[Sequence[str]], path: Path) -> dict[str, float]:
    found: dict[str, float] = {}
    for place, line in enumerate(lines, start=1):
        title = line[0].strip().lower() if line else ""
        name = HEAD.get(re.split(r"[(:]", title)[0].strip(), "")
        if not name or len(line) < 2:
            continue
        try:
            value = float(line[1].strip().rstrip("%"))
        except ValueError:
            raise UserError(
                "validation_value_bad",
                path=path,
                column=line[0].strip(),
                value=line[1].strip() or "nothing",
                line=place,
            ) from None
        west = name == "longitude" and "deg w" in title
        found[name] = -value if west else value
    for name in NEEDED:
        if name not in found:
            raise _bad(path, f"no line says the {name}")
    return _checked({**found, **_stated(lines, found)}, path)


def _stated(lines: Sequence[Sequence[str]], found: Mapping[str, float]) -> dict[str, float]:
    """The place with its signs as the line Location says it, where that is the same place."""
    match = LOCATION.search(" ".join(cell for line in lines for cell in line))
    if match is None:
        return {}
    lat, lon = float(match[1]), float(match[2])
    same = np.isclose([abs(lat), abs(lon)], np.abs([found["latitude"], found["longitude"]]), atol=0.05)
    return {"latitude": lat, "longitude": lon} if same.all() else {}


def _checked(head: dict[str, float], path: Path) -> dict[str, float]:
    for name, least, most in (
        ("latitude", -90.0, 90.0),
        ("longitude", -180.0, 180.0),
        ("altitude", -500.0, 9000.0),
        ("kwp", 1e-6, 1e9),
        ("tilt", 0.0, 90.0),
        ("azimuth", 0.0, 360.0),
        ("losses", -5.0, 99.0),
        ("inverter", 50.0, 100.0),
        ("dc_ac", 0.1, 10.0),
    ):
        if not least <= head[name] <= most:
            raise _bad(path, f"{name} {head[name]:g} is not from {least:g} to {most:g}")
    return head


def _module(lines: Sequence[Sequence[str]], path: Path) -> str:
    """Type of the modules; the array must be fixed."""
    text = {line[0].strip().lower().rstrip(":"): line[1].strip() for line in lines if len(line) > 1}
    array = text.get("array type", "Fixed").lower()
    if "fixed" not in array:
        raise _bad(path, f"array type {array}: only fixed arrays are reckoned")
    module = text.get("module type", "Standard")
    known = {name.lower(): name for name in GAMMA_1K}
    if module.lower() not in known:
        raise _bad(path, f"module type {module}")
    return known[module.lower()]


def _hours(lines: Sequence[Sequence[str]], start: int, path: Path) -> dict[str, Floats]:
    """Columns and the position of each hour in the year, without 29 February."""
    plain = [title.strip().lower() for title in lines[start]]
    places = {}
    for name, starts in COLUMNS.items():
        place = next((at for at, title in enumerate(plain) if title.startswith(starts)), None)
        if place is None:
            raise UserError("validation_column_missing", path=path, column=starts[0])
        places[name] = place
    rows = [line for line in lines[start + 1 :] if line and line[0].strip().isdigit()]
    try:
        found = {name: np.array([float(row[at]) for row in rows]) for name, at in places.items()}
    except (ValueError, IndexError) as fault:
        raise _bad(path, plain_words(fault)) from None
    for name, values in found.items():
        if not np.isfinite(values).all():
            row = rows[int(np.flatnonzero(~np.isfinite(values))[0])]
            wrong = {"value": row[places[name]], "line": lines.index(row) + 1}
            raise UserError("validation_value_bad", path=path, column=name, **wrong)
    kept = ~((found["month"] == FEBRUARY_29[0]) & (found["day"] == FEBRUARY_29[1]))
    month, day, hour = (found.pop(name)[kept].astype(np.int64) for name in ("month", "day", "hour"))
    first = 1 if len(hour) and hour.min() == 1 and hour.max() == 24 else 0
    if not (((month >= 1) & (month <= 12) & (day >= 1)).all() and (hour < 24 + first).all()):
        raise _bad(path, "a month, day or hour that does not exist")
    before = np.concatenate([[0], np.cumsum(DAYS_OF_MONTH)])[month - 1]
    found = {name: values[kept] for name, values in found.items()}
    return {**found, "position": (before + day - 1) * 24 + hour - first}
