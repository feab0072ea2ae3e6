"""No dialog and no panel cuts words off, in longer languages either."""

import gettext
from contextlib import suppress

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QDockWidget,
    QLabel,
    QTabBar,
    QToolBar,
    QToolButton,
    QWidget,
)

from app.text import translate
from app.text.pseudo import PSEUDO
from app.ui.widgets.texts import Elided

LANGUAGES = {"en": gettext.NullTranslations(), **PSEUDO}
SLACK = 2
"""Pixels that style and rounding may take."""


@pytest.fixture(params=LANGUAGES, autouse=True)
def language(request):
    translate.use(LANGUAGES[request.param])
    yield request.param
    translate.use(gettext.NullTranslations())


@pytest.fixture
def window(make_window, town, qtbot):
    made = make_window(town)
    made.resize(1280, 720)
    qtbot.waitUntil(lambda: made.room.canvas.ready)
    return made


def shown(top, kind):
    """Widgets that somebody can see, scrolled into sight or not."""
    return [one for one in top.findChildren(kind) if one.isVisible() and one.width() > 1 and _laid_out(one)]


def _laid_out(widget):
    """Whether no tab lies over it: what is behind one has no size yet."""
    while widget is not None:
        if isinstance(widget, QDockWidget) and widget.visibleRegion().isEmpty():
            return False
        widget = widget.parentWidget()
    return True


def cut_off(top):
    """Labels and buttons whose words do not fit."""
    found = []
    for label in shown(top, QLabel):
        if not label.text() or isinstance(label, Elided) or not label.pixmap().isNull():
            continue
        if label.wordWrap():
            needed = label.heightForWidth(label.width())
            if needed > label.height() + SLACK:
                found.append(f"{label.text()[:60]!r}: {needed} px high, has {label.height()}")
        elif label.sizeHint().width() > label.width() + SLACK:
            found.append(f"{label.text()[:60]!r}: {label.sizeHint().width()} px wide, has {label.width()}")
    for button in shown(top, QAbstractButton):
        bare = (
            isinstance(button, QToolButton)
            and button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
        )
        if not button.text() or bare or isinstance(button.parentWidget(), (QToolBar, QTabBar)):
            continue
        needed = button.fontMetrics().horizontalAdvance(button.text().replace("&", ""))
        if needed > button.width() + SLACK and not button.property("card"):
            found.append(f"button {button.text()[:60]!r}: {needed} px wide, has {button.width()}")
    return found


def on_top_of_each_other(top):
    """Labels and buttons of one parent that overlap."""
    found = []
    for parent in [top, *shown(top, QWidget)]:
        inside = [one for one in parent.children()
                  if isinstance(one, (QLabel, QAbstractButton)) and one.isVisibleTo(top) and one.width() > 1]  # fmt: skip
        for place, one in enumerate(inside):
            for other in inside[place + 1 :]:
                common = QRect(one.geometry()).intersected(other.geometry())
                if common.width() > SLACK and common.height() > SLACK and parent.layout() is not None:
                    found.append(f"{_words(one)} on {_words(other)}")
    return found


def _words(widget):
    return repr(widget.text()[:40])


def settle(qtbot):
    qtbot.wait(60)


ASK = ("ask_packages", "ask_rules", "ask_comparison", "ask_rule", "ask_selections", "ask_values", "ask_export", "ask_owners", "ask_privacy",
       "ask_web_map", "ask_certainty", "ask_meters", "ask_statistics", "ask_summer", "open_files", "ask_register", "ask_form_blocks", "ask_heights", "ask_service", "ask_database")  # fmt: skip


@pytest.mark.parametrize("name", ASK)
def test_dialogs_have_room_for_their_words(window, qtbot, name):
    window.document.select(window.document.selection.level, (0, 2, 4))
    getattr(window.operations, name)()
    dialog = QApplication.activeModalWidget() or window.findChild(QDialog)
    assert isinstance(dialog, QDialog)
    # the platform without a screen is narrower than any real one
    dialog.resize(dialog.sizeHint().boundedTo(QSize(1240, 680)).expandedTo(dialog.size()))
    settle(qtbot)
    qtbot.waitUntil(lambda: not getattr(dialog, "following", False))
    settle(qtbot)  # what was read is laid out in the next turn
    QApplication.sendPostedEvents()
    dialog.layout().activate()
    try:
        assert cut_off(dialog) == []
        assert on_top_of_each_other(dialog) == []
        screen = dialog.screen().availableGeometry()
        assert dialog.height() <= max(screen.height(), 720)
    finally:
        dialog.reject()
        qtbot.waitUntil(lambda: not window.runner.busy)


def test_the_window_has_room_for_its_words(window, qtbot):
    window.document.select(window.document.selection.level, (0,))
    with suppress(qtbot.TimeoutError):  # what is read meanwhile is laid out anew
        qtbot.waitUntil(lambda: cut_off(window) == [], timeout=5000)
    assert cut_off(window) == []
    assert on_top_of_each_other(window) == []


def test_the_start_page_has_room_for_its_words(make_window, qtbot):
    window = make_window()
    window.resize(1280, 720)
    settle(qtbot)
    assert cut_off(window.start) == []


def test_pseudo_languages_keep_places_for_values():
    for language in PSEUDO.values():
        said = language.gettext("{count} buildings of {source} lie <b>there</b>: look.")
        assert "{count}" in said
        assert "{source}" in said
        assert "<b>" in said
        assert len(said) > len("{count} buildings of {source} lie <b>there</b>: look.") * 1.2
