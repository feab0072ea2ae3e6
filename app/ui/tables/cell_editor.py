"""`CellEditor`: cells of a table that can be corrected in place, and bars behind numbers."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app import bridge
from app.text.labels import field_word
from app.text.translate import _
from app.ui.tables.table_model import TableModel, edited_as
from app.ui.tones import tones

Index = QModelIndex | QPersistentModelIndex

BAR_PX: Final = 3
"""Height of a bar at the foot of its cell."""
INSET_PX: Final = 4


class CellEditor(QStyledItemDelegate):
    """Offers the words of a closed list, else a line; draws bars where the model asks for them."""

    def __init__(self, model: TableModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = model

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        name = edited_as(self._table.field(index.column()).name)
        title = self._table.columns[index.column()].title
        editor: QWidget
        if name in bridge.CODE_LISTS:
            editor = combo = QComboBox(parent)
            for code in bridge.CODE_LISTS[name]:
                combo.addItem(field_word(name, code), code)
            combo.addItem(_("not known"), "")
            combo.activated.connect(lambda _place: self._done(combo))
        else:
            editor = QLineEdit(parent)
        editor.setAccessibleName(title)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(editor.findData(text), 0))
        elif isinstance(editor, QLineEdit):
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if self._table.is_marked(index.row()):
            option.state |= QStyle.StateFlag.State_Selected  # type: ignore[attr-defined]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        share = self._table.bar(index.row(), index.column())
        if share is None:
            return
        start, end = share
        area = QRectF(option.rect).adjusted(INSET_PX, 0, -INSET_PX, 0)  # type: ignore[attr-defined]
        left, right = area.left() + start * area.width(), area.left() + end * area.width()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        chosen = chosen or self._table.is_marked(index.row())
        colour = (
            tones().on_fill
            if chosen
            else tones().fault
            if start < self._table.zero(index.column())
            else tones().accent
        )
        painter.fillRect(QRectF(left, area.bottom() - BAR_PX, max(right - left, 1.0), BAR_PX), QColor(colour))

    def _done(self, combo: QComboBox) -> None:
        self.commitData.emit(combo)
        self.closeEditor.emit(combo)
