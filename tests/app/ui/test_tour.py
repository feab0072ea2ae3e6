"""The walk around the window: shown once, skipped at will."""

import pytest
from PySide6.QtCore import QRect, Qt

from app.ui.tour import STOPS, Tour


@pytest.fixture
def walked(make_window, town, qtbot):
    window = make_window(town, toured=False)
    qtbot.waitUntil(lambda: window.findChild(Tour) is not None)
    return window, window.findChild(Tour)


def test_a_new_user_is_shown_around_once(walked, qtbot):
    window, tour = walked
    assert not window.settings.toured
    for place in range(len(STOPS)):
        assert tour.place == place
        assert tour.rect().contains(QRect(tour.card.pos(), tour.card.size()))
        qtbot.mouseClick(tour.on, Qt.MouseButton.LeftButton)
    assert not tour.isVisible()
    assert window.settings.toured
    window.document.open(None, None, saved=True)
    window.document.open(walked[0].document.project, None, saved=True)
    qtbot.waitUntil(lambda: window.findChild(Tour) is None)


def test_escape_skips_and_arrows_walk(walked, qtbot):
    window, tour = walked
    qtbot.keyClick(tour, Qt.Key.Key_Right)
    qtbot.keyClick(tour, Qt.Key.Key_Right)
    qtbot.keyClick(tour, Qt.Key.Key_Left)
    assert tour.place == 1
    qtbot.keyClick(tour, Qt.Key.Key_Escape)
    assert window.settings.toured
    assert not tour.isVisible()


def test_it_can_be_asked_for_again(make_window, town, qtbot):
    window = make_window(town)
    window.do("tour")
    tour = window.findChild(Tour)
    assert tour.place == 0
    window.resize(1280, 720)
    qtbot.waitUntil(lambda: tour.size() == window.size())
    tour.skip.click()
