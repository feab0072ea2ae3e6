"""What the program works on, what waits, and what it has done."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.text.labels import progress_label
from app.text.numbers import format_number
from app.text.translate import _
from app.ui.theme import GAP
from app.ui.tones import tones

if TYPE_CHECKING:
    from app.ui.tasks import Runner

MOST: Final = 200
"""Tasks that are remembered."""
LEAST_S: Final = 2.0
"""Before this no time left is told: it would only jump."""


class TasksPanel(QWidget):
    """The task that works now with its progress and a way to stop it, over those that are done."""

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._began = 0.0
        self._fault = ""
        self.title, self.what = QLabel(_("Nothing works at the moment.")), QLabel()
        self.what.setProperty("rank", "muted")
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Progress"))
        self.stop = QPushButton(_("Cancel"))
        self.list = QTreeWidget()
        self._lay_out()
        runner.began.connect(self._begin)
        runner.progressed.connect(self._progress)
        runner.failed.connect(self._failed)
        runner.broke.connect(lambda _report: self._failed(_("stopped by a fault of the program")))
        runner.ended.connect(self._end)
        self.stop.clicked.connect(runner.cancel)
        self._show_running(running=False)

    def _begin(self, title: str) -> None:
        self._began, self._fault = time.monotonic(), ""
        self.title.setText(title)
        self.what.clear()
        self.bar.setValue(0)
        self._show_running(running=True)

    def _progress(self, fraction: float, what: str) -> None:
        self.bar.setValue(round(1000 * fraction))
        spent = time.monotonic() - self._began
        left = ""
        if spent > LEAST_S and fraction > 0.05:
            left = _(", about {time} left").format(time=_time(spent / fraction * (1.0 - fraction)))
        self.what.setText(progress_label(what) + left)

    def _failed(self, sentence: str) -> None:
        self._fault = sentence

    def _end(self, title: str, how: str) -> None:
        """Write down what became of a task that was seen to begin."""
        if not self._began:
            return
        words = {"done": _("done"), "ended": _("cancelled"), "failed": _("failed"), "broke": _("failed")}
        item = QTreeWidgetItem([title, words[how], _time(time.monotonic() - self._began), self._fault])
        item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setToolTip(3, self._fault)
        if how in ("failed", "broke"):
            item.setForeground(1, QColor(tones().fault))
        self.list.insertTopLevelItem(0, item)
        while self.list.topLevelItemCount() > MOST:
            self.list.takeTopLevelItem(MOST)
        self._fault = ""
        self.title.setText(_("Nothing works at the moment."))
        self._show_running(running=False)

    def _show_running(self, *, running: bool) -> None:
        self.bar.setVisible(running)
        self.what.setVisible(running)
        self.stop.setVisible(running)
        self.stop.setEnabled(self._runner.cancellable)

    def _lay_out(self) -> None:
        self.list.setHeaderLabels([_("Task"), _("Result"), _("Time"), _("Remark")])
        self.list.setRootIsDecorated(False)
        self.list.setAlternatingRowColors(True)
        self.list.setAccessibleName(_("Tasks that are done"))
        header = self.list.header()
        for column in range(3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        line = QHBoxLayout()
        line.addWidget(self.title)
        line.addWidget(self.bar, 1)
        line.addWidget(self.what)
        line.addWidget(self.stop)
        line.addStretch(0)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, GAP, GAP, GAP)
        box.addLayout(line)
        box.addWidget(self.list, 1)


def _time(seconds: float) -> str:
    """A time in seconds, or minutes where it is long."""
    if seconds >= 90:
        return format_number(seconds / 60.0, 1, _("min"))
    return format_number(seconds, 1 if seconds < 10 else 0, "s")
