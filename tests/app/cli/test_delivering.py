"""A newer delivery on the command line."""

import json

import geopandas as gpd
import pytest
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


def test_the_account_is_a_layer_and_a_table_and_areas_balance(tmp_path):
    import pandas as pd

    source = town(tmp_path / "a.gpkg", [0, 20, 29, 50])
    done = run("check", source, "--limit", "smallest_m2=1", "--out", tmp_path / "qa", "--json")
    assert done.exit_code == 0, done.output
    answer = json.loads(done.stdout)
    kept = sum(row["area_out_m2"] for row in answer["balance"])
    assert kept == pytest.approx(4 * 120 - 3 * 10)
    layer = gpd.read_file(tmp_path / "qa" / "import_account.gpkg", layer="import_account_areas")
    assert set(layer["fate"]) == {"accepted", "repaired"}
    assert layer.loc[layer["fate"] == "repaired", "said"].str.contains("m²").all()
    assert len(pd.read_csv(tmp_path / "qa" / "import_account.csv")) == 4
    assert run("check", source, "--limit", "nonsense=1").exit_code != 0


def test_limits_are_kept_in_the_recipe(tmp_path):
    source = town(tmp_path / "a.gpkg", [0, 20])
    assert (
        run("check", source, "--limit", "smallest_m2=500", "--save-recipe", tmp_path / "r.toml").exit_code
        != 0
    )
    assert (
        run("check", source, "--limit", "sliver_m=0.5", "--save-recipe", tmp_path / "r.toml").exit_code == 0
    )
    assert "sliver_m = 0.5" in (tmp_path / "r.toml").read_text()
    assert run("import", "--recipe", tmp_path / "r.toml", "--out", tmp_path / "p.gpkg").exit_code == 0
