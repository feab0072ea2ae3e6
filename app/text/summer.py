"""Words for summer heat: measures, figures, and how they are reckoned."""

from collections.abc import Mapping
from typing import Final

from app.text.translate import _, mark

CASE_WORDS: Final[Mapping[str, str]] = {
    "today": mark("As it is today"),
    "shading": mark("Outside blinds"),
    "airing": mark("Windows open at night"),
    "insulation": mark("Planned renovation"),
    "all_of_them": mark("All of these together"),
}

FIGURES: Final[Mapping[str, str]] = {
    "q_c_nd_kwh_m2": mark("Energy need for cooling"),
    "electricity_kwh_m2": mark("Electricity for cooling, indicative"),
    "electricity_kwh": mark("Electricity of the district, indicative"),
}

NOTES: Final[Mapping[str, str]] = {
    "weather": mark("Weather: {weather}."),
    "weather_of": mark("Weather: {weather} ({source})."),
    "hours": mark(
        "Hours above {limit} °C inside in a year, in buildings without cooling, by the hourly method. As it is "
        "today, no blinds are closed and windows stay shut but for the air change of standard use: who opens "
        "them has fewer such hours."
    ),
    "measures": mark(
        "Blinds are closed on warm days where the sun is stronger than {sun} W/m² and let {through} % of it "
        "through; windows are open wide from {start} to {end} o'clock while it is cooler outside, with {airing} "
        "air changes an hour. These are assumptions."
    ),
    "cooling": mark(
        "Cooling is what it would take to keep all heated rooms at {limit} °C. Its electricity assumes a seasonal "
        "efficiency of {efficiency}, the least that Regulation (EU) 206/2012 asks of new room units below 6 kW: "
        "indicative, and not part of the plan's energy."
    ),
    "package": mark("The renovation is {package} in every building, instead of what the plan gives it."),
}


def case_word(case: str) -> str:
    """Say what a measure against heat is."""
    return _(CASE_WORDS[case])


def figure_word(name: str) -> str:
    """Say what a figure of cooling is."""
    return _(FIGURES[name])


def note(name: str, **values: object) -> str:
    """A note on how summer is reckoned."""
    return _(NOTES[name]).format(**values)
