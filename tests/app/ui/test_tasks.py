"""Work off the window's thread: answers, progress, cancel, failures, order."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QThread

from app.errors import UserError
from app.text.messages import sentence
from app.ui.tasks import Runner, Task
from gis import worker
from tests.gis.worker import misdeeds


@pytest.fixture
def runner(qapp):
    runner = Runner()
    yield runner
    runner.shutdown()


@pytest.fixture
def happened():
    return []


def finish(qtbot, runner):
    qtbot.waitUntil(lambda: not runner.busy, timeout=5000)


def test_work_runs_elsewhere_and_its_answer_comes_home(qtbot, runner, happened):
    home = threading.get_ident()

    def work(_progress):
        happened.append(threading.get_ident() != home)
        return 7

    with qtbot.waitSignal(runner.idle):
        runner.run(
            Task("Work", work, lambda answer: happened.append((answer, threading.get_ident() == home)))
        )
        assert runner.busy
    assert happened == [True, (7, True)]
    assert not runner.busy


def test_progress_is_told(qtbot, runner):
    def work(progress):
        progress(0.5, "blocks")

    with qtbot.waitSignal(runner.progressed) as told:
        runner.run(Task("Work", work, lambda _answer: None))
    assert told.args == [0.5, "blocks"]
    finish(qtbot, runner)


def test_a_cancelled_task_delivers_nothing_but_ends(qtbot, runner, happened):
    started = threading.Event()

    def work(progress):
        started.set()
        while True:
            progress(0.1, "blocks")
            QThread.msleep(1)

    runner.run(Task("Work", work, lambda _a: happened.append("done"), ended=lambda: happened.append("ended")))
    assert started.wait(5)
    assert runner.cancellable
    runner.cancel()
    finish(qtbot, runner)
    assert happened == ["ended"]


def test_an_answer_that_comes_after_the_cancel_is_dropped(qtbot, runner, happened):
    started, go_on = threading.Event(), threading.Event()

    def work(_progress):
        started.set()
        go_on.wait(5)

    runner.run(Task("Work", work, lambda _a: happened.append("done"), ended=lambda: happened.append("ended")))
    assert started.wait(5)
    runner.cancel()
    go_on.set()
    finish(qtbot, runner)
    assert happened == ["ended"]


@pytest.mark.parametrize("own", [False, True])
def test_a_failure_is_one_sentence(qtbot, runner, happened, own):
    def work(_progress):
        raise UserError("export_nothing")

    runner.failed.connect(lambda text: happened.append(("runner", text)))
    failed = (lambda fault: happened.append((fault.code, fault.text))) if own else None
    runner.run(Task("Work", work, lambda _answer: happened.append("done"), failed))
    finish(qtbot, runner)
    assert happened == [("export_nothing" if own else "runner", sentence("export_nothing", {}))]


def test_a_bug_is_reported_and_the_next_task_runs(qtbot, runner, happened):
    runner.broke.connect(happened.append)
    runner.run(Task("Bug", lambda _progress: 1 // 0, lambda _answer: happened.append("done")))
    runner.run(Task("Next", lambda _progress: "next", happened.append))
    finish(qtbot, runner)
    assert "ZeroDivisionError" in happened[0]
    assert happened[1:] == ["next"]


def test_the_next_task_sees_what_the_former_one_left(qtbot, runner):
    state = {"n": 1}

    def put(answer):
        state["n"] = answer

    for _turn in range(5):
        runner.run(Task("Double", lambda _progress: state["n"] * 2, put))
    finish(qtbot, runner)
    assert state["n"] == 32


def test_saving_is_never_cut_short(qtbot, runner, happened):
    started, go_on = threading.Event(), threading.Event()

    def work(progress):
        started.set()
        go_on.wait(5)
        progress(0.9, "writing")
        return "kept"

    runner.run(Task("Save", work, happened.append, keeps=True))
    runner.run(Task("Other", lambda _progress: "other", happened.append))
    assert started.wait(5)
    assert runner.keeping
    assert not runner.cancellable
    runner.cancel()
    go_on.set()
    finish(qtbot, runner)
    assert happened == ["kept"]


def test_nothing_is_delivered_after_the_end(qtbot, runner, happened):
    go_on = threading.Event()
    runner.run(Task("Work", lambda _progress: go_on.wait(5), happened.append))
    runner.shutdown()
    go_on.set()
    runner.run(Task("Late", lambda _progress: None, happened.append))
    qtbot.wait(50)
    assert happened == []
    assert not runner.busy


def test_a_cancel_stops_a_file_that_is_read_in_another_process(runner, qtbot):
    worker.enable()
    try:
        ended = []
        work = Task(
            "Reading",
            lambda _progress: worker.guarded(misdeeds.sleep, Path("a.shp")),
            ended.append,
            ended=lambda: ended.append("ended"),
        )
        runner.run(work)
        qtbot.wait(300)
        runner.cancel()
        qtbot.waitUntil(lambda: ended == ["ended"], timeout=10_000)
        assert not runner.busy
    finally:
        worker.stop()
