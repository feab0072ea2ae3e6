"""A year of a roof's photovoltaics: our model from the weather that PVWatts prints."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from app.errors import UserError
from app.services.validation.judging import Floats, Judgement, Quantity, compare, numbers, read_rows
from app.services.validation.pv_file import Export, read_export
from retrofit.physics import photovoltaics
from retrofit.physics.solar import HOURS, MONTH_OF_HOUR, Weather, on_planes

FILES: Final = ("hours", "months")
FEWEST: Final = 1

ANNUAL: Final = 0.05
MONTHLY: Final = 0.10
"""Largest error of the year's sum, and of each month's."""
DARK: Final = 0.1
"""A month with less than this share of the mean month counts as this much in a relative error."""


def judge(paths: Sequence[Path], tolerance: float | None = None) -> Judgement:
    """Reckon the year of a PVWatts export anew and compare irradiation and output.

    Parameters
    ----------
    paths : sequence of Path
        Hours as PVWatts exports them (CSV, also gzipped) and, for the months, a table with
        ``mo``, ``poa`` [kWh/m²] and ``ac`` [kWh].
    tolerance : float, optional
        Instead of all tolerances of the set.
    """
    export = read_export(paths[0])
    ac, poa = solve(export)
    published = {"ac": export.ac / 1000.0, "poa": export.poa / 1000.0}
    months = {name: _monthly(values, export) for name, values in published.items()}
    if len(paths) == len(FILES):
        months = _months(paths[1])
    annual, monthly = (ANNUAL, MONTHLY) if tolerance is None else (tolerance, tolerance)
    quantities = []
    for name, here, title in (("ac", ac, "AC output"), ("poa", poa, "irradiation of the plane")):
        sums = here.sum(keepdims=True), published[name].sum(keepdims=True)
        quantities.append(compare(f"{title}, year", *sums, annual))
        quantities.append(_by_month(f"{title}, months", _monthly(here, export), months[name], monthly))
    note = f"{ac.sum() / export.kwp:.0f} kWh/kWp; published {published['ac'].sum() / export.kwp:.0f} kWh/kWp."
    return Judgement("pv", len(export.position), tuple(quantities), (note,))


def solve(export: Export) -> tuple[Floats, Floats]:
    """Output [kWh] and irradiation of the plane [kWh/m²] of the published hours, each of shape (n,)."""
    weather, wind = weather_of(export), _whole(export, export.wind)
    plane = on_planes(weather, export.tilt_deg, export.azimuth_deg)
    power = photovoltaics.hourly_yield(weather, export.tilt_deg, export.azimuth_deg, wind, export.plant)
    here = export.position
    return power[here, 0] * export.kwp, plane.total_w_m2[here, 0] / 1000.0


def weather_of(export: Export) -> Weather:
    """Published hours as a weather; the sun stands in the middle of the hour, as in PVWatts."""
    dni, dhi = _whole(export, export.dni), _whole(export, export.dhi)
    place: dict[str, Any] = {
        "name": "PVWatts",
        "lat_deg": export.lat_deg,
        "lon_deg": export.lon_deg,
        "altitude_m": export.altitude_m,
        "utc_offset_h": utc_offset(export),
        "theta_e_c": _whole(export, export.theta),
    }
    sun = Weather(**place, ghi_w_m2=dhi.copy(), dni_w_m2=dni, dhi_w_m2=dhi).sun
    height = np.maximum(np.cos(np.radians(sun.zenith_deg)), 0.0)
    return Weather(**place, ghi_w_m2=dni * height + dhi, dni_w_m2=dni, dhi_w_m2=dhi)


def utc_offset(export: Export) -> float:
    """Clock of the file less UTC, to half an hour: its days are lit evenly around solar noon [h].

    The export does not name its time zone. Without a day that has light and darkness, the
    zone of the longitude.
    """
    if np.isfinite(export.utc_offset_h):
        return export.utc_offset_h
    lit = (_whole(export, export.dni + export.dhi) > 0.0).reshape(-1, 24)
    lit = lit[lit.any(axis=1) & ~lit.all(axis=1)]
    by_longitude = export.lon_deg / 15.0
    if not len(lit):
        return float(round(by_longitude))
    first, last = lit.argmax(axis=1), 24 - lit[:, ::-1].argmax(axis=1)
    noon = float((first + last).mean()) / 2.0
    return round(2.0 * (noon - 12.0 + by_longitude)) / 2.0


def _by_month(name: str, here: Floats, published: Floats, tolerance: float) -> Quantity:
    size = np.maximum(published, DARK * published.mean())
    size = np.where(size > 0.0, size, 1.0)
    return compare(name, here / size, published / size, tolerance, "-")


def _whole(export: Export, values: Floats) -> Floats:
    """Values of the published hours in a year that is dark otherwise, shape (H,)."""
    year = np.zeros(HOURS)
    year[export.position] = values
    return year


def _monthly(values: Floats, export: Export) -> Floats:
    return np.bincount(MONTH_OF_HOUR[export.position], values, 12).astype(np.float64)


def _months(path: Path) -> dict[str, Floats]:
    table = read_rows(path, "mo", "poa", "ac")
    months = numbers(table["mo"], path)
    if sorted(months.tolist()) != list(range(1, 13)):
        raise UserError("validation_row_missing", path=path, row="of each month")
    order = np.argsort(months)
    found = {name: numbers(table[name], path)[order] for name in ("poa", "ac")}
    for name, values in found.items():
        if not np.isfinite(values).all():
            line = int(table.index[order][~np.isfinite(values)][0]) + 2
            raise UserError("validation_value_bad", path=path, column=name, value="nothing", line=line)
    return found
