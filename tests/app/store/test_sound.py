"""A damaged project file is refused with a reason, never reckoned with."""

import sqlite3
import tomllib
from contextlib import closing

import pytest

from app.errors import UserError
from app.packs import read_pack
from app.paths import resources
from app.services.files import open_project, save_project
from app.services.recipes import read_recipe
from app.store import layout
from app.store.own_packages import read_packages
from app.text.messages import sentence
from retrofit.errors import PackError


@pytest.fixture
def saved(town, tmp_path):
    path = tmp_path / "plan.gpkg"
    save_project(town, path)
    return path


def damage(path, statement):
    with closing(sqlite3.connect(path)) as base, base:
        for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            base.execute(f'DROP TRIGGER "{name}"')
        base.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {party} SET first = 100000 WHERE rowid = 1",
        "UPDATE {party} SET orientation = 9 WHERE rowid = 1",
        "UPDATE {buildings} SET in_block_row = 5000 WHERE rowid = 1",
        "UPDATE {buildings} SET in_parcel_row = -7 WHERE rowid = 1",
        "UPDATE {buildings} SET {shape} = NULL WHERE rowid = 1",
        "DELETE FROM {buildings}",
        "ALTER TABLE {meta} RENAME COLUMN key TO word",
        "UPDATE {remark} SET severity = 'odd' WHERE rowid = 1",
        "UPDATE {remark} SET args = '3' WHERE rowid = 1",
        "UPDATE {remark} SET feature_ids = '7' WHERE rowid = 1",
    ],
)
def test_rows_that_point_at_nothing_are_told(saved, statement):
    with closing(sqlite3.connect(saved)) as base:
        shape = base.execute("SELECT column_name FROM gpkg_geometry_columns LIMIT 1").fetchone()[0]
    names = {
        "party": layout.PARTY_WALL, "buildings": layout.BUILDINGS, "meta": layout.META, "shape": shape, "remark": layout.REMARK,
    }  # fmt: skip
    statement = statement.format(**names).replace("in_", layout.INPUT_PREFIX)
    assert open_project(saved).project.buildings.shape[0] > 1
    damage(saved, statement)
    with pytest.raises(UserError) as told:
        open_project(saved)
    assert told.value.code == "project_damaged"
    assert "(" in sentence(told.value.code, told.value.details)


HUGE = "1" + "0" * 400


def test_numbers_that_no_machine_holds_are_refused(tmp_path):
    packages = tmp_path / "packages.toml"
    packages.write_text(f'[[package]]\nname = "x"\nair_leakage = {HUGE}\n')
    with pytest.raises(UserError) as told:
        read_packages(packages)
    assert told.value.code == "packages_value_wrong"
    recipe = tmp_path / "recipe.toml"
    recipe.write_text(
        f'kvarter_recipe = 1\nlimits = {{ far_km = {HUGE} }}\n[[layer]]\nfile = "a.gpkg"\nrole = "buildings"\n'
    )
    with pytest.raises(UserError) as told:
        read_recipe(recipe)
    assert told.value.code == "recipe_unreadable"


@pytest.mark.parametrize(
    ("name", "change", "code"),
    [
        ("archetypes.csv", lambda text: text.encode().replace(b"\n", b"\xe9\n", 2), "pack_toml_bad"),
        ("pack.toml", lambda text: _with(text, "price_year", "inf"), "pack_value_bad"),
        ("pack.toml", lambda text: text.replace("SFH = 2", "SFH = true", 1).encode(), "pack_value_bad"),
    ],
)
def test_packs_that_were_damaged_are_refused(tmp_path, name, change, code):
    folder = tmp_path / "es"
    folder.mkdir()
    for path in (resources() / "packs" / "es").iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / name).write_bytes(change((folder / name).read_text(encoding="utf-8")))
    with pytest.raises(PackError) as told:
        read_pack(folder)
    assert told.value.code == code


def _with(text, key, value):
    """A TOML text in which one number is another."""
    assert key in tomllib.loads(text)
    lines = [f"{key} = {value}" if line.startswith(f"{key} =") else line for line in text.splitlines()]
    return "\n".join(lines).encode()


def test_a_detail_leaves_room_for_the_rest_of_the_sentence():
    said = sentence("file_missing", {"source": "x" * 100_000})
    assert len(said) < 2000
    assert said.endswith(".")
