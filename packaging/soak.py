"""Use the real window at random for a while: `make soak [ARGS="--minutes 30 --seed 7"]`.

Seeded actions from the action table, clicks, wheels and keys on a built-in district. Fails on
an exception, on dialogs, widgets or tasks that stay behind, and on memory that keeps growing.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = frozenset({"quit", "web-map"})
"""Actions that would end the soak, or ask a server on the network."""
PATIENCE_S = 60.0
WARM_SHARE = 0.3
"""Part of the time after which memory has settled."""
MOST_GROWTH_MB = 150.0
EVERY_STEPS = 25


def main() -> int:
    """Soak, tell what was done, and say whether anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory(prefix="kvarter-soak-") as folder:
        os.environ["HOME"] = folder
        return Soak(Path(folder), wanted.seed).run(60.0 * wanted.minutes)


class Soak:
    """A window in the hands of chance."""

    def __init__(self, folder: Path, seed: int) -> None:
        from PySide6.QtWidgets import QApplication

        from app.ui import theme
        from app.ui.settings import Settings
        from app.ui.window import MainWindow

        self.chance, self.seed, self.folder = random.Random(seed), seed, folder
        self.faults: list[str] = []
        self.done: Counter[str] = Counter()
        self.application = QApplication.instance() or QApplication(["Kvarter"])
        theme.apply(self.application)
        _no_native_dialogs(folder)
        sys.excepthook = lambda *fault: self.faults.append("".join(traceback.format_exception(*fault)))
        settings = Settings(folder / "settings.ini")
        settings.toured = True
        self.window = MainWindow(settings)
        self.window.runner.broke.connect(self.faults.append)
        self.window.resize(1280, 800)
        self.window.show()
        self._until(lambda: self.window.room is not None)
        self._open()

    def run(self, seconds: float) -> int:
        """Do things until the time is over."""
        from app.ui.actions import ACTIONS

        names = [row.id for row in ACTIONS if row.id not in LEFT_OUT]
        begin, steps, memory, widgets = time.monotonic(), 0, [], []
        while time.monotonic() - begin < seconds and not self.faults:
            self._step(names)
            steps += 1
            if steps % EVERY_STEPS == 0:
                gc.collect()
                memory.append((time.monotonic() - begin, _memory_mb()))
                widgets.append(len(self.application.topLevelWidgets()))
        self._settle()
        settled = [mb for when, mb in memory if when > WARM_SHARE * seconds]
        growth = settled[-1] - settled[0] if len(settled) > 1 else 0.0
        self._judge(growth, widgets)
        print(f"seed {self.seed}: {steps} steps, {len(self.done)} kinds of things, memory "
              f"{_memory_mb():.0f} MB, grown by {growth:.0f} MB after warming up, "
              f"top-level widgets {widgets[-1] if widgets else 0}")  # fmt: skip
        print("most often:", ", ".join(f"{name} {count}" for name, count in self.done.most_common(8)))
        for fault in self.faults:
            print("FAULT", fault)
        self.window.document.undo_stack.setClean()
        self.window.close()
        return 1 if self.faults else 0

    def _judge(self, growth: float, widgets: list[int]) -> None:
        if growth > MOST_GROWTH_MB:
            self.faults.append(f"memory grew by {growth:.0f} MB")
        if self.window.runner.busy:
            self.faults.append("a task did not end")
        if len(widgets) > 8 and widgets[-1] > widgets[len(widgets) // 3] + 20:
            kinds = Counter(type(one).__name__ for one in self.application.topLevelWidgets())
            most = ", ".join(f"{count} {name}" for name, count in kinds.most_common(5))
            self.faults.append(
                f"top-level widgets grew from {widgets[len(widgets) // 3]} to {widgets[-1]}: {most}"
            )

    def _step(self, names: list[str]) -> None:
        if self.window.document.project is None:
            self._open()
        kind = self.chance.choices((self._act, self._click, self._wheel, self._key), (6, 4, 2, 2))[0]
        try:
            kind(names)
        except Exception:  # noqa: BLE001 - whatever comes out of a slot is what is looked for
            self.faults.append(f"{kind.__name__}: {traceback.format_exc()}")
        self._settle()

    def _act(self, names: list[str]) -> None:
        name = self.chance.choice(names)
        action = self.window.actions_table[name]
        if action.isEnabled():
            self.done[name] += 1
            action.trigger()

    def _click(self, _names: list[str]) -> None:
        from PySide6.QtCore import QPoint, Qt
        from PySide6.QtTest import QTest

        canvas = self.window.room.canvas  # type: ignore[union-attr]
        spot = QPoint(
            self.chance.randrange(max(canvas.width(), 1)), self.chance.randrange(max(canvas.height(), 1))
        )
        keys = self.chance.choice(
            (
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.ShiftModifier,
                Qt.KeyboardModifier.AltModifier,
            )
        )
        button = self.chance.choice(
            (Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton)
        )
        self.done["click"] += 1
        QTest.mouseMove(canvas, spot)
        QTest.mouseClick(canvas, button, keys, spot)

    def _wheel(self, _names: list[str]) -> None:
        canvas = self.window.room.canvas  # type: ignore[union-attr]
        self.done["zoom"] += 1
        self.chance.choice((canvas.zoom_in, canvas.zoom_out, canvas.fit))()

    def _key(self, _names: list[str]) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        key = self.chance.choice(
            (
                Qt.Key.Key_Left,
                Qt.Key.Key_Up,
                Qt.Key.Key_Escape,
                Qt.Key.Key_Home,
                Qt.Key.Key_Return,
                Qt.Key.Key_Backspace,
            )
        )
        self.done["key"] += 1
        QTest.keyClick(self.window.room.canvas, key)  # type: ignore[union-attr]

    def _settle(self) -> None:
        """Let what was begun come to its end, then close every dialog."""
        from PySide6.QtCore import QEvent
        from PySide6.QtWidgets import QDialog

        self._turn(0.02)
        for _round in range(6):
            self._until(lambda: not self.window.runner.busy)
            open_ = [
                one
                for one in self.application.topLevelWidgets()
                if isinstance(one, QDialog) and one.isVisible()
            ]
            if not open_:
                break
            for dialog in open_:
                self.done[type(dialog).__name__] += 1
                dialog.reject() if self.chance.random() < 0.7 else dialog.accept()
            self._turn(0.05)
            for dialog in open_:
                _reject(dialog)
        self.application.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _open(self) -> None:
        self.window.operations.open_sample("synthetic")
        self._until(lambda: self.window.document.project is not None and not self.window.runner.busy)

    def _turn(self, seconds: float) -> None:
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            self.application.processEvents()
            time.sleep(0.002)

    def _until(self, happened: Callable[[], bool]) -> None:
        ends = time.monotonic() + PATIENCE_S
        while not happened():
            if time.monotonic() > ends:
                self.faults.append("the window did not come to rest within a minute")
                return
            self.application.processEvents()
            time.sleep(0.002)


def _reject(dialog: Any) -> None:
    """Close what stayed open; some dialogs are gone by now."""
    from shiboken6 import isValid

    if isValid(dialog) and dialog.isVisible():
        dialog.reject()


def _no_native_dialogs(folder: Path) -> None:
    """Answer questions that wait for a person: cancel, or a file that may be written."""
    from PySide6.QtWidgets import QFileDialog, QInputDialog, QMenu

    QFileDialog.getOpenFileName = staticmethod(lambda *_a, **_k: ("", ""))  # type: ignore[method-assign]
    QFileDialog.getOpenFileNames = staticmethod(lambda *_a, **_k: ([], ""))  # type: ignore[method-assign]
    QFileDialog.getSaveFileName = staticmethod(lambda *_a, **_k: (str(folder / "soak.gpkg"), ""))  # type: ignore[method-assign]
    QFileDialog.getExistingDirectory = staticmethod(lambda *_a, **_k: "")  # type: ignore[method-assign]
    QInputDialog.getText = staticmethod(lambda *_a, **_k: ("", False))  # type: ignore[method-assign]
    QInputDialog.getItem = staticmethod(lambda *_a, **_k: ("", False))  # type: ignore[method-assign]
    QMenu.exec = lambda *_a, **_k: None  # type: ignore[method-assign,assignment]


def _memory_mb() -> float:
    """Memory in use now; the most so far where the system does not tell."""
    statm = Path("/proc/self/statm")
    if statm.is_file():
        return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


if __name__ == "__main__":
    sys.exit(main())
