"""The privacy switch through the window: turned, seen, undone."""

import pytest
from PySide6.QtWidgets import QApplication

from app.project import Privacy
from app.ui.dialogs.privacy import PrivacyDialog
from retrofit.stock.fields import Level


@pytest.fixture
def window(make_window, town):
    return make_window(town)


def test_the_switch_is_turned_seen_and_undone(window, qtbot):
    window.do("privacy")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PrivacyDialog)
    assert not dialog.least.isEnabled()
    assert not dialog.level.button(Level.ASSOCIATION).isEnabled()
    dialog.on.setChecked(True)
    dialog.least.setValue(7)
    dialog.accept()
    qtbot.waitUntil(lambda: window.document.project.privacy.on)
    qtbot.waitUntil(lambda: not window.runner.busy)
    assert window.document.project.privacy == Privacy(on=True, least=7, level=Level.BLOCK)
    shown = [label for label in window.statusBar().findChildren(type(dialog.fault)) if "7" in label.text()]
    assert any(label.isVisible() for label in shown)
    window.do("undo")
    assert not window.document.project.privacy.on
    assert not any(label.isVisible() for label in shown)


def test_a_public_export_says_so(window, qtbot, town):
    window.operations.set_privacy(Privacy(on=True))
    qtbot.waitUntil(lambda: window.document.project.privacy.on and not window.runner.busy)
    window.do("export")
    dialog = QApplication.activeModalWidget()
    assert dialog.public.isVisible()
    dialog.reject()
