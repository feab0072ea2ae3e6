"""The log of a plan: who did what, and when."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QDateTime, QLocale, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QVBoxLayout, QWidget

from app.text.translate import _, mark
from app.ui.document import Document
from app.ui.theme import GAP
from app.ui.widgets.texts import muted

COLUMNS: Final = (mark("When"), mark("Who"), mark("What"))
Index = QModelIndex | QPersistentModelIndex
TOP: Final = QModelIndex()


class LogModel(QAbstractTableModel):
    """Entries of the plan as it is now, the last one first."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._document = document

    def rowCount(self, parent: Index = TOP) -> int:
        project = self._document.project
        return 0 if project is None or parent.isValid() else len(project.log)

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(COLUMNS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        project = self._document.project
        if project is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        entry = project.log[-1 - index.row()]
        when = QDateTime.fromSecsSinceEpoch(int(entry.when))
        return (QLocale().toString(when, QLocale.FormatType.ShortFormat), entry.who, entry.what)[
            index.column()
        ]

    def refresh(self, *_news: object) -> None:
        """Take the log of the project as it is now."""
        self.beginResetModel()
        self.endResetModel()


class LogPage(QWidget):
    """A table to read and to copy from."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model, self.table = LogModel(document), QTableView()
        self.empty = muted(_("Nothing was changed since the plan was made."))
        self.table.setModel(self.model)
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.setAccessibleName(_("Log of the plan"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, GAP // 2, 0, 0)
        box.addWidget(self.empty)
        box.addWidget(self.table, 1)
        QShortcut(
            QKeySequence.StandardKey.Copy, self.table, self._copy, context=Qt.ShortcutContext.WidgetShortcut
        )
        document.changed.connect(self._changed)
        self._changed()

    def _changed(self, *_news: object) -> None:
        self.model.refresh()
        self.table.setVisible(self.model.rowCount() > 0)
        self.empty.setVisible(self.model.rowCount() == 0)

    def _copy(self) -> None:
        """Copy the marked lines, with their heads."""
        rows = sorted({index.row() for index in self.table.selectedIndexes()})
        lines = [[_(title) for title in COLUMNS]]
        lines += [[self.model.index(row, column).data() for column in range(len(COLUMNS))] for row in rows]
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))
