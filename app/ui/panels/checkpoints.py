"""Checkpoints of the plan: keep one, go back to one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.changes import Changes
from app.text.numbers import format_number
from app.text.translate import _, mark
from app.ui.document import Document
from app.ui.theme import GAP
from app.ui.widgets.texts import muted

if TYPE_CHECKING:
    from app.ui.operations import Operations

COLUMNS: Final = (
    mark("Checkpoint"), mark("Kept"), mark("By"), mark("Planned, MWh/a"), mark("Cost, MEUR"),
)  # fmt: skip
NUMBERS: Final = (("e_del_after_kwh", 1e3, 0), ("invest_eur", 1e6, 2))
"""Field, what its value is divided by, decimals."""


class CheckpointsPage(QWidget):
    """A list with a few figures; a double click goes back to one."""

    def __init__(self, document: Document, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._operations = document, operations
        self.list, self.empty = QTreeWidget(), muted()
        self.new, self.back = QPushButton(_("New…")), QPushButton(_("Go back to it"))
        self.delete = QPushButton(_("Delete"))
        self._lay_out()
        self.new.clicked.connect(operations.ask_checkpoint)
        self.back.clicked.connect(self._back)
        self.delete.clicked.connect(self._delete)
        self.list.itemDoubleClicked.connect(lambda _item, _column: self._back())
        self.list.currentItemChanged.connect(lambda _now, _before: self._allow())
        QShortcut(
            QKeySequence(Qt.Key.Key_Delete),
            self.list,
            self._delete,
            context=Qt.ShortcutContext.WidgetShortcut,
        )
        document.changed.connect(self._changed)
        self._fill()

    @property
    def name(self) -> str:
        """Name of the marked checkpoint; "" where none is."""
        item = self.list.currentItem()
        return "" if item is None else item.text(0)

    def _lay_out(self) -> None:
        self.empty.setText(
            _("Keep the plan as it is before you try something: you can go back to it at any time.")
        )
        self.list.setHeaderLabels([_(title) for title in COLUMNS])
        self.list.setRootIsDecorated(False)
        self.list.setAlternatingRowColors(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setAccessibleName(_("Checkpoints"))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.back.setToolTip(_("Take the plan as it was; one step of undo leads back here"))
        buttons = QVBoxLayout()
        for button in (self.new, self.back, self.delete):
            buttons.addWidget(button)
        buttons.addStretch(1)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, GAP // 2, 0, 0)
        middle = QVBoxLayout()
        middle.addWidget(self.empty)
        middle.addWidget(self.list, 1)
        box.addLayout(middle, 1)
        box.addLayout(buttons)

    def _changed(self, changes: Changes) -> None:
        if changes & (Changes.CHECKPOINTS | Changes.PROJECT):
            self._fill()

    def _fill(self) -> None:
        project, marked = self._document.project, self.name
        found = () if project is None else project.checkpoints
        self.list.clear()
        for one in found:
            when = QDateTime.fromSecsSinceEpoch(int(one.when))
            item = QTreeWidgetItem(
                [one.name, QLocale().toString(when, QLocale.FormatType.ShortFormat), one.who]
            )
            for column, (field, unit, decimals) in enumerate(NUMBERS, start=3):
                item.setText(column, format_number(one.totals.get(field, 0.0) / unit, decimals))
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.list.addTopLevelItem(item)
            if one.name == marked:
                self.list.setCurrentItem(item)
        if found and self.list.currentItem() is None:
            self.list.setCurrentItem(self.list.topLevelItem(len(found) - 1))
        self.list.setVisible(bool(found))
        self.empty.setVisible(not found)
        self._allow()

    def _allow(self) -> None:
        for button in (self.back, self.delete):
            button.setEnabled(bool(self.name))

    def _back(self) -> None:
        if self.name:
            self._operations.restore_checkpoint(self.name)

    def _delete(self) -> None:
        if self.name:
            self._operations.delete_checkpoint(self.name)
