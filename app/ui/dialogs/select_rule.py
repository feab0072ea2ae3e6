"""Select by a rule: write it, see how many fit, select them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, QStringListModel, Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app import bridge
from app.errors import UserError
from app.services.enclosing import How
from app.services.selecting import rows_of
from app.text.labels import field_word
from app.text.messages import sentence
from app.text.numbers import format_number
from app.text.translate import _, mark, ngettext
from app.ui.dialogs.manual import helped
from app.ui.matching import matched
from app.ui.theme import GAP
from app.ui.widgets.choice import Choice
from app.ui.widgets.texts import muted
from retrofit.stock.fields import FIELDS, Level, columns_of

if TYPE_CHECKING:
    from app.ui.operations import Operations

SIZE: Final = QSize(860, 560)
WAIT_MS: Final = 250
LEVELS: Final = (
    (Level.BUILDING, mark("Buildings")),
    (Level.BLOCK, mark("Blocks")),
    (Level.PARCEL, mark("Parcels")),
    (Level.ASSOCIATION, mark("Associations")),
)
HOWS: Final = (
    (How.REPLACE, mark("Select these")),
    (How.ADD, mark("Add these to the selection")),
    (How.TAKE, mark("Take these from the selection")),
)
EXAMPLES: Final = (
    "year_of_construction < 1945 and size_class in ('AB', 'MFH')",
    "e_del_kwh_m2 > 250 and provenance_year_of_construction == 'assumed'",
    "contains(building_id, '12') or 1960 <= year_of_construction < 1980",
)
NAME_ROLE: Final = int(Qt.ItemDataRole.UserRole)


class SelectRuleDialog(QDialog):
    """A rule on the left, the columns it can speak of on the right."""

    def __init__(self, parent: QWidget, operations: Operations, level: Level) -> None:
        super().__init__(parent)
        self._operations, self._document = operations, operations.document
        self.setWindowTitle(_("Select by expression"))
        self.setObjectName("select-rule")
        helped(self, "map")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(SIZE)
        self.level = Choice([(key, _(text)) for key, text in LEVELS], _("Level"))
        self.level.set_value(level)
        self.rule = QPlainTextEdit()
        self.rule.setPlaceholderText(EXAMPLES[0])
        self.rule.setAccessibleName(_("Expression"))
        self.rule.setTabChangesFocus(True)
        self.told = muted()
        self.fault = QLabel()
        self.fault.setProperty("rank", "fault")
        self.fault.setWordWrap(True)
        self.fault.hide()
        self.past = QComboBox()
        self.how = QComboBox()
        self.search, self.columns = QLineEdit(), QTreeWidget()
        self._completer = QCompleter(self)
        self._completer.setWidget(self.rule)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(WAIT_MS)
        self._found: tuple[int, ...] | None = None
        self._lay_out()
        self._connect()
        self._fill_columns()
        self._count()

    @property
    def found(self) -> tuple[int, ...] | None:
        """Rows that fit; None while the rule cannot be read."""
        return self._found

    def accept(self) -> None:
        """Select; the dialog stays open for the next rule."""
        self._count()
        if self._found is None:
            return
        self._operations.settings.add_rule(" ".join(self.rule.toPlainText().split()))
        self._show_past()
        self._operations.select_rows(self.level.value, self._found, HOWS[self.how.currentIndex()][0])

    def _count(self) -> None:
        """Tell how many rows fit what is written."""
        project, text = self._document.project, self.rule.toPlainText().strip()
        self._found = None
        self.fault.hide()
        self.start.setEnabled(False)
        if project is None or not text:
            self.told.setText(_("For example: {rule}").format(rule=EXAMPLES[1]))
            return
        columns = bridge.columns(project, self.level.value)
        try:
            rows = rows_of(columns, text)
        except UserError as fault:
            self.fault.setText(sentence(fault.code, fault.details))
            self.fault.show()
            self.told.setText("")
            return
        self._found = tuple(rows.tolist())
        total = len(next(iter(columns.values())))
        self.told.setText(
            ngettext("{count} of {total} fits.", "{count} of {total} fit.", len(rows)).format(
                count=format_number(len(rows)), total=format_number(total)
            )
        )
        self.start.setEnabled(True)

    def _again(self, _changes: object) -> None:
        """The plan changed: count anew."""
        self._soon.start()

    def _fill_columns(self) -> None:
        """List the columns that fit the search, with label, unit and meaning."""
        self.columns.clear()
        words = self.search.text()
        for field in columns_of(self.level.value):
            label = f"{_(field.label)} [{field.unit}]" if field.unit else _(field.label)
            if matched(words, f"{label} {field.name.replace('_', ' ')} {field.name}") is None:
                continue
            item = QTreeWidgetItem([field.name, label])
            item.setData(0, NAME_ROLE, field.name)
            item.setToolTip(0, _(field.doc))
            item.setToolTip(1, _(field.doc))
            for value in bridge.CODE_LISTS.get(field.name, ()):
                child = QTreeWidgetItem([f"'{value}'", field_word(field.name, value)])
                child.setData(0, NAME_ROLE, f"'{value}'")
                item.addChild(child)
            self.columns.addTopLevelItem(item)
        names = [field.name for field in columns_of(self.level.value)]
        self._completer.setModel(QStringListModel(names, self._completer))

    def _insert(self, text: str) -> None:
        self.rule.insertPlainText(f"{text} ")
        self.rule.setFocus()

    def _complete(self) -> None:
        """Offer the columns that begin like the word at the cursor."""
        cursor = self.rule.textCursor()
        cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        word = cursor.selectedText()
        if len(word) < 2 or word in FIELDS:
            self._completer.popup().hide()
            return
        self._completer.setCompletionPrefix(word)
        box = self.rule.cursorRect()
        box.setWidth(320)
        self._completer.complete(box)

    def _take_word(self, word: str) -> None:
        cursor = self.rule.textCursor()
        cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        cursor.insertText(f"{word} ")
        self.rule.setTextCursor(cursor)

    def _show_past(self) -> None:
        self.past.clear()
        self.past.addItem(_("Used before…"))
        self.past.addItems(list(self._operations.settings.rules))
        self.past.setEnabled(self.past.count() > 1)

    def _connect(self) -> None:
        self.rule.textChanged.connect(self._soon.start)
        self.rule.textChanged.connect(self._complete)
        self._soon.timeout.connect(self._count)
        self._completer.activated.connect(self._take_word)
        self.level.chosen.connect(lambda _level: (self._fill_columns(), self._count()))
        self.search.textChanged.connect(lambda _text: self._fill_columns())
        self.columns.itemDoubleClicked.connect(lambda item: self._insert(item.data(0, NAME_ROLE)))
        self.past.activated.connect(lambda place: place and self.rule.setPlainText(self.past.itemText(place)))
        self._document.changed.connect(self._again)

    def _lay_out(self) -> None:
        self.past.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.past.setMinimumContentsLength(16)
        self.past.setAccessibleName(_("Expressions used before"))
        for _how, text in HOWS:
            self.how.addItem(_(text))
        self.how.setAccessibleName(_("What is done with the rows"))
        self.search.setPlaceholderText(_("Search columns"))
        self.search.setClearButtonEnabled(True)
        self.columns.setHeaderLabels([_("Column"), _("Meaning")])
        self.columns.setColumnWidth(0, 190)
        self.columns.setAccessibleName(_("Columns"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.start = buttons.addButton(_("Select"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.start.setProperty("primary", True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        left, right, sides = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        for widget in (self.level, self.past, self.rule, self.fault, self.told):
            left.addWidget(widget, 1 if widget is self.rule else 0)
        left.addWidget(self.how)
        right.addWidget(self.search)
        right.addWidget(self.columns, 1)
        right.addWidget(muted(_("A double click puts a column or value into the expression.")))
        sides.setSpacing(2 * GAP)
        sides.addLayout(left, 1)
        sides.addLayout(right, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, 2 * GAP)
        box.addLayout(sides, 1)
        box.addWidget(buttons)
        self._show_past()
