"""Whatever is raised anywhere ends here: it is shown once, and the window lives on."""

from __future__ import annotations

import sys
import threading
import traceback
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QDialog

from app import fault_report

if TYPE_CHECKING:
    from app.ui.window import MainWindow


class Faults(QObject):
    """Shows faults of a window, one at a time, and keeps the diary that goes into the report."""

    _raised = Signal(str)
    """A fault of any thread; shown in the window's."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self.diary = window, fault_report.Diary()
        self._raised.connect(self.show, Qt.ConnectionType.QueuedConnection)

    def watch(self) -> None:
        """Take what no one else takes: from slots, threads and destructors, and Qt's own complaints."""
        sys.excepthook = self._hook
        threading.excepthook = lambda found: self._threw(found.exc_type, found.exc_value, found.exc_traceback)
        qInstallMessageHandler(self._complained)

    def report(self, trace: str = "") -> str:
        """What can be sent, without personal data."""
        return fault_report.report(trace, self.diary.lines)

    def show(self, trace: str) -> None:
        """Show a fault; while one is shown, further ones only go into the diary."""
        from app.ui.dialogs.fault import FaultDialog

        self.diary.note(trace.strip().rpartition("\n")[2])
        if self._window.findChild(QDialog, "bug") is None:
            FaultDialog(self._window, self._window.settings, self.report(trace)).open()

    def _hook(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._window.close()
            return
        self._threw(kind, fault, trace)

    def _threw(self, kind: Any, fault: Any, trace: Any) -> None:
        text = "".join(traceback.format_exception(kind, fault, trace))
        sys.stderr.write(text)
        self._raised.emit(text)

    def _complained(self, level: QtMsgType, _where: object, text: str) -> None:
        self.diary.note(f"Qt: {text}")
        if level is not QtMsgType.QtDebugMsg:
            sys.stderr.write(f"{text}\n")
