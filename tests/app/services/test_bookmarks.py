"""Views with names in the project."""

import pytest

from app.changes import Changes
from app.errors import UserError
from app.project import Bookmark
from app.services.bookmarks import add_bookmark, delete_bookmark, free_name, rename_bookmark
from app.services.files import open_project, save_project

HERE, THERE = (0.0, 0.0, 10.0, 5.0), (1.5, 2.5, 3.5, 4.25)


@pytest.fixture
def two(town):
    return add_bookmark(add_bookmark(town, "School", HERE).project, " Park ", THERE).project


def test_bookmarks_are_added_renamed_and_deleted(two):
    assert two.bookmarks == (Bookmark("School", HERE), Bookmark("Park", THERE))
    renamed = rename_bookmark(two, "School", "Gym").project
    assert [bookmark.name for bookmark in renamed.bookmarks] == ["Gym", "Park"]
    outcome = delete_bookmark(renamed, "Gym")
    assert outcome.project.bookmarks == (Bookmark("Park", THERE),)
    assert outcome.changes is Changes.BOOKMARKS


@pytest.mark.parametrize(
    ("code", "act"),
    [
        ("bookmark_unnamed", lambda two: add_bookmark(two, "  ", HERE)),
        ("bookmark_taken", lambda two: add_bookmark(two, "Park", HERE)),
        ("bookmark_taken", lambda two: rename_bookmark(two, "School", "Park ")),
        ("bookmark_gone", lambda two: rename_bookmark(two, "Lake", "Pond")),
        ("bookmark_gone", lambda two: delete_bookmark(two, "Lake")),
    ],
)
def test_what_cannot_be_is_refused(two, code, act):
    with pytest.raises(UserError) as fault:
        act(two)
    assert fault.value.code == code


def test_a_free_name_is_proposed(town):
    assert free_name(town) == "View 1"
    assert free_name(add_bookmark(town, "View 1", HERE).project) == "View 2"


def test_they_are_saved_with_the_project(two, tmp_path):
    path = tmp_path / "plan.gpkg"
    save_project(two, path)
    opened = open_project(path).project
    assert opened.bookmarks == two.bookmarks
    assert "bookmarks" not in opened.extra
