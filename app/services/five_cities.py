"""One invented building in each of five cities: why its figures are what they are, and what is published."""

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import geopandas as gpd
import shapely

from app.packs import load_pack
from app.packs.table import read_table
from app.paths import resources
from app.project import Project
from app.services.explaining import explain_result, lines
from app.services.intake import ImportRequest, import_district
from app.services.pack_check import EXPECTED_COLUMNS, needs
from app.services.plausibility import compare_with_statistics
from app.text import cities as words
from app.text.messages import finding_sentence
from app.text.numbers import format_number
from gis.footprints import DistrictFiles
from retrofit.plan.scenario import Assumptions
from retrofit.progress import Progress, part_of, silent
from retrofit.stock.codes import VARIANTS

PAGE: Final = "five-cities.md"
EXPLAINED: Final = "e_del_kwh_m2"
BUILDING: Final = "1"


@dataclass(frozen=True, slots=True)
class City:
    """A city and the building that stands for it.

    The buildings are invented. Class and period are those in which much of the city's
    housing was built: an assumption; sizes are plausible ones.
    """

    name: str
    country: str
    station: str
    lat_deg: float
    lon_deg: float
    crs: str
    size_class: str
    year: int
    floors: int
    height_m: float
    length_m: float
    width_m: float
    dwellings: int


CITIES: Final = (
    City("Vitoria-Gasteiz", "ES", "vitoria", 42.85, -2.67, "EPSG:25830", "AB", 1970, 6, 18.5, 22.0, 14.0, 24),
    City("Tartu", "EE", "tartu", 58.38, 26.72, "EPSG:3301", "AB", 1975, 5, 14.5, 60.0, 12.0, 60),
    City("Sønderborg", "DK", "sonderborg", 54.91, 9.79, "EPSG:25832", "SFH", 1967, 1, 4.5, 14.0, 10.0, 1),
    City("Lecce", "IT", "lecce", 40.35, 18.17, "EPSG:25834", "MFH", 1968, 3, 10.0, 18.0, 12.0, 6),
    City("Asenovgrad", "BG", "asenovgrad", 42.01, 24.87, "EPSG:25835", "AB", 1978, 6, 17.5, 40.0, 12.0, 36),
)


