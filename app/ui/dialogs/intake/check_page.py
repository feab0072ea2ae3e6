"""What would become of every feature, and what was noticed, before the plan is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.text.labels import FATES, ROLES, SEVERITIES, word
from app.text.messages import finding_sentence
from app.text.numbers import format_number
from app.text.translate import _
from app.ui.dialogs.intake.limits_form import LimitsForm
from app.ui.theme import GAP
from app.ui.widgets.plain_table import PlainTable
from app.ui.widgets.texts import plain

if TYPE_CHECKING:
    from app.project import Project


class CheckPage(QWidget):
    """Counts and areas by role and fate, and the findings of the import."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.summary = plain()
        self.fates, self.findings = PlainTable(_("Features by what became of them")), QListWidget()
        self.findings.setWordWrap(True)
        self.findings.setAlternatingRowColors(True)
        self.findings.setAccessibleName(_("Findings"))
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.addWidget(self.fates)
        parts.addWidget(self.findings)
        parts.setStretchFactor(0, 1)
        parts.setStretchFactor(1, 2)
        self.limits, self.opens, self.again = LimitsForm(), QToolButton(), QPushButton(_("Check again"))
        self.opens.setText(_("Limits of cleaning"))
        self.opens.setCheckable(True)
        self.opens.setArrowType(Qt.ArrowType.RightArrow)
        self.opens.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.opens.setAutoRaise(True)
        self.again.setAutoDefault(False)
        self.again.hide()
        self.limits.hide()
        self.opens.toggled.connect(self._opened)
        head = QHBoxLayout()
        head.addWidget(self.opens)
        head.addStretch(1)
        head.addWidget(self.again)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, GAP, 0, 0)
        box.addWidget(self.summary)
        box.addLayout(head)
        box.addWidget(self.limits)
        box.addWidget(parts, 1)
        self.show_project(None)

    def _opened(self, opened: bool) -> None:
        self.limits.setVisible(opened)
        self.opens.setArrowType(Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow)

    def show_project(self, project: Project | None) -> None:
        """Show what an import gave; nothing before it ran."""
        self.fates.setVisible(project is not None)
        self.findings.setVisible(project is not None)
        if project is None:
            self.summary.setText(
                _("The files are read and checked when you come here; nothing is loaded yet.")
            )
            return
        from app import bridge

        self.summary.setText(_summary(project))
        head = (
            _("Layer"), _("What became of it"), _("Features"), _("Area as read, m²"), _("Area kept, m²"),
        )  # fmt: skip
        self.fates.show_rows(head, _rows(project))
        self.findings.clear()
        for each in bridge.findings(project):
            weight = word(each.severity.value, SEVERITIES)
            self.findings.addItem(f"{weight}: {finding_sentence(each)}")


def _rows(project: Project) -> list[tuple[str, ...]]:
    fates = project.account.fates
    sums = fates.groupby(["role", "fate"], sort=False)[["area_in_m2", "area_out_m2"]].sum()
    counts = fates.groupby(["role", "fate"], sort=False).size()
    return [
        (
            _(ROLES[role]) if role in ROLES else role,
            word(fate, FATES),
            format_number(int(counts[(role, fate)])),
            format_number(float(sums.loc[(role, fate), "area_in_m2"])),
            format_number(float(sums.loc[(role, fate), "area_out_m2"])),
        )
        for role, fate in sums.index
    ]


def _summary(project: Project) -> str:
    said = _("{buildings} buildings in {blocks} blocks, in {crs}, country pack {country}.")
    return said.format(
        buildings=format_number(len(project.buildings)),
        blocks=format_number(len(project.blocks)),
        crs=project.crs,
        country=project.country,
    )
