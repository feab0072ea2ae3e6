"""Words of the page of the five cities."""

from collections.abc import Mapping
from typing import Final

from app.text.labels import SIZE_CLASSES, word
from app.text.translate import _, mark

WORDS: Final[Mapping[str, str]] = {
    "title": mark("# Five cities: one building each, explained and compared"),
    "intro": mark(
        "This page is written by `kvarter-cli five-cities`. Each building is invented: its class and period are ones "
        "in which much of the city's housing was built (an assumption), its size is a plausible one. Everything else "
        "follows from the country's pack and the city's climate station, as for any plan. What is indicative was not "
        "read in its source or is derived; the notes say so. Numbers in brackets are those of the sources at the end."
    ),
    "beside": mark("Calculated beside published"),
    "why": mark("Why the delivered energy today is what it is"),
    "sources": mark("Sources"),
    "head": mark("| Figure | Calculated | Published | Unit | Ratio | Source and remark |"),
    "here": mark("Energy need for heating of the building"),
    "own_climate": mark("with the climate of the city"),
    "tabula": mark("TABULA / EPISCOPE, IWU Darmstadt, CC BY 4.0"),
    "no_example": mark("The type has no published example building."),
    "no_published": mark("no published need of this type in the pack"),
}


def say(name: str) -> str:
    """A sentence or a title of the page."""
    return _(WORDS[name])


def building(size_class: str, year: int, floors: int, dwellings: int, station: str) -> str:
    """What the building is."""
    return _(
        "{what}, built in {year}, floors: {floors}, dwellings: {dwellings}, climate station {station}."
    ).format(
        what=word(size_class, SIZE_CLASSES), year=year, floors=floors, dwellings=dwellings, station=station
    )


def example(code: str, region: str) -> str:
    """The published example building of a type."""
    return _("Energy need for heating of the example building {code}, season of {region}").format(
        code=code, region=region
    )
