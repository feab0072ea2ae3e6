"""Registers are joined to buildings, again and again."""

import json

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import Point, box
from typer.testing import CliRunner

from app import bridge
from app.cli.commands import app
from app.errors import UserError
from app.project import Join
from app.services.calibration import By, MeterRequest, compare_with_meters
from app.services.editing import set_values
from app.services.files import open_project, save_project
from app.services.intake import ImportRequest, import_district
from app.services.joining import JoinRequest, join_table, preview_join
from gis.delivery import FieldChoice
from gis.district import detect_files

STREETS = ["Calle Mayor", "Avenida de la Constitución", "Plaza de España", "Calle Dato"]
ADDRESSES = [f"{STREETS[i % 4]} {1 + i // 4}" for i in range(10)]


@pytest.fixture
def project(tmp_path):
    shapes = [box(525_000 + 20 * i, 4_743_000, 525_012 + 20 * i, 4_743_010) for i in range(10)]
    frame = gpd.GeoDataFrame(
        {"id": [f"B{i}" for i in range(10)], "address": ADDRESSES}, geometry=shapes, crs=25830
    )
    frame.to_file(tmp_path / "buildings.gpkg")
    return import_district(ImportRequest(detect_files(tmp_path / "buildings.gpkg"))).project


def register(path, rows, **columns):
    """A register in which eight of ten addresses are those of buildings, in another spelling."""
    said = [
        ADDRESSES[i].upper().replace("CALLE", "C/").replace("AVENIDA DE LA", "AVDA") + ", 1º B"
        for i in range(rows)
    ]
    said += [f"Calle Nowhere {i}" for i in range(10 - rows)]
    pd.DataFrame({"Dirección": said, **columns}).to_csv(path, index=False, sep=";")
    return path


def told(project):
    return {finding.code: finding for finding in bridge.findings(project)}


def test_values_arrive_with_their_origin_and_the_rest_is_listed(project, tmp_path):
    path = register(tmp_path / "epc.csv", 8, año=range(1950, 1960), calefacción=["gas"] * 10)
    after = join_table(project, JoinRequest(path)).project
    assert after.stock.year_of_construction[:8].tolist() == list(range(1950, 1958))
    assert after.buildings["provenance_year_of_construction"].tolist()[:8] == ["joined"] * 8
    assert after.buildings["heating"].tolist()[0] == "gas_boiler"
    found = told(after)
    assert found["register_joined"].args["share"] == "80%"
    assert found["register_unmatched"].args["count"] == 2
    assert after.joins[0].source == "epc.csv"


def test_a_correction_by_hand_outlives_the_register_and_a_value_of_the_files_stays_unless_asked(
    project, tmp_path
):
    import numpy as np

    path = register(tmp_path / "epc.csv", 10, year=[1970] * 10)
    edited = set_values(project, np.array([0], dtype=np.int32), {"year_of_construction": "1931"}).project
    after = join_table(edited, JoinRequest(path, Join(mode="replace"))).project
    assert after.stock.year_of_construction.tolist() == [1931] + [1970] * 9
    newer = register(tmp_path / "epc.csv", 10, year=[1980] * 10)
    kept = join_table(after, JoinRequest(newer)).project
    assert kept.stock.year_of_construction.tolist() == [1931] + [1970] * 9
    again = join_table(after, JoinRequest(newer, after.joins[0])).project
    assert again.stock.year_of_construction.tolist() == [1931] + [1980] * 9
    assert len(again.joins) == 1


def test_flats_of_one_building_add_up_and_differ_by_the_middle(project, tmp_path):
    path = tmp_path / "flats.csv"
    rows = [f"{ADDRESSES[0]}, {flat}º A" for flat in range(3)]
    pd.DataFrame({"address": rows, "dwellings": [1, 1, 2], "year": [1960, 1962, 1970]}).to_csv(
        path, index=False
    )
    after = join_table(project, JoinRequest(path)).project
    assert (after.stock.number_of_dwellings[0], after.stock.year_of_construction[0]) == (4, 1962)


