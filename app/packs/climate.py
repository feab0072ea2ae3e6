"""The climate tables of a pack: monthly stations and TABULA heating seasons."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from app.packs import plausible
from app.packs.table import Row, Table, keyed, layered, merged
from retrofit.errors import PackError
from retrofit.stock.pack import Season, Station
from retrofit.stock.stock import FloatArray

_I_SOL: Final = tuple(f"i_sol_{side}_kwh_m2" for side in ("north", "east", "south", "west", "horizontal"))
STATION_COLUMNS: Final = (
    "station", "name", "lat_deg", "lon_deg", "month", "theta_e_c", *_I_SOL, "status", "source",
)  # fmt: skip
SEASON_COLUMNS: Final = (
    "region", "name", "lat_deg", "lon_deg", "heating_days", "theta_e_c", *_I_SOL, "status", "source",
)  # fmt: skip
_MONTHS: Final = tuple(str(month) for month in range(1, 13))


def read_stations(folders: Sequence[Path]) -> tuple[Station, ...]:
    """Read ``climate_monthly.csv``; a pack without one has no station."""
    having = [folder for folder in folders if (folder / "climate_monthly.csv").is_file()]
    if not having:
        return ()
    table = merged(layered(having, "climate_monthly.csv", STATION_COLUMNS), "station", "month")
    rows = keyed([table], "station", "month")
    return tuple(_station(table, key, rows) for key in dict.fromkeys(row.text("station") for row in table))


def _station(table: Table, key: str, rows: dict[tuple[str, ...], Row]) -> Station:
    for month in _MONTHS:
        if (key, month) not in rows:
            raise PackError("pack_row_missing", file=table.file, row=f"{key} month {month}")
    months = [rows[key, month] for month in _MONTHS]
    first = months[0]
    return Station(
        key=key,
        name=first.text("name"),
        lat_deg=first.number("lat_deg", -90, 90),
        lon_deg=first.number("lon_deg", -180, 180),
        theta_e_c=np.array([row.number("theta_e_c", -60, 60) for row in months]),
        i_sol_kwh_m2=np.array([_sun(row, plausible.MONTH_SUN_KWH_M2) for row in months]),
        source=first.text("source"),
        status=first.status(),
    )


def _sun(row: Row, bounds: plausible.Bounds) -> FloatArray:
    return np.array([row.number(column, *bounds) for column in _I_SOL])


def read_seasons(folders: Sequence[Path]) -> tuple[Season, ...]:
    """Read ``climate_season.csv``; its first row is the region taken when none is near."""
    table = merged(layered(folders, "climate_season.csv", SEASON_COLUMNS), "region")
    if not len(table):
        raise PackError("pack_row_missing", file=table.file, row="any region")
    return tuple(
        Season(
            region=row.text("region"),
            heating_days=row.number("heating_days", 1, 366),
            theta_e_c=row.number("theta_e_c", -60, 60),
            i_sol_kwh_m2=_sun(row, plausible.SUN_KWH_M2),
            source=row.text("source"),
            name=row.text("name"),
            lat_deg=row.number_or_nan("lat_deg", -90, 90),
            lon_deg=row.number_or_nan("lon_deg", -180, 180),
            status=row.status(),
        )
        for row in table
    )
