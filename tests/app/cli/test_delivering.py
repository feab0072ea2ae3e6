"""A newer delivery on the command line."""

import json

import geopandas as gpd
from shapely.geometry import box
from typer.testing import CliRunner

from app.cli.commands import app


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


def town(path, corners):
    shapes = [box(550_000 + x, 6_080_000, 550_012 + x, 6_080_010) for x in corners]
    frame = gpd.GeoDataFrame({"building_id": [f"H{x}" for x in corners]}, geometry=shapes, crs=25832)
    frame.to_file(path)
    return path


def test_an_update_lists_what_came_and_went_and_never_overwrites_unasked(tmp_path):
    assert run("plan", town(tmp_path / "a.gpkg", [0, 20, 200]), "--out", tmp_path / "plan").exit_code == 0
    plan, new = tmp_path / "plan" / "plan.gpkg", tmp_path / "new.gpkg"
    newer = town(tmp_path / "b.gpkg", [0, 20, 300])
    done = run("update", plan, newer, "--out", new, "--json")
    assert done.exit_code == 0, done.output
    answer = json.loads(done.stdout)
    codes = {one["code"]: one for one in answer["findings"]}
    assert codes["delivery_added"]["ids"] == ["H300"]
    assert codes["delivery_removed"]["ids"] == ["H200"]
    assert new.is_file()
    again = run("update", plan, newer, "--out", new)
    assert again.exit_code != 0


def test_a_recipe_that_was_saved_repeats_the_import(tmp_path):
    source, recipe = town(tmp_path / "a.gpkg", [0, 20]), tmp_path / "a.toml"
    assert run("check", source, "--save-recipe", recipe).exit_code == 0
    done = run("import", "--recipe", recipe, "--name", "Twice", "--out", tmp_path / "p.gpkg", "--json")
    assert done.exit_code == 0, done.output
    answer = json.loads(done.stdout)
    assert answer["name"] == "Twice"
    assert answer["files"]["plan"] == str(tmp_path / "p.gpkg")


def test_files_and_a_recipe_exclude_each_other(tmp_path):
    assert run("check").exit_code != 0
