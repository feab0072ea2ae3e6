"""What the dialog of assumptions says: climates to choose from, figures with their source."""

from dataclasses import dataclass, replace

import numpy as np

from app.packs import country_name, pack_for
from app.text.numbers import format_number
from app.text.translate import _
from retrofit.physics.climate import NEAR_KM, OWN_WEATHER, choose_climate, great_circle_km
from retrofit.plan.scenario import Assumptions, Method
from retrofit.stock import codes
from retrofit.stock.pack import Cited, CountryPack, Season, Station, Status

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Option:
    """One climate to choose: its key in the pack, what is shown and where it is from."""

    key: str
    text: str
    source: str


def climates(pack: CountryPack, method: Method, place: Place, weather: str = "") -> tuple[Option, ...]:
    """Climates that a method can use, the nearest first, after the automatic choice.

    ``weather`` names the user's own hours, if there are any.
    """
    own = Option(OWN_WEATHER, _("Your weather file: {name}").format(name=weather), weather)
    if method is Method.HOURLY:
        return (own,)
    if weather and method is Method.MONTHLY:
        return (*climates(pack, method, place), own)
    points = pack.stations if method is Method.MONTHLY else pack.seasons
    lat, lon = (np.array([getattr(p, name) for p in points]) for name in ("lat_deg", "lon_deg"))
    away = great_circle_km(place, lat, lon) if len(points) else np.empty(0)
    order = np.argsort(away, kind="stable")  # NaN, a national mean, comes last
    return (_automatic(pack, method, place), *(_option(pack, points[i], float(away[i])) for i in order))


def is_station(pack: CountryPack, key: str) -> bool:
    """Whether a key names a station with monthly climate."""
    return any(station.key == key for station in pack.stations)


def cited(figure: Cited, decimals: int = 2) -> str:
    """Say a figure with its unit, year and how sure it is."""
    unit = "" if figure.unit == "-" else figure.unit
    year = str(figure.year) if figure.year else ""
    parts = (format_number(figure.value, decimals, unit), year, _status(figure.status))
    return ", ".join(part for part in parts if part)


def source(pack: CountryPack, key: str) -> str:
    """Title and address of a source of the pack."""
    found = pack.sources[key]
    return f"{found.title}\n{found.url}" if found.url else found.title


def pack_note(code: str, place: Place) -> str:
    """Say when a pack only stands in for the country of the place; "" when it is its own."""
    home = pack_for(*place)
    if not home.country:
        return _("The place lies outside every country we know: this pack stands in.")
    if home.country == code.partition(".")[0]:
        return ""
    words = {"country": country_name(home.country), "pack": country_name(code)}
    if home.substitute:
        return _("There is no pack for {country}: that of {pack} stands in.").format(**words)
    return _("The place lies in {country}: the pack of {pack} stands in for its own.").format(**words)


def prices(pack: CountryPack, *, with_vat: bool) -> str:
    """List the energy prices of a pack with their sources."""
    lines = []
    for position in sorted(pack.carriers):
        figures = pack.carriers[position]
        price = figures.price_eur_kwh if with_vat else figures.price_net_eur_kwh
        name = codes.CARRIERS[position].replace("_", " ").capitalize()
        lines.append(f"{name}: {cited(price, 4)}\n    {pack.sources[price.source].title}")
    return "\n".join(lines)


def _automatic(pack: CountryPack, method: Method, place: Place) -> Option:
    found, _findings = choose_climate(pack, Assumptions(method), place)
    point = found.station or found.season
    assert point is not None
    option = _option(pack, point, float("nan"))
    if method is Method.MONTHLY and found.station is None:
        text = _("Automatic: no station within {km} km, so the season of {name}")
        return replace(option, key="", text=text.format(km=format_number(NEAR_KM), name=_name(point)))
    return replace(option, key="", text=_("Automatic, the nearest: {name}").format(name=_name(point)))


def _option(pack: CountryPack, point: Station | Season, away_km: float) -> Option:
    key = point.key if isinstance(point, Station) else point.region
    far = format_number(away_km, 0, "km") if np.isfinite(away_km) else ""
    text = ", ".join(part for part in (_name(point), far, _status(point.status)) if part)
    return Option(key, text, source(pack, point.source))


def _name(point: Station | Season) -> str:
    return point.name or (point.key if isinstance(point, Station) else point.region)


def _status(status: Status) -> str:
    return _("indicative") if status is Status.INDICATIVE else ""
