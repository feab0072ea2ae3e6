"""Scenarios side by side: a table, differences, bars."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.services.mapping import money_basis
from app.services.scenario_tables import CHARTED, rows
from app.services.scenarios import Comparison, compare
from app.text.numbers import format_number
from app.text.translate import _
from app.ui.dialogs import ask
from app.ui.dialogs.manual import helped
from app.ui.theme import GAP
from app.ui.widgets.bars import Bar, Bars
from app.ui.widgets.plain_table import PlainTable, page, scrolled
from app.ui.widgets.texts import heading, muted
from retrofit.stock.fields import FIELDS

if TYPE_CHECKING:
    from app.ui.operations import Operations

SIZE: Final = QSize(900, 640)
LARGE: Final = {"kWh/a": (1e3, "MWh/a"), "kg/a": (1e3, "t/a"), "EUR": (1e3, "kEUR"), "EUR/a": (1e3, "kEUR/a")}
"""Units in which whole districts are read."""


class ComparisonDialog(QDialog):
    """All scenarios of the plan; figures or differences to one of them."""

    def __init__(self, parent: QWidget, operations: Operations) -> None:
        super().__init__(parent)
        project = operations.document.project
        assert project is not None
        self._operations, self._project = operations, project
        self.found: Comparison = compare(project)
        self.setWindowTitle(_("Compare scenarios"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        helped(self, "plan")
        self.resize(SIZE)
        self.against = QComboBox()
        self.against.setAccessibleName(_("Show"))
        self.against.addItem(_("Figures"), None)
        for place, one in enumerate(self.found.scenarios):
            self.against.addItem(_("Differences to {name}").format(name=one.name), place)
        self.table = PlainTable(_("Scenarios side by side"))
        self.tabs = QTabWidget()
        self._lay_out()
        self.against.currentIndexChanged.connect(self._fill)
        self._fill()

    def texts(self) -> str:
        """The table as text with tabs, for a spreadsheet."""
        head = "\t".join(["", *(one.name for one in self.found.scenarios)])
        return "\n".join([head, *("\t".join(cells) for cells in self.table.texts())])

    def _fill(self) -> None:
        head = (_("Result"), *(one.name for one in self.found.scenarios))
        self.table.show_rows(head, rows(self.found, self.against.currentData()))

    def _bars(self) -> QWidget:
        """One group of bars a result."""
        names = [field.name for field in self.found.fields]
        parts: list[QWidget] = []
        for name in CHARTED:
            field, values = FIELDS[name], self.found.district[names.index(name)]
            factor, unit = LARGE.get(field.unit, (1.0, field.unit))
            bars = Bars(_(field.label))
            bars.show_bars(
                [
                    Bar(
                        one.name,
                        float(value) / factor,
                        format_number(float(value) / factor, 0, unit),
                        "today" if one.number == 0 else "accent",
                        marked=one.number == self._project.scenario.number,
                    )
                    for one, value in zip(self.found.scenarios, values, strict=True)
                ]
            )
            parts += [heading(f"{_(field.label)}, {unit}"), bars]
        return scrolled(page(*parts))

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(QLabel(_("Show")))
        line.addWidget(self.against, 1)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, 2 * GAP)
        inside.addLayout(line)
        inside.addWidget(self.table, 1)
        self.tabs.addTab(holder, _("Table"))
        self.tabs.addTab(self._bars(), _("Bars"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copied = buttons.addButton(_("Copy table"), QDialogButtonBox.ButtonRole.ActionRole)
        written = buttons.addButton(_("Save as CSV…"), QDialogButtonBox.ButtonRole.ActionRole)
        copied.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.texts()))
        written.clicked.connect(self._write)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, 2 * GAP)
        box.addWidget(self.tabs, 1)
        box.addWidget(muted(money_basis(self._project)))
        box.addWidget(buttons)

    def _write(self) -> None:
        settings = self._operations.settings
        folder = ask.folder(self, _("Folder for the tables"), settings.folder("export"))
        if folder is not None:
            self._operations.write_comparison(self.found, folder)
