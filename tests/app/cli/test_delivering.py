"""A newer delivery on the command line."""

import json

import geopandas as gpd
import pytest
from shapely.geometry import box
from typer.testing import CliRunner

from app.cli.commands import app
from app.errors import UserError


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


def told_town(folder):
    """Three houses whose columns nobody would recognise, and land that looks like houses."""
    shapes = [box(550_000 + x, 6_080_000, 550_012 + x, 6_080_010) for x in (0, 20, 40)]
    houses = gpd.GeoDataFrame({"Q": [1931, 1955, 1999], "ZZ": [650, 900, 1250]}, geometry=shapes, crs=25832)
    land = gpd.GeoDataFrame({"K": ["1", "2", "3"]}, geometry=[each.buffer(4) for each in shapes], crs=25832)
    houses.to_file(folder / "one.gpkg", layer="a")
    land.to_file(folder / "two.gpkg", layer="b")
    return folder / "one.gpkg", folder / "two.gpkg"


def test_roles_columns_and_units_may_be_told(tmp_path):
    one, two = told_town(tmp_path)
    words = ("--as", f"buildings={one}::a", "--as", f"parcels={two}", "--column", "year_of_construction=Q",
             "--column", "height_above_ground_m=ZZ:cm", "--column", "parcels.label=K")  # fmt: skip
    recipe, plan = tmp_path / "town.toml", tmp_path / "p.gpkg"
    done = run("import", *words, "--save-recipe", recipe, "--out", plan)
    assert done.exit_code == 0, done.output
    buildings = gpd.read_file(plan, layer="buildings")
    assert buildings["year_of_construction"].tolist() == [1931, 1955, 1999]
    assert buildings["height_above_ground_m"].tolist() == [6.5, 9.0, 12.5]
    assert run("import", "--recipe", recipe, "--out", tmp_path / "again.gpkg").exit_code == 0
    again = gpd.read_file(tmp_path / "again.gpkg", layer="buildings")
    assert again["height_above_ground_m"].tolist() == [6.5, 9.0, 12.5]


def test_a_file_may_be_left_out_by_name(tmp_path):
    one, two = told_town(tmp_path)
    done = run("check", one, two, "--as", f"none={two}", "--json")
    assert done.exit_code == 0, done.output
    assert [each["role"] for each in json.loads(done.stdout)["sources"]] == ["buildings"]


def test_a_chosen_column_that_is_not_there_is_told(tmp_path):
    one, _two = told_town(tmp_path)
    done = run("check", one, "--column", "year_of_construction=BAUJAHR", "--json")
    findings = {each["code"] for each in json.loads(done.stdout)["findings"]}
    assert "column_gone" in findings


@pytest.mark.parametrize(
    "words",
    [("--as", "houses=a.gpkg"), ("--as", "buildings"), ("--column", "year=BAUJAHR"), ("--column", "x.y")],
)
def test_words_that_say_nothing_are_refused(tmp_path, words):
    one, _two = told_town(tmp_path)
    done = run("check", one, *words)
    assert done.exit_code != 0 and isinstance(done.exception, UserError)
    assert done.exception.code in ("role_word_wrong", "column_word_wrong")
