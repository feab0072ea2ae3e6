"""Which climate a district is reckoned with."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from retrofit.errors import PackError
from retrofit.findings import Finding, Severity
from retrofit.physics.solar import Weather
from retrofit.plan.scenario import Assumptions, Method
from retrofit.stock.pack import CountryPack, Season, Station, Status
from retrofit.stock.stock import FloatArray

NEAR_KM: Final = 100.0
"""Assumption: a station farther off does not speak for the place."""
OWN_WEATHER: Final = "own weather"
"""Key of the climate that is made of the user's hours."""
EARTH_RADIUS_KM: Final = 6371.0088
"""Mean radius of the WGS 84 ellipsoid."""


@dataclass(frozen=True, slots=True)
class Climate:
    """A station for the monthly method, or a season for the seasonal one.

    ``weather`` holds the hours of the hourly method, and of a station made of the user's own;
    ``sun`` is the station nearest to the place where a season stands in, ``sun_km`` how far it is [km].
    """

    key: str
    station: Station | None = None
    season: Season | None = None
    weather: Weather | None = None
    sun: Station | None = None
    sun_km: float = 0.0


def choose_climate(
    pack: CountryPack,
    assumptions: Assumptions,
    place: tuple[float, float],
    weather: Weather | None = None,
) -> tuple[Climate, tuple[Finding, ...]]:
    """Take the user's own weather, the station or region the user named, else the nearest.

    A key that a station and a region share is the one that fits the method.

    Where every station is over 100 km away, the typology's regional season and its
    seasonal method stand in, with a finding.

    Parameters
    ----------
    place : tuple of float
        Latitude and longitude [°].
    weather : Weather, optional
        Hours of a year: its months stand for the station `OWN_WEATHER`.

    Raises
    ------
    PackError
        If the named station is not in the pack.
    """
    if weather is not None and (assumptions.station == OWN_WEATHER or assumptions.method is Method.HOURLY):
        return _own(weather, place)
    if assumptions.station == OWN_WEATHER:
        assumptions = replace(assumptions, station="")
    if assumptions.method is Method.HOURLY:
        monthly = replace(assumptions, method=Method.MONTHLY)
        climate, about = choose_climate(pack, monthly, place)
        return climate, (*about, Finding("hourly_without_weather", Severity.DOUBTS))
    if assumptions.station:
        return _named(pack, assumptions, place), ()
    if assumptions.method is Method.SEASONAL:
        return _regional(pack, place), ()
    distance = _distances(place, pack.stations)
    if not len(distance) or distance.min() > NEAR_KM:
        climate = _regional(pack, place)
        return climate, (_far(pack, climate, distance),)
    station = pack.stations[int(distance.argmin())]
    return Climate(station.key, station=station), _indicative(station)


def weather_findings(weather: Weather, place: tuple[float, float]) -> tuple[Finding, ...]:
    """Say where hours are from far away, or made up."""
    away = great_circle_km(place, np.array([weather.lat_deg]), np.array([weather.lon_deg]))[0]
    args: dict[str, object] = {"station": weather.name, "km": round(float(away))}
    found = []
    if away > NEAR_KM:
        found.append(Finding("weather_far", Severity.DOUBTS, args=args))
    if weather.synthetic:
        found.append(Finding("weather_synthetic", Severity.DOUBTS, args=args))
    return tuple(found)


def _own(weather: Weather, place: tuple[float, float]) -> tuple[Climate, tuple[Finding, ...]]:
    """The user's weather as a climate."""
    from retrofit.physics.solar import station_of

    station = replace(station_of(weather), key=OWN_WEATHER, name=weather.name)
    return Climate(OWN_WEATHER, station=station, weather=weather), weather_findings(weather, place)


def great_circle_km(place: tuple[float, float], lat_deg: FloatArray, lon_deg: FloatArray) -> FloatArray:
    """Great-circle distance by the haversine formula [km]."""
    lat, lon = np.radians(place)
    other_lat, other_lon = np.radians(lat_deg), np.radians(lon_deg)
    half = np.sin((other_lat - lat) / 2) ** 2
    half = half + np.cos(lat) * np.cos(other_lat) * np.sin((other_lon - lon) / 2) ** 2
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(half, 1.0))))


def _distances(place: tuple[float, float], points: Sequence[Station | Season]) -> FloatArray:
    lat = np.array([point.lat_deg for point in points], dtype=np.float64)
    lon = np.array([point.lon_deg for point in points], dtype=np.float64)
    return great_circle_km(place, lat, lon)


def _named(pack: CountryPack, assumptions: Assumptions, place: tuple[float, float]) -> Climate:
    key = assumptions.station
    stations = [Climate(key, station=station) for station in pack.stations if station.key == key]
    seasons = [_seasonal(pack, season, place) for season in pack.seasons if season.region == key]
    found = seasons + stations if assumptions.method is Method.SEASONAL else stations + seasons
    if found:
        return found[0]
    known = dict.fromkeys([*(s.key for s in pack.stations), *(s.region for s in pack.seasons)])
    raise PackError("pack_no_station", pack=pack.name, station=key, known=", ".join(known))


def _regional(pack: CountryPack, place: tuple[float, float]) -> Climate:
    if not pack.seasons:
        raise PackError("pack_no_climate", pack=pack.name)
    distance = _distances(place, pack.seasons)
    known = np.isfinite(distance)
    nearest = int(np.nanargmin(distance)) if known.any() else 0
    return _seasonal(pack, pack.seasons[nearest], place)


def _seasonal(pack: CountryPack, season: Season, place: tuple[float, float]) -> Climate:
    """A season, with the nearest station for what needs the sun of all months."""
    distance = _distances(place, pack.stations)
    if not len(distance):
        return Climate(season.region, season=season)
    nearest = int(distance.argmin())
    return Climate(season.region, season=season, sun=pack.stations[nearest], sun_km=float(distance[nearest]))


def _far(pack: CountryPack, climate: Climate, distance: FloatArray) -> Finding:
    assert climate.season is not None
    region = climate.season.name or climate.season.region
    if not len(distance):
        return Finding("climate_no_station", Severity.DOUBTS, args={"pack": pack.name, "region": region})
    nearest = int(distance.argmin())
    return Finding(
        "climate_far",
        Severity.DOUBTS,
        args={
            "station": pack.stations[nearest].name,
            "km": round(float(distance[nearest])),
            "region": region,
        },
    )


def _indicative(station: Station) -> tuple[Finding, ...]:
    if station.status is Status.VERIFIED:
        return ()
    return (Finding("climate_indicative", Severity.NOTES, args={"station": station.name}),)
