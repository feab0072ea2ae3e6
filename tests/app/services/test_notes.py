"""Notes on buildings and blocks in the project."""

from pathlib import Path

import pytest

from app.changes import Changes
from app.project import Note
from app.services.checkpoints import add_checkpoint, restore_checkpoint
from app.services.files import open_project, save_project
from app.services.notes import keep_note, note_of, photo_as_kept, photo_file
from retrofit.stock.fields import Level


@pytest.fixture
def noted(town):
    first = keep_note(town, Note(Level.BUILDING, "SYN-000001", "Roof = leaks\nsince “2019”")).project
    return keep_note(
        first, Note(Level.BLOCK, str(town.blocks.index[0]), "Owners meet in May", "may.jpg")
    ).project


def test_a_note_belongs_to_one_feature(noted, town):
    assert note_of(noted, Level.BUILDING, "SYN-000001").text.startswith("Roof")
    assert note_of(noted, Level.BLOCK, "SYN-000001") == Note(Level.BLOCK, "SYN-000001")
    assert note_of(town, Level.BUILDING, "SYN-000001").text == ""


def test_another_text_takes_its_place_and_nothing_takes_it_away(noted):
    outcome = keep_note(noted, Note(Level.BUILDING, "SYN-000001", "Mended"))
    assert outcome.changes is Changes.NOTES
    assert len(outcome.project.notes) == 2
    assert note_of(outcome.project, Level.BUILDING, "SYN-000001").text == "Mended"
    gone = keep_note(outcome.project, Note(Level.BUILDING, "SYN-000001", "  ")).project
    assert [note.level for note in gone.notes] == [Level.BLOCK]
    assert keep_note(noted, noted.notes[0]).changes is Changes.NOTHING


def test_notes_are_saved_with_the_project(noted, tmp_path):
    path = tmp_path / "plan.gpkg"
    save_project(noted, path)
    opened = open_project(path).project
    assert opened.notes == noted.notes
    assert "notes" not in opened.extra


def test_notes_stay_when_a_checkpoint_comes_back(town):
    kept = add_checkpoint(town, "Before", "me").project
    later = keep_note(kept, Note(Level.BUILDING, "SYN-000002", "Seen")).project
    assert restore_checkpoint(later, "Before").project.notes == later.notes


def test_a_photo_is_found_where_it_was_and_beside_the_plan(tmp_path):
    plan, photo = tmp_path / "plan.gpkg", tmp_path / "photos" / "front.jpg"
    photo.parent.mkdir()
    photo.write_bytes(b"x")
    assert photo_as_kept(photo, plan) == "photos/front.jpg"
    assert photo_as_kept(photo, None) == str(photo)
    assert photo_file(Note(Level.BUILDING, "1", photo="photos/front.jpg"), plan) == photo
    assert photo_file(Note(Level.BUILDING, "1", photo=str(photo)), None) == photo
    elsewhere = Note(Level.BUILDING, "1", photo=str(Path("gone").absolute() / "front.jpg"))
    assert photo_file(elsewhere, plan) is None
    (tmp_path / "front.jpg").write_bytes(b"x")
    assert photo_file(elsewhere, plan) == tmp_path / "front.jpg"
    assert photo_file(Note(Level.BUILDING, "1"), plan) is None
