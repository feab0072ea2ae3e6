"""A window goes down; the next one brings the plan back. Two windows on one plan see each other."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from app.services.files import save_project
from app.store import lock
from app.store.journal import left_behind

ROOT = Path(__file__).resolve().parents[2]

DOOMED = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from app.ui.settings import Settings
from app.ui.window import MainWindow

application = QApplication(["Kvarter"])
settings = Settings(Path(sys.argv[1]) / "settings.ini")
settings.toured = True
window = MainWindow(settings)

def begin():
    window.operations.open_project(Path(sys.argv[2]))
    window.document.path_changed.connect(lambda: QTimer.singleShot(0, change))

def change():
    if window.document.project is not None and not window.document.dirty:
        window.keeper.kept.connect(lambda: print("kept", flush=True))
        window.document.undo_stack.indexChanged.connect(lambda _place: window.keeper.keep())
        window.do("all-advanced")

window.ready.connect(begin)
window.show()
application.exec()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
def test_a_plan_survives_kill_9(town, tmp_path, make_window, qtbot):
    plan = tmp_path / "plan.gpkg"
    save_project(town, plan)
    before = plan.read_bytes()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    doomed = subprocess.Popen(
        [sys.executable, "-c", DOOMED, str(tmp_path), str(plan)], stdout=subprocess.PIPE, text=True,
        env=environment, cwd=ROOT,
    )  # fmt: skip
    try:
        assert doomed.stdout.readline().strip() == "kept"
    finally:
        doomed.send_signal(signal.SIGKILL)
        doomed.wait()
        doomed.stdout.close()
    assert plan.read_bytes() == before
    window = make_window()
    (found,) = left_behind(window.settings.journals)
    assert found.note.path == str(plan)
    assert found.note.count == 1
    window.start.recovery_wanted.emit(found)
    qtbot.waitUntil(lambda: window.document.project is not None and not window.runner.busy)
    project = window.document.project
    heated = project.baseline.typed.renovated_by_default
    assert (project.scenario.package_of[heated] == 2).all()
    assert window.document.dirty
    assert window.document.path == plan
    qtbot.waitUntil(lambda: not found.file.exists())
    assert window.keeper.file.exists()
    np.testing.assert_allclose(
        project.assessment.district["e_del_kwh"], town.assessment.district["e_del_kwh"], rtol=1e-12
    )


def test_a_clean_close_leaves_nothing_behind(make_window, town, tmp_path, qtbot):
    window = make_window(town)
    with qtbot.waitSignal(window.keeper.kept, timeout=20_000):
        window.do("all-advanced")
        qtbot.waitUntil(lambda: window.document.dirty)
        window.keeper.keep()
    assert window.keeper.file.exists()
    window.operations.save_as(tmp_path / "plan.gpkg")
    qtbot.waitUntil(lambda: not window.document.dirty and not window.runner.busy)
    qtbot.waitUntil(lambda: not window.keeper.file.exists())
    assert lock.held_by(tmp_path / "plan.gpkg") is not None
    window.document.undo_stack.setClean()
    assert window.close()
    assert sorted(one.name for one in tmp_path.glob("*plan*")) == ["plan.gpkg"]
    assert left_behind(window.settings.journals) == ()


def test_two_windows_on_one_plan_see_each_other(make_window, town, tmp_path, qtbot):
    plan = tmp_path / "shared.gpkg"
    save_project(town, plan)
    first, second = make_window(), make_window()
    first.operations.open_project(plan)
    qtbot.waitUntil(lambda: first.document.path == plan and not first.runner.busy)
    second.operations.open_project(plan)
    box = second.findChild(QMessageBox, "taken")
    assert "shared.gpkg is open in another window" in box.text()
    copy = next(button for button in box.buttons() if "copy" in button.text())
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: second.document.project is not None and not second.runner.busy)
    assert second.document.path is None
    told = []
    second.runner.failed.connect(told.append)
    second.operations.save_as(plan)
    assert "open in another window" in told[0]
    second.operations.save_as(tmp_path / "mine.gpkg")
    qtbot.waitUntil(lambda: second.document.path == tmp_path / "mine.gpkg" and not second.runner.busy)
    first.operations.close_project()
    assert lock.held_by(plan) is None
