"""Owners and associations on the command line."""

import json

import geopandas as gpd
from shapely.geometry import box
from typer.testing import CliRunner

from app.cli.commands import app
from app.services.files import open_project


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


def town(path, **columns):
    shapes = [box(550_000 + x, 6_080_000, 550_012 + x, 6_080_010) for x in (0, 20, 200)]
    frame = gpd.GeoDataFrame({"building_id": ["H1", "H2", "H3"], **columns}, geometry=shapes, crs=25832)
    frame.to_file(path)
    return path


def test_a_table_of_owners_is_taken_into_a_plan(tmp_path):
    assert run("import", town(tmp_path / "a.gpkg"), "--out", tmp_path / "p.gpkg").exit_code == 0
    table = tmp_path / "owners.csv"
    table.write_text("house;who\nH1;KÜ Kalda 4\nH2;KÜ Kalda 4\n", encoding="utf-8")
    words = (
        "owners",
        tmp_path / "p.gpkg",
        table,
        "--out",
        tmp_path / "n.gpkg",
        "--key",
        "house",
        "--name",
        "who",
    )
    done = run(*words, "--by", "building", "--json")
    assert done.exit_code == 0, done.output
    answer = json.loads(done.stdout)
    assert answer["associations"] == [{"id": "a1", "name": "KÜ Kalda 4", "kind": "housing_association"}]
    assert [one["code"] for one in answer["findings"]] == ["owners_taken"]
    found = open_project(tmp_path / "n.gpkg").project
    assert found.assessment is not None
    assert found.assessment.associations["buildings_count"].tolist() == [2.0]
    assert run(*words).exit_code != 0  # the file is there already
    assert run(*words, "--overwrite", "--by", "weather").exit_code != 0


def test_a_plan_is_made_with_owners_of_a_column_or_of_a_table(tmp_path):
    files = town(tmp_path / "a.gpkg", boss=["A/B Nord", "A/B Nord", "Tartu linn"])
    done = run("plan", files, "--out", tmp_path / "plan", "--owner-column", "boss", "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["associations"] == 2
    frame = gpd.read_file(tmp_path / "plan" / "associations.shp")
    assert list(frame["ASSOC_NAME"]) == ["A/B Nord", "Tartu linn"]
    assert list(frame["ASSOC_KIND"]) == ["housing_association", "municipality"]
    assert (tmp_path / "plan" / "associations.csv").is_file()
    table = tmp_path / "owners.csv"
    table.write_text("building_id;owner\nH1;X\n", encoding="utf-8")
    done = run("plan", files, "--out", tmp_path / "again", "--owners", table, "--json")
    assert json.loads(done.stdout)["associations"] == 1
    assert run("plan", files, "--out", tmp_path / "third", "--owner-column", "nobody").exit_code != 0
