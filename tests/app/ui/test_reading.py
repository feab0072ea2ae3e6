"""Questions answered beside the window."""

import threading

import pytest

from app.ui.reading import Reader


@pytest.fixture
def reader(qapp):
    made = Reader()
    yield made
    made.close()
    made.deleteLater()


def test_the_work_is_done_elsewhere_and_delivered_here(qtbot, reader):
    here, seen = threading.current_thread(), []
    reader.ask(threading.current_thread, lambda worker: seen.append((worker, threading.current_thread())))
    qtbot.waitUntil(lambda: not reader.busy)
    assert seen[0][0] is not here
    assert seen[0][1] is here


def test_only_the_latest_answer_is_delivered(qtbot, reader):
    seen, gate = [], threading.Event()
    reader.ask(lambda: gate.wait(10) and 1, seen.append)
    reader.ask(lambda: 2, seen.append)
    gate.set()
    qtbot.waitUntil(lambda: not reader.busy)
    assert seen == [2]


def test_what_is_forgotten_or_closed_is_not_delivered(qtbot, reader):
    seen = []
    reader.ask(lambda: 1, seen.append)
    reader.forget()
    qtbot.waitUntil(lambda: not reader.busy)
    reader.close()
    reader.ask(lambda: 2, seen.append)
    assert seen == []


def test_closing_waits_for_nothing(qtbot, reader):
    seen, gate, begun, ended = [], threading.Event(), threading.Event(), threading.Event()

    def slow():
        begun.set()
        gate.wait(20)
        ended.set()

    reader.ask(slow, seen.append)
    assert begun.wait(10)
    reader.close()
    assert not ended.is_set()
    gate.set()
    qtbot.waitUntil(ended.is_set)
    assert seen == []


def test_a_bug_is_not_swallowed(qtbot, reader):
    with qtbot.captureExceptions() as caught:
        reader.ask(lambda: 1 / 0, lambda _answer: None)
        qtbot.waitUntil(lambda: not reader.busy)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError
