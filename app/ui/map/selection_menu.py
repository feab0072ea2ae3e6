"""The saved selections of the plan in the menu, one entry each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from app.changes import Changes
from app.ui.dialogs.saved_selections import told

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from app.project import SavedSelection
    from app.ui.operations import Operations

MOST: Final = 25
"""More are found under All saved selections."""


class SelectionMenu(QObject):
    """Keeps the entries of a menu in step with the document; Ctrl adds to what is selected."""

    def __init__(self, menu: QMenu, operations: Operations) -> None:
        super().__init__(menu)
        self._menu, self._operations = menu, operations
        self._line = menu.addSeparator()
        self._entries: list[QAction] = []
        menu.setToolTipsVisible(True)
        operations.document.changed.connect(self._changed)
        self._fill()

    def _changed(self, changes: Changes) -> None:
        if changes & (Changes.SELECTIONS | Changes.PROJECT):
            self._fill()

    def _fill(self) -> None:
        project = self._operations.document.project
        kept = () if project is None else project.selections[:MOST]
        for entry in self._entries:
            self._menu.removeAction(entry)
            entry.deleteLater()
        self._entries = [self._entry(one) for one in kept]
        self._line.setVisible(bool(kept))

    def _entry(self, kept: SavedSelection) -> QAction:
        # an ampersand would be taken for a shortcut mark
        action = QAction(kept.name.replace("&", "&&"), self._menu)
        action.setToolTip(told(kept))
        action.setData(kept.name)
        action.triggered.connect(self._recall)
        self._menu.addAction(action)
        return action

    def _recall(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        adds = bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier)
        self._operations.recall_selection(str(action.data()), adds=adds)
