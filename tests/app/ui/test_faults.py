"""What nobody expected is shown once; the window lives on and a report can be saved."""

import sys
import threading

import pytest
from PySide6.QtCore import qInstallMessageHandler, qWarning
from PySide6.QtWidgets import QDialog, QFileDialog

from app.ui.dialogs.fault import FaultDialog
from app.ui.tasks import Task


@pytest.fixture
def window(make_window, town, qtbot):
    hook, of_threads, complaints = sys.excepthook, threading.excepthook, qInstallMessageHandler(None)
    window = make_window(town)
    window.faults.watch()
    yield window
    sys.excepthook, threading.excepthook = hook, of_threads
    qInstallMessageHandler(complaints)


@pytest.fixture
def settled(qtbot):
    return lambda window: qtbot.waitUntil(lambda: not window.runner.busy, timeout=20_000)


def shown(window):
    return window.findChild(QDialog, "bug")


def test_a_fault_in_a_thread_is_shown_and_the_plan_lives_on(window, qtbot, town, settled):
    def work():
        raise LookupError("/srv/maria/plan.gpkg lost")

    window.do("fit")
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: shown(window) is not None)
    text = shown(window).report.toPlainText()
    assert "LookupError: (a file.gpkg) lost" in text
    assert "fit" in text
    shown(window).reject()
    window.do("all-advanced")
    settled(window)
    assert window.document.project is not town


def test_further_faults_do_not_pile_up(window, qtbot):
    for place in range(3):
        window.faults.show(f"Traceback\nValueError: {place}")
    assert len(window.findChildren(FaultDialog)) == 1
    assert window.faults.diary.lines[-1].endswith("ValueError: 2")
    shown(window).reject()


def test_a_report_is_saved_where_the_user_wants(window, monkeypatch, tmp_path):
    target = tmp_path / "report.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(target), ""))
    window.faults.show("Traceback\nValueError: here")
    shown(window).save.click()
    assert "ValueError: here" in target.read_text(encoding="utf-8")
    assert "report.txt" in shown(window).note.text()
    shown(window).reject()


def test_a_folder_that_takes_no_report_is_said(window, monkeypatch, tmp_path):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(tmp_path / "gone" / "r.txt"), ""))
    window.faults.show("Traceback\nValueError: here")
    shown(window).save.click()
    assert "r.txt" in shown(window).note.text() or "gone" in shown(window).note.text()
    shown(window).reject()


def test_the_menu_saves_a_report_too(window, monkeypatch, tmp_path):
    target = tmp_path / "report.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(target), ""))
    window.do("save-report")
    assert "save-report" in target.read_text(encoding="utf-8")


def test_too_little_memory_is_a_sentence(window, settled, town):
    def work(_progress):
        raise MemoryError

    window.runner.run(Task("Reading", work, lambda _answer: None))
    settled(window)
    assert window.messages.isVisible()
    assert "memory" in window.messages.text.text()
    assert window.document.project is town
    assert shown(window) is None


def test_qts_own_complaints_go_into_the_diary(window):
    qWarning("made up")
    assert window.faults.diary.lines[-1].endswith("Qt: made up")
