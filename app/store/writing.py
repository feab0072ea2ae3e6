"""A project becomes layers and tables."""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields

import geopandas as gpd
import numpy as np
import pandas as pd

from app import bridge
from app.identity import version
from app.packs import load_pack
from app.project import Project
from app.store import layout
from app.store.delivery_text import delivery_text
from app.store.own_packages import to_table
from retrofit.physics.solar import Weather
from retrofit.plan.package import STANDARD
from retrofit.plan.scenario import Scenario
from retrofit.stock.codes import ORIENTATIONS
from retrofit.stock.fields import PROVENANCE_OF, Level, columns_of

WEATHER_COLUMNS = ("theta_e_c", "ghi_w_m2", "dni_w_m2", "dhi_w_m2")
WALL_COLUMNS = tuple(f"wall_{name.lower()}_m" for name in ORIENTATIONS[:4])


def layers_of(project: Project) -> dict[str, gpd.GeoDataFrame]:
    """Feature layers: results under their field names, inputs as read under ``in_``."""
    buildings = bridge.result_frame(project, Level.BUILDING).join(_inputs(project))
    found = {
        layout.BLOCKS: bridge.result_frame(project, Level.BLOCK).assign(
            method=project.blocks["method"].to_numpy()
        ),
        layout.BUILDINGS: buildings,
        layout.PARCELS: bridge.result_frame(project, Level.PARCEL),
        layout.ASSOCIATIONS: bridge.result_frame(project, Level.ASSOCIATION),
        layout.STREETS: project.streets,
        layout.FATES: project.account.fates,
    }
    return {name: frame for name, frame in found.items() if len(frame)}


def tables_of(project: Project) -> dict[str, pd.DataFrame]:
    """Attribute tables: what a project is besides its shapes."""
    walls = project.stock.party
    remarks = [
        (remark.code, remark.severity, json.dumps(remark.feature_ids), json.dumps(remark.args, default=str))
        for remark in project.account.remarks
    ]
    weather = {} if project.weather is None else {layout.WEATHER: weather_table(project.weather)}
    return {
        **weather,
        layout.META: pd.DataFrame(list(_meta(project).items()), columns=["key", "value"]),
        layout.SOURCE: pd.DataFrame([asdict(source) for source in project.sources]),
        layout.SCENARIO: _choices(project, {"package": project.scenario}),
        **_shelf(project),
        layout.REMARK: pd.DataFrame(remarks, columns=["code", "severity", "feature_ids", "args"]),
        layout.PARTY_WALL: pd.DataFrame(
            {
                "first": walls.first,
                "second": walls.second,
                "length_m": walls.length_m,
                "orientation": walls.orientation.astype(np.int32),
            }
        ),
        layout.FIELD: field_table(),
        **_shares(project),
        **({} if not project.log else {layout.LOG: pd.DataFrame([asdict(entry) for entry in project.log])}),
    }


def _choices(project: Project, scenarios: Mapping[str, Scenario]) -> pd.DataFrame:
    """Package of every building, a column a scenario."""
    words = np.array([one.key for one in project.packages], dtype=object)
    columns = {name: words[one.package_of] for name, one in scenarios.items()}
    return pd.DataFrame({"building_id": project.buildings.index.to_numpy(), **columns})


def _shelf(project: Project) -> dict[str, pd.DataFrame]:
    """Scenarios beside the one in use; no table where there are none."""
    if not project.shelf:
        return {}
    return {layout.SHELF: _choices(project, {f"scenario_{one.number}": one for one in project.shelf})}


def _shares(project: Project) -> dict[str, pd.DataFrame]:
    """Pieces of buildings on parcels, by rows and for people by ids; no table where there are none."""
    shares = project.shares
    if not len(shares):
        return {}
    columns = {
        "building_id": project.buildings.index.to_numpy()[shares.building],
        "parcel_id": project.parcels.index.to_numpy()[shares.parcel],
        "building_row": shares.building,
        "parcel_row": shares.parcel,
        "area_m2": shares.area_m2,
        "of_building": shares.of_building,
        "of_parcel": shares.of_parcel,
    }
    return {layout.SHARE: pd.DataFrame(columns)}


