"""Notes in the inspector: typed, kept in the plan, taken back; photos from where they lie."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QFileDialog

from app.services.notes import note_of
from retrofit.stock.fields import Level


@pytest.fixture
def window(make_window, town):
    return make_window(town)


@pytest.fixture
def box(window):
    return window.room.inspector.notes


def building(town, row):
    return str(town.buildings.index[row])


def kept(window, town, row, level=Level.BUILDING):
    frame = town.buildings if level is Level.BUILDING else town.blocks
    return note_of(window.document.project, level, str(frame.index[row])).text


def test_only_one_building_or_block_has_notes(window, box, town):
    assert not box.isVisible()
    window.document.select(Level.BUILDING, (1, 2))
    assert not box.isVisible()
    window.document.select(Level.BLOCK, (1,))
    assert box.isVisibleTo(window.room.inspector)


def test_what_is_typed_is_kept_as_one_step_of_undo(window, box, town, qtbot):
    window.document.select(Level.BUILDING, (4,))
    qtbot.keyClicks(box.text, "Roof leaks")
    qtbot.waitUntil(lambda: kept(window, town, 4) == "Roof leaks")
    qtbot.keyClicks(box.text, " badly")
    qtbot.waitUntil(lambda: kept(window, town, 4) == "Roof leaks badly")
    assert window.document.undo_stack.count() == 1
    assert box.text.toPlainText() == "Roof leaks badly"
    window.do("undo")
    assert kept(window, town, 4) == ""
    assert box.text.toPlainText() == ""
    window.do("redo")
    assert box.text.toPlainText() == "Roof leaks badly"


def test_another_selection_keeps_what_was_being_typed(window, box, town, qtbot):
    window.document.select(Level.BUILDING, (4,))
    qtbot.keyClicks(box.text, "First")
    window.document.select(Level.BLOCK, (2,))
    assert box.text.toPlainText() == ""
    qtbot.keyClicks(box.text, "Second")
    window.document.select(Level.BUILDING, (4,))
    qtbot.waitUntil(
        lambda: kept(window, town, 2, Level.BLOCK) == "Second" and kept(window, town, 4) == "First"
    )
    qtbot.waitUntil(lambda: box.text.toPlainText() == "First")


def test_a_photo_is_shown_from_where_it_lies(window, box, town, qtbot, tmp_path, monkeypatch):
    photo = tmp_path / "front.png"
    picture = QImage(1200, 600, QImage.Format.Format_RGB32)
    picture.fill(QColor("#3366aa"))
    picture.save(str(photo))
    window.document.select(Level.BUILDING, (4,))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(photo), ""))
    qtbot.mouseClick(box.add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: box.photo.isVisibleTo(box))
    assert box.photo.pixmap().deviceIndependentSize().toSize().width() == 300
    assert box.photo.pixmap().toImage().pixelColor(20, 20) == QColor("#3366aa")
    assert note_of(window.document.project, Level.BUILDING, building(town, 4)).photo == str(photo)
    window.document.select(Level.BUILDING, (5,))
    assert not box.photo.isVisibleTo(box)
    photo.unlink()
    window.document.select(Level.BUILDING, (4,))
    qtbot.waitUntil(lambda: box.missing.isVisibleTo(box))
    assert "front.png is not there any more" in box.missing.text()
    qtbot.mouseClick(box.remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.document.project.notes)
    assert not box.missing.isVisibleTo(box)


def test_a_file_that_is_no_picture_is_named(window, box, town, qtbot, tmp_path, monkeypatch):
    photo = tmp_path / "front.png"
    photo.write_text("no picture")
    window.document.select(Level.BUILDING, (4,))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(photo), ""))
    qtbot.mouseClick(box.add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: box.missing.isVisibleTo(box))
    assert "cannot be read" in box.missing.text()
