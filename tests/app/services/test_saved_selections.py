"""Selections with names in the project."""

import pytest

from app.changes import Changes
from app.errors import UserError
from app.project import SavedSelection
from app.services.files import open_project, save_project
from app.services.saved_selections import (
    delete_selection,
    free_name,
    rename_selection,
    rows_of_selection,
    save_selection,
)
from retrofit.stock.fields import Level


@pytest.fixture
def two(town):
    first = save_selection(town, "Old ones", Level.BUILDING, (7, 3)).project
    return save_selection(first, " North ", Level.BLOCK, (1,)).project


def test_they_are_saved_renamed_and_deleted(two, town):
    ids = town.buildings.index
    assert two.selections[0] == SavedSelection("Old ones", "building", (str(ids[7]), str(ids[3])))
    renamed = rename_selection(two, "Old ones", "Older").project
    assert [kept.name for kept in renamed.selections] == ["Older", "North"]
    outcome = delete_selection(renamed, "Older")
    assert [kept.name for kept in outcome.project.selections] == ["North"]
    assert outcome.changes is Changes.SELECTIONS


def test_rows_are_found_again_by_their_ids(two):
    level, rows = rows_of_selection(two, "Old ones")
    assert level is Level.BUILDING
    assert rows.tolist() == [3, 7]
    assert rows_of_selection(two, "North")[0] is Level.BLOCK
    fewer = two.replace(buildings=two.buildings.drop(two.buildings.index[[0, 3]]))
    assert rows_of_selection(fewer, "Old ones")[1].tolist() == [5]


@pytest.mark.parametrize(
    ("code", "act"),
    [
        ("selection_unnamed", lambda two: save_selection(two, "  ", Level.BLOCK, (0,))),
        ("selection_taken", lambda two: save_selection(two, "North", Level.BLOCK, (0,))),
        ("selection_empty", lambda two: save_selection(two, "Nothing", Level.BLOCK, ())),
        ("selection_taken", lambda two: rename_selection(two, "Old ones", "North ")),
        ("selection_gone", lambda two: rows_of_selection(two, "Lake")),
    ],
)
def test_what_cannot_be_is_refused(two, code, act):
    with pytest.raises(UserError) as fault:
        act(two)
    assert fault.value.code == code


def test_a_free_name_is_proposed(town):
    assert free_name(town) == "Selection 1"


def test_they_are_saved_with_the_project(two, tmp_path):
    save_project(two, tmp_path / "plan.gpkg")
    opened = open_project(tmp_path / "plan.gpkg").project
    assert opened.selections == two.selections
    assert "selections" not in opened.extra
