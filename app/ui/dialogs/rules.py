"""Packages by rules: conditions in order, the first that fits decides, with live counts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QStringListModel, Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from app.errors import UserError
from app.project import PackageRule
from app.text.labels import PACKAGES, word
from app.text.messages import sentence
from app.text.numbers import format_number
from app.text.translate import _, ngettext
from app.ui.dialogs.working import WorkingDialog
from app.ui.icons import icon
from app.ui.reading import Reader
from app.ui.widgets.texts import heading, muted, number
from retrofit.stock.fields import Level, columns_of

if TYPE_CHECKING:
    from app.services.package_rules import Fit
    from app.ui.operations import Operations

WAIT_MS: Final = 250
EXAMPLE: Final = "year_of_construction < 1960 and e_del_kwh_m2 > 180"


class RulesDialog(WorkingDialog):
    """A line a rule; what is written is tried at once, what is applied can be undone."""

    def __init__(self, parent: QWidget, operations: Operations) -> None:
        super().__init__(parent, operations, "rules", _("Packages by rules"))
        project = operations.document.project
        assert project is not None
        self._project = project
        self.lines: list[RuleLine] = []
        self.outcome = muted()
        self.add = QPushButton(icon("select-rule"), _("Add a rule"))
        self.reader = Reader(self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(WAIT_MS)
        self._soon.timeout.connect(self._try)
        self.setMinimumSize(760, 360)
        self._lay_out()
        self.add.clicked.connect(self._added)
        for rule in project.rules or (PackageRule("", project.packages[-1].key),):
            self._append(rule)
        self._try()

    @property
    def rules(self) -> tuple[PackageRule, ...]:
        """What is written; lines without a condition are left out."""
        return tuple(line.rule for line in self.lines if line.rule.condition)

    @property
    def following(self) -> bool:
        """Whether the counts are behind what is written."""
        return self._soon.isActive() or self.reader.busy

    def accept(self) -> None:
        """Apply; the dialog closes when it went well."""
        if self._busy:
            return
        self._begin(_("Reckoning again…"))
        self._operations.apply_rules(self.rules, self._failed, super().accept, self._end)

    def done(self, result: int) -> None:
        """Close, and look nothing up any more."""
        self.reader.close()
        super().done(result)

    def _append(self, rule: PackageRule) -> None:
        line = RuleLine(self, self._project.packages, rule)
        line.edited = self._soon.start
        line.up.clicked.connect(partial(self._move, line, -1))
        line.down.clicked.connect(partial(self._move, line, 1))
        line.remove.clicked.connect(partial(self._remove, line))
        self.lines.append(line)
        self._place()

    def _added(self) -> None:
        self._append(PackageRule("", self._project.packages[-1].key))
        self.lines[-1].condition.setFocus()

    def _move(self, line: RuleLine, by: int) -> None:
        place = self.lines.index(line)
        other = min(max(place + by, 0), len(self.lines) - 1)
        self.lines.insert(other, self.lines.pop(place))
        self._place()
        self._soon.start()

    def _remove(self, line: RuleLine) -> None:
        self.lines.remove(line)
        line.discard()
        self._place()
        self._soon.start()

    def _place(self) -> None:
        """Put the lines into the grid in their order."""
        last = len(self.lines) - 1
        for row, line in enumerate(self.lines):
            line.number.setText(f"{row + 1}.")
            line.up.setEnabled(row > 0)
            line.down.setEnabled(row < last)
            for column, widget in enumerate(line.widgets):
                self.grid.addWidget(widget, row + 1, column)
        before: QWidget = self.add
        for line in self.lines:
            for widget in (line.condition, line.package, line.up, line.down, line.remove):
                QWidget.setTabOrder(before, widget)
                before = widget
        self._fit()

    def _try(self) -> None:
        """Count what every rule does, off the window's thread."""
        rules, project = self.rules, self._project
        numbers = [place + 1 for place, line in enumerate(self.lines) if line.rule.condition]

        def work() -> Fit | str:
            from app.services.package_rules import fit

            try:
                return fit(project, rules)
            except UserError as fault:
                said = sentence(fault.code, fault.details)
                return _("Rule {number}: {fault}").format(
                    number=numbers[int(str(fault.details["number"])) - 1], fault=said
                )

        self.reader.ask(work, lambda found: self._tell(found) if rules == self.rules else None)

    def _tell(self, found: Fit | str) -> None:
        self.start.setEnabled(not isinstance(found, str) and not self._busy)
        if isinstance(found, str):
            self.fault.setText(found)
            self.fault.show()
            self.outcome.setText("")
            for line in self.lines:
                line.count.setText("")
            self._fit()
            return
        self.fault.hide()
        written = [line for line in self.lines if line.rule.condition]
        for line in self.lines:
            line.count.setText("")
        for place, line in enumerate(written):
            line.count.setText(format_number(found.decided(place)))
            line.count.setToolTip(
                _("The condition fits {count} heated buildings; earlier rules decide about the rest").format(
                    count=format_number(found.fits[place])
                )
            )
        left = int((found.rule_of < 0).sum() - (~self._project.baseline.typed.heated).sum())  # type: ignore[union-attr]
        self.outcome.setText(
            ngettext(
                "{count} heated building fits no rule and keeps its package.",
                "{count} heated buildings fit no rule and keep their package.",
                left,
            ).format(count=format_number(left))
        )
        self._fit()

    def _lay_out(self) -> None:
        box = self._frame()
        box.addWidget(
            muted(
                _(
                    "The first rule that fits a building decides. A condition is written as in Select by expression."
                )
            )
        )
        holder = QWidget()
        self.grid = QGridLayout(holder)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(8)
        self.grid.setColumnStretch(1, 1)
        for column, title in ((1, _("Buildings for which …")), (2, _("get")), (3, _("Buildings"))):
            self.grid.addWidget(heading(title), 0, column)
        box.addWidget(holder)
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addWidget(self.outcome, 1)
        box.addLayout(row)
        box.addStretch(1)
        self.start = self._foot(box, _("Apply"))

    def _allow(self) -> None:
        for line in self.lines:
            for widget in line.widgets:
                widget.setEnabled(not self._busy)
        for button in (self.add, self.start):
            button.setEnabled(not self._busy)
        if not self._busy:
            self._place()


