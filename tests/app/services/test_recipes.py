"""A recipe repeats an import."""

import tempfile
from pathlib import Path

import geopandas as gpd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import box

from app.errors import UserError
from app.services.intake import ImportRequest, import_district
from app.services.recipes import Recipe, read_recipe, recipe_of, write_recipe
from gis.delivery import ROLES, DistrictFiles, FieldChoice, LayerChoice
from gis.district import detect_files
from gis.thresholds import Thresholds

words = st.text(max_size=12)
choices = st.builds(FieldChoice, words, words, st.lists(st.tuples(words, words), max_size=3).map(tuple))
layers = st.builds(
    LayerChoice,
    st.just(Path("here.gpkg")),
    st.sampled_from(ROLES),
    words,
    words,
    words,
    st.just({}),
)


def test_choices_of_columns_come_back(tmp_path):
    (tmp_path / "here.gpkg").touch()
    fields = {
        "current_use": FieldChoice('ü "s"', values=(("1", "office"), ("", "trade"))),
        "height_above_ground_m": FieldChoice("h", "ft"),
        "heritage": FieldChoice(""),
    }
    layer = LayerChoice(tmp_path / "here.gpkg", "buildings", fields=fields)
    recipe = Recipe(DistrictFiles((layer,), limits=Thresholds.of(smallest_m2=4)))
    write_recipe(recipe, tmp_path / "r.toml")
    again = read_recipe(tmp_path / "r.toml")
    assert again == recipe
    assert again.files.layers[0].fields == fields


@given(st.lists(layers, min_size=1, max_size=3).map(tuple), words, words, words)
def test_what_is_written_is_read(found, crs, name, country):
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "here.gpkg").touch()
        placed = tuple(
            LayerChoice(Path(folder) / e.path, e.role, e.layer, e.crs, e.encoding, e.fields) for e in found
        )
        recipe = Recipe(DistrictFiles(placed, crs), name, country)
        write_recipe(recipe, Path(folder) / "r.toml")
        again = read_recipe(Path(folder) / "r.toml")
    assert again == recipe


def test_a_recipe_repeats_the_import_from_another_folder(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    frame = gpd.GeoDataFrame({"id": ["A", "B"]}, geometry=[box(0, 0, 9, 9), box(20, 0, 29, 9)], crs=25832)
    frame.to_file(data / "houses.gpkg")
    request = ImportRequest(detect_files(data / "houses.gpkg"), name="Small town")
    write_recipe(recipe_of(request), data / "small.toml")
    moved = data.rename(tmp_path / "elsewhere")
    project = import_district(read_recipe(moved / "small.toml").request).project
    assert (project.name, project.buildings.index.tolist()) == ("Small town", ["A", "B"])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "recipe_unreadable"),
        ("kvarter_recipe = 1", "recipe_unreadable"),
        ("kvarter_recipe = 99\n[[layer]]\nfile = 'a'\nrole = 'buildings'", "recipe_unreadable"),
        ("kvarter_recipe = 1\n[[layer]]\nfile = 'a'\nrole = 'castle'", "recipe_unreadable"),
        ("kvarter_recipe = 1\n[[layer]]\nrole = 'buildings'", "recipe_unreadable"),
        ("kvarter_recipe = 1\nlayer = 3", "recipe_unreadable"),
        ("kvarter_recipe = 1\n[[layer]]\nfile = 'a'\nrole = 'buildings'", "recipe_file_missing"),
        ("\x00", "recipe_unreadable"),
        ("kvarter_recipe = 1\nbanana = 3\n[[layer]]\nfile = 'a'\nrole = 'buildings'", "recipe_unreadable"),
        ("kvarter_recipe = 1\n[[layer]]\nfile = 'a'\nrole = 'buildings'\nfloors = 'x'", "recipe_unreadable"),
        (
            "kvarter_recipe = 1\n[[layer]]\nfile = 'a'\nrole = 'buildings'\nfields.floors = { column = 'x' }",
            "recipe_unreadable",
        ),
        ("kvarter_recipe = 1\nlayer = ['x']", "recipe_unreadable"),
    ],
)
def test_what_is_no_recipe_is_refused(tmp_path, text, code):
    path = tmp_path / "r.toml"
    path.write_text(text)
    with pytest.raises(UserError) as caught:
        read_recipe(path)
    assert caught.value.code == code
