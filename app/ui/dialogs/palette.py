"""Find what the program can do by typing a few letters."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.text.translate import _
from app.ui.actions import ACTIONS, MENUS, Actions, Row
from app.ui.matching import matched
from app.ui.theme import GAP
from app.ui.tones import tones

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

Index = QModelIndex | QPersistentModelIndex
SIZE: Final = QSize(560, 420)
WALKING: Final = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})
ACTION_ROLE: Final = int(Qt.ItemDataRole.UserRole)


class PaletteDialog(QDialog):
    """A line to type into over the actions that fit; Enter does the marked one."""

    def __init__(self, parent: QWidget, actions: Actions, do: Callable[[str], object]) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle(_("Find an action"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._do = do
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("What do you want to do?"))
        self.line.setAccessibleName(_("Find an action"))
        self.line.setClearButtonEnabled(True)
        self.model = FoundActions(actions)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Line(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(_("Actions that fit"))
        self.nothing = QLabel(_("Nothing is called that. Try another word, or fewer letters."))
        self.nothing.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        self.nothing.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.setSpacing(0)
        box.addWidget(self.line)
        box.addWidget(self.nothing)
        box.addWidget(self.list, 1)
        self.resize(SIZE)
        self.line.textChanged.connect(self._find)
        self.line.returnPressed.connect(lambda: self._take(self.list.currentIndex()))
        self.line.installEventFilter(self)
        self.list.clicked.connect(self._take)
        self._find("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrow keys walk the list while the line has the focus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in WALKING:
            self.list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Go away when another window is used."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isVisible() and not self.isActiveWindow():
            self.reject()

    def _find(self, words: str) -> None:
        self.model.find(words)
        found = self.model.rowCount() > 0
        self.nothing.setVisible(not found)
        self.list.setVisible(found)
        self.list.setCurrentIndex(self.model.index(0))

    def _take(self, index: Index) -> None:
        row: Row | None = index.data(ACTION_ROLE)
        if row is None or not self.model.can(row):
            return
        self.accept()
        self._do(row.id)


class FoundActions(QAbstractListModel):
    """Actions that fit some letters, those that can be done now first."""

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self._actions = actions
        self._rows: list[Row] = []

    def find(self, words: str) -> None:
        """Keep what fits."""
        weighed = [
            (not self.can(row), rank, place, row)
            for place, row in enumerate(ACTIONS)
            if row.id != "palette"
            and (rank := matched(words, f"{self.name(row)} {self.menu(row)}")) is not None
        ]
        self.beginResetModel()
        self._rows = [row for *_order, row in sorted(weighed, key=lambda found: found[:3])]
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ACTION_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return self.name(row)
        if role == Qt.ItemDataRole.DecorationRole:
            return self.action(row).icon()
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{self.menu(row)}: {self.name(row)} {self.keys(row)}".strip()
        return None

    def action(self, row: Row) -> QAction:
        """The action of a row."""
        return self._actions[row.id]

    def can(self, row: Row) -> bool:
        """Whether it can be done now."""
        return self.action(row).isEnabled()

    def name(self, row: Row) -> str:
        """What it is called, as in the menu."""
        return self.action(row).text().replace("&", "")

    def menu(self, row: Row) -> str:
        """Menu it lies in."""
        return _(MENUS[row.menu]).replace("&", "")

    def keys(self, row: Row) -> str:
        """Its shortcut."""
        return self.action(row).shortcut().toString(QKeySequence.SequenceFormat.NativeText)


class _Line(QStyledItemDelegate):
    """Name, then menu and shortcut on the right; what cannot be done now is faint."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        row: Row = index.data(ACTION_ROLE)
        assert isinstance(model, FoundActions)
        self.initStyleOption(option, index)
        if not model.can(row):
            option.state &= ~QStyle.StateFlag.State_Enabled  # type: ignore[attr-defined]
        super().paint(painter, option, index)
        beside = "   ".join(part for part in (model.menu(row), model.keys(row)) if part)
        painter.setPen(tones().muted)
        area = option.rect.adjusted(0, 0, -2 * GAP, 0)  # type: ignore[attr-defined]
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, beside)
