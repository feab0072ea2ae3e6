"""Weather of the user: files of hours read into `retrofit.physics.solar.Weather`."""

from pathlib import Path

from app.errors import UserError
from app.weather.epw import read_epw
from app.weather.pvgis import read_pvgis
from retrofit.physics.solar import Weather

__all__ = ["Weather", "read_epw", "read_pvgis", "read_weather"]


def read_weather(path: Path) -> Weather:
    """Read a year of hours: EPW, or a typical year of PVGIS as CSV or JSON.

    Raises
    ------
    app.errors.UserError
        If the file cannot be used.
    """
    kind = path.suffix.lower()
    if kind == ".epw":
        return read_epw(path)
    if kind in {".csv", ".json"}:
        return read_pvgis(path)
    raise UserError("weather_kind_unknown", path=path)