class Titles:
    """Titles of sources, numbered as they come up."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, title: str) -> str:
        """Return the number that stands for a title, in brackets."""
        return f"[{self._numbers.setdefault(title, len(self._numbers) + 1)}]" if title else ""

    def listed(self) -> Iterator[str]:
        """Every title with its number."""
        return (f"{number}. {title}" for title, number in self._numbers.items())


def city_project(city: City, progress: Progress = silent) -> Project:
    """Plan the building of a city with the city's own climate station.

    Raises
    ------
    retrofit.errors.PackError
        If the country's pack is not as it must be.
    """
    with tempfile.TemporaryDirectory(prefix="kvarter-") as folder:
        path = Path(folder) / f"{city.station}.gpkg"
        _footprint(city).to_file(path, layer="buildings", driver="GPKG")
        request = ImportRequest(
            DistrictFiles.by_role(buildings=(path, "buildings")),
            city.country,
            city.name,
            Assumptions(station=city.station),
            synthetic=True,
        )
        return import_district(request, progress).project


def five_cities(folder: Path, progress: Progress = silent) -> Path:
    """Write the page of the five cities and return its path; the folder is made when absent."""
    parts, titles = [words.say("title"), words.say("intro")], Titles()
    for place, city in enumerate(CITIES):
        start = place / len(CITIES)
        project = city_project(city, part_of(progress, start, start + 1 / len(CITIES)))
        parts.append("\n".join(_section(city, project, titles)))
    parts += [f"## {words.say('sources')}", "\n".join(titles.listed())]
    folder.mkdir(parents=True, exist_ok=True)
    return _written(folder / PAGE, "\n\n".join(parts) + "\n")


def _footprint(city: City) -> gpd.GeoDataFrame:
    middle = gpd.GeoSeries([shapely.Point(city.lon_deg, city.lat_deg)], crs="EPSG:4326").to_crs(city.crs)[0]
    shape = shapely.box(middle.x, middle.y, middle.x + city.length_m, middle.y + city.width_m)
    several = city.dwellings > 1
    return gpd.GeoDataFrame(
        {
            "building_id": [BUILDING],
            "year_of_construction": [city.year],
            "number_of_floors_above_ground": [city.floors],
            "height_above_ground_m": [city.height_m],
            "current_use": ["residential_collective" if several else "residential_individual"],
            "size_class": [city.size_class],
            "number_of_dwellings": [city.dwellings],
        },
        geometry=[shape],
        crs=city.crs,
    )


def _section(city: City, project: Project, titles: Titles) -> Iterator[str]:
    yield f"## {city.name} ({load_pack(city.country).name})\n"
    yield words.building(city.size_class, city.year, city.floors, city.dwellings, city.station) + "\n"
    yield f"### {words.say('beside')}\n"
    yield from _beside(project, titles)
    yield f"\n### {words.say('why')}\n"
    building = str(project.buildings.index[0])
    for line in lines(explain_result(project, building, EXPLAINED, 0), project.country):
        yield f"{'  ' * line.depth}- {replace(line, source=titles.number(line.source)).in_words}"


def _beside(project: Project, titles: Titles) -> Iterator[str]:
    """Calculated and published figures as a table, then what is to be known of them."""
    yield words.say("head")
    yield "|---|---:|---:|---|---:|---|"
    yield from _archetype(project)
    found = compare_with_statistics(project)
    for row in found.rows:
        year = f", {row.year}" if row.year else ""
        cells = (
            row.label, format_number(row.calculated, 1), format_number(row.published, 1), row.unit,
            format_number(row.ratio, 2), f"{titles.number(row.source)}{year}: {row.remark}",
        )  # fmt: skip
        yield f"| {' | '.join(cells)} |"
    yield ""
    yield from (f"- {note}" for note in found.notes)
    yield from (f"- {finding_sentence(finding)}" for finding in found.findings)


def _archetype(project: Project) -> Iterator[str]:
    """Need of the building here, of its type in the season of its region, and as it is published."""
    assert project.baseline is not None
    pack, typed, states = load_pack(project.country), project.baseline.typed, project.baseline.states
    code = str(pack.archetypes.code[typed.archetype_of[0]])
    here = float(states.q_h_nd_kwh[0, 0] / typed.floor_area_ref_m2[0])
    yield f"| {words.say('here')} | {format_number(here, 1)} | – | kWh/(m²a) | – | {words.say('own_climate')} |"
    if not pack.archetypes.floor_area_ref_m2[typed.archetype_of[0]] > 0:
        yield f"| {code} | – | – | kWh/(m²a) | – | {words.say('no_example')} |"
        return
    season = pack.seasons[0]
    found = float(needs(pack, 0, season)[typed.archetype_of[0]])
    published = _published(project.country, code, season.region)
    ratio = format_number(found / published, 3) if published else "–"
    told = words.say("tabula") if published else words.say("no_published")
    figure = format_number(published, 1) if published else "–"
    name = words.example(code, season.name or season.region)
    yield f"| {name} | {format_number(found, 1)} | {figure} | kWh/(m²a) | {ratio} | {told} |"


def _published(country: str, code: str, region: str) -> float:
    """Published need of a type as it is today [kWh/(m²a)]; 0 where none is known."""
    path = resources() / "packs" / country.lower() / "expected.csv"
    for row in read_table(path, EXPECTED_COLUMNS) if path.is_file() else ():
        if (row.text("code"), row.text("variant"), row.text("region")) == (code, VARIANTS[0], region):
            return row.number("q_h_nd_kwh_m2", 0.0)
    return 0.0


def _written(path: Path, text: str) -> Path:
    """Write a page whole or not at all."""
    draft = path.with_name(f".{path.name}.part")
    with draft.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    return path
