"""The start page: recent projects with their pictures."""

from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QLabel

from app.services.files import save_project
from app.ui import thumbnails
from app.ui.start import Card, StartPage


def test_a_saved_plan_comes_back_with_its_map(make_window, town, tmp_path, qtbot):
    window = make_window()
    window.document.open(town, None, saved=False)
    qtbot.waitUntil(lambda: window.room.canvas.ready)
    save_project(town, tmp_path / "plan.gpkg")
    window.settings.add_recent(tmp_path / "plan.gpkg")
    window.document.saved(tmp_path / "plan.gpkg")
    kept = thumbnails.of(window.settings.thumbnails, tmp_path / "plan.gpkg")
    assert kept is not None
    image = kept.toImage()
    assert len({image.pixelColor(x, image.height() // 2).name() for x in range(image.width())}) > 3
    window.start.show_recent(window.settings.recent, window.settings.thumbnails)
    card = next(one for one in window.start.findChildren(Card) if one.accessibleName() == "plan")
    widths = [label.pixmap().width() for label in card.findChildren(QLabel) if not label.pixmap().isNull()]
    assert widths in ([thumbnails.SIZE.width() // 2], [thumbnails.SIZE.width()])
    assert "saved" in card.accessibleDescription()


def test_what_is_gone_can_be_taken_off(qtbot, tmp_path):
    page = StartPage()
    qtbot.addWidget(page)
    page.show_recent((tmp_path / "gone.gpkg",), tmp_path)
    card = next(one for one in page.findChildren(Card) if one.accessibleName() == "gone")
    assert not card.isEnabled()


def test_only_so_many_pictures_are_kept(qtbot, tmp_path):
    picture = QPixmap(40, 40)
    picture.fill(QColor("red"))
    for number in range(thumbnails.MOST + 3):
        thumbnails.keep(tmp_path, tmp_path / f"{number}.gpkg", picture)
    assert len(list(tmp_path.glob("*.png"))) == thumbnails.MOST
