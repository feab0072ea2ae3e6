"""Why is this 187? The chain of a figure as a tree."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.project import Project
from app.services.explaining import Line, all_lines, explain_result
from app.text.labels import PACKAGES, word
from app.text.steps import step_label
from app.text.translate import _
from app.ui.dialogs.manual import helped
from retrofit.evidence.explain import RESULTS

OPEN_TO: Final = 4
"""Depth to which the tree is open at first."""


class ExplanationDialog(QDialog):
    """A result of one building, with every figure that goes into it."""

    def __init__(self, parent: QWidget, project: Project, building_id: str) -> None:
        super().__init__(parent)
        self._project, self._building = project, building_id
        self.result, self.package, self.tree = QComboBox(), QComboBox(), QTreeWidget()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("explanation")
        helped(self, "figures")
        self.setWindowTitle(_("Why these figures? Building {id}").format(id=building_id))
        self.resize(1080, 640)
        self._fill()
        self._lay_out()
        for box in (self.result, self.package):
            box.activated.connect(lambda _place: self.show_chain())
        self.show_chain()

    def show_chain(self) -> None:
        """Show the chain of the result chosen."""
        step = explain_result(
            self._project, self._building, self.result.currentData(), self.package.currentData()
        )
        self.tree.clear()
        items: list[QTreeWidgetItem] = []
        for line in all_lines(step, self._project.country):
            item = _item(line)
            if line.depth:
                items[line.depth - 1].addChild(item)
            items[line.depth :] = [item]
        self.tree.addTopLevelItem(items[0])
        self.tree.expandToDepth(OPEN_TO - 1)

    def _fill(self) -> None:
        for name in RESULTS:
            self.result.addItem(step_label(name, ""), name)
        for place, package in enumerate(self._project.packages):
            self.package.addItem(word(package.key, PACKAGES), place)
        row = int(self._project.buildings.index.get_indexer([self._building])[0])
        self.package.setCurrentIndex(int(self._project.scenario.package_of[row]))
        self.tree.setHeaderLabels([_("Figure"), _("Value"), _("How it is found"), _("Where it is from")])
        self.tree.setAlternatingRowColors(True)
        self.tree.setStyleSheet("QTreeWidget::item { padding: 3px 2px; }")
        self.tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.tree.setAccessibleName(_("Chain of the figure"))
        header = self.tree.header()
        for column, width in ((0, 380), (1, 120), (2, 330)):
            header.resizeSection(column, width)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        for text, box in ((_("Result"), self.result), (_("Package"), self.package)):
            label = QLabel(text)
            label.setBuddy(box)
            box.setAccessibleName(text)
            top.addWidget(label)
            top.addWidget(box)
            top.addSpacing(12)
        top.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 14, 16, 14)
        box.addLayout(top)
        box.addWidget(self.tree, 1)
        box.addWidget(buttons)


def _item(line: Line) -> QTreeWidgetItem:
    item = QTreeWidgetItem([line.label, line.value, "" if line.above else line.formula, _origin(line)])
    item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    for column in (0, 2, 3):
        item.setToolTip(column, item.text(column))
    return item


def _origin(line: Line) -> str:
    """Origin and source; what is only calculated says its rule."""
    if line.above:
        return _("explained above") if line.formula else line.origin
    parts = [] if line.formula else [line.origin]
    if line.indicative:
        parts.append(_("indicative"))
    if line.source:
        parts.append(line.source)
    return "; ".join(parts)
