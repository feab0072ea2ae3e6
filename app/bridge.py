"""The one place where a GeoDataFrame becomes a `Stock` and a result becomes columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from app.packs import load_pack
from app.project import Project
from app.text import untaken
from app.text.labels import FIELD_NAMES, word
from gis.account import Remark
from gis.adjacency import SharedWalls
from gis.measured_roofs import AREAS as ROOF_AREAS
from retrofit.evidence.certificate import energy_classes
from retrofit.findings import Finding, Severity
from retrofit.results import Baseline
from retrofit.stock import codes, fields
from retrofit.stock.fields import Field, Kind, Level
from retrofit.stock.provenance import Provenance
from retrofit.stock.stock import CodeArray, FloatArray, IntArray, PartyWalls, Stock

Column = NDArray[np.generic]

CODE_LISTS: Final[Mapping[str, tuple[str, ...]]] = {
    "current_use": codes.USES,
    "condition_of_construction": codes.CONDITIONS,
    "size_class": codes.SIZE_CLASSES,
    "heating": codes.HEATINGS,
    "heritage": codes.PROTECTIONS,
}
"""Stock columns that hold positions in a closed list, and the list."""

NUMBERS: Final = (
    "number_of_floors_above_ground",
    "height_above_ground_m",
    "floor_area_gross_m2",
    "official_area_m2",
    "number_of_dwellings",
    "year_of_construction",
)
"""Stock columns that hold a number as the source gave it."""

RENEWALS: Final = tuple(f"renewal_{element}" for element in codes.ELEMENTS)
"""Columns with the year in which an element was renewed."""

MORE: Final = ("nonresidential_share", "boundary_length_m")
"""Further columns of numbers."""

OF_ASSOCIATIONS: Final = {"association_name": "name", "association_kind": "kind"}
"""Columns that tell what an association is, and where they stand in their frame."""

OF_OUR_FIELDS: Final = ("delivery_value_changed", "column_by_values", "unit_guessed")
"""Remarks that speak of a field of the plan; all others name a column of the source as it is written there."""

ROOF_NUMBERS: Final = ("eaves_height_m", "ridge_height_m", "roof_slope_deg", "roof_azimuth_deg", *ROOF_AREAS)
"""Columns of what was measured of roofs, NaN unknown; plans of which no roof is known lack them [m, m, °, °, m²]."""
ROOF_WORDS: Final = ("roof_form",)
"""Columns of what kind of roof it seems to be, "" unknown; lacking as above."""

PROVENANCE_WORDS: Final = tuple(code.name.lower() for code in Provenance)


def stock_of(
    buildings: gpd.GeoDataFrame, block_of: IntArray, walls: SharedWalls, wall_length_m: FloatArray
) -> Stock:
    """Make the engine's stock from validated footprints.

    Parameters
    ----------
    buildings : GeoDataFrame
        As `gis.footprints.load_district` returns them, in a metric CRS.
    block_of : ndarray, shape (B,)
        Row of each building's block.
    walls : SharedWalls
        Party walls as index arrays.
    wall_length_m : ndarray, shape (B, 4)
        Outline length facing N, E, S, W [m].
    """
    numbers = {name: buildings[name].to_numpy(dtype=np.float64, copy=True) for name in NUMBERS}
    codes_of = coded(buildings)
    provenance = {
        name: _codes(buildings[f"provenance_{name}"], PROVENANCE_WORDS, missing=Provenance.ASSUMED)
        for name in fields.PROVENANCE_OF
    }
    return Stock(
        building_id=buildings.index.to_numpy().astype(str),
        block_of=np.array(block_of, dtype=np.int32),
        parcel_of=buildings["parcel_row"].to_numpy(dtype=np.int32, copy=True),
        footprint_area_m2=buildings.geometry.area.to_numpy().copy(),
        perimeter_m=wall_length_m.sum(axis=1),
        wall_length_m=np.array(wall_length_m, dtype=np.float64),
        party=PartyWalls(walls.first, walls.second, walls.length_m, walls.orientation),
        provenance=provenance,
        **numbers,
        current_use=codes_of["current_use"],
        condition_of_construction=codes_of["condition_of_construction"],
        size_class=codes_of["size_class"],
        heating=codes_of["heating"],
        heritage=codes_of["heritage"],
        nonresidential_share=buildings["nonresidential_share"].to_numpy(dtype=np.float64, copy=True),
        boundary_length_m=buildings["boundary_length_m"].to_numpy(dtype=np.float64, copy=True),
        association_of=_association_rows(buildings),
        **_measured_roofs(buildings),
        renewal_year=np.column_stack([buildings[name].to_numpy(dtype=np.float64) for name in RENEWALS]),
    )


def _measured_roofs(buildings: gpd.GeoDataFrame) -> dict[str, FloatArray]:
    """Roofs of a city model; a plan of which no roof is known has no such columns."""
    if not set(ROOF_AREAS) <= set(buildings.columns):
        return {}
    found = buildings[list(ROOF_AREAS)].to_numpy(dtype=np.float64)
    return {
        "roof_area_m2": found[:, 0].copy(),
        "roof_facing_m2": found[:, 1:].copy(),
        "roof_slope_deg": buildings["roof_slope_deg"].to_numpy(dtype=np.float64, copy=True),
    }


def _association_rows(buildings: gpd.GeoDataFrame) -> IntArray:
    """Rows of the associations; a plan without any has no such column."""
    if "association_row" not in buildings:
        return np.full(len(buildings), -1, dtype=np.int32)
    return np.array(buildings["association_row"].to_numpy(), dtype=np.int32)


def coded(buildings: gpd.GeoDataFrame) -> dict[str, CodeArray]:
    """Positions in the closed lists, shape (B,) each; `codes.MISSING_CODE` where there is no word."""
    return {name: _codes(buildings[name], words) for name, words in CODE_LISTS.items()}


def columns(project: Project, level: Level) -> dict[str, Column]:
    """Every column of a level, in the order of the field table.

    Returns
    -------
    dict
        Field name to array; row order equals the frame of that level.
    """
    if project.baseline is None or project.assessment is None:
        return {}
    return {field.name: column(project, level, field.name) for field in fields.columns_of(level)}


def column(project: Project, level: Level, name: str) -> Column:
    """One column of a level of a reckoned project, without making the others."""
    assert project.assessment is not None
    results = {
        Level.BUILDING: project.assessment.buildings,
        Level.BLOCK: project.assessment.blocks,
        Level.PARCEL: project.assessment.parcels,
        Level.ASSOCIATION: project.assessment.associations,
        Level.DISTRICT: project.assessment.district,
    }[level]
    if name in results:
        return results[name]
    if level is Level.BUILDING:
        return building_input(project, name)
    if name in OF_ASSOCIATIONS:
        return np.asarray(project.associations[OF_ASSOCIATIONS[name]].to_numpy(), dtype=object)
    return _ids(frame_of(project, level))


def groups_of(project: Project, level: Level) -> IntArray:
    """Row of the block, parcel or association of each building, shape (B,); -1 for none."""
    stock = project.stock
    groups: dict[Level, IntArray] = {
        Level.BUILDING: np.arange(len(stock), dtype=np.int32),
        Level.BLOCK: stock.block_of,
        Level.PARCEL: stock.parcel_of,
        Level.ASSOCIATION: stock.association_of,
    }
    return groups[level]


@dataclass(frozen=True, slots=True)
class BuildingRow:
    """What is known and planned of one building beyond its numbers; "" for nothing."""

    system: str
    system_after: str
    protection: str
    renewed: str
    energy_class: str
    energy_class_after: str


def building_row(project: Project, row: int) -> BuildingRow:
    """Systems, protection, earlier works and class of one building."""
    solved = project.baseline
    assert solved is not None
    stock, tables = solved.typed.stock, solved.states.tables
    systems = tables.generator[int(solved.typed.kind_of[row])]
    heritage = int(stock.heritage[row])
    now, after = (_energy_class(project, solved, when) for when in ("", "_after"))
    return BuildingRow(
        system=str(systems[0]),
        system_after=str(systems[int(project.scenario.package_of[row])]),
        protection=codes.PROTECTIONS[heritage] if heritage > 0 else "",
        renewed=str(renewed_words(stock.renewal_year[row : row + 1])[0]),
        energy_class=str(now[row]),
        energy_class_after=str(after[row]),
    )


def building_inputs(project: Project) -> dict[str, Column]:
    """Identity, inputs as the engine used them, and where each came from; one row a building."""
    if project.baseline is None:
        return {}
    names = (*fields.IDENTITY, *fields.INPUTS, *fields.PROVENANCES)
    return {field.name: building_input(project, field.name) for field in names}


def building_input(project: Project, name: str) -> Column:
    """One column of identity, inputs or origins of the buildings, without making the others; shape (B,)."""
    assert project.baseline is not None
    typed, stock = project.baseline.typed, project.baseline.typed.stock
    origin = name.removeprefix("provenance_")
    if origin != name:
        return _words(stock.provenance[origin], PROVENANCE_WORDS)
    if name in CODE_LISTS:
        return _words(getattr(stock, name), CODE_LISTS[name])
    if name == "building_id":
        return _ids(project.buildings)
    if name == "block_id":
        return _ids(project.blocks)[stock.block_of]
    if name == "parcel_id":
        return np.asarray(np.append(_ids(project.parcels), "")[stock.parcel_of])
    if name == "association_id":
        return np.asarray(np.append(_ids(project.associations), "")[stock.association_of])
    if name == "association_name":
        names = project.associations["name"].to_numpy(dtype=object)
        return np.asarray(np.append(names, "")[stock.association_of], dtype=object)
    if name == "heated":
        return typed.heated.astype(np.float64)
    if name == "renewed":
        return renewed_words(stock.renewal_year)
    if hasattr(stock, name):
        return np.asarray(getattr(stock, name))
    return building_words(project, name)


def building_words(project: Project, name: str) -> NDArray[np.object_]:
    """One column of words of the buildings that are chosen or found, not read; shape (B,)."""
    solved = project.baseline
    assert solved is not None
    if name in CODE_LISTS:
        return _words(getattr(solved.typed.stock, name), CODE_LISTS[name])
    if name == "archetype":
        codes_of = np.append(load_pack(project.country).archetypes.code.astype(object), "")
        return np.asarray(codes_of[solved.typed.archetype_of], dtype=object)
    if name == "generator":
        return solved.typed.generator_of.astype(object)
    if name == "generator_after":
        return _generators_after(project, solved)
    if name == "package":
        keys = np.array([package.key for package in project.packages], dtype=object)
        return np.asarray(keys[project.scenario.package_of], dtype=object)
    return _energy_class(project, solved, "_after" if name == "energy_class_after" else "")


def renewed_words(renewal_year: FloatArray) -> NDArray[np.object_]:
    """Renewed elements with their years, as ``roof 1998, window 2010``; shape (B,)."""
    words = np.full(len(renewal_year), "", dtype=object)
    for row in np.flatnonzero(np.isfinite(renewal_year).any(axis=1)).tolist():
        known = zip(codes.ELEMENTS, renewal_year[row].tolist(), strict=True)
        words[row] = ", ".join(f"{element} {year:.0f}" for element, year in known if np.isfinite(year))
    return words


def _energy_class(project: Project, solved: Baseline, when: str) -> NDArray[np.object_]:
    """Class of every building today, or "_after"; empty texts where the country has no limits."""
    pack, found = load_pack(project.country), project.assessment
    if not pack.energy_classes or found is None:
        return np.full(len(project.buildings), "", dtype=object)
    names = ("q_h_nd", "e_del", "e_p_nren", "e_p_tot")
    energy = {name: found.buildings[f"{name}{when}_kwh"] for name in names}
    return energy_classes(pack, solved.typed, energy)


def _generators_after(project: Project, solved: Baseline) -> NDArray[np.object_]:
    names = solved.states.tables.generator.astype(object)
    chosen = project.scenario.package_of.astype(np.intp)
    return np.asarray(names[solved.typed.kind_of, chosen], dtype=object)


def frame_of(project: Project, level: Level) -> gpd.GeoDataFrame:
    """The geometry frame whose rows a level describes."""
    frames = {
        Level.BUILDING: project.buildings,
        Level.BLOCK: project.blocks,
        Level.PARCEL: project.parcels,
        Level.ASSOCIATION: project.associations,
    }
    return frames[level]


def result_frame(project: Project, level: Level) -> gpd.GeoDataFrame:
    """Columns of a level with its geometry, ready to be written."""
    frame = frame_of(project, level)
    return gpd.GeoDataFrame(columns(project, level), geometry=frame.geometry.to_numpy(), crs=frame.crs)


def district_frame(project: Project) -> pd.DataFrame:
    """District totals as a table of field, value and unit."""
    totals = columns(project, Level.DISTRICT)
    rows = [
        (name, fields.FIELDS[name].label, float(value[0]), fields.FIELDS[name].unit)
        for name, value in totals.items()
    ]
    return pd.DataFrame(rows, columns=["field", "label", "value", "unit"])


def findings(project: Project) -> tuple[Finding, ...]:
    """What import and engine noticed, heaviest first."""
    noticed = [
        Finding(remark.code, Severity(remark.severity), remark.feature_ids, _details(project, remark))
        for remark in project.account.remarks
    ]
    if project.baseline is not None:
        noticed += project.baseline.findings
    if project.assessment is not None:
        noticed += project.assessment.findings
    order = list(Severity)
    return tuple(sorted(noticed, key=lambda finding: order.index(finding.severity)))


def _details(project: Project, remark: Remark) -> dict[str, object]:
    """Details of a remark; where values were not taken, with the values that are used instead."""
    details, read = dict(remark.args), remark.args.get("read")
    if remark.code in OF_OUR_FIELDS and str(details.get("field")) in FIELD_NAMES:
        details["field"] = word(str(details["field"]), FIELD_NAMES)
    if not isinstance(read, Sequence):
        return details
    ids, column = remark.feature_ids[: untaken.SHOWN], str(details.get("column", ""))
    used: list[str] = []
    if project.baseline is not None and column:
        stock = project.baseline.typed.stock
        rows = project.buildings.index.get_indexer(pd.Index(ids, dtype=object))
        values = _values_used(stock, column)
        used = [untaken.instead(column, float(values[row])) if row >= 0 else "" for row in rows]
    return details | {"cases": untaken.cases(ids, [str(one) for one in read], used, len(remark.feature_ids))}


def _values_used(stock: Stock, column: str) -> FloatArray:
    """Values of a column of the sources as the engine takes them, shape (B,)."""
    if column in RENEWALS:
        return np.asarray(stock.renewal_year[:, RENEWALS.index(column)])
    # an official area that is not taken leaves the floor area to floors and footprint
    name = "floor_area_gross_m2" if column == "official_area_m2" else column
    return np.asarray(getattr(stock, name), dtype=np.float64)


def numeric_fields(level: Level) -> tuple[Field, ...]:
    """Fields of a level that hold numbers."""
    return tuple(f for f in fields.columns_of(level) if f.kind not in (Kind.ID, Kind.TEXT))


def _ids(frame: gpd.GeoDataFrame) -> NDArray[np.object_]:
    return np.asarray(frame.index.to_numpy(), dtype=object)


def _codes(words: pd.Series, known: Sequence[str], missing: int = codes.MISSING_CODE) -> CodeArray:
    position = {word: place for place, word in enumerate(known)}
    rows, found = pd.factorize(words)  # few words in many rows; -1 for what is missing
    table = np.array([*(position.get(word, missing) for word in found), missing], dtype=np.int8)
    return table[rows]


def _words(positions: CodeArray, known: Sequence[str]) -> NDArray[np.object_]:
    return np.array([*known, ""], dtype=object)[positions]