class RuleLine:
    """The widgets of one rule."""

    def __init__(self, dialog: QWidget, packages: tuple[object, ...], rule: PackageRule) -> None:
        self.edited = lambda: None
        self.number, self.count = QLabel(dialog), number()
        self.condition, self.package = QLineEdit(rule.condition, dialog), QComboBox(dialog)
        self.condition.setPlaceholderText(EXAMPLE)
        self.condition.setAccessibleName(_("Condition"))
        self.condition.setMinimumWidth(300)
        self.condition.setCompleter(_completer(self.condition))
        self.package.setAccessibleName(_("Package"))
        for one in packages:
            key = one.key  # type: ignore[attr-defined]
            self.package.addItem(word(key, PACKAGES), key)
        self.package.setCurrentIndex(max(self.package.findData(rule.package), 0))
        self.up = _small("view-back", _("Earlier"), Qt.ArrowType.UpArrow)
        self.down = _small("view-forward", _("Later"), Qt.ArrowType.DownArrow)
        self.remove = _small("clear", _("Remove this rule"))
        self.condition.textChanged.connect(lambda _text: self.edited())
        self.package.currentIndexChanged.connect(lambda _place: self.edited())

    @property
    def rule(self) -> PackageRule:
        """What is written."""
        return PackageRule(" ".join(self.condition.text().split()), str(self.package.currentData()))

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        """In the order of the columns."""
        return self.number, self.condition, self.package, self.count, self.up, self.down, self.remove

    def discard(self) -> None:
        """Take the widgets away."""
        for widget in self.widgets:
            widget.hide()
            widget.deleteLater()


def _small(picture: str, tip: str, arrow: Qt.ArrowType | None = None) -> QToolButton:
    button = QToolButton()
    if arrow is None:
        button.setIcon(icon(picture))
    else:
        button.setArrowType(arrow)
    button.setAutoRaise(True)
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    return button


def _completer(line: QLineEdit) -> QCompleter:
    """Offers columns for the word at the cursor, and leaves what is written around it."""
    made = WordCompleter(line)
    made.setModel(QStringListModel([field.name for field in columns_of(Level.BUILDING)], made))
    return made


class WordCompleter(QCompleter):
    """Completes the last word of a line."""

    def splitPath(self, path: str) -> list[str]:
        return [_last_word(path)]

    def pathFromIndex(self, index: object) -> str:
        name = super().pathFromIndex(index)  # type: ignore[arg-type]
        line = self.widget()
        text = line.text() if isinstance(line, QLineEdit) else ""
        return text[: len(text) - len(_last_word(text))] + name


def _last_word(text: str) -> str:
    place = len(text)
    while place and (text[place - 1].isalnum() or text[place - 1] == "_"):
        place -= 1
    return text[place:]