def test_an_unclear_row_is_decided_once_and_stays_so(project, tmp_path):
    path = tmp_path / "r.csv"
    pd.DataFrame({"address": [f"{ADDRESSES[0]} B"], "year": [1955]}).to_csv(path, index=False)
    preview = preview_join(project, JoinRequest(path))
    assert preview.count("ambiguous") == 1
    join = Join(choices=((str(preview.names[0]), "B0"),))
    after = join_table(project, JoinRequest(path, join)).project
    assert after.stock.year_of_construction[0] == 1955
    save_project(after, tmp_path / "plan.gpkg")
    opened = open_project(tmp_path / "plan.gpkg").project
    assert opened.joins == after.joins
    assert opened.buildings["address"].tolist() == ADDRESSES
    again = join_table(opened, JoinRequest(path, opened.joins[0])).project
    assert again.stock.year_of_construction[0] == 1955


def test_points_of_a_building_register_fill_footprints_without_attributes(project, tmp_path):
    points = [Point(525_006 + 20 * i, 4_743_005) for i in range(3)]
    frame = gpd.GeoDataFrame(
        {"byg026Opførelsesår": [1901, 1902, 1903], "byg021BygningensAnvendelse": ["120", "910", "140"]},
        geometry=points,
        crs=25830,
    )
    frame.to_file(tmp_path / "bbr.gpkg")
    after = join_table(project, JoinRequest(tmp_path / "bbr.gpkg")).project
    assert after.stock.year_of_construction[:3].tolist() == [1901, 1902, 1903]
    assert after.buildings["current_use"].tolist()[:3] == [
        "residential_individual",
        "ancillary",
        "residential_collective",
    ]
    assert not after.baseline.typed.heated[1], "a garage is not heated"


def test_meters_are_found_by_address_too(project, tmp_path):
    path = tmp_path / "meters.csv"
    said = [each.upper().replace("CALLE", "C/") for each in ADDRESSES[:8]] + [
        "Calle Nowhere 1",
        "Calle Nowhere 2",
    ]
    pd.DataFrame({"address": said, "kwh": [30_000] * 10, "year": [2022] * 10}).to_csv(path, index=False)
    found = compare_with_meters(project, MeterRequest(path, By.DISTRICT, ""))
    assert found.joined.rows == 10
    assert found.joined.match_rate == pytest.approx(0.8)


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"colour": ["red"], "year": [1950]}, "register_no_key"),
        ({"id": ["B0"], "colour": ["red"]}, "register_nothing"),
        ({"id": ["nobody"], "year": [1950]}, "register_nowhere"),
    ],
)
def test_what_cannot_be_joined_is_said(project, tmp_path, columns, code):
    pd.DataFrame(columns).to_csv(tmp_path / "r.csv", index=False)
    with pytest.raises(UserError) as caught:
        join_table(project, JoinRequest(tmp_path / "r.csv"))
    assert caught.value.code == code


def test_the_command_tells_the_rate_and_writes_what_was_not_found(project, tmp_path):
    save_project(project, tmp_path / "plan.gpkg")
    path = register(tmp_path / "epc.csv", 8, BAUJAHR=range(1950, 1960))
    words = ["join", tmp_path / "plan.gpkg", path, "--out", tmp_path / "new.gpkg", "--by", "address"]
    words += ["--key", "address=Dirección", "--column", "year_of_construction=BAUJAHR"]
    words += ["--unmatched", tmp_path / "left.csv", "--json"]
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert done.exit_code == 0, done.output
    answer = json.loads(done.stdout)
    assert answer["match_rate"] == 0.8
    assert answer["by_rule"] == {"address": 8}
    assert len(pd.read_csv(tmp_path / "left.csv")) == 2
    assert open_project(tmp_path / "new.gpkg").project.stock.year_of_construction[0] == 1950


def test_own_codes_of_a_register_are_mapped(project, tmp_path):
    pd.DataFrame({"id": ["B0", "B1"], "typ": ["W", "G"]}).to_csv(tmp_path / "r.csv", index=False)
    take = {"current_use": FieldChoice("typ", values=(("W", "residential"), ("G", "office")))}
    after = join_table(project, JoinRequest(tmp_path / "r.csv", Join(take=take))).project
    assert after.buildings["current_use"].tolist()[:2] == ["residential", "office"]
