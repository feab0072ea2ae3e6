"""What the values of a column mean: a code for each, those first that nobody understands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.text.labels import FIELD_NAMES, field_word, word
from app.text.numbers import format_number
from app.text.translate import _
from app.ui.dialogs.manual import helped
from app.ui.theme import GAP
from app.ui.widgets.texts import muted

if TYPE_CHECKING:
    from gis.mapping.propose import FieldProposal

MOST = 500
"""Values that are offered; the rarest of more are left as they are."""


class ValueMap(QDialog):
    """Gives a canonical code to every value of a column."""

    decided = Signal(object)
    """`gis.delivery.FieldChoice` with the values that were mapped."""

    def __init__(self, parent: QWidget, proposal: FieldProposal) -> None:
        from app.bridge import CODE_LISTS

        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("value-map")
        helped(self)
        self._proposal = proposal
        self._shown = proposal.values[:MOST]
        self.setWindowTitle(_("Values of {column}").format(column=proposal.choice.column))
        self.table = QTableWidget(len(self._shown), 3)
        self.boxes = [self._line(row, CODE_LISTS[proposal.field.name]) for row in range(len(self._shown))]
        self._lay_out()

    def _line(self, row: int, codes: tuple[str, ...]) -> QComboBox:
        """Fill a row: the value, how often it occurs, and the code that it is given."""
        each, name = self._shown[row], self._proposal.field.name
        self.table.setItem(row, 0, QTableWidgetItem(each.value))
        count = QTableWidgetItem(format_number(each.count))
        count.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.table.setItem(row, 1, count)
        box = QComboBox()
        box.setAccessibleName(each.value)
        box.addItem(_("(not known)"), "")
        for code in codes:
            box.addItem(field_word(name, code), code)
        box.setCurrentIndex(max(box.findData(each.code), 0))
        self.table.setCellWidget(row, 2, box)
        return box

    def _lay_out(self) -> None:
        title = word(self._proposal.field.name, FIELD_NAMES)
        self.table.setAccessibleName(_("Values and what they mean"))
        self.table.setHorizontalHeaderLabels([_("Value of the file"), _("Rows"), title])
        self.table.verticalHeader().hide()
        self.table.setColumnWidth(0, 240)
        self.table.horizontalHeader().setStretchLastSection(True)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        said = muted()
        said.setText(
            _("What is not known is treated as missing. Counts are those of the first rows of the file.")
        )
        box = QVBoxLayout(self)
        box.setSpacing(GAP)
        box.addWidget(self.table, 1)
        box.addWidget(said)
        box.addWidget(buttons)
        self.resize(620, 460)

    def accept(self) -> None:
        """Hand over the values that mean something else than was understood."""
        before = dict(self._proposal.choice.values)
        for each, box in zip(self._shown, self.boxes, strict=True):
            if box.currentData() != each.code:
                before[each.value] = box.currentData()
        self.decided.emit(replace(self._proposal.choice, values=tuple(before.items())))
        super().accept()
