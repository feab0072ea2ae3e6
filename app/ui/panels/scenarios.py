"""Scenarios of the plan: which is planned, what each means for the district."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFont, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
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
from app.ui.reading import Reader
from app.ui.theme import GAP
from app.ui.widgets.texts import muted
from retrofit.plan.scenario import DO_NOTHING

if TYPE_CHECKING:
    from app.project import Project
    from app.services.scenarios import Comparison
    from app.ui.operations import Operations

COLUMNS: Final = (
    (mark("Scenario"), "", 1.0, 0),
    (mark("Saving %"), "saving_pct", 1.0, 0),
    (mark("MEUR"), "invest_eur", 1e6, 2),
    (mark("NPV, MEUR"), "npv_eur", 1e6, 2),
)
"""Title, field, what its value is divided by, decimals."""
NUMBER_ROLE: Final = int(Qt.ItemDataRole.UserRole)
REDRAWS: Final = Changes.PROJECT | Changes.SCENARIO | Changes.RESULTS | Changes.STOCK
DELAY_MS: Final = 150


class ScenariosPanel(QWidget):
    """A list of scenarios with a few figures; the one that is planned is marked."""

    def __init__(self, document: Document, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._operations = document, operations
        self._reader = Reader(self)
        self.list = QTreeWidget()
        self.buttons = {
            "new": QPushButton(_("New…")),
            "plan": QPushButton(_("Plan this one")),
            "rename": QPushButton(_("Rename…")),
            "delete": QPushButton(_("Delete")),
            "compare": QPushButton(_("Compare…")),
            "difference": QPushButton(_("Difference on the map")),
        }
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(DELAY_MS)
        self._soon.timeout.connect(self.refresh)
        self._lay_out()
        self._connect()
        self.setProperty("manual", "plan")
        self._soon.start()

    @property
    def number(self) -> int | None:
        """Number of the marked scenario."""
        item = self.list.currentItem()
        return None if item is None else int(item.data(0, NUMBER_ROLE))

    def refresh(self) -> None:
        """Tell the scenarios anew; only while somebody sees them."""
        project = self._document.project
        if project is None or project.assessment is None:
            self.list.clear()
            self._allow()
            return
        if not self.isVisible():
            return

        def compared() -> Comparison:
            from app.services.scenarios import compare

            return compare(project)

        self._reader.ask(compared, lambda found: self._fill(project, found))

    def close_down(self) -> None:
        """Ask nothing any more."""
        self._reader.close()

    def _fill(self, project: Project, found: Comparison) -> None:
        marked = self.number
        names = [field.name for field in found.fields]
        self.list.clear()
        for place, one in enumerate(found.scenarios):
            item = QTreeWidgetItem()
            item.setData(0, NUMBER_ROLE, one.number)
            item.setText(0, one.name)
            item.setToolTip(0, one.note or one.name)
            for column, (_title, field, unit, decimals) in enumerate(COLUMNS[1:], start=1):
                value = float(found.district[names.index(field), place]) / unit
                item.setText(column, format_number(value, decimals))
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if one.number == project.scenario.number:
                font = QFont(self.list.font())
                font.setWeight(QFont.Weight.DemiBold)
                item.setFont(0, font)
                item.setText(0, f"✓ {one.name}")
                item.setToolTip(0, _("{name}: planned now").format(name=one.name))
            self.list.addTopLevelItem(item)
            if one.number == (project.scenario.number if marked is None else marked):
                self.list.setCurrentItem(item)
        self._allow()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self._soon.start()

    def _connect(self) -> None:
        document, operations, buttons = self._document, self._operations, self.buttons
        document.changed.connect(lambda changes: changes & REDRAWS and self._soon.start())
        document.theme_changed.connect(lambda _theme: self._allow())
        self.list.currentItemChanged.connect(lambda *_items: self._allow())
        self.list.itemActivated.connect(lambda _item: self._plan())
        buttons["new"].clicked.connect(lambda: operations.copy_scenario(self.number or 0))
        buttons["plan"].clicked.connect(self._plan)
        buttons["rename"].clicked.connect(lambda: operations.ask_scenario_name(self.number))
        buttons["delete"].clicked.connect(lambda: operations.delete_scenario(self.number))
        buttons["compare"].clicked.connect(operations.ask_comparison)
        buttons["difference"].toggled.connect(self._difference)
        for keys, button in ((Qt.Key.Key_F2, "rename"), (Qt.Key.Key_Delete, "delete")):
            shortcut = QShortcut(QKeySequence(keys), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(buttons[button].click)

    def _plan(self) -> None:
        if self.number not in (None, DO_NOTHING):
            self._operations.activate_scenario(int(self.number or 0))

    def _difference(self, on: bool) -> None:
        self._operations.show_difference(self.number if on else None)

    def _allow(self) -> None:
        project, number = self._document.project, self.number
        own = project is not None and number not in (None, DO_NOTHING)
        planned = project is not None and number == project.scenario.number
        self.buttons["new"].setEnabled(number is not None)
        self.buttons["plan"].setEnabled(own and not planned)
        self.buttons["rename"].setEnabled(own)
        self.buttons["delete"].setEnabled(own and project is not None and bool(project.shelf))
        self.buttons["compare"].setEnabled(project is not None)
        against = None if self._document.theme is None else self._document.theme.against
        button = self.buttons["difference"]
        button.blockSignals(True)
        button.setChecked(against is not None)
        button.blockSignals(False)
        button.setEnabled(against is not None or (number is not None and not planned))

    def _lay_out(self) -> None:
        self.list.setHeaderLabels([_(title) for title, *_rest in COLUMNS])
        self.list.setRootIsDecorated(False)
        self.list.setAlternatingRowColors(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setAccessibleName(_("Scenarios"))
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, len(COLUMNS)):
            self.list.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.buttons["difference"].setCheckable(True)
        tips = {
            "new": _("A copy of the marked scenario, to be changed"),
            "plan": _("Packages you give from now on belong to it"),
            "difference": _("Colour the map by the plan less the marked scenario"),
        }
        for name, tip in tips.items():
            self.buttons[name].setToolTip(tip)
        grid = QGridLayout()
        grid.setSpacing(GAP // 2)
        for place, button in enumerate(self.buttons.values()):
            grid.addWidget(button, place // 2, place % 2)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, GAP, GAP, GAP)
        box.setSpacing(GAP)
        box.addWidget(
            muted(_("Packages belong to the scenario that is planned now. Doing nothing is always there."))
        )
        box.addWidget(self.list, 1)
        box.addLayout(grid)