def weather_table(weather: Weather) -> pd.DataFrame:
    """Hours of the user's weather; what else is known of it stands in the meta table."""
    return pd.DataFrame({name: getattr(weather, name) for name in WEATHER_COLUMNS})


def field_table() -> pd.DataFrame:
    """The dictionary of columns: name, label, unit, meaning."""
    rows = [
        (level.value, field.name, field.dbf, field.label, field.unit, field.doc)
        for level in (Level.BUILDING, Level.BLOCK, Level.PARCEL, Level.ASSOCIATION)
        for field in columns_of(level)
    ]
    return pd.DataFrame(rows, columns=["layer", "name", "dbf", "label", "unit", "meaning"])


def _inputs(project: Project) -> pd.DataFrame:
    read = project.buildings
    names = [
        *bridge.NUMBERS,
        *bridge.RENEWALS,
        *bridge.MORE,
        *bridge.CODE_LISTS,
        *(f"provenance_{name}" for name in PROVENANCE_OF),
    ]
    columns = {f"{layout.INPUT_PREFIX}{name}": read[name].to_numpy() for name in names}
    columns[f"{layout.INPUT_PREFIX}national_cadastral_reference"] = read[
        "national_cadastral_reference"
    ].to_numpy()
    for name in (*bridge.ROOF_NUMBERS, *bridge.ROOF_WORDS):
        if name in read:
            columns[f"{layout.INPUT_PREFIX}{name}"] = read[name].to_numpy()
    for name in ("edited", "address"):
        columns[f"{layout.INPUT_PREFIX}{name}"] = read[name].to_numpy()
    columns[f"{layout.INPUT_PREFIX}parcel_row"] = read["parcel_row"].to_numpy()
    columns[f"{layout.INPUT_PREFIX}association_row"] = project.stock.association_of
    columns[f"{layout.INPUT_PREFIX}block_row"] = project.stock.block_of
    for place, name in enumerate(WALL_COLUMNS):
        columns[f"{layout.INPUT_PREFIX}{name}"] = project.stock.wall_length_m[:, place]
    return pd.DataFrame(columns)


def _meta(project: Project) -> dict[str, str]:
    return {
        **project.extra,
        "format": str(layout.FORMAT),
        "program": version(),
        "name": project.name,
        "country": project.country,
        "pack_version": load_pack(project.country).version,
        "latitude": repr(project.place[0]),
        "longitude": repr(project.place[1]),
        "scenario": project.scenario.name,
        "scenarios": json.dumps(
            [
                {"number": one.number, "name": one.name, "note": one.note}
                for one in (project.scenario, *project.shelf)
            ]
        ),
        "assumptions": json.dumps(asdict(project.assumptions)),
        "synthetic": str(int(project.synthetic)),
        **({} if project.weather is None else {"weather": _weather_head(project.weather)}),
        "bookmarks": json.dumps([asdict(bookmark) for bookmark in project.bookmarks]),
        "selections": json.dumps([asdict(kept) for kept in project.selections]),
        "notes": json.dumps([asdict(note) for note in project.notes]),
        "privacy": json.dumps(asdict(project.privacy)),
        "rules": json.dumps([asdict(rule) for rule in project.rules]),
        **({} if project.files is None else {"files": delivery_text(project.files)}),
        "joins": json.dumps([asdict(each) for each in project.joins]),
        "packages": json.dumps([to_table(package) for package in project.packages[len(STANDARD) :]]),
    }


def _weather_head(weather: Weather) -> str:
    head = {
        column.name: getattr(weather, column.name)
        for column in fields(weather)
        if column.name not in WEATHER_COLUMNS
    }
    return json.dumps(head)
